"""Ledgers in the shapes that clerks give them: what they say is read, and what is not read is named."""

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from common.named import parties
from common.names import bare
from imports.sheets import Ledger, UnreadableLedger
from recommendations.ledgers.kinds import kind_of
from tests.common.compounds import compound
from tests.imports.books import HEADINGS, USUAL, book, read_ledger

pytestmark = pytest.mark.usefixtures("tuesday")
ROW = ["茂县人民检察院", "茂县水务局", "公益诉讼"]


def written(*rows: list, merged: tuple[str, ...] = (), change=None) -> io.BytesIO:
    """A workbook with these rows as they are."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for area in merged:
        made.active.merge_cells(area)
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    file.seek(0)
    return file


def remarks(ledger: Ledger) -> str:
    return "\n".join(f"{remark.place}：{remark.text}" for remark in ledger.remarks)


def test_headings_over_two_rows_are_read():
    upper = ["序号", "制发检察院", "被建议单位", "类型", "日期", None, None, None, "办理结果"]
    lower = [None, None, None, None, "立案", "制发", "送达", "回复", None]
    row = [1, *ROW, "2026-08-01", "2026-08-20", "2026-08-21", "2026-09-01", "采纳"]
    merged = ("E1:H1", "A1:A2", "B1:B2", "C1:C2", "D1:D2", "I1:I2")
    for areas in (merged, ("E1:H1",), ()):
        ledger = read_ledger(written(upper, lower, row, merged=areas))
        (facts,) = ledger.rows
        assert list(facts.days.values()) == ["2026-08-01", "2026-08-20", "2026-08-21", "2026-09-01"]
        assert (facts.outcome, ledger.problems, ledger.remarks) == ("采纳", [], [])


def test_headings_over_three_rows_and_below_a_title_are_read():
    title = ["2026年检察建议台账", *[None] * 5]
    rows = [
        ["单位", None, "检察建议", None, None, "备注"],
        ["制发检察院", "被建议单位", "类型", "回复情况", None, None],
        [None, None, None, "时间", "结果", None],
        [*ROW, "2026-09-01", "已回复", "甲"],
    ]
    merged = ("A1:F1", "A2:B2", "C2:E2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F2:F4")
    ledger = read_ledger(written(title, *rows, merged=merged))
    (facts,) = ledger.rows
    assert (facts.days, facts.outcome, facts.note) == ({"replied_on": "2026-09-01"}, "已回复", "甲")
    assert "表头以上：没有读入：“2026年检察建议台账”" in remarks(ledger)


CLERKS = {
    "发文日期": "issued_on",
    "答复日期": "replied_on",
    "签收时间": "received_on",
    "立 案 时 间": "filed_on",
    "回函日期（年月日）": "replied_on",
}


@pytest.mark.parametrize(("heading", "name"), CLERKS.items())
def test_days_are_known_under_the_headings_of_clerks(heading, name):
    ledger = read_ledger(written(["承办检察院", "被建议机关", "种类", heading], [*ROW, "2026-09-01"]))
    assert (ledger.rows[0].days, ledger.remarks) == ({name: "2026-09-01"}, [])


@pytest.mark.parametrize(
    ("heading", "name"),
    [("采纳情况", "outcome"), ("案件简要情况", "summary"), ("发文字号", "number"), ("所属领域", "domain")],
)
def test_texts_are_known_under_the_headings_of_clerks(heading, name):
    ledger = read_ledger(written(["承办检察院", "被建议机关", "种类", heading], [*ROW, "甲"]))
    assert (getattr(ledger.rows[0], name), ledger.remarks) == ("甲", [])


def test_one_s_own_ledger_needs_no_column_of_procuratorates():
    file = written(["被建议单位", "类型"], ["茂县水务局", "公益诉讼"])
    (facts,) = read_ledger(file, own="茂县人民检察院").rows
    assert facts.lead == "茂县人民检察院"
    file.seek(0)
    with pytest.raises(UnreadableLedger, match="没有“制发检察院”一列"):
        read_ledger(file)


def test_columns_that_nobody_reads_are_named():
    head = ["制发检察院", "被建议单位", "类型", "承办人", "应回复日期", None, "类型"]
    told = remarks(
        read_ledger(written(head, [*ROW, "张明", "/", "多余", "再审"], [*ROW, None, None, None, None]))
    )
    assert "D列：“承办人”，没有读入，有内容的 1 行。" in told
    assert "E列：“应回复日期”，没有读入，有内容的 0 行。" in told
    assert "F列：没有表头，没有读入，有内容的 1 行。" in told
    assert "G列：“类型”，没有读入，有内容的 1 行。" in told


def test_several_columns_of_results_are_read_together_and_told():
    head = ["制发检察院", "被建议单位", "类型", "采纳情况", "整改结果"]
    ledger = read_ledger(written(head, [*ROW, "采纳", "正在整改"]))
    assert ledger.rows[0].outcome == "采纳；正在整改"
    assert "D、E列：合并作为“办理结果”读入。" in remarks(ledger)


def test_merged_cells_are_read_in_each_of_their_rows_and_told():
    head = ["制发检察院", "被建议单位", "类型", "制发日期", "文号"]
    rows = [[*ROW, "2026-09-01", "茂检建〔2026〕1号"], [None, "茂县林草局", None, None, None]]
    ledger = read_ledger(written(head, *rows, merged=("A2:A3", "C2:C3", "D2:D3", "E2:E3")))
    first, second = ledger.rows
    assert (second.lead, second.kind, second.days, second.number) == (
        first.lead,
        first.kind,
        first.days,
        first.number,
    )
    assert "A2:A3、C2:C3、D2:D3、E2:E3" in remarks(ledger)


def test_a_row_merged_from_top_to_bottom_is_one_row():
    ledger = read_ledger(written(HEADINGS[1:4], ROW, [None] * 3, merged=("A2:A3", "B2:B3", "C2:C3")))
    assert len(ledger.rows) == 1


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_an_error_is_told_at_its_cell(error):
    def spoil(made):
        made.active["D2"] = error

    (problem,) = read_ledger(written([*HEADINGS[1:4], "制发日期"], ROW, change=spoil)).problems
    assert (problem.cell, "公式出错" in problem.text) == ("D2", True)


def test_a_formula_without_its_value_is_told_at_its_cell():
    (problem,) = read_ledger(written([*HEADINGS[1:4], "制发日期"], [*ROW, "=TODAY()-1"])).problems
    assert (problem.cell, "没有计算结果的公式" in problem.text) == ("D2", True)


def test_an_error_in_a_column_that_is_not_read_spoils_nothing():
    ledger = read_ledger(written([*HEADINGS[1:4], "承办人"], [*ROW, "#N/A"]))
    assert (ledger.problems, "承办人" in remarks(ledger)) == ([], True)


def test_other_sheets_comments_and_pictures_are_named():
    def add(made):
        made.create_sheet("统计").append(["共 1 件"])
        made.create_sheet("空白")
        made.active["A2"].comment = Comment("已电话联系", "陈晨")

    told = remarks(read_ledger(written(HEADINGS[1:4], ROW, change=add)))
    assert "工作表“统计”：没有读入。" in told
    assert "批注" in told
    assert "空白" not in told


@pytest.mark.parametrize(
    "closing",
    [["合计", None, None, 40], ["总 计", "40件"], ["填表人：陈晨", None, "审核人：刘建国"], ["注：本表不含再审。"], [1, 2, 3, 4],
     HEADINGS[1:5]],
)  # fmt: skip
def test_what_is_no_row_is_passed_over_and_told(closing):
    ledger = read_ledger(written(HEADINGS[1:5], [*ROW, "水利"], closing))
    assert (len(ledger.rows), ledger.problems) == (1, [])
    assert "第3行：不是台账的一行，没有读入" in remarks(ledger)


def test_a_heading_across_the_table_is_passed_over_and_told():
    rows = (["一、公益诉讼", None, None], ROW)
    ledger = read_ledger(written(HEADINGS[1:4], *rows, merged=("A2:C2",)))
    assert (len(ledger.rows), ledger.problems) == (1, [])
    assert "一、公益诉讼" in remarks(ledger)


def test_a_row_that_lacks_what_it_needs_is_no_closing_row():
    ledger = read_ledger(written(HEADINGS[1:5], [None, "茂县水务局", "公益诉讼", "水利"]))
    assert [problem.cell for problem in ledger.problems] == ["A2"]


def test_words_for_nothing_are_empty_cells_and_told():
    head = [*HEADINGS[1:4], "送达日期", "回复日期", "文号"]
    ledger = read_ledger(written(head, [*ROW, "/", "未回复", "无"], [*ROW, "—", "未回复", None]))
    assert [(facts.days, facts.number) for facts in ledger.rows] == [({}, ""), ({}, "")]
    told = remarks(ledger)
    assert "“/”按空白读入：D2。" in told
    assert "“未回复”按空白读入：E2、E3。" in told
    assert "“无”按空白读入：F2。" in told


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("县水务局、县林草局", 2),
        ("县水务局，县林草局；县住建局", 3),
        ("县水务局,县林草局", 2),
        ("县水务局/县林草局", 2),
        ("县水务局和县林草局", 2),
        ("县水务局 县林草局", 2),
        ("县水务局\n县林草局", 2),
        ("县水务局、县水务局（公章）", 1),
        ("县住房和城乡建设局", 1),
        ("县人力资源和社会保障局和县农业农村和水务局", 2),
        ("县环保局（含镇、乡所）", 1),
        ("县 水 务 局", 1),
    ],
)
def test_bodies_stand_between_the_marks_of_clerks(typed, named):
    assert len(parties(typed)) == named


@pytest.mark.parametrize(
    "typed", ["无", "2", "县水务局", "<script>alert(1)</script>", "（公章）", "人民检察院检察官", "/"]
)
def test_nothing_is_a_procuratorate_because_it_stands_in_its_column(typed):
    (problem,) = read_ledger(written(HEADINGS[1:4], [typed, *ROW[1:]])).problems
    assert problem.cell == "A2"


@pytest.mark.parametrize("typed", ["2", "<b>局</b>", "？", "县水务局、3", "茂县人民检察院", "无", "—"])
def test_nothing_is_a_body_because_it_stands_in_its_column(typed):
    (problem,) = read_ledger(written(HEADINGS[1:4], [ROW[0], typed, ROW[2]])).problems
    assert problem.cell == "B2"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("行政公益诉讼", "public_interest"),
        ("行政公益诉讼诉前检察建议", "public_interest"),
        ("公益诉讼类", "public_interest"),
        ("诉前检察建议", "public_interest"),
        ("社会综合治理检察建议书", "social_governance"),
        ("社会治理（平安建设）", "social_governance"),
        ("社区矫正", "correction"),
        ("民事再审", "retrial"),
        ("其它", "other_recommendation"),
    ],
)
def test_a_kind_is_known_as_clerks_call_it(typed, kind):
    assert kind_of(typed) == kind


TABLE = f'{",".join(HEADINGS[1:4])},主要情况\n{",".join(ROW)},"河道，内"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_is_read_in_every_usual_encoding(encoding, separator):
    content = TABLE.replace(",", separator).encode(encoding)
    (facts,) = read_ledger(io.BytesIO(content), "台账.csv").rows
    assert (facts.lead, facts.recipients, facts.summary) == (ROW[0], (ROW[1],), "河道，内")


def old(stream: str) -> io.BytesIO:
    return io.BytesIO(compound(stream))


@pytest.mark.parametrize(
    ("file", "name", "told"),
    [
        (lambda: old("Workbook"), "台账.xls", "另存为”中把类型选为“Excel 工作簿"),
        (lambda: old("Workbook"), "台账.et", "另存为”中把类型选为“Excel 工作簿"),
        (lambda: old("EncryptedPackage"), "台账.xlsx", "取消打开密码"),
        (lambda: old("WordDocument"), "台账.doc", "不是表格"),
        (lambda: io.BytesIO(b"<html><table></table></html>"), "台账.xls", "另存为 xlsx"),
        (lambda: io.BytesIO(b"%PDF-1.4"), "台账.pdf", "另存为 xlsx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_to_save_it(file, name, told):
    with pytest.raises(UnreadableLedger, match=told):
        read_ledger(file(), name)


def test_a_new_et_is_read_by_its_content():
    assert len(read_ledger(book({}), "台账.et").rows) == 1


def test_more_merged_cells_than_any_ledger_has_are_refused():
    def merge(made):
        for number in range(40):
            made.active.merged_cells.add(f"A2:DP{2900 + number}")

    with pytest.raises(UnreadableLedger, match="合并的单元格过多"):
        read_ledger(written(HEADINGS[1:4], ROW, change=merge))


def test_what_lies_beyond_what_is_read_is_refused():
    def far(made):
        made.active["A4000"] = "茂县人民检察院"

    with pytest.raises(UnreadableLedger, match="行以后还有内容"):
        read_ledger(written(HEADINGS[1:4], ROW, change=far))


COLUMN = st.permutations(
    ["制发检察院", "被建议单位", "类型", "制发日期", "回复日期", "办理结果", "主要情况", "承办人"]
)
DAY = st.dates(date(2015, 1, 1), date(2026, 8, 31))
WAYS = (
    lambda day: day,
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day} 0:00:00",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y-%m-%d}T00:00:00",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    columns=COLUMN,
    above=st.integers(0, 4),
    stacked=st.booleans(),
    footer=st.booleans(),
    rows=st.lists(
        st.tuples(
            DAY,
            st.sampled_from(WAYS),
            st.sampled_from(["", "/", "未回复"]),
            st.sampled_from(["", "\u200b", "_x000D_"]),
        ),
        min_size=1,
        max_size=5,
    ),
)
def test_whatever_its_shape_a_ledger_is_read_and_nothing_is_left_out_in_silence(
    columns, above, stacked, footer, rows
):
    usual = USUAL | {"回复日期": None, "办理结果": "正在整改", "承办人": "张明"}
    lines = [[None]] * above
    if stacked:
        lines.append([{"制发日期": "日期", "回复日期": "日期"}.get(each, each) for each in columns])
        lines.append([{"制发日期": "制发", "回复日期": "回复"}.get(each) for each in columns])
    else:
        lines.append(list(columns))
    for number, (day, way, reply, unseen) in enumerate(rows):
        told = usual | {
            "制发日期": way(day),
            "回复日期": reply or None,
            "主要情况": f"第{number}件{unseen}。",
        }
        lines.append([told[each] for each in columns])
    if footer:
        lines.append(["合计", len(rows)])
    ledger = read_ledger(written(*lines))
    assert ledger.problems == []
    assert [facts.days for facts in ledger.rows] == [{"issued_on": day.isoformat()} for day, *_ in rows]
    assert [bare(facts.summary) for facts in ledger.rows] == [
        f"第{number}件。" for number in range(len(rows))
    ]
    told = remarks(ledger)
    assert "承办人" in told
    assert ("合计" in told) == footer
    assert all(f"“{reply}”" in told for _, _, reply, _ in rows if reply)
