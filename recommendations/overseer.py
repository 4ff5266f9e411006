"""Who oversees administrative bodies beside the procuratorate: the judicial bureau, or the government for it."""

from matters.kinds import Sensitivity
from organisations.models import Capability, Organisation


def overseer_of(matter) -> Organisation | None:
    """The judicial bureau of the lead's jurisdiction; the government where the bureau itself is the recipient.

    None where the roster has no such organisation in use, and for what is sealed: the overseer does not see it.
    """
    if matter.sensitivity == Sensitivity.SEALED:
        return None
    bureau = _first(matter, Capability.JUDICIAL_BUREAU)
    if bureau is None or bureau.pk != matter.recipient_id:
        return bureau
    return _first(matter, Capability.GOVERNMENT)


def oversees(organisation: Organisation, matter) -> bool:
    """Whether `organisation` is the overseer of `matter`. Asked for each row of a list: it queries once at most."""
    if not matter.open_to().government or organisation.jurisdiction_id != matter.lead.jurisdiction_id:
        return False
    if organisation.has(Capability.JUDICIAL_BUREAU):
        return organisation.pk != matter.recipient_id
    return organisation.has(Capability.GOVERNMENT) and matter.recipient_id in _bureaus_beside(organisation)


def _bureaus_beside(organisation: Organisation) -> frozenset[int]:
    """The judicial bureaus of the same jurisdiction, read once for the instance."""
    if not hasattr(organisation, "_bureaus"):
        able = Organisation.objects.active().filter(capabilities__capability=Capability.JUDICIAL_BUREAU)
        beside = able.filter(jurisdiction=organisation.jurisdiction_id)
        organisation._bureaus = frozenset(beside.values_list("pk", flat=True))
    return organisation._bureaus


def _first(matter, capability: Capability) -> Organisation | None:
    able = Organisation.objects.active().filter(capabilities__capability=capability)
    return able.filter(jurisdiction=matter.lead.jurisdiction_id).order_by("code").first()
