"""The page of GB/T 9704—2012."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from documents import wording
from documents.layout import Sheet


@pytest.fixture
def sheet() -> Sheet:
    made = Sheet(title="检察建议书", author="九寨沟县人民检察院", day=date(2026, 11, 5))
    made.title("九寨沟县人民检察院", "检察建议书")
    made.heading("一、来源")
    made.text("　　第一段\n\n第二段")
    made.signature("（院印）")
    return made


def reopened(sheet: Sheet) -> docx.document.Document:
    return docx.Document(io.BytesIO(sheet.save()))


def east_asian_font(paragraph) -> str:
    return paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))


def test_type_area_is_156_by_225_mm(sheet: Sheet) -> None:
    section = reopened(sheet).sections[0]
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert across == pytest.approx(Mm(156), abs=Mm(0.1))
    assert down == pytest.approx(Mm(225), abs=Mm(0.1))


def test_22_lines_of_28_characters_fit(sheet: Sheet) -> None:
    document = reopened(sheet)
    form = document.styles["Normal"].paragraph_format
    spacing = document.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert 22 * form.line_spacing <= Mm(225)
    assert 28 * (Pt(16) + Pt(int(spacing) / 20)) <= Mm(156)
    assert document.sections[0]._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "lines"


def test_fonts_are_those_of_the_standard(sheet: Sheet) -> None:
    title, _, heading, body, *_ = reopened(sheet).paragraphs
    fonts = [east_asian_font(each) for each in (title, heading, body)]
    assert fonts == ["方正小标宋简体", "黑体", "仿宋_GB2312"]
    assert [each.runs[0].font.size for each in (title, heading, body)] == [Pt(22), Pt(16), Pt(16)]


def test_typed_indents_and_empty_lines_are_replaced_by_ours(sheet: Sheet) -> None:
    body = reopened(sheet).paragraphs[3:5]
    assert [each.text for each in body] == ["第一段", "第二段"]
    assert {each._p.pPr.ind.get(qn("w:firstLineChars")) for each in body} == {"200"}


def test_page_numbers_stand_at_the_outer_edge(sheet: Sheet) -> None:
    document = reopened(sheet)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment
    assert "PAGE" in section.footer._element.xml


def test_name_and_day_are_centred_on_each_other(sheet: Sheet) -> None:
    name, day, seal = reopened(sheet).paragraphs[-3:]
    middles = [
        int(each._p.pPr.ind.get(qn("w:rightChars"))) / 100 + wording.width(each.text) / 2
        for each in (name, day, seal)
    ]
    assert middles == pytest.approx([middles[0]] * 3, abs=0.01)
    assert day._p.pPr.ind.get(qn("w:rightChars")) == "400"


def test_the_seal_never_stands_alone_on_a_page(sheet: Sheet) -> None:
    assert all(each.paragraph_format.keep_with_next for each in reopened(sheet).paragraphs[4:-1])


def test_a_long_name_is_broken_into_lines_of_about_equal_length() -> None:
    name = "阿坝藏族羌族自治州九寨沟县人民检察院驻景区检察室"
    lines = wording.balanced(name, 20)
    assert "".join(lines) == name
    assert [len(line) for line in lines] == [12, 12]


def test_the_letterhead_is_as_wide_as_the_name_allows() -> None:
    sheet = Sheet(title="函", author="九" * 40)
    sheet.letterhead()
    assert reopened(sheet).sections[0].first_page_header.paragraphs[0].runs[0].font.size == Pt(11)


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [(2, "month", "两个月"), (15, "day", "十五日"), (2, "day", "二日"), (10, "working_day", "十个工作日")],
)
def test_periods_in_words(amount: int, unit: str, words: str) -> None:
    assert wording.period(amount, unit) == words


def test_a_day_has_no_leading_zeros() -> None:
    assert wording.chinese_day(date(2026, 1, 5)) == "2026年1月5日"
