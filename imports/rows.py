"""One row of a ledger while it is read: what it says, its bad cells, and what was taken for empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from common.when import When
from imports.cells import BadCell, Unclear, day_of, is_empty, is_no_day, kind_of, text_of
from imports.facts import Facts, without_note
from imports.headings import Headings
from imports.lines import Line, address
from imports.notes import Remark
from imports.parties import is_name, is_procuratorate, parties
from imports.stated import COLUMNS as STATED
from imports.stated import NoPeriod, stated_of
from recommendations.ledger import COLUMNS

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


@dataclass(frozen=True)
class Problem:
    """A bad cell: its address, what is wrong and what was expected."""

    cell: str
    text: str


class Row:
    """Problems are gathered, one for a cell."""

    def __init__(self, line: Line, at: Headings, epoch: datetime, own: str) -> None:
        self.line, self.at, self.epoch, self.own = line, at, epoch, own
        self.problems: list[Problem] = []
        #: Column and word of each cell that was taken for empty.
        self.empty: list[tuple[str, str]] = []
        #: Column and text of each cell that holds a day where a period is to stand.
        self.unread: list[tuple[str, str]] = []

    @property
    def place(self) -> str:
        return f"第{self.line.number}行"

    def addresses(self) -> dict[str, str]:
        return {name: self._address(name) for name in self.at.columns}

    def _address(self, name: str) -> str:
        places = self.at.columns.get(name)
        return address(places[0], self.line.number) if places else self.place

    def _value(self, name: str) -> object:
        places = self.at.columns.get(name, ())
        return self.line.value(places[0]) if places else None

    def text(self, name: str) -> str:
        """What the column says; several columns of one kind one after the other, marks for nothing left out."""
        texts = [self.line.text(place) for place in self.at.columns.get(name, ())]
        self.empty += [(name, text) for text in texts if is_empty(text)]
        return "；".join(dict.fromkeys(text for text in texts if text and not is_empty(text)))

    def tell(self, name: str, text: str) -> None:
        if not any(problem.cell == self._address(name) for problem in self.problems):
            self.problems.append(Problem(self._address(name), text))

    def facts(self) -> Facts | None:
        """What the row says; None where a cell cannot be read."""
        self._check_broken()
        texts = {name: self.text(name) for name in ("number", "domain", "outcome", "summary", "note")}
        lead, others = self._lead()
        recipients = self._recipients()
        self._check_lengths(texts)
        kind, days, stated = self._kind(), dict(self._days()), dict(self._stated())
        self._check_order(days)
        if self.problems:
            return None
        joined = f"制发单位原文：{others}" if others else ""
        note = "；".join(part for part in (texts.pop("note"), joined) if part)
        return Facts(self.place, lead, recipients, kind, days, note=note, stated=stated, **texts)

    def _check_broken(self) -> None:
        for places in self.at.columns.values():
            for place in places:
                value = self.line.value(place)
                if isinstance(value, Unclear) and value.is_broken:
                    cell = address(place, self.line.number)
                    self.problems.append(Problem(cell, f"“{value.shown}”{value.reason}。"))

    def _lead(self) -> tuple[str, str]:
        """Who issued, and the words of the cell where they name more."""
        if not self.at.has("lead"):
            return self.own, ""
        said = text_of(self._value("lead"))
        named = [each for each in parties(said) if is_name(each)]
        name = without_note(named[0]) if named else ""
        if not said or is_empty(said) or (not name and not said.strip("、；,，")):
            self.tell("lead", f"{MISSING['lead']}。")
        elif not is_procuratorate(name):
            self.tell("lead", f"“{said[:40]}”不是检察院。应为检察院的全称。")
        self._check_length("lead", (name,))
        return name, said if said != name else ""

    def _recipients(self) -> tuple[str, ...]:
        value = self._value("recipients")
        named = parties("" if value is None else text_of(value) if not isinstance(value, str) else value)
        if not named or all(is_empty(each) for each in named):
            self.tell("recipients", f"{MISSING['recipients']}。")
        elif wrong := next((each for each in named if not is_name(each)), ""):
            self.tell("recipients", f"“{wrong[:40]}”不是单位名称。应为单位名称，几个单位之间用“、”隔开。")
        elif court := next((each for each in named if is_procuratorate(each)), ""):
            self.tell("recipients", f"“{court}”是检察院，不能是被建议单位，请核对。")
        self._check_length("recipients", named)
        return named

    def _check_length(self, column: str, named: Iterable[str]) -> None:
        if any(len(name) > LONGEST_NAME for name in named):
            self.tell(column, f"单位名称超过 {LONGEST_NAME} 个字。应为单位的全称，请核对。")

    def _check_lengths(self, texts: dict[str, str]) -> None:
        for name, longest in LONGEST.items():
            if len(texts[name]) > longest:
                self.tell(name, f"超过 {longest} 个字。请缩短，其余写在备注中。")

    def _kind(self) -> str:
        text = self.text("kind")
        if not text:
            self.tell("kind", f"{MISSING['kind']}。")
            return ""
        try:
            return kind_of(text)
        except BadCell as problem:
            self.tell("kind", str(problem))
            return ""

    def _days(self) -> Iterator[tuple[str, str]]:
        for name in DAYS:
            value = self._value(name)
            if not isinstance(value, Unclear) and (text := text_of(value)) and is_no_day(text):
                self.empty.append((name, text))
            try:
                if day := day_of(value, self.epoch):
                    yield name, day
            except BadCell as problem:
                self.tell(name, str(problem))

    def _stated(self) -> Iterator[tuple[str, str]]:
        """The periods that the paper states; a day until when it runs is not read, since it follows from them."""
        for name in STATED:
            value = self._value(name)
            try:
                if words := stated_of(value):
                    yield name, words
            except NoPeriod:
                self.unread.append((name, text_of(value)))
            except BadCell as problem:
                self.tell(name, str(problem))

    def _check_order(self, days: dict[str, str]) -> None:
        for earlier, later in SEQUENCE:
            if earlier in days and later in days and _before(days[later], days[earlier]):
                before = f"{COLUMNS[earlier]}（{days[earlier]}）"
                self.tell(later, f"{COLUMNS[later]}“{days[later]}”早于{before}。应不早于该日，请核对。")

    @staticmethod
    def remarks_of(rows: list["Row"]) -> Iterator[Remark]:
        """The cells that were taken for empty, each column and word told once."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            for each in dict.fromkeys(row.empty):
                found.setdefault(each, []).append(row)
        for (name, word), those in found.items():
            places = "、".join(dict.fromkeys(row._address(name) for row in those))
            yield Remark(f"{COLUMNS[name]}列", f"“{word}”按空白读入：{places}。")
        for row in rows:
            for name, text in row.unread:
                yield Remark(
                    row._address(name),
                    f"“{text}”是日期，没有读入。应为文书载明的期限，如 1个月；届满日由系统计算。",
                )


def _before(later: str, earlier: str) -> bool:
    return When.parse(later).before(When.parse(earlier))
