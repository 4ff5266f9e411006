"""Every command of the portal answers in Chinese, whatever it is given; of a table it names the line."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError
from kombu import Connection
from openpyxl import load_workbook

from common.commands import PortalCommand
from deadlines.models import CalendarDay
from fujian_portal import celery_app, environment
from matters.models import Matter
from organisations.models import Organisation
from tests.imports.books import book

pytestmark = pytest.mark.django_db
ROSTER = "code,name,short_name,capabilities,source\n"
CASES = (
    "case,kind,procuratorate,receiving_organisation,domain,found,filed,issued,served,replied,outcome,measures,summary,"
    "date_notes,source,source_address\n"
)
CASE = (
    "C1,public_interest,沭阳县人民检察院,沭阳县水务局,水,,,{issued},,{replied},,,堆放固体废物。,,检察日报,\n"
)
DAYS = "日期,安排,事由,依据\n"
RULES = "case,rule,starts_at,stated_days,due,strict\n"
#: command: (the words before the file, a table that is right but for its second line, that line, what is told of it).
TABLES = {
    "load_organisations": [
        (ROSTER, "A-1,第一局\n", "第 2 行只有 2 格"),
        (ROSTER, "A-1,第一局,一局,无此职能,x\n", "第 2 行：职能"),
        (ROSTER, f"A-1,{'长' * 201},一局,agency,x\n", "第 2 行：name 最多 200 字"),
        (ROSTER, "A-1,甲局,甲,agency,x\nA-1,乙局,乙,agency,x\n", "第 3 行：代码 A-1 与第 2 行重复"),
        (ROSTER, "A-1,甲局,甲,agency,x,多,出\n", "第 2 行有 7 格"),
    ],
    "import_cases": [
        (CASES, "C1,public_interest,沭阳县人民检察院\n", "第 2 行只有 3 格"),
        (CASES, CASE.format(issued="2020-02-30", replied=""), "第 2 行（C1）：issued"),
        (CASES, CASE.format(issued="9999-01-01", replied=""), "第 2 行（C1）：issued"),
        (CASES, CASE.format(issued="2020-06-09", replied="2019-01-01"), "第 2 行（C1）："),
    ],
    "load_days": [
        (DAYS, "2027-01-01\n", "第2行无法识别：没有填写安排"),
        (DAYS, "2027-02-30,休息,x,y\n", "第2行无法识别：没有2027年2月30日"),
        (DAYS, "9999-12-31,休息,x,y\n", "第2行无法识别：9999年"),
        (DAYS, "2027-01-01,休息,x,y\n2027-01-01,上班,x,y\n", "第3行与第2行矛盾"),
    ],
    "deadlines": [
        (RULES, "A,recommendation.reply\n", "第 2 行只有 2 格，缺少starts_at"),
        (RULES, "A,recommendation.reply,明天,,,\n", "此行无法计算：starts_at“明天”不是日期"),
        (RULES, "A,recommendation.objection,2024-09-05,十五,,\n", "此行无法计算：stated_days“十五”不是天数"),
        (RULES, f"A,recommendation.objection,2024-09-05,{10**12},,\n", "此行无法计算：载明的期限过长"),
    ],
    "import_ledger": [("文号,被建议单位,制发日期\n", "川九检建〔2020〕1号,第一局,2020-02-30\n", "")],
    "verify_events": [("", "2026-11-24\n", "第 1 行不是“日期 摘要”")],
}
WORDS: dict[str, Callable[[str], list[str]]] = {
    "deadlines": lambda path: ["--csv", path],
    "verify_events": lambda path: ["--all", "--against", path],
}
#: Whatever is asked for a table may be given any of these.
NO_TABLES = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "no encoding": b"\xff\xfe\xfa" * 50,
    "an open quote": b'a,b\n"c,d\n' + b"x" * 200_000,
    "other heads": "甲,乙\n一,二\n".encode("gb18030"),
    "a mark of UTF-16 alone": b"\xff\xfe",
}
#: Which of the others take anything, and what is wrong with it.
ASKED_WRONGLY = {
    "backup": ["/nowhere/at/all/x.tar"],
    "restore": ["/nowhere/x.tar"],
    "reset_second_factor": ["nobody"],
    "release_lock_out": ["nobody"],
    "demo_code": ["nobody"],
    "issue_reset_code": ["nobody"],
    "confirm_change": ["99999999999999999999"],
    "take_stock": ["--again"],
    "demo": [],
    "prepare": ["--reset"],
    "seal_events": ["--since", "2026-13-01"],
    "verify_events": ["--matter", "99999999999999999999"],
    "import_ledger": ["--undo", "99999999999999999999"],
    "load_days": ["--place", "x", "/nowhere"],
    "load_organisations": ["--jurisdiction", "\u202e", "/nowhere"],
    "deadlines": [],
    "import_cases": [],
}
#: They take nothing that could be wrong, or write and check files of the source alone.
TAKE_NOTHING = {"load_jurisdictions", "draw_states", "statutes", "inspect"}


def own_commands() -> set[str]:
    ours = {*settings.ROOMS, "demo", "fujian_portal"}
    return {name for name, app in get_commands().items() if app in ours and name != "migrate"}


def answer_of(name: str, words: list[str]) -> str:
    """What the command says, on whichever way out; any other exception than its own is a fault."""
    out = io.StringIO()
    try:
        call_command(name, *words, stdout=out, stderr=out)
    except CommandError as refused:
        out.write(str(refused))
    except SystemExit as ended:
        assert ended.code == 1
    return out.getvalue()


def is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{4}", text))


def test_every_command_stands_in_a_table():
    assert own_commands() == {*TABLES, *ASKED_WRONGLY, *TAKE_NOTHING}
    for name in own_commands():
        assert isinstance(
            load_command_class(apps.get_app_config(get_commands()[name]).name, name), PortalCommand
        )


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_wrong_line_is_named_and_nothing_is_entered(name, tmp_path):
    before = counts()
    for encoding in ("utf-8-sig", "gb18030"):
        for head, lines, told in TABLES[name]:
            path = tmp_path / "table.csv"
            path.write_text(head + lines, encoding=encoding)
            said = answer_of(name, WORDS.get(name, lambda path: [path])(str(path)))
            assert told in said, (lines, said)
            assert is_chinese(said)
    assert counts() == before


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_is_no_table_is_refused_in_chinese(name, tmp_path):
    words = WORDS.get(name, lambda path: [path])
    paths = [tmp_path / "none.csv", tmp_path]
    for number, content in enumerate(NO_TABLES.values()):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_bytes(content)
    for path in paths:
        assert is_chinese(answer_of(name, words(str(path)))), path
    assert is_chinese(answer_of(name, words("a\0b")))


@pytest.mark.parametrize("name", sorted(ASKED_WRONGLY))
def test_what_is_asked_wrongly_is_refused_in_chinese(name):
    said = answer_of(name, ASKED_WRONGLY[name])
    assert is_chinese(said), said
    assert is_chinese(answer_of(name, ["--no-such-option"]))


def counts() -> list[int]:
    return [model.objects.count() for model in (Organisation, Matter, CalendarDay)]


def test_a_day_is_written_as_everywhere(tmp_path):
    path = Path(tmp_path / "rows.csv")
    path.write_text(f"{RULES}A,recommendation.reply,二〇二四年九月五日,,2024-11-05,\n", encoding="gb18030")
    out = io.StringIO()
    call_command("deadlines", csv=str(path), stdout=out, stderr=io.StringIO())
    assert "2024年11月5日" in out.getvalue()


def test_no_library_speaks_in_between_of_a_workbook(tmp_path):
    """Without a style of its own, as other programs save it."""
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(book({})) as made, zipfile.ZipFile(path, "w") as saved:
        for name in made.namelist():
            saved.writestr(name, re.sub(rb"<cellStyles.*</cellStyles>", b"", made.read(name)))
    with warnings.catch_warnings(record=True) as loud:
        load_workbook(path)
    assert "no default style" in str(loud[0].message)
    with warnings.catch_warnings(record=True) as said:
        apps.get_app_config("common").ready()
        answer_of("import_ledger", [str(path), "--preview"])
    assert [str(each.message) for each in said] == []


def test_no_library_speaks_in_between_of_the_broker(tmp_path, caplog):
    assert celery_app
    url, options = environment.broker("", tmp_path)
    with Connection(url, transport_options=options) as connection:
        assert connection.info()["transport"] == "filesystem"
    assert caplog.messages == []


def test_a_database_without_tables_is_told_in_chinese(monkeypatch):
    def fails(*args, **options):
        raise OperationalError("no such table: matters_matter")

    command = load_command_class("matters", "verify_events")
    monkeypatch.setattr(command, "handle", fails)
    with pytest.raises(CommandError, match=r"先运行 manage\.py migrate"):
        call_command(command, all=True)
