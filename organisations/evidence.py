"""Tables of this room, and of the packages that keep accounts, which are no evidence of a matter."""

from common.evidence import leave_out

leave_out(
    "people, houses and places are administered daily and kept with a history: each event keeps who acted in which post",
    "organisations.Jurisdiction",
    "organisations.HistoricalJurisdiction",
    "organisations.Organisation",
    "organisations.HistoricalOrganisation",
    "organisations.OrganisationCapability",
    "organisations.HistoricalOrganisationCapability",
    "organisations.ElectronicServiceConsent",
    "organisations.HistoricalElectronicServiceConsent",
    "organisations.User",
    "organisations.HistoricalUser",
    "organisations.Membership",
    "organisations.HistoricalMembership",
)
leave_out(
    "how one gets in, for minutes or days: what came of it stands in the log-in records, which are chained",
    "organisations.ResetCode",
    "organisations.AccountInvitation",
    "organisations.Session",
    "sessions.Session",
    "otp_totp.TOTPDevice",
    "otp_static.StaticDevice",
    "otp_static.StaticToken",
    "axes.AccessFailureLog",
    "axes.AccessAttempt",
    "axes.AccessAttemptExpiration",
    "axes.AccessLog",
)
leave_out(
    "what two hands agreed about an account: what came of it stands in the log-in records, which are chained",
    "organisations.SensitiveChange",
)
leave_out(
    "Django's and guardian's own tables: no sight of a matter comes from them",
    "admin.LogEntry",
    "auth.Permission",
    "auth.Group",
    "contenttypes.ContentType",
    "guardian.UserObjectPermission",
    "guardian.GroupObjectPermission",
)
