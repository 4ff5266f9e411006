"""The shape of a rule: who owes what, how long, from when, under which article."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    NONE = "none"


UNIT_WORDS = {
    Unit.DAYS: "日",
    Unit.WORKING_DAYS: "个工作日",
    Unit.MONTHS: "个月",
    Unit.YEARS: "年",
    Unit.HOURS: "小时",
    Unit.NONE: "",
}


#: In which a document may state a period.
STATABLE = (Unit.DAYS, Unit.MONTHS, Unit.WORKING_DAYS)


@dataclass(frozen=True)
class Stated:
    """A period as a document states it: 15日, 1个月, 10个工作日. Raises ValueError for any other."""

    length: int
    unit: Unit = Unit.DAYS

    def __post_init__(self) -> None:
        if self.length < 1 or self.unit not in STATABLE:
            raise ValueError(f"文书不能载明{self.words}")

    @property
    def words(self) -> str:
        return f"{self.length}{UNIT_WORDS[self.unit]}"

    def __str__(self) -> str:
        return self.words

    @classmethod
    def of(cls, length: int | None, unit: str) -> "Stated | None":
        """From the two columns that keep it; None where no document states one."""
        return None if length is None else cls(length, Unit(unit))

    @classmethod
    def parse(cls, words: str) -> "Stated":
        """From its own words. Raises ValueError."""
        found = re.fullmatch(r"(\d+)(日|个月|个工作日)", words)
        if found is None:
            raise ValueError(words)
        return cls(int(found[1]), next(unit for unit in STATABLE if UNIT_WORDS[unit] == found[2]))


class Mark(StrEnum):
    """How far the article was read when the rule was entered."""

    READ = "R"
    REPORTED = "S"
    KNOWN = "K"

    @property
    def label(self) -> str:
        words = {"R": "已读条文原文", "S": "据转述登记，待核对原文", "K": "据经验登记，待核对原文"}
        return words[self.value]


@dataclass(frozen=True)
class Law:
    """A law, interpretation or rule. `since`: its first day in force, None where still to be looked up."""

    name: str
    number: str = ""
    since: date | None = None
    until: date | None = None

    def __call__(self, articles: str = "") -> "Citation":
        return Citation(self, articles)


@dataclass(frozen=True)
class Citation:
    law: Law
    articles: str

    def __str__(self) -> str:
        return f"{self.law.name}{self.articles}"

    @property
    def full(self) -> str:
        number = f"（{self.law.number}）" if self.law.number else ""
        return f"{self.law.name}{number}{self.articles}"


@dataclass(frozen=True)
class Statute:
    """One period. `starts` completes 自某日…的次日起; `act` completes 最迟某日….

    `length` None: as the document states. `stated`: the document may state another length, where `at_most` is
    given only a shorter one. `proposed` is what a form offers, never used unasked.
    """

    code: str
    owes: str
    duty: str
    act: str
    length: int | None
    unit: Unit
    starts: str
    basis: tuple[Citation, ...]
    mark: Mark = Mark.READ
    strict: bool = False  # the text has no clause about rest days: reminders go by the unshifted day
    stated: bool = False
    at_most: Stated | None = None
    proposed: Stated | None = None
    backwards: bool = False  # counted back from the event
    to_earlier_day: bool = False  # 刑诉法解释 202 条: from last day to last day
    assumed_from: str = "制发日期"  # what stands in for a day of receipt that is not known
    reference: bool = False  # 参照: another procedure's length, taken as a guide and never late by law
    right: bool = False  # one may do it and owes nothing: never red, never called
    role: str = "handler"  # whose holder in the debtor is reminded
    note: str = ""
    in_force_from: date | None = field(default=None, kw_only=True)
    in_force_until: date | None = field(default=None, kw_only=True)

    @property
    def is_target(self) -> bool:
        """A county's own day 工作目标: never called overdue by law, in no assessment."""
        return any(citation.law == TARGET for citation in self.basis)

    @property
    def since(self) -> date | None:
        days = [citation.law.since for citation in self.basis]
        return self.in_force_from or (None if None in days else min(days))

    @property
    def until(self) -> date | None:
        days = [citation.law.until for citation in self.basis]
        return self.in_force_until or (None if None in days else max(days))

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def is_left_to_document(self) -> bool:
        """Whether the law gives no length and bounds none: the paper alone decides."""
        return self.stated and self.length is None and self.at_most is None

    @property
    def shifts(self) -> bool:
        """Whether a last day on a rest day moves to the first working day after it."""
        return self.unit not in (Unit.HOURS, Unit.WORKING_DAYS, Unit.NONE)

    @property
    def longest(self) -> Stated | None:
        """The longest period that a document may state: the law's, or what a place has shortened it to."""
        if self.at_most is None or self.length is None or self.unit not in STATABLE:
            return self.at_most
        return Stated(self.length, self.unit)

    @property
    def citation(self) -> str:
        return "、".join(str(citation) for citation in self.basis)

    def stated_unit(self) -> Unit:
        """The unit of a stated number that comes without one."""
        return Unit.WORKING_DAYS if self.unit is Unit.WORKING_DAYS else Unit.DAYS

    @property
    def length_text(self) -> str:
        """The period as words: 2个月, 24小时, 以文书载明为准, 立即."""
        if self.unit is Unit.NONE:
            return "立即"
        if self.length is None:
            return f"以文书载明为准{f'，不超过{self.at_most}' if self.at_most else ''}"
        words = f"{self.length}{UNIT_WORDS[self.unit]}"
        if self.at_most:
            return f"{words}，文书可以载明更短的期限"
        return f"以文书载明为准，未载明的为{words}" if self.stated else words


TARGET = Law("县工作目标")
