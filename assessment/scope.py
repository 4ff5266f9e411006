"""Whose replies a reader may compare: of a jurisdiction, of one's own house, or one's own line alone."""

from django.core.exceptions import PermissionDenied

from matters.kinds import Sensitivity
from matters.queries import MatterQuerySet, jurisdiction_filter
from organisations.models import WITHOUT_MATTERS, Membership, Role
from recommendations.choices import State
from recommendations.models import Recommendation

#: A section officer sees what was assigned to them, so no figures of the whole house.
ROLES = tuple(role for role in Role if role not in WITHOUT_MATTERS and role != Role.SECTION_OFFICER)
COMPARES = {"judicial_bureau", "government"}


def counted(membership: Membership) -> MatterQuerySet:
    """The recommendations that the board of `membership` counts, all of which it may also see.

    What was issued to administrative bodies; nothing to courts, nothing sealed, nothing annulled.
    Raises PermissionDenied for an organisation that has no board.
    """
    organisation = membership.organisation
    capabilities = organisation.capability_set()
    rows = Recommendation.objects.filter(is_issued=True, to_administrative_body=True)
    rows = rows.exclude(sensitivity=Sensitivity.SEALED).exclude(state=State.ANNULLED)
    if capabilities & COMPARES or {"procuratorate", "superior"} <= capabilities:
        return rows.filter(**jurisdiction_filter(membership))
    if "procuratorate" in capabilities:
        return rows.filter(lead=organisation)
    if organisation.is_administrative:
        return rows.filter(recipient=organisation)
    raise PermissionDenied("看板统计行政机关的回复情况，由司法局、人民政府、检察院和行政机关使用。")


def compares(membership: Membership) -> bool:
    """Whether the board shows others than the reader's own organisation."""
    capabilities = membership.organisation.capability_set()
    return bool(capabilities & {*COMPARES, "procuratorate"})
