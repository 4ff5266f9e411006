"""Whose replies a reader may compare: of a jurisdiction, of one's own house, or one's own line alone."""

from django.core.exceptions import PermissionDenied

from matters.queries import MatterQuerySet, jurisdiction_filter
from organisations.models import WITHOUT_MATTERS, Jurisdiction, Membership, Organisation, Role
from recommendations.models import Recommendation

#: A section officer sees what was assigned to them, so no figures of the whole house.
ROLES = tuple(role for role in Role if role not in WITHOUT_MATTERS and role != Role.SECTION_OFFICER)
COMPARES = {"judicial_bureau", "government", "oversight"}
#: Who sees the matters of its jurisdiction besides their figures.
SEES_MATTERS = {"judicial_bureau", "government"}
LEVELS = (
    Jurisdiction.Level.COUNTRY,
    Jurisdiction.Level.PROVINCE,
    Jurisdiction.Level.PREFECTURE,
    Jurisdiction.Level.COUNTY,
)
RECIPIENT = "recipient"


def counted(membership: Membership) -> MatterQuerySet:
    """The recommendations that the board of `membership` counts, all of which it may also see; but for those who
    oversee and evaluate alone (`reads_figures_alone`).

    What was issued to administrative bodies; nothing to courts, nothing sealed, nothing annulled.
    Raises PermissionDenied for an organisation that has no board.
    """
    organisation = membership.organisation
    rows = Recommendation.objects.filter(open_to_government=True)
    if reads_by_jurisdiction(membership):
        return rows.filter(**jurisdiction_filter(membership))
    if organisation.has("procuratorate"):
        return rows.filter(lead=organisation)
    if organisation.is_administrative:
        return rows.filter(recipient=organisation)
    raise PermissionDenied("看板统计行政机关的回复情况，由司法局、人民政府、检察院和行政机关使用。")


def looked_after(membership: Membership) -> MatterQuerySet:
    """What a reader of a jurisdiction looks after: what the board counts; a superior procuratorate also what went to
    courts and others that are on no board."""
    if {"procuratorate", "superior"} <= membership.organisation.capability_set():
        return issued().filter(**jurisdiction_filter(membership))
    return counted(membership)


def received_by(organisation: Organisation) -> MatterQuerySet:
    """What was issued to `organisation`, on a board or not."""
    return issued().filter(recipient=organisation)


def issued() -> MatterQuerySet:
    """What may stand in a figure at all: issued, not sealed, not annulled, as it is open to the superior."""
    return Recommendation.objects.filter(open_to_superior=True)


def reads_by_jurisdiction(membership: Membership) -> bool:
    capabilities = membership.organisation.capability_set()
    return bool(capabilities & COMPARES) or {"procuratorate", "superior"} <= capabilities


def reads_figures_alone(membership: Membership) -> bool:
    """政法委、依法治县办、平安办: the figures and what they count, and no matter itself."""
    capabilities = membership.organisation.capability_set()
    return "oversight" in capabilities and not capabilities & SEES_MATTERS


def compares(membership: Membership) -> bool:
    """Whether the board shows others than the reader's own organisation."""
    return reads_by_jurisdiction(membership) or membership.organisation.has("procuratorate")


def area_columns(membership: Membership, area: str) -> dict[str, str]:
    """The condition for one area below the reader's; the reader's own code stands for its own level, without
    what lies below. Empty where there is nothing to narrow."""
    below = _level_below(membership.organisation.jurisdiction.level)
    if not area or not below or not reads_by_jurisdiction(membership):
        return {}
    if area == membership.organisation.jurisdiction.code:
        return {below: ""}
    return {_level_of(area): area}


def unit_column(membership: Membership, area: str) -> str:
    """By what the board sets side by side first: the areas right below, or, where there are none, the agencies."""
    here = membership.organisation.jurisdiction
    if not reads_by_jurisdiction(membership) or area == here.code:
        return RECIPIENT
    return _level_below(_level_of(area) if area else here.level) or RECIPIENT


def _level_of(code: str) -> str:
    """By GB/T 2260: two digits for each level."""
    level = Jurisdiction.Level
    return (
        level.PROVINCE if code.endswith("0000") else level.PREFECTURE if code.endswith("00") else level.COUNTY
    )


def _level_below(level: str) -> str | None:
    position = LEVELS.index(Jurisdiction.Level(level)) + 1
    return LEVELS[position].value if position < len(LEVELS) else None
