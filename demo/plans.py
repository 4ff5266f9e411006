"""The example matters as written in data/matters/*.toml; README.md there explains the keys."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from deadlines import known_laws
from deadlines.statute import Stated
from demo.people import DATA
from recommendations.choices import Kind
from recommendations.models import Recommendation

#: What the matter itself takes over from its plan.
OF_MATTER = (
    "title kind sub_kind domain sensitivity source source_number origin facts problem ground legal_basis other "
    "stated_objection stated_reply stated_rectification is_emergency is_minor_protection"
).split()

COURT = "JZG-FY"
#: Periods that a paper states, written as 15日 or 1个月: of the matter, of a review, of a 督促函.
STATED = ("stated_objection", "stated_reply", "stated_rectification", "follow_up", "stated")


@dataclass(frozen=True)
class Act:
    """One step of a plan. `on` counts days from today, or from receipt where written with a plus."""

    do: str
    on: str
    by: str = ""
    of: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    """One example: the contents of its paper, the days on which it moved, and what else was done."""

    title: str
    kind: str
    to: list[str]
    advices: list[str]
    steps: list[Any] = field(default_factory=list)
    handler: str = "zhangmingyuan"
    head: str = "liujianguo"
    begun: int | None = None
    proposed: bool = False
    issued: int | None = None
    received: int | None = None
    due: int | None = None
    registered: str = ""
    months_ago: int | None = None
    unsigned: list[str] = field(default_factory=list)
    way: str = ""
    texts: str = "one"
    sealed: bool = False
    recorded: bool = True
    drafted: bool = True
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def acts(self) -> Iterator[Act]:
        for written in self.steps:
            yield _act(written)

    @property
    def is_public_interest(self) -> bool:
        return self.kind == Kind.PUBLIC_INTEREST

    @property
    def may_object(self) -> bool:
        """Papers to courts and those in public interest state no period for it."""
        return not self.is_public_interest and self.kind != Kind.RETRIAL and self.to != [COURT]

    def cite_as_of(self, day: date) -> None:
        """Cite the laws that are in force on `day`: the county is loaded on any day."""
        for name in ("legal_basis", "problem"):
            if cited := self.values.get(name):
                self.values[name] = known_laws.as_of(cited, day)
        self.advices = [known_laws.as_of(advice, day) for advice in self.advices]

    def new(self, **more: Any) -> Recommendation:
        """The matter that has not begun yet, marked as an example in its row and in its title."""
        values = {"stated_objection": Stated(15) if self.may_object else None} | self.values
        return Recommendation(
            title=f"{self.title}（示例）", kind=self.kind, is_example=True, **values, **more
        )


def _act(written: str | dict[str, Any]) -> Act:
    if isinstance(written, str):
        on, do = written.split()
        return Act(do=do, on=on)
    data = {name: value for name, value in written.items() if name not in ("do", "on", "by", "of")}
    data |= {name: Stated.parse(data[name]) for name in STATED if name in data}
    own = {name: str(written[name]) for name in ("do", "on", "by", "of") if name in written}
    return Act(**own, data=data)


def load_plans() -> list[Plan]:
    """All plans, in the order of the files. Raises TypeError for a key that nothing reads."""
    plans = []
    for path in sorted((DATA / "matters").glob("*.toml")):
        plans += [_plan(row) for row in tomllib.loads(path.read_text("utf-8"))["matter"]]
    return plans


def _plan(row: dict[str, Any]) -> Plan:
    own = {each.name for each in fields(Plan)} - {"values"}
    values = {name: value for name, value in row.items() if name not in own}
    values |= {name: Stated.parse(values[name]) for name in STATED if name in values}
    if unknown := set(values) - set(OF_MATTER):
        raise TypeError(f"{row['title']}: {unknown}")
    return Plan(**{name: value for name, value in row.items() if name in own}, values=values)
