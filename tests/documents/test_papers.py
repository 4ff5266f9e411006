"""The papers: what they say, in which order, and that the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import services
from documents.papers import letter, minutes, proof_of_service
from documents.wording import by_law
from recommendations.sheets import objection_answer, recommendation, reply_letter, urging_letter

GENERAL = recommendation.Content(
    kind="social_governance",
    organisation="九寨沟县人民检察院",
    recipients=("九寨沟县水务局",),
    number="川九检建〔2026〕5号",
    day=date(2026, 11, 5),
    source="本院在办理案件中发现。",
    facts="砂石堆放未覆盖。",
    evidence="有照片证明。",
    problems="违反水法。",
    legal_basis="水法第三十七条。",
    advices=("依法查处", "清除砂石。"),
    objection_period="十五日",
    reply_period="两个月",
)
PUBLIC_INTEREST = replace(
    GENERAL,
    kind="public_interest",
    harm="河道受损。",
    duty_failure="未予查处。",
    objection_period="",
    rectification_period="一个月",
)
PROOF = proof_of_service.Content(organisation="九寨沟县人民检察院", paper="检察建议书")
URGING = urging_letter.Content(
    organisation="九寨沟县人民检察院",
    recipient="九寨沟县水务局",
    recommendation="《检察建议书》",
    ground="unanswered",
    stated_period="十日",
)
REPLY = reply_letter.Content(
    organisation="九寨沟县水务局",
    addressee="九寨沟县人民检察院",
    recommendation="《检察建议书》",
    answers=(
        reply_letter.Answer("依法查处", "已完成"),
        reply_letter.Answer("清除砂石", "部分完成", "余二处。"),
    ),
    day=date(2026, 12, 20),
)
OBJECTION = objection_answer.Content(
    organisation="九寨沟县人民检察院",
    recipient="九寨沟县水务局",
    recommendation="《检察建议书》",
    result="rejected",
    reasons="职责法定。",
    due=date(2027, 1, 6),
)
LETTER = letter.Content(
    organisation="九寨沟县人民检察院",
    title="撤回检察建议通知书",
    recipient="九寨沟县水务局",
    text="本院决定撤回检察建议。\n特此通知。",
    copies=("九寨沟县人民政府",),
)
MINUTES = minutes.Content(
    organisation="九寨沟县人民检察院",
    title="磋商记录",
    rows=(("时间", "2026年11月5日"), ("地点", ""), ("磋商情况", "双方对事实没有异议。")),
    signers=("检察官", "行政机关参加人"),
)
PAPERS = [
    (letter.build, LETTER),
    (minutes.build, MINUTES),
    (recommendation.build, GENERAL),
    (recommendation.build, PUBLIC_INTEREST),
    (proof_of_service.build, PROOF),
    (urging_letter.build, URGING),
    (reply_letter.build, REPLY),
    (objection_answer.build, OBJECTION),
]
each_paper = pytest.mark.parametrize(("build", "content"), PAPERS)


def lines(paper: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(paper)).paragraphs if each.text]


def headings(paper: bytes) -> list[str]:
    return [line for line in lines(paper) if line[1:2] == "、"]


@each_paper
def test_the_same_content_gives_the_same_bytes(build: Callable, content: object) -> None:
    assert build(content) == build(content)


@each_paper
def test_neither_clock_nor_tool_is_in_the_package(build: Callable, content: object) -> None:
    package = zipfile.ZipFile(io.BytesIO(build(content)))
    assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert b"python-docx" not in package.read("docProps/core.xml")


def test_contents_stand_in_the_order_of_article_16() -> None:
    assert headings(recommendation.build(GENERAL)) == [
        "一、案件或者问题的来源",
        "二、认定的事实及证据",
        "三、存在的违法情形或者应当消除的隐患",
        "四、建议的具体内容及其依据",
        "五、提出异议和书面回复的期限",
    ]


def test_contents_stand_in_the_order_of_article_75_for_public_interest() -> None:
    assert headings(recommendation.build(PUBLIC_INTEREST)) == [
        "一、案件来源",
        "二、国家利益或者社会公共利益受到侵害的事实",
        "三、你单位不依法履行职责的事实和理由",
        "四、提出检察建议的法律依据和具体内容",
        "五、整改和书面回复的期限",
    ]


def test_empty_sections_are_left_out_and_numbers_go_on() -> None:
    short = replace(GENERAL, facts="", evidence="", problems=" \n", other="另附材料。")
    assert headings(recommendation.build(short))[1:] == [
        "二、建议的具体内容及其依据",
        "三、提出异议和书面回复的期限",
        "四、其他需要说明的事项",
    ]


def test_advices_are_numbered_and_end_with_a_full_stop() -> None:
    said = lines(recommendation.build(GENERAL))
    assert "（一）依法查处。" in said
    assert "（二）清除砂石。" in said


def test_periods_run_from_receipt_and_an_objection_stops_none() -> None:
    said = "".join(lines(recommendation.build(GENERAL)))
    assert "自收到本检察建议书之日起十五日内向本院书面提出" in said
    assert "提出异议期间，书面回复期限继续计算。" in said
    assert "自收到本检察建议书之日起两个月内，将落实情况书面回复本院" in said


def test_public_interest_names_the_rectification_period_and_no_objection() -> None:
    said = "".join(lines(recommendation.build(PUBLIC_INTEREST)))
    assert "一个月内依法履行职责、完成整改" in said
    assert "异议" not in said


COURT = replace(
    GENERAL,
    kind="correction",
    recipients=("九寨沟县人民法院",),
    facts="经查明，该案于2026年3月1日立案。",
    reply_period="一个月",
)


def test_a_paper_to_a_court_has_the_form_of_papers_to_courts() -> None:
    said = lines(recommendation.build(COURT))
    body = said[said.index("川九检建〔2026〕5号") + 1 :]
    assert body == [
        "本院在办理案件中发现。",
        "现查明：该案于2026年3月1日立案。",
        "有照片证明。",
        "本院认为：违反水法。",
        "综上，根据水法第三十七条的规定，现提出如下检察建议：",
        "（一）依法查处。",
        "（二）清除砂石。",
        "请在收到后一个月内将处理结果书面回复本院。",
        "此致",
        "九寨沟县人民法院",
        "九寨沟县人民检察院",
        "2026年11月5日",
        "（院印）",
        "附：检察卷宗　　册",
    ]


def test_a_paper_to_a_court_has_no_clause_on_objection_and_names_its_volumes() -> None:
    said = "".join(lines(recommendation.build(replace(COURT, attachments=("检察卷宗2册",)))))
    assert "异议" not in said
    assert "你单位" not in said
    assert said.endswith("附：检察卷宗2册")


def test_a_paper_is_called_as_its_day_calls_it() -> None:
    said = lines(recommendation.build(replace(GENERAL, paper="检察意见书")))
    assert said[1] == "检察意见书"
    assert "根据水法第三十七条的规定，现提出如下检察意见：" in said
    assert not any("检察建议" in line for line in said)


@pytest.mark.parametrize(
    ("basis", "written"),
    [
        (
            "《水法》第三十七条；《河道管理条例》第五条。",
            "根据《水法》第三十七条、《河道管理条例》第五条的规定，现提出：",
        ),
        ("根据《水法》第三十七条的规定", "根据《水法》第三十七条的规定，现提出："),
        (
            "《水法》第三十七条\n《检察建议工作规定》第十一条",
            "根据《水法》第三十七条、《检察建议工作规定》第十一条的规定，现提出：",
        ),
        (
            "《水法》第三十七条规定，禁止弃置。应当清除。",
            "《水法》第三十七条规定，禁止弃置。应当清除。\n根据上述规定，现提出：",
        ),
        (
            "一、《水法》第三十七条\n二、《河道管理条例》第五条",
            "根据《水法》第三十七条、《河道管理条例》第五条的规定，现提出：",
        ),
        (
            "1.《水法》第三十七条\n2.《河道管理条例》第五条",
            "根据《水法》第三十七条、《河道管理条例》第五条的规定，现提出：",
        ),
        ("依照《水法》第三十七条规定", "根据《水法》第三十七条的规定，现提出："),
        (
            "《水法》第三十七条规定：“禁止弃置”",
            "《水法》第三十七条规定：“禁止弃置”\n根据上述规定，现提出：",
        ),
        ("", "现提出："),
    ],
)
def test_the_basis_is_set_as_one_sentence(basis: str, written: str) -> None:
    assert by_law(basis, "现提出：") == written


def test_several_recipients_share_one_paper() -> None:
    said = lines(recommendation.build(replace(GENERAL, recipients=("水务局", "林草局"))))
    assert "水务局、林草局：" in said
    assert any(line.startswith("请各单位自收到") for line in said)


def test_a_draft_leaves_number_and_day_blank() -> None:
    said = lines(recommendation.build(replace(GENERAL, number="", day=None)))
    assert "检察建议〔　　〕　号" in said
    assert "　　年　　月　　日" in said


def test_a_draft_bears_the_words_of_its_series() -> None:
    said = lines(recommendation.build(replace(GENERAL, number="", blank="川九检建〔2026〕　号")))
    assert "川九检建〔2026〕　号" in said


RUNNING = [
    (
        "recommendation",
        replace(GENERAL, contact="联系人：张明", attachments=("清单", "照片"), copies=("县政府",)),
    ),
    ("recommendation", replace(PUBLIC_INTEREST, number="", day=None)),
    ("recommendation", COURT),
    ("urging_letter", URGING),
    ("reply_letter", REPLY),
    ("objection_answer", OBJECTION),
    ("withdrawal_notice", LETTER),
]


@pytest.mark.parametrize(("kind", "content"), RUNNING)
def test_the_preview_has_the_text_of_the_docx(kind: str, content: object) -> None:
    document = docx.Document(io.BytesIO(services.preview(kind, content)))
    head = [each.text for each in document.sections[0].first_page_header.paragraphs]
    body = [each.text for each in document.paragraphs]
    imprint = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    read = [line.text for line in services.read(kind, content)]
    assert read == [text for text in (*head, *body, *imprint) if text]


def test_copies_stand_in_the_imprint() -> None:
    document = docx.Document(
        io.BytesIO(recommendation.build(replace(GENERAL, copies=("县政府", "县司法局"))))
    )
    assert document.tables[0].cell(0, 0).text == "抄送：县政府，县司法局。"
    assert document.tables[0].cell(1, 0).text.endswith("2026年11月5日印发")


def test_ten_pages_with_special_characters_come_out_whole() -> None:
    long = "\n".join(f"第{n}段 <甲&乙>\x01\"'" + "河" * 300 for n in range(60))
    said = lines(recommendation.build(replace(GENERAL, facts=long)))
    assert sum("<甲&乙>\"'" in line for line in said) == 60


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_written(text: str) -> None:
    content = replace(
        GENERAL, facts=text, recipients=(text,), advices=(text,), organisation=text, copies=(text,)
    )
    assert recommendation.build(content).startswith(b"PK")


def test_a_blank_proof_of_service_leaves_room_to_write() -> None:
    table = docx.Document(io.BytesIO(proof_of_service.build(PROOF))).tables[0]
    values = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert values["送达文书名称"] == "检察建议书"
    assert "□直接" in values["送达方式"]
    assert values["送达人"] == ""


def test_a_filled_proof_of_service_says_how_and_when() -> None:
    filled = replace(PROOF, way="直接送达", received_at="2026年11月6日10时30分", remark="办公室签收")
    table = docx.Document(io.BytesIO(proof_of_service.build(filled))).tables[0]
    values = [row.cells[1].text for row in table.rows]
    assert {"直接送达", "2026年11月6日10时30分", "办公室签收"} <= set(values)


@pytest.mark.parametrize("ground", urging_letter.GROUNDS)
def test_urging_names_its_ground_and_the_stated_period(ground: str) -> None:
    said = "".join(lines(urging_letter.build(replace(URGING, ground=ground, served_on=date(2026, 11, 6)))))
    assert urging_letter.GROUNDS[ground].format(you="你单位", noun=URGING.recommendation) in said
    assert "已于2026年11月6日送达" in said
    assert "自收到本函之日起十日内" in said


def test_a_reply_answers_advice_by_advice() -> None:
    said = lines(reply_letter.build(REPLY))
    at = said.index("（二）清除砂石。")
    assert said[at + 1 : at + 3] == ["落实结果：部分完成。", "余二处。"]


def test_a_reply_without_summary_begins_with_the_answers() -> None:
    assert headings(reply_letter.build(REPLY)) == ["一、逐项落实情况"]


def test_a_rejected_objection_is_told_that_the_reply_stays_due() -> None:
    said = "".join(lines(objection_answer.build(OBJECTION)))
    assert "异议不成立" in said
    assert "请于2027年1月6日前（含当日）书面回复本院" in said


def test_urging_a_court_addresses_it_as_a_court() -> None:
    said = "".join(
        lines(urging_letter.build(replace(URGING, recipient="九寨沟县人民法院", requests="请回复。")))
    )
    assert "请你院自收到本函之日起十日内办理以下事项：请回复。" in said
    assert "你单位" not in said


def test_a_letter_is_addressed_and_each_line_is_a_paragraph() -> None:
    written = lines(letter.build(LETTER))
    assert written[written.index("九寨沟县水务局：") + 1 :][:2] == ["本院决定撤回检察建议。", "特此通知。"]


def test_a_report_that_the_house_keeps_has_no_addressee() -> None:
    assert not any(line.endswith("：") for line in lines(letter.build(replace(LETTER, recipient=""))))


def test_minutes_leave_out_what_was_not_recorded_and_room_to_sign() -> None:
    document = docx.Document(io.BytesIO(minutes.build(MINUTES)))
    assert [row.cells[0].text for row in document.tables[0].rows] == ["时间", "磋商情况"]
    assert document.paragraphs[-1].text.startswith("行政机关参加人（签名）")
