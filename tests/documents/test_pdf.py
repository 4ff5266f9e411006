"""A paper as PDF: the same text on the same pages, from the frozen docx, which stays the paper."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import docx
import pypdfium2
import pytest
from django.urls import reverse

from documents import services
from documents.layout import Sheet
from documents.models import Document
from documents.papers import minutes
from documents.rendering import engine, fonts, renditions
from matters.models import AccessLog
from tests.courses import Course
from tests.documents.test_papers import GENERAL, MINUTES, each_paper


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without any spaces."""
    opened = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def typed(paper: bytes) -> str:
    """All text of a docx, of its tables too."""
    document = docx.Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join((*(each.text for each in document.paragraphs), *cells)).split())


def written(*lines: str) -> bytes:
    sheet = Sheet(title="试", author="九寨沟县人民检察院")
    for line in lines:
        sheet.text(line)
    return sheet.save()


@pytest.fixture
def paper(matter, event) -> Document:
    return services.make_paper(matter=matter, event=event, kind="recommendation", content=GENERAL)


@pytest.fixture
def no_font(monkeypatch) -> None:
    monkeypatch.setattr(fonts, "families", frozenset)


@pytest.fixture
def setting(monkeypatch) -> Iterator[list[bytes]]:
    """Every docx that is set anew."""
    done, really = [], engine.to_pdf
    monkeypatch.setattr(engine, "to_pdf", lambda content: (done.append(content), really(content))[1])
    return done


# --- What the pages show ---------------------------------------------------------------------


@each_paper
def test_every_character_of_the_paper_is_on_its_pages(build: Callable, content: object) -> None:
    made = build(content)
    assert Counter(typed(made)) - Counter("".join(pages(engine.to_pdf(made)))) == Counter()


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = written("一段。")
    assert engine.to_pdf(made) == engine.to_pdf(made)


def test_pages_are_numbered_as_in_the_standard() -> None:
    found = pages(engine.to_pdf(written(*["整改落实情况。" * 20] * 12)))
    assert len(found) > 1
    assert all(f"—{number}—" in text for number, text in enumerate(found, start=1))


def test_22_lines_of_28_characters_fit() -> None:
    """The type area of GB/T 9704: 27 characters after the indent and one on the next line fill 22 lines of a page."""
    full_line = "检" * 26
    found = pages(engine.to_pdf(written(*[full_line] * 22)))
    assert len(found) == 1
    assert len(pages(engine.to_pdf(written(*[full_line] * 23)))) == 2
    assert len(pages(engine.to_pdf(written(*[full_line + "检"] * 12)))) == 2


def test_what_people_type_is_text_and_never_a_command() -> None:
    typed_by_hand = '#read("/etc/passwd")与$x$、*粗*、_斜_、@引用、<标签>、\\n、`码`、//注、[括]、= 标题'
    assert "".join(typed_by_hand.split()) in "".join(pages(engine.to_pdf(written(typed_by_hand))))


def test_rare_characters_of_names_are_there() -> None:
    assert "喆堃翀䶮" in pages(engine.to_pdf(written("喆堃翀䶮")))[0]


def test_a_row_taller_than_a_page_goes_on_on_the_next() -> None:
    long = replace(MINUTES, rows=(("磋商情况", "双方对事实没有异议。" * 150),))
    made = minutes.build(long)
    found = pages(engine.to_pdf(made))
    assert len(found) > 2
    assert "".join(found).count("没有异议") == 150


def test_the_copies_stand_at_the_foot_of_the_last_page() -> None:
    sheet = Sheet(title="试", author="九寨沟县人民检察院")
    sheet.text("一段。")
    sheet.copies(["九寨沟县人民政府"])
    page = pypdfium2.PdfDocument(engine.to_pdf(sheet.save()))[0]
    text = page.get_textpage()
    *_, top = text.get_charbox(text.get_text_bounded().index("抄送"))
    bottom_margin, two_lines = 35 * 72 / 25.4, 2 * 28.95
    assert bottom_margin < top < bottom_margin + two_lines


# --- Kept beside the docx --------------------------------------------------------------------


def test_it_is_set_once_and_then_kept(paper, setting) -> None:
    assert renditions.pdf(paper) == renditions.pdf(paper)
    assert len(setting) == 1


def test_the_docx_stays_as_it_was(paper) -> None:
    renditions.pdf(paper)
    assert paper.file.storage.open(paper.file.name).read() == services.preview("recommendation", GENERAL)


def test_a_kept_pdf_that_was_changed_is_set_anew(paper, setting) -> None:
    made = renditions.pdf(paper)
    with paper.file.storage.open(renditions._name(paper), "wb") as file:
        file.write(b"0" * 64 + b"%PDF-1.7 another")
    assert renditions.pdf(paper) == made
    assert len(setting) == 2


# --- Downloads -------------------------------------------------------------------------------


def address(paper: Document) -> str:
    return reverse("documents:pdf", args=[paper.pk])


def test_the_recipient_gets_it_and_the_download_is_logged(paper, cast, sign_in) -> None:
    response = sign_in(cast.liaison_a).get(address(paper))
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    log = AccessLog.objects.get()
    assert (log.action, log.membership, log.subject) == ("download", cast.liaison_a, f"文书{paper.pk}（PDF）")


@pytest.mark.parametrize("name", ["liaison_b", "superior_handler", "assessor", "system_admin", "auditor"])
def test_it_is_not_found_by_others(paper, cast, sign_in, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(address(paper)).status_code in (302, 404)
    assert not AccessLog.objects.exclude(action="refused").exists()


def test_of_a_paper_of_the_procuratorate_alone_the_recipient_finds_none(matter, event, cast, sign_in) -> None:
    inner = services.make_paper(
        matter=matter, event=event, kind="recommendation", content=GENERAL, audience=cast.procuratorate
    )
    assert sign_in(cast.liaison_a).get(address(inner)).status_code == 404


def test_a_scan_has_none(matter, event, scan, cast, sign_in) -> None:
    kept = services.keep_scan(matter=matter, event=event, kind="recommendation", upload=scan)
    assert sign_in(cast.handler).get(address(kept)).status_code == 404


def test_of_a_changed_docx_no_pdf_is_made(paper, cast, sign_in) -> None:
    renditions.pdf(paper)
    with paper.file.storage.open(paper.file.name, "wb") as stored:
        stored.write(b"other")
    response = sign_in(cast.handler).get(address(paper))
    assert response.status_code == 500
    assert "文件校验不符" in response.content.decode()


def test_without_a_chinese_font_a_sentence_says_which(paper, cast, sign_in, no_font) -> None:
    response = sign_in(cast.handler).get(address(paper))
    assert response.status_code == 503
    assert "本机没有安装中文字体" in response.content.decode()
    assert paper.get_absolute_url() in response.content.decode()
    assert not AccessLog.objects.exists()


def test_the_matter_page_offers_it(cast, sign_in) -> None:
    made = Course(cast).served().matter
    page = sign_in(cast.liaison_a).get(f"/matters/{made.pk}/").content.decode()
    assert page.count('class="files__pdf"') == made.documents.filter(upload=None, audience=None).count() > 0


def test_without_a_chinese_font_the_matter_page_says_so_instead(cast, sign_in, no_font) -> None:
    made = Course(cast).served().matter
    page = sign_in(cast.liaison_a).get(f"/matters/{made.pk}/").content.decode()
    assert "files__pdf" not in page
    assert "本机没有安装中文字体" in page


def test_the_blank_proof_of_service_can_be_had_as_pdf_by_who_serves(matter, cast, sign_in) -> None:
    blank = reverse("documents:blank_proof_of_service_pdf", args=[matter.pk])
    made = b"".join(sign_in(cast.handler).get(blank).streaming_content)
    assert "送达回证" in pages(made)[0]
    assert sign_in(cast.liaison_a).get(blank).status_code == 404


def test_without_a_chinese_font_the_blank_one_is_offered_as_docx(matter, cast, sign_in, no_font) -> None:
    response = sign_in(cast.handler).get(reverse("documents:blank_proof_of_service_pdf", args=[matter.pk]))
    assert response.status_code == 503
    assert reverse("documents:blank_proof_of_service", args=[matter.pk]) in response.content.decode()
