"""The rows of each list of the auditor, as branches for a jurisdiction (a primary key)."""

from django.db.models import Q, QuerySet

from deadlines.days import Place
from deadlines.known_laws import KnownLaw
from deadlines.models import CalendarDay, LocalRule
from documents.models import NumberPattern
from fujian_portal.audit.before import with_before
from matters.in_use import UnusedKind
from matters.models import AccessLog, Event
from matters.names import EVERYWHERE, DatedName
from organisations.models import (
    Jurisdiction,
    LoginRecord,
    Membership,
    Organisation,
    OrganisationCapability,
    SensitiveChange,
    User,
)


def access(home: int) -> list[QuerySet]:
    rows = AccessLog.objects.filter(membership__organisation__jurisdiction=home)
    return [rows.select_related("membership__organisation", "user", "matter")]


ENVELOPE = ("recorded_at", "verb", "actor_name", "number", "hash", "actor", "matter", "entered_for")


def events(home: int) -> list[QuerySet]:
    rows = Event.objects.filter(matter__lead__jurisdiction=home)
    related = ("actor__organisation", "entered_for", "matter")
    shown = ("actor__organisation__short_name", "entered_for__short_name", "matter__kind")
    return [rows.select_related(*related).only(*ENVELOPE, *shown)]


def logins(home: int) -> list[QuerySet]:
    """Those of the jurisdiction's people, and the failures under names that belong to no account."""
    rows = LoginRecord.objects.select_related("user", "organisation", "by__user", "by__organisation")
    return [rows.filter(organisation__jurisdiction=home), rows.filter(organisation=None)]


def places(home: int) -> list[QuerySet]:
    rows = Membership.history.filter(organisation__jurisdiction=home)
    return [with_before(rows.select_related("user", "organisation", "history_user"))]


def people(home: int) -> list[QuerySet]:
    placed = Membership.objects.filter(organisation__jurisdiction=home).values("user")
    return [with_before(User.history.filter(id__in=placed).select_related("history_user"))]


def organisations(home: int) -> list[QuerySet]:
    return [with_before(Organisation.history.filter(jurisdiction=home).select_related("history_user"))]


def capabilities(home: int) -> list[QuerySet]:
    rows = OrganisationCapability.history.filter(organisation__jurisdiction=home)
    return [rows.select_related("history_user", "organisation")]


def changes(home: int) -> list[QuerySet]:
    """Of the jurisdiction's houses, by whomever asked for, and what its people asked for elsewhere."""
    here = Q(organisation__jurisdiction=home) | Q(asked_by__organisation__jurisdiction=home)
    related = ("person", "organisation", "asked_by__user", "asked_by__organisation", "decided_by__user",
               "decided_by__organisation")  # fmt: skip
    return [SensitiveChange.objects.filter(here).select_related(*related)]


def days(home: int) -> list[QuerySet]:
    """Everybody's days, and those of the places in which the jurisdiction lies."""
    codes = Place.of(Jurisdiction.objects.get(pk=home)).codes
    rows = CalendarDay.history.select_related("history_user", "jurisdiction")
    return [rows.filter(jurisdiction=None), rows.filter(jurisdiction__code__in=codes)]


def rules(home: int) -> list[QuerySet]:
    return [LocalRule.history.filter(jurisdiction=home).select_related("history_user", "jurisdiction")]


def patterns(home: int) -> list[QuerySet]:
    rows = NumberPattern.history.filter(organisation__jurisdiction=home)
    return [rows.select_related("history_user", "organisation")]


def _above(home: int) -> list[str]:
    """The codes of the jurisdiction and those above it, whose settings hold here too."""
    return [EVERYWHERE, *Place.of(Jurisdiction.objects.get(pk=home)).codes]


def names(home: int) -> list[QuerySet]:
    rows = DatedName.history.filter(jurisdiction__code__in=_above(home))
    return [rows.select_related("history_user")]


def laws(home: int) -> list[QuerySet]:
    here = Q(jurisdiction__code__in=_above(home)) | Q(jurisdiction=None)
    return [KnownLaw.history.filter(here).select_related("history_user")]


def unused(home: int) -> list[QuerySet]:
    return [UnusedKind.history.filter(jurisdiction=home).select_related("history_user")]
