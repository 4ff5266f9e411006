"""同意电子送达确认书: whether an organisation accepts papers served in the portal."""

from django.db import transaction

from common import clock
from organisations.models import CONSENT_GIVERS as GIVERS
from organisations.models import ElectronicServiceConsent, Membership, Organisation

__all__ = ["GIVERS", "NOT_A_GIVER", "consent_of", "give_consent", "givers", "has_consent", "revoke_consent"]

NOT_A_GIVER = "同意电子送达确认书由联络员或者单位负责人确认。"


def consent_of(organisation: Organisation) -> ElectronicServiceConsent | None:
    """The consent in force, or None."""
    found = ElectronicServiceConsent.objects.filter(organisation=organisation, revoked_at=None)
    return found.select_related("given_by__user", "given_by__organisation").first()


def has_consent(organisation: Organisation) -> bool:
    return ElectronicServiceConsent.objects.filter(organisation=organisation, revoked_at=None).exists()


def givers(organisation: Organisation) -> list[Membership]:
    """Who can give it today: liaisons first, then heads."""
    holders = Membership.objects.holders(organisation, *GIVERS)
    return sorted(holders, key=lambda person: GIVERS.index(person.role))


@transaction.atomic
def give_consent(membership: Membership) -> ElectronicServiceConsent:
    """Give it for the organisation; the one in force is returned where it has been given before.

    Raises ValueError for a role that cannot bind the organisation.
    """
    if membership.role not in GIVERS:
        raise ValueError(NOT_A_GIVER)
    given, _ = ElectronicServiceConsent.objects.get_or_create(
        organisation=membership.organisation, revoked_at=None, defaults={"given_by": membership}
    )
    return given


def revoke_consent(membership: Membership) -> None:
    """Take it back from now on; what was served until now stays served."""
    given = consent_of(membership.organisation)
    if given and membership.role in GIVERS:
        given.revoked_at = clock.now()
        given.save(update_fields=["revoked_at"])
