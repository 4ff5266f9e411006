"""Every model of the room, and the words that go with them."""

from organisations.bodies import (
    FROM_NAMES,
    NAMES,
    WIDENING,
    Capability,
    Jurisdiction,
    Organisation,
    OrganisationCapability,
)
from organisations.chained import RecordHead
from organisations.entrance import AccountInvitation, LoginRecord, ResetCode, Session
from organisations.people import ElectronicServiceConsent, Membership, User
from organisations.roles import (
    ADMINISTRATORS,
    CONSENT_GIVERS,
    HEADS,
    PROTECTED,
    RECEIVERS,
    SEPARATED,
    WITHOUT_MATTERS,
    Role,
)
from organisations.sensitive import SensitiveChange

__all__ = [
    "ADMINISTRATORS",
    "CONSENT_GIVERS",
    "FROM_NAMES",
    "HEADS",
    "NAMES",
    "PROTECTED",
    "RECEIVERS",
    "SEPARATED",
    "WIDENING",
    "WITHOUT_MATTERS",
    "AccountInvitation",
    "Capability",
    "ElectronicServiceConsent",
    "Jurisdiction",
    "LoginRecord",
    "Membership",
    "Organisation",
    "OrganisationCapability",
    "RecordHead",
    "ResetCode",
    "Role",
    "SensitiveChange",
    "Session",
    "User",
]
