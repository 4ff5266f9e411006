"""New or changed days of the calendar, and the open deadlines they move."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from deadlines import ladder, local, people, wording
from deadlines.calendar import Day
from deadlines.changes import Change, replace_deadline
from deadlines.counting import recompute, take_over
from deadlines.models import CalendarDay, Deadline
from matters.models import Event, Matter
from notices import services as notices
from organisations.models import User

Moved = tuple[Deadline, Deadline]
Record = Callable[[Matter, Deadline, Deadline], Event | None]

_recorders: list[Record] = []


def register_recorder(record: Record) -> None:
    """The room that writes events says how a matter records that its deadline was moved (`AppConfig.ready`)."""
    _recorders.append(record)


@transaction.atomic
def load_days(
    days: Iterable[Day], *, by: User | None = None, announces_year: bool = False, record: Record | None = None
) -> list[Moved]:
    """Put `days` into the calendar and move the open deadlines they touch. The pairs (old, new) that moved.

    `announces_year`: the days are a year's whole arrangement, so that year is provisional no longer.
    Each moved deadline is a new row, recorded in its matter, and whoever owes is told.
    """
    changed = [day.date for day in days if _keep(day, by, announces_year)]
    if not changed:
        return []
    recorders = [record] if record else _recorders
    return [pair for row in list(_touched(changed)) if (pair := _move(row, recorders))]


def _keep(day: Day, by: User | None, announces_year: bool) -> bool:
    row = CalendarDay.objects.filter(date=day.date).first() or CalendarDay(date=day.date)
    values = {
        "status": day.status,
        "occasion": day.occasion,
        "notice": day.notice,
        "announces_year": announces_year or row.announces_year,
    }
    if row.pk and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
    return True


def _touched(changed: list[date]) -> QuerySet[Deadline]:
    """Open ones that are counted and lie across the changed days; and all that were provisional."""
    first, last = min(changed), max(changed)
    across = (Q(due_on__gte=first) | Q(starts_on__gte=first)) & (Q(due_on__lte=last) | Q(starts_on__lte=last))
    counted = Deadline.objects.open().dated().filter(is_fixed=False)
    return counted.filter(across | Q(provisional=True)).order_by("matter_id", "id")


def _move(row: Deadline, recorders: list[Record]) -> Moved | None:
    """Locks matter before deadline, in the order in which a step does."""
    matter = Matter.objects.select_for_update(no_key=True).get(pk=row.matter_id)
    old = Deadline.objects.select_for_update().get(pk=row.pk)
    if not old.is_open:
        return None
    computed = recompute(old, local.rule_for(old.rule, old, old.starts_on), old.start)
    if (computed.due_on, computed.due_at, computed.strict_on) == (old.due_on, old.due_at, old.strict_on):
        _confirm(old, computed)
        return None
    new = replace_deadline(old, kind=Change.CALENDAR, reason="放假安排调整", event=None)
    for each in recorders:
        each(matter, old, new)
    _tell(old, new)
    return old, new


def _confirm(row: Deadline, computed) -> None:
    """The same day, but perhaps no longer provisional, or explained otherwise."""
    before = row.provisional, row.explanation
    take_over(row, computed)
    if (row.provisional, row.explanation) != before:
        row.save()


def _tell(old: Deadline, new: Deadline) -> None:
    person = None if new.quiet else people.responsible(new)
    if person:
        notices.tell(
            recipient=person.user,
            organisation=person.organisation,
            matter=new.matter,
            verb=ladder.MOVED,
            text=wording.moved(old, new),
            link=f"/matters/{new.matter_id}/",
            next_step=new.act,
            due=new.due_on,
            about=new.pk,
            bundle=True,
            unique=f"moved:{new.pk}",
        )
