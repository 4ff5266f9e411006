"""封存: in a list a sealed matter shows its number alone, except to those who handle or answer it."""

from django.db.models import Exists, OuterRef, Q

from matters.kinds import ParticipationRole, Sensitivity
from matters.models import Matter, Participation
from organisations.models import Membership, Role

SEALED = "（封存事项）"
READERS = (Role.HANDLER, Role.DEPARTMENT_HEAD, Role.CHIEF)


def may_read_title(matter: Matter, membership: Membership) -> bool:
    """The recipient's people, and in the lead those who handle and decide."""
    if matter.sensitivity != Sensitivity.SEALED:
        return True
    side = matter.concrete.side_of(membership)
    return side == "recipient" or (side == "lead" and membership.role in READERS)


def shown_title(matter: Matter, membership: Membership) -> str:
    return matter.title if may_read_title(matter, membership) else SEALED


def shown_name(matter: Matter, membership: Membership) -> str:
    """Number and title, as a link to the matter names it."""
    return f"{matter.number} {shown_title(matter, membership)}".strip()


def title_is_readable(membership: Membership) -> Q:
    """The same rule as a condition, so that a search cannot find what the list hides."""
    answers = Participation.objects.filter(
        matter=OuterRef("pk"), organisation=membership.organisation_id, role=ParticipationRole.RECIPIENT
    )
    readable = ~Q(sensitivity=Sensitivity.SEALED) | Exists(answers)
    return readable | Q(lead=membership.organisation_id) if membership.role in READERS else readable
