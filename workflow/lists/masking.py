"""封存: in a list a sealed matter shows its number alone, except to those who handle or answer it."""

from django.db.models import Exists, OuterRef, Q

from matters.kinds import Sensitivity
from matters.models import Matter, Participation
from matters.parties import LEAD
from matters.taking_part import acting
from organisations.models import Membership, Role
from workflow.who import of_house

SEALED = "（封存事项）"
#: Who handles and decides in the house that leads.
READERS = (Role.HANDLER, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.LIAISON, Role.ORGANISATION_HEAD)


def may_read_title(matter: Matter, membership: Membership) -> bool:
    """In the lead those who handle and decide; the people of every other house that acts in it."""
    if matter.sensitivity != Sensitivity.SEALED:
        return True
    if matter.is_led_by(membership):
        return membership.role in of_house(membership, READERS)
    found = matter.concrete
    return found.side_of(membership) in found.acting_sides()


def shown_title(matter: Matter, membership: Membership) -> str:
    return matter.title if may_read_title(matter, membership) else SEALED


def shown_name(matter: Matter, membership: Membership) -> str:
    """Number and title, as a link to the matter names it."""
    return f"{matter.number} {shown_title(matter, membership)}".strip()


def title_is_readable(membership: Membership) -> Q:
    """The same rule as a condition, so that a search cannot find what the list hides."""
    readable = ~Q(sensitivity=Sensitivity.SEALED) | _acts(membership)
    is_reader = membership.role in of_house(membership, READERS)
    return readable | Q(lead=membership.organisation_id) if is_reader else readable


def _acts(membership: Membership) -> Q:
    """Whether the house of `membership` acts in it and does not lead."""
    mine = Participation.objects.filter(matter=OuterRef("pk"), organisation=membership.organisation_id)
    return Q(Exists(mine.filter(acting(without=LEAD))))
