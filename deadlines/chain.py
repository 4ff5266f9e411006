"""One obligation as the rows that tell its history, oldest first, and the day that follows from all of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from common.when import When
from deadlines import local
from deadlines.days import calendar_in_use
from deadlines.history import Grant, History, Pause, Standing, standing
from deadlines.kept_rule import kept, restored
from deadlines.models import Deadline
from deadlines.statute import Statute
from matters.models import Matter

Change, Status, Basis = Deadline.Change, Deadline.Status, Deadline.Basis


def locked_chain(deadline: Deadline) -> list[Deadline]:
    """All versions of `deadline`, locked: the matter first, as a step does, then its rows: a kind that was put right
    has left versions under another rule."""
    Matter.objects.select_for_update(no_key=True).get(pk=deadline.matter_id)
    rows = Deadline.objects.filter(matter_id=deadline.matter_id)
    return versions(deadline, list(rows.order_by("id").select_for_update()))


def versions(deadline: Deadline, rows: Sequence[Deadline]) -> list[Deadline]:
    """Of `rows` those that are the same obligation as `deadline`, oldest first."""
    by_key, later = {row.pk: row for row in rows}, {row.replaces_id: row for row in rows}
    found = [by_key[deadline.pk]]
    while found[0].replaces_id:
        found.insert(0, by_key[found[0].replaces_id])
    while found[-1].pk in later:
        found.append(later[found[-1].pk])
    return found


def history_of(rows: Sequence[Deadline]) -> History:
    """The facts that the rows hold; the last row says what it starts with, which may not be saved yet."""
    newest = rows[-1]
    return History(
        statute=_rule_of(rows),
        start=newest.start,
        stated=newest.stated,
        fixed_on=newest.fixed_on,
        grants=tuple(_grants(rows)),
        pauses=tuple(_pauses(rows)),
        start_assumed=newest.starts_assumed,
    )


def settle(rows: Sequence[Deadline]) -> Standing:
    """Give the last of `rows` the day that follows from them all. Raises ValueError for paused hours."""
    row, history = rows[-1], history_of(rows)
    found = standing(history, calendar_in_use(row))
    take_over(row, found)
    row.basis, row.citation = _basis_of(history, found), history.statute.citation
    row.kept_rule = kept(history.statute)
    return found


def take_over(row: Deadline, found: Standing) -> None:
    """The days of `found` and their explanation."""
    row.due_on, row.due_at, row.strict_on = found.due_on, found.due_at, found.strict_on
    row.original_on, row.provisional = found.original_on, found.provisional
    row.given_back, row.explanation = found.given_back, found.explanation
    row.paused_on = found.paused.since if found.paused else row.paused_on
    if row.status in Deadline.RUNNING:
        row.status = Status.PAUSED if found.paused else Status.OPEN


def _rule_of(rows: Sequence[Deadline]) -> Statute:
    """As it was read when the period began on that day; a rule entered later never changes what runs."""
    newest = rows[-1]
    began = (
        row.kept_rule
        for row in rows
        if row.kept_rule and row.rule == newest.rule and row.starts_on == newest.starts_on
    )
    if found := next(began, None):
        return restored(found)
    known_at = rows[0].entered_at if len(rows) > 1 else None
    return local.rule_for(newest.rule, newest, newest.starts_on, known_at=known_at)


def _basis_of(history: History, found: Standing) -> str:
    if history.statute.is_target:
        return Basis.TARGET
    if history.statute.reference:
        return Basis.REFERENCE
    if found.computed and found.computed.cut:
        return Basis.STATUTORY
    stated = history.stated is not None or history.fixed_on or history.statute.length is None
    return Basis.STATED if stated else Basis.STATUTORY


def _facts(rows: Sequence[Deadline], kind: str) -> list[tuple[Deadline, Deadline]]:
    """Each change of `kind` with the row that holds its fact: itself, or the last one that put it right."""
    amended = {row.amends_id: row for row in rows if row.amends_id}
    return [(row, amended.get(row.pk, row)) for row in rows if row.change_kind == kind]


def _grants(rows: Sequence[Deadline]) -> list[Grant]:
    """What was granted and not taken back by a correction."""
    return [
        Grant(
            on=fact.decided_on or _entered_after(rows, row),
            by=fact.granted_by,
            to=fact.granted_to,
            more=fact.granted,
        )
        for row, fact in _facts(rows, Change.EXTENSION)
        if fact.granted_to or fact.granted
    ]


def _entered_after(rows: Sequence[Deadline], grant: Deadline) -> date:
    """Where the day of a decision is not known: after the pauses that were over when it was entered."""
    before = rows[: rows.index(grant)]
    return max((row.resumed_on for row in before if row.resumed_on), default=date.min)


def _pauses(rows: Sequence[Deadline]) -> list[Pause]:
    stops, goes_on = _facts(rows, Change.PAUSE), _facts(rows, Change.RESUME)
    found = [Pause(fact.paused_on, None, row.decided_by) for row, fact in stops]
    for place, (_, fact) in enumerate(goes_on):
        found[place] = replace(found[place], until=fact.resumed_on)
    return found


def last_end(matter_id: int, rules: Sequence[str]) -> When | None:
    """The latest last day among the periods of `rules` as they stand; None where one of them has none."""
    rows = Deadline.objects.filter(matter_id=matter_id, rule__in=rules).exclude(status=Status.REPLACED)
    last = {row.rule: row.due_on for row in rows.order_by("id")}
    days = list(last.values())
    return When.on(max(days)) if days and all(days) else None
