"""Whom a reminder goes to: the holder of the place today, then those above, at last who waits for it."""

from collections.abc import Iterable

from deadlines.models import Deadline
from matters.models import Participation
from organisations.models import Membership, Role
from organisations.vacancies import next_above

HEADS_FROM = -1


def responsible(deadline: Deadline) -> Membership | None:
    return Directory([deadline]).responsible(deadline)


def recipients(deadline: Deadline, offset: int) -> list[Membership]:
    return Directory([deadline]).recipients(deadline, offset)


class Directory:
    """Who holds which place today in the organisations of these deadlines, read once for all of them."""

    def __init__(self, deadlines: Iterable[Deadline]) -> None:
        deadlines = list(deadlines)
        self.held: dict[tuple[int, str], Membership] = {}
        organisations = {each.debtor_id for each in deadlines} | {each.matter.lead_id for each in deadlines}
        for place in Membership.objects.active().filter(organisation__in=organisations).principals_first():
            self.held.setdefault((place.organisation_id, place.role), place)
        self.named = self._named(
            [each for each in deadlines if each.responsible_role == Role.SECTION_OFFICER]
        )

    def _named(self, deadlines: list[Deadline]) -> dict[tuple[int, int], Membership]:
        """By matter and organisation, the person to whom the matter was assigned inside."""
        if not deadlines:
            return {}
        rows = Participation.objects.filter(matter__in=[each.matter_id for each in deadlines])
        rows = rows.exclude(responsible=None).select_related("responsible__user", "responsible__organisation")
        return {(row.matter_id, row.organisation_id): row.responsible for row in rows.order_by("-id")}

    def responsible(self, deadline: Deadline) -> Membership | None:
        """Who has to act: the matter's own handler or the person named, else the principal of the role, else a
        substitute, else who stands next above in that house. None where it has nobody."""
        role, debtor = deadline.responsible_role, deadline.debtor_id
        if role == Role.HANDLER and debtor == deadline.matter.lead_id:
            return self.handler(deadline)
        if role == Role.SECTION_OFFICER:
            named = self.named.get((deadline.matter_id, debtor))
            here = named if named and named.is_active else self._first(debtor, role)
            return here or self._first_or_above(debtor, role)
        return self._first_or_above(debtor, role)

    def handler(self, deadline: Deadline) -> Membership | None:
        """The handler in the lead; where they have left or nobody is named, who names one: head or chief."""
        assigned, lead = deadline.matter.handler, deadline.matter.lead_id
        if assigned and assigned.is_active:
            return assigned
        return self._first(lead, Role.DEPARTMENT_HEAD) or self._first(lead, Role.CHIEF)

    def recipients(self, deadline: Deadline, offset: int) -> list[Membership]:
        """For one rung, each person once. Where the debtor has nobody, whoever waits for it is told."""
        people = [self.responsible(deadline), *self._above(deadline, offset)]
        if not any(people) and deadline.audience_id is None:
            people = [self.handler(deadline)]
        found = {person.user_id: person for person in reversed(people) if person}
        return list(reversed(found.values()))

    def _above(self, deadline: Deadline, offset: int) -> list[Membership | None]:
        own = deadline.debtor_id == deadline.matter.lead_id
        late, debtor = offset > 0, deadline.debtor_id
        if deadline.is_target and not late:
            return []
        if own:
            heads = [Role.DEPARTMENT_HEAD] if offset >= HEADS_FROM else []
            heads += [Role.CHIEF] if late and not deadline.is_target else []
            return [self._first(debtor, role) for role in heads]
        above = (
            [] if deadline.is_target or offset < HEADS_FROM else [self._first(debtor, Role.ORGANISATION_HEAD)]
        )
        waiting = [self.handler(deadline)] if late and deadline.audience_id is None else []
        return above + waiting

    def _first_or_above(self, organisation: int, role: str) -> Membership | None:
        roles: tuple[str, ...] = (role,)
        while roles:
            if held := [place for each in roles if (place := self._first(organisation, each))]:
                return held[0]
            roles = next_above(roles)
        return None

    def _first(self, organisation: int, role: str) -> Membership | None:
        return self.held.get((organisation, role))
