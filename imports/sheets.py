"""A ledger as an Excel file: its headings found by their names, each row read, each bad cell told by its address."""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from common.when import When
from imports.bodies import lead_name
from imports.cells import BadCell, day_of, kind_of, text_of
from imports.facts import Facts, names, without_note
from recommendations.ledger import COLUMNS

MOST_ROWS = 500
#: Bytes that the parts of the file may unpack to; a ledger of 500 rows has less than one million.
MOST_UNPACKED = 50 * 1024 * 1024
#: How far down and across the headings are looked for.
SEARCHED, MOST_COLUMNS = 30, 40
#: Other names of the same columns.
CALLED = {
    "lead": ("制发单位", "制发院", "检察院", "主办检察院"),
    "recipients": ("接收单位", "收文单位", "被建议对象", "被建议机关"),
    "kind": ("检察建议类型", "建议类型", "种类"),
    "domain": ("案件领域", "监督领域"),
    "number": ("检察建议文号", "文书编号", "编号"),
    "filed_on": ("立案时间",),
    "issued_on": ("制发时间", "发出日期", "发出时间"),
    "received_on": ("送达时间", "收到日期", "收到时间", "签收日期", "签收时间"),
    "replied_on": ("回复时间", "回函日期", "复函日期"),
    "outcome": ("结果", "落实情况", "整改结果"),
    "summary": ("基本情况", "案情", "简要案情", "内容摘要"),
    "note": ("说明",),
}
NEEDED = ("lead", "recipients", "kind")
DAYS = ("filed_on", "issued_on", "received_on", "replied_on")
#: What the roster keeps of a name (200), less the place that may be added to it.
LONGEST_NAME = 180
LONGEST = {"domain": 60, "number": 80}
#: What happened in this order; the later of two is the one that is told.
SEQUENCE = (
    ("filed_on", "issued_on"),
    ("issued_on", "received_on"),
    ("issued_on", "replied_on"),
    ("received_on", "replied_on"),
)
MISSING = {
    "lead": "没有填写制发检察院。应为检察院的全称",
    "recipients": "没有填写被建议单位。应为单位名称，几个单位之间用“、”隔开",
    "kind": "没有填写类型。应为公益诉讼、社会治理、纠正违法、再审、其他之一",
}


class UnreadableLedger(Exception):
    """The file is no ledger that can be read; the message says in Chinese why and what to do."""


#: What a damaged or made-up file makes the reader raise; a damaged part is no well-formed XML.
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    OSError,
    EOFError,
)


@dataclass(frozen=True)
class Problem:
    """A bad cell: its address, what is wrong and what was expected."""

    cell: str
    text: str


@dataclass
class Ledger:
    rows: list[Facts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str, str]] = field(default_factory=dict)

    def address(self, facts: Facts, column: str) -> str:
        """Where `column` of a row stands."""
        return self.lines.get(facts.place, {}).get(column, "")


def read(file: BinaryIO) -> Ledger:
    """Every row of the ledger, empty ones passed over. Raises UnreadableLedger."""
    try:
        return _read(file)
    except UNREADABLE as problem:
        raise UnreadableLedger(
            "这个文件不能作为 Excel 表格打开。没有导入任何内容，请在本机打开核对，另存为 xlsx 后再上传。"
        ) from problem


def _read(file: BinaryIO) -> Ledger:
    _check_size(file)
    book = load_workbook(file, read_only=True, data_only=True)
    try:
        found = {sheet.title: lines for sheet in book.worksheets if _headings(lines := _lines(sheet))}
    finally:
        book.close()
    if found:
        return _read_rows(_only_one(found), book.epoch)
    needed = "、".join(COLUMNS[name] for name in NEEDED)
    raise UnreadableLedger(
        f"没有找到表头：前 {SEARCHED} 行中没有一行同时写有{needed}。没有导入任何内容，请下载台账模板，把内容贴入后再上传。"
    )


def _check_size(file: BinaryIO) -> None:
    """Raises UnreadableLedger for a small file that would unpack into a large one."""
    with zipfile.ZipFile(file) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_UNPACKED:
        raise UnreadableLedger("这个文件展开后过大。没有导入任何内容，请只保留台账一张工作表，另存后再上传。")
    file.seek(0)


@dataclass(frozen=True)
class Line:
    number: int
    values: tuple[object, ...]

    @property
    def is_empty(self) -> bool:
        return not any(text_of(value) for value in self.values)


def _lines(sheet) -> list[Line]:
    """The rows of the sheet, as many as a ledger may have and one more."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS * 2 + SEARCHED, max_col=MOST_COLUMNS, values_only=True)
    return [Line(number, tuple(values)) for number, values in enumerate(rows, start=1)]


def _headings(lines: list[Line]) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the place of each column, where the needed ones are there."""
    for line in lines[:SEARCHED]:
        found = {}
        for place, value in enumerate(line.values):
            if name := _column_named(value):
                found.setdefault(name, place)
        if all(name in found for name in NEEDED):
            return line.number, found
    return None


def _column_named(value: object) -> str:
    if not isinstance(value, str):
        return ""
    text = re.sub(r"\s|[（(].*[）)]|[*:：]", "", unicodedata.normalize("NFKC", value))
    called = (name for name, heading in COLUMNS.items() if text in (heading, *CALLED.get(name, ())))
    return next(called, "")


def _only_one(found: dict[str, list[Line]]) -> list[Line]:
    """The sheet that has rows below its headings. Raises UnreadableLedger for several."""
    filled = {title: lines for title, lines in found.items() if _filled(lines)}
    if len(filled) > 1:
        titles = "、".join(f"“{title}”" for title in filled)
        raise UnreadableLedger(
            f"有几张工作表都是台账：{titles}。一次只导入一张，没有导入任何内容，请合并为一张，或者分别另存为文件后上传。"
        )
    return next(iter(filled.values()), next(iter(found.values())))


def _filled(lines: list[Line]) -> list[Line]:
    """The lines below the headings that say something."""
    below, columns = _headings(lines)
    return [line for line in lines[below:] if not _says_nothing(line, columns)]


def _read_rows(lines: list[Line], epoch: datetime) -> Ledger:
    _, columns = _headings(lines)
    filled = _filled(lines)
    if len(filled) > MOST_ROWS:
        raise UnreadableLedger(
            f"台账超过 {MOST_ROWS} 行。没有导入任何内容，请分成几个文件，每个不超过 {MOST_ROWS} 行。"
        )
    if not filled:
        raise UnreadableLedger("表头下面没有内容。没有导入任何内容，请填写后再上传。")
    ledger = Ledger()
    for line in filled:
        _read_row(line, columns, epoch, ledger)
    return ledger


def _says_nothing(line: Line, columns: dict[str, int]) -> bool:
    """An empty row, or one with a serial number alone."""
    return not any(
        text_of(line.values[place])
        for name, place in columns.items()
        if name != "serial" and place < len(line.values)
    )


def _read_row(line: Line, columns: dict[str, int], epoch: datetime, ledger: Ledger) -> None:
    row = _Row(line, columns, epoch)
    facts = row.facts()
    ledger.problems += row.problems
    ledger.lines[f"第{line.number}行"] = {name: row.address(name) for name in columns}
    if facts:
        ledger.rows.append(facts)


class _Row:
    """One line of the sheet while it is read; problems are gathered, one for a cell."""

    def __init__(self, line: Line, columns: dict[str, int], epoch: datetime) -> None:
        self.line, self.columns, self.epoch = line, columns, epoch
        self.problems: list[Problem] = []

    def address(self, name: str) -> str:
        return f"{get_column_letter(self.columns[name] + 1)}{self.line.number}"

    def value(self, name: str) -> object:
        place = self.columns.get(name)
        return None if place is None or place >= len(self.line.values) else self.line.values[place]

    def text(self, name: str) -> str:
        return text_of(self.value(name))

    def tell(self, name: str, text: str) -> None:
        if not any(problem.cell == self.address(name) for problem in self.problems):
            self.problems.append(Problem(self.address(name), text))

    def facts(self) -> Facts | None:
        """What the row says; None where a cell cannot be read."""
        lead, recipients = lead_name(self.text("lead")), names(str(self.value("recipients") or ""))
        self._check_named("lead", (lead,))
        self._check_named("recipients", recipients)
        if not self.text("kind"):
            self.tell("kind", f"{MISSING['kind']}。")
        for name, longest in LONGEST.items():
            if len(self.text(name)) > longest:
                self.tell(name, f"超过 {longest} 个字。请缩短，其余写在备注中。")
        kind, days = self._kind(), dict(self._days())
        self._check_order(days)
        if self.problems:
            return None
        joined = f"制发单位原文：{self.text('lead')}" if lead != self.text("lead") else ""
        return Facts(
            place=f"第{self.line.number}行",
            lead=lead,
            recipients=recipients,
            kind=kind,
            days=days,
            note="；".join(part for part in (self.text("note"), joined) if part),
            **{name: self.text(name) for name in ("number", "domain", "outcome", "summary")},
        )

    def _check_named(self, column: str, named: tuple[str, ...]) -> None:
        """Each is a name, not a mark or a note alone, and no longer than the roster keeps."""
        if not named or not all(without_note(name) for name in named):
            self.tell(column, f"{MISSING[column]}。")
        if any(len(name) > LONGEST_NAME for name in named):
            self.tell(column, f"单位名称超过 {LONGEST_NAME} 个字。应为单位的全称，请核对。")

    def _kind(self) -> str:
        try:
            return kind_of(self.text("kind")) if self.text("kind") else ""
        except BadCell as problem:
            self.tell("kind", str(problem))
            return ""

    def _days(self) -> Iterator[tuple[str, str]]:
        for name in DAYS:
            try:
                if day := day_of(self.value(name), self.epoch):
                    yield name, day
            except BadCell as problem:
                self.tell(name, str(problem))

    def _check_order(self, days: dict[str, str]) -> None:
        for earlier, later in SEQUENCE:
            if earlier in days and later in days and _before(days[later], days[earlier]):
                before = f"{COLUMNS[earlier]}（{days[earlier]}）"
                self.tell(later, f"{COLUMNS[later]}“{days[later]}”早于{before}。应不早于该日，请核对。")


def _before(later: str, earlier: str) -> bool:
    return When.parse(later).before(When.parse(earlier))
