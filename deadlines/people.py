"""Whom a reminder goes to: the holder of the place today, then those above, at last who waits for it."""

from deadlines.models import Deadline
from matters.models import Participation
from organisations.models import Membership, Organisation, Role

HEADS_FROM = -1


def responsible(deadline: Deadline) -> Membership | None:
    """Who has to act: the matter's own handler or the person named, else the principal of the role, else a
    substitute. None where nobody holds the place."""
    role, debtor = deadline.responsible_role, deadline.debtor
    if role == Role.HANDLER and debtor.pk == deadline.matter.lead_id:
        return handler(deadline)
    if role == Role.SECTION_OFFICER:
        return _named(deadline) or _first(debtor, role) or _first(debtor, Role.LIAISON)
    return _first(debtor, role)


def handler(deadline: Deadline) -> Membership | None:
    """The handler in the lead; where they have left, their department head."""
    assigned = deadline.matter.handler
    if assigned and assigned.is_active:
        return assigned
    return _first(deadline.matter.lead, Role.DEPARTMENT_HEAD)


def recipients(deadline: Deadline, offset: int) -> list[Membership]:
    """For one rung, each person once. Where the debtor has nobody, whoever waits for it is told."""
    people = [responsible(deadline), *_above(deadline, offset)]
    if not any(people) and deadline.audience_id is None:
        people = [handler(deadline)]
    found = {person.user_id: person for person in reversed(people) if person}
    return list(reversed(found.values()))


def _above(deadline: Deadline, offset: int) -> list[Membership | None]:
    own = deadline.debtor_id == deadline.matter.lead_id
    late, debtor = offset > 0, deadline.debtor
    if deadline.is_target and not late:
        return []
    if own:
        heads = [Role.DEPARTMENT_HEAD] if offset >= HEADS_FROM else []
        heads += [Role.CHIEF] if late and not deadline.is_target else []
        return [_first(debtor, role) for role in heads]
    above = [] if deadline.is_target or offset < HEADS_FROM else [_first(debtor, Role.ORGANISATION_HEAD)]
    waiting = [handler(deadline)] if late and deadline.audience_id is None else []
    return above + waiting


def _first(organisation: Organisation, role: str) -> Membership | None:
    return Membership.objects.holders(organisation, role).first()


def _named(deadline: Deadline) -> Membership | None:
    """The person in the debtor to whom the matter was assigned."""
    rows = Participation.objects.filter(matter=deadline.matter_id, organisation=deadline.debtor_id)
    row = rows.exclude(responsible=None).select_related("responsible__user").first()
    return row.responsible if row and row.responsible.is_active else None
