"""New or changed days of the calendar, and the deadlines they move: what runs, and what has ended."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from deadlines import ladder, people, wording
from deadlines.calendar import Day
from deadlines.chain import locked_chain
from deadlines.changes import Change, is_as_computed, replace_deadline
from deadlines.days import forget, lies_in
from deadlines.models import CalendarDay, Deadline
from matters import standing
from matters.models import Event, Matter
from notices import services as notices
from organisations.models import Jurisdiction, User

Moved = tuple[Deadline, Deadline]
Record = Callable[[Matter, Deadline, Deadline], Event | None]

_recorders: list[Record] = []


def register_recorder(record: Record) -> None:
    """The room that writes events says how a matter records that its deadline was moved (`AppConfig.ready`)."""
    _recorders.append(record)


@transaction.atomic
def load_days(
    days: Iterable[Day],
    *,
    by: User | None = None,
    announces_year: bool = False,
    is_whole: bool = False,
    jurisdiction: Jurisdiction | None = None,
    record: Record | None = None,
) -> list[Moved]:
    """Put `days` into the calendar and move the deadlines they touch. The pairs (old, new) that moved.

    `announces_year`: the days are a year's whole arrangement, so that year is provisional no longer. With
    `is_whole` they are all of them: what an earlier arrangement of it said besides is taken back (`no_longer_said`).
    `jurisdiction`: the place whose own days they are; None for everybody's.
    Each moved deadline is a new row, recorded in its matter, and whoever owes is told.
    """
    days = list(days)
    gone = no_longer_said(days) if announces_year and is_whole else []
    changed = [day for day in days if _keep(day, jurisdiction, by, announces_year)]
    changed += [_take_back(row, by) for row in gone]
    if not changed:
        return []
    recorders, reason = [record] if record else _recorders, _reason(changed, jurisdiction)
    touched = list(_touched([day.date for day in changed], jurisdiction))
    with standing.collecting():
        return [pair for row in touched for pair in _move(row, reason, recorders)]


def would_move(days: Iterable[Day], **how) -> list[Moved]:
    """What `load_days` would do: done for a trial, and taken back."""
    with transaction.atomic():
        moved = load_days(days, **how)
        transaction.set_rollback(True)
    forget()
    return moved


def _reason(changed: list[Day], jurisdiction: Jurisdiction | None) -> str:
    """What people are told and what the record keeps: whose days were changed, and by which notice."""
    place = jurisdiction.short_name if jurisdiction else ""
    notices_named = "、".join(sorted({day.notice for day in changed if day.notice}))
    return f"{place}放假安排调整{f'（{notices_named}）' if notices_named else ''}"


def _keep(day: Day, jurisdiction: Jurisdiction | None, by: User | None, announces_year: bool) -> bool:
    known = CalendarDay.objects.filter(date=day.date, jurisdiction=jurisdiction).first()
    row = known or CalendarDay(date=day.date, jurisdiction=jurisdiction)
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


def no_longer_said(days: Iterable[Day]) -> list[CalendarDay]:
    """The days of a year's earlier arrangement that its corrected one, all of `days`, has no more.

    What a further notice has added to that year stays, as does what the next year's says of late December.
    """
    days = list(days)
    said, year = {day.date for day in days}, _main_year(day.date for day in days)
    rows = list(CalendarDay.objects.filter(jurisdiction=None, announces_year=True))
    of_year = [row for row in rows if row.date.year == year]
    if not of_year:
        return []
    main = Counter(row.notice for row in of_year).most_common(1)[0][0]
    corrected = {day.notice for day in days} | {main}
    return [
        row
        for row in of_year
        if row.date not in said
        and row.notice in corrected
        and _main_year(each.date for each in rows if each.notice == row.notice) == year
    ]


def _main_year(days: Iterable[date]) -> int:
    """The year in which most of the days of an arrangement lie."""
    return Counter(day.year for day in days).most_common(1)[0][0]


def _take_back(row: CalendarDay, by: User | None) -> Day:
    row._history_user = by
    row.delete()
    return Day(row.date, row.status, row.occasion, row.notice)


def _touched(changed: list[date], jurisdiction: Jurisdiction | None) -> QuerySet[Deadline]:
    """What runs, stands still or has ended and lies across the changed days; and all that were provisional."""
    first, last = min(changed), max(changed)
    # A day may have moved on from the end, and a grant may lie before it: the widest reach of each counts.
    across = (Q(due_on__gte=first) | Q(starts_on__gte=first) | Q(original_on__gte=first)) & (
        Q(due_on__lte=last) | Q(starts_on__lte=last) | Q(original_on__lte=last)
    )
    counted = Deadline.objects.exclude(status=Deadline.Status.REPLACED)
    if jurisdiction:
        return counted.filter(across, lies_in(jurisdiction)).order_by("matter_id", "id")
    return counted.filter(across | Q(provisional=True)).order_by("matter_id", "id")


def _move(row: Deadline, reason: str, recorders: list[Record]) -> list[Moved]:
    """The pairs of `row` and of what starts at its end. Locks matter before deadline, as a step does."""
    matter = Matter.objects.select_for_update(no_key=True).get(pk=row.matter_id)
    rows = locked_chain(row)
    old = rows[-1]
    if old.pk != row.pk or is_as_computed(rows):
        return []
    new = replace_deadline(old, kind=Change.CALENDAR, reason=reason, event=None)
    pairs = _pairs_since(new)
    for before, after in pairs:
        for each in recorders:
            each(matter, before, after)
        _tell(before, after)
    return pairs


def _pairs_since(new: Deadline) -> list[Moved]:
    """`new` and what has moved along with it; the matter is locked, so nobody else adds rows."""
    rows = Deadline.objects.filter(matter_id=new.matter_id, pk__gte=new.pk).order_by("id")
    return [(row.replaces, row) for row in rows.select_related("replaces", "debtor")]


def _tell(old: Deadline, new: Deadline) -> None:
    person = people.responsible(new) if new.is_open and not new.quiet and not new.rests else None
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
