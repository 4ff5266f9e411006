"""What is known of each recommendation that is counted, on one row: how its reply stands, and how it ended.

The reply is read from its `Deadline` alone, the last version of each chain; a county's target is none of its rules.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Field,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Substr

from assessment.statuses import STATUSES, UNSERVED
from assessment.unrectified import unrectified
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from matters.kinds import Phase
from matters.queries import MatterQuerySet
from recommendations.choices import Outcome
from recommendations.rules import REPLIES

REPLY = Q(deadlines__rule__in=REPLIES) & ~Q(deadlines__status="replaced")
#: A paper that was changed waits to be served again: the period of its earlier version says nothing.
WAITS = Q(phase=Phase.AWAITING_RECEIPT)
#: A day of receipt that is assumed says nothing about how long the reply took.
KNOWN = Q(period__closed_on__isnull=False, period__starts_on__isnull=False, period__starts_assumed=False)
TIMED = KNOWN & ~WAITS
#: What a measure may ask of a recommendation, and all values that it may have.
TRAITS = {
    "standing": tuple(status.code for status in STATUSES),
    "outcome": ("", *Outcome.values),
    "was_replied": (0, 1),
    "was_sued": (0, 1),
    "is_open": (0, 1),
    "is_timed": (0, 1),
    "is_unrectified": (0, 1),
}


class Days(Func):
    """Whole days from the second to the first of two days."""

    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "
    arity = 2

    def as_sqlite(self, compiler, connection, **context):
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **context)


def facts(matters: MatterQuerySet) -> MatterQuerySet:
    """`matters` with the columns on which every figure and every list of the board rests.

    Beside the TRAITS: month and year of issue as far as they are known; days: from receipt to reply, None
    where either day is not known.
    """
    dated = matters.order_by().annotate(period=FilteredRelation("deadlines", condition=REPLY))
    # A second period needs a second version of the paper; only there is it looked for.
    last = Q(paper_version=1) | ~Exists(
        _replies().filter(matter=OuterRef("pk"), pk__gt=OuterRef("period__pk"))
    )
    return dated.filter(last).annotate(
        standing=by_standing({status.code: status.code for status in STATUSES}, CharField()),
        was_replied=_flag(~Q(replied_on="")),
        was_sued=_flag(~Q(sued_on="")),
        is_open=_flag(~Q(phase=Phase.CLOSED)),
        is_timed=_flag(TIMED),
        is_unrectified=_flag(~WAITS & Exists(unrectified().filter(matter=OuterRef("pk")))),
        month=Substr("issued_on", 1, 7),
        year=Substr("issued_on", 1, 4),
        days=Case(When(TIMED, then=Days(F("period__closed_on"), F("period__starts_on")))),
    )


def by_standing(values: Mapping[str, Any], output_field: Field) -> Case:
    """Of `values` by code the one of the status that a row has; on what `facts` calls `period`."""
    cases = [When(status.holds(), then=Value(values[status.code])) for status in STATUSES if status.holds]
    unserved = Value(values[UNSERVED])
    return Case(When(WAITS, then=unserved), *cases, default=unserved, output_field=output_field)


def _replies() -> DeadlineQuerySet:
    return Deadline.objects.filter(rule__in=REPLIES).exclude(status="replaced")


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())
