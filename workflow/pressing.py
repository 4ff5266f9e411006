"""Pressing: whoever does not do in time what it owes is urged, others are told of it, it is reported.

A kind declares each of these once (`Measure`), with what has to have been before it: a period that is over (`is_over`),
which may be the one that an earlier measure started. What its papers say, and by which article, stays with the kind.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from common import clock
from common.fields import ComposedField
from common.when import When
from deadlines.models import Deadline
from matters.models import Matter
from matters.parties import RECIPIENT
from organisations.models import Organisation
from workflow.effects import Close, Effects, Number, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.rows import OfStep

#: The fields of a step in which the paper's own number is typed, and in which the paper itself is given as a scan.
NUMBER, SCANS = "paper_number", "paper_scans"


@dataclass(frozen=True)
class Before:
    """What has to have been before. As a condition of a step it is asked of now; of a paper that is entered later, of
    the day of that paper: then whoever enters it reads `on_that_day`.
    """

    holds: Callable[[Any, When], bool]
    refusal: str | Callable[[Any], str]
    on_that_day: str

    def __call__(self, matter: Matter) -> bool:
        return self.holds(matter, When.now())


def check(conditions: Iterable[Before], matter: Matter, when: When, field: str) -> None:
    """Raises Invalid at the `field` of the day where something had not been by then."""
    for before in conditions:
        if not before.holds(matter, when):
            raise Invalid({field: before.on_that_day})


def is_over(*rules: str, otherwise: str) -> Before:
    """A period by one of `rules` ran out and what it asked for is still owed; while it runs, the refusal says until when.

    `otherwise`: where none runs at all. A matter in which nothing is called for is not pressed either.
    """

    def running(matter: Matter) -> list[Deadline]:
        """Read once for the instance: condition and refusal ask for them."""
        known = matter.__dict__.setdefault("_periods_to_press", {})
        if rules not in known:
            rows = matter.deadlines.awake().dated().filter(rule__in=rules)
            known[rules] = list(rows.select_related("debtor").order_by("due_at", "id"))
        return known[rules]

    def holds(matter: Matter, when: When) -> bool:
        rows = running(matter)
        return bool(rows) and all(_was_over(row, when) for row in rows)

    def refusal(matter: Matter) -> str:
        rows = running(matter)
        return _still_runs(rows[-1]) if rows else otherwise

    return Before(holds, refusal, "当日期限还没有届满，请核对日期。")


def _was_over(row: Deadline, when: When) -> bool:
    """To the minute where that is known; of a month it is enough that it may have been over."""
    if when.precision == "instant":
        return row.due_at <= when.start
    return not when.before(When(row.due_at))


def _still_runs(row: Deadline) -> str:
    return f"{row.debtor.short_name}“{row.label}”的期限还没有届满（{row.last_day}），届满后可以办理。"


class Pressed(OfStep):
    """What was done after somebody was pressed in vain: to whom it went, what it said, on which day.

    A room adds the column that tells its measures apart.
    """

    addressee = ComposedField("送交", max_length=300, blank=True)
    text = models.TextField("内容", blank=True)
    held_on = models.CharField("日期", max_length=10, blank=True, help_text="只知年月的写到年月")

    class Meta(OfStep.Meta):
        abstract = True


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One way to press whoever is on `side`. `before`: what has to have been, in the order in which it is refused.

    `paper` and `title`: what it makes, if not a letter that is served by itself.
    `starts`: the period that begins anew with it, for as long as the field `stated` of its step says; an earlier one falls away.
    `hears`: whom on `side` it tells, `step`: what these are led to. `inside`: nobody but the house that leads learns of it.
    """

    before: Sequence[Before] = ()
    paper: str = ""
    title: str = ""
    side: str = RECIPIENT
    starts: str = ""
    hears: Sequence[str] = ()
    step: str = ""
    inside: bool = False

    def effects(
        self, matter: Matter, taking: Taking, row: OfStep, said: dict[str, Any], told: str = ""
    ) -> Effects:
        """`row` remembers it and the event says `said`; `told` is what they hear; the period begins."""
        houses = matter.houses_on(self.side)
        return Effects(
            said=said,
            audience=matter.lead if self.inside else None,
            records=[row],
            closes=[Close(self.starts, fall_away=True)] if self.starts else [],
            opens=[self._period(matter, house, taking) for house in houses] if self.starts else [],
            tells=[Tell(told, house, self.hears, step=self.step) for house in houses if self.hears],
        )

    def _period(self, matter: Matter, house: Organisation, taking: Taking) -> Open:
        return Open(self.starts, house, matter.lead, starts=taking.decided, stated=taking.get("stated"))

    def paper_of(
        self, matter: Matter, taking: Taking, content: Callable[[str], Any], by: Organisation | None = None
    ) -> Paper:
        """Numbered in the series of `by`, or of the house that leads."""
        number = number_of(taking, self.paper, by or matter.lead)
        audience = matter.lead if self.inside else None
        return Paper(self.paper, self.title, content, audience=audience, number=number, or_scan=SCANS)


def number_of(taking: Taking, kind: str, house: Organisation) -> Number | None:
    """As typed, else the next one of the series of `house`; a scan may bear none."""
    text = taking.get(NUMBER, "")
    if taking.data.get(SCANS) and not text:
        return None
    return Number(house, kind=kind, year=(taking.decided.day or clock.today()).year, text=text)
