"""Who oversees administrative bodies beside the procuratorate: the judicial bureau, or the government for it."""

from organisations.models import Capability, Organisation


def overseer_of(matter) -> Organisation | None:
    """The judicial bureau of the lead's jurisdiction; the government where the bureau itself is the recipient.

    None where the roster has no such organisation in use.
    """
    bureau = _first(matter, Capability.JUDICIAL_BUREAU)
    if bureau is None or bureau.pk != matter.recipient_id:
        return bureau
    return _first(matter, Capability.GOVERNMENT)


def _first(matter, capability: Capability) -> Organisation | None:
    able = Organisation.objects.active().filter(capabilities__capability=capability)
    return able.filter(jurisdiction=matter.lead.jurisdiction_id).order_by("code").first()
