"""Whom a reminder goes to: the holder of the place today, then those above, at last who waits for it or watches.

A house is a house, whichever side of a matter it is on: its roles say who heads it and who keeps its office.
"""

from collections.abc import Iterable

from deadlines.models import Deadline
from matters.models import Participation
from matters.registry import model_for
from organisations.models import Membership, Role
from organisations.vacancies import next_above

HEADS_FROM = -1
#: Who is told in a house that waits or watches and in which nobody handles the matter; the first that is held.
OFFICE = (Role.LIAISON, Role.ASSESSOR, Role.MECHANISM_LIAISON, Role.DEPARTMENT_HEAD, Role.ORGANISATION_HEAD)


def responsible(deadline: Deadline) -> Membership | None:
    return Directory([deadline]).responsible(deadline)


def recipients(deadline: Deadline, offset: int) -> list[Membership]:
    return Directory([deadline]).recipients(deadline, offset)


class Directory:
    """Who holds which place today in the organisations of these deadlines, read once for all of them."""

    def __init__(self, deadlines: Iterable[Deadline]) -> None:
        deadlines = list(deadlines)
        self.held: dict[tuple[int, str], Membership] = {}
        self.watching = self._watching(deadlines)
        organisations = {each.debtor_id for each in deadlines} | {each.matter.lead_id for each in deadlines}
        organisations |= {each.creditor_id for each in deadlines if each.creditor_id}
        organisations |= {house for houses in self.watching.values() for house in houses}
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

    def _watching(self, deadlines: list[Deadline]) -> dict[int, list[int]]:
        """By matter, the organisations that watch over it, where its kind says that some do."""
        roles = {each.matter_id: model_for(each.matter.kind).watching for each in deadlines}
        watched = [matter for matter, watch in roles.items() if watch]
        found: dict[int, list[int]] = {}
        if watched:
            rows = Participation.objects.filter(matter__in=watched).order_by("pk")
            for matter, house, role in rows.values_list("matter", "organisation", "role"):
                if role in roles[matter]:
                    found.setdefault(matter, []).append(house)
        return found

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
        """Whoever handles it in the lead; where they have left or nobody is named, who names one: head or chief, and in
        an agency its office."""
        assigned, lead = deadline.matter.handler, deadline.matter.lead_id
        if assigned and assigned.is_active:
            return assigned
        return self._first_of(lead, (Role.DEPARTMENT_HEAD, Role.CHIEF, *OFFICE))

    def recipients(self, deadline: Deadline, offset: int) -> list[Membership]:
        """For one rung, each person once. Where the debtor has nobody, whoever waits for it is told."""
        people = [self.responsible(deadline), *self._heads(deadline, offset)]
        if offset > 0 or not any(people):
            people += self._waiting(deadline)
        if offset > 0:
            people += self._watchers(deadline)
        found = {person.user_id: person for person in reversed(people) if person}
        return list(reversed(found.values()))

    def _heads(self, deadline: Deadline, offset: int) -> list[Membership | None]:
        """Those above in the debtor's own house: a department head and an agency's head from the last day on, a chief
        once it is late. Of a target, which is the house's own, its department head alone, once it is late."""
        late, debtor = offset > 0, deadline.debtor_id
        if deadline.is_target:
            return [self._first(debtor, Role.DEPARTMENT_HEAD)] if late else []
        near = [Role.DEPARTMENT_HEAD, Role.ORGANISATION_HEAD] if offset >= HEADS_FROM else []
        return [self._first(debtor, role) for role in [*near, *([Role.CHIEF] if late else [])]]

    def _waiting(self, deadline: Deadline) -> list[Membership | None]:
        """The lead, and whoever else it is owed to; nobody learns of what a house keeps to itself."""
        debtor, lead, creditor = deadline.debtor_id, deadline.matter.lead_id, deadline.creditor_id
        if deadline.audience_id is not None:
            return []
        found = [self.handler(deadline)] if debtor != lead else []
        is_another = creditor not in (None, lead, debtor) and not deadline.is_target
        return [*found, self._first_of(creditor, OFFICE)] if is_another else found

    def _watchers(self, deadline: Deadline) -> list[Membership | None]:
        if deadline.audience_id is not None or deadline.is_target:
            return []
        houses = self.watching.get(deadline.matter_id, [])
        return [self._first_of(house, OFFICE) for house in houses if house != deadline.debtor_id]

    def _first_or_above(self, organisation: int, role: str) -> Membership | None:
        roles: tuple[str, ...] = (role,)
        while roles:
            if held := [place for each in roles if (place := self._first(organisation, each))]:
                return held[0]
            roles = next_above(roles)
        return None

    def _first_of(self, organisation: int, roles: Iterable[str]) -> Membership | None:
        return next((held for role in roles if (held := self._first(organisation, role))), None)

    def _first(self, organisation: int, role: str) -> Membership | None:
        return self.held.get((organisation, role))
