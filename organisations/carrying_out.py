"""What a confirmed change does. Each looks again whether what was asked for still fits; ValidationError if not."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from organisations import second_factor
from organisations.codes import issue_reset_code
from organisations.login_records import note
from organisations.models import LoginRecord, Membership, Organisation, SensitiveChange, User
from organisations.services import fill_place

Kind = SensitiveChange.Kind
#: Of a place, what is written as it was asked for.
OF_PLACE = ("role", "standing", "title", "phone", "started_on", "ended_on")


def carry_out(change: SensitiveChange, *, by: Membership | None, request: HttpRequest | None) -> str:
    """Do what was asked for; the code for a new password where there is one."""
    if change.person_id and not change.person.is_active:
        raise ValidationError("此人的账号已停用。")
    return CARRIED_OUT[change.kind](change, by, request) or ""


def give_code(user: User, *, by: Membership | None, request: HttpRequest | None) -> str:
    """A code for a new password, noted; shown by the caller and nowhere else."""
    note(LoginRecord.What.RESET_CODE_ISSUED, request=request, user=user, by=by)
    return issue_reset_code(user, by)


def _password(change: SensitiveChange, by: Membership | None, request: HttpRequest | None) -> str:
    return give_code(change.person, by=by, request=request)


def _factor(change: SensitiveChange, by: Membership | None, request: HttpRequest | None) -> None:
    second_factor.remove(change.person, request=request, by=by)


def _email(change: SensitiveChange, by: Membership | None, request: HttpRequest | None) -> None:
    person = User.objects.select_for_update().get(pk=change.person_id)
    if person.email != change.values["was"]:
        raise ValidationError("电子邮箱在申请以后已经改过，请重新申请。")
    person.email = change.values["email"]
    person.save(update_fields=["email"])


def _capabilities(change: SensitiveChange, by: Membership | None, request: HttpRequest | None) -> None:
    organisation = Organisation.objects.select_for_update().get(pk=change.organisation_id)
    held = {row.capability: row for row in organisation.capabilities.all()}
    if sorted(held) != change.values["was"]:
        raise ValidationError("单位职能在申请以后已经改过，请重新申请。")
    wanted = set(change.values["capabilities"])
    for capability in sorted(wanted - set(held)):
        organisation.capabilities.create(capability=capability)
    for capability in sorted(set(held) - wanted):
        held[capability].delete()


def _place(change: SensitiveChange, by: Membership | None, request: HttpRequest | None) -> str:
    values = {name: change.values[name] for name in OF_PLACE if name in change.values}
    for name in ("started_on", "ended_on"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    if change.values.get("fills"):
        fill_place(organisation=change.organisation, user=change.person, by=by, **values)
    else:
        place = (
            Membership.objects.select_for_update().get(pk=change.place_id)
            if change.place_id
            else Membership()
        )
        _write(place, {"user": change.person, "organisation": change.organisation, **values})
    waits = not change.person.has_usable_password()
    return give_code(change.person, by=by, request=request) if waits else ""


def _write(place: Membership, values: dict) -> None:
    for name, value in values.items():
        setattr(place, name, value)
    place.full_clean()
    if place.pk:
        place.save(update_fields=list(values))
    else:
        place.save()


Carrier = Callable[[SensitiveChange, Membership | None, HttpRequest | None], str | None]
CARRIED_OUT: dict[str, Carrier] = {
    Kind.PASSWORD: _password,
    Kind.FACTOR: _factor,
    Kind.EMAIL: _email,
    Kind.CAPABILITIES: _capabilities,
    Kind.PLACE: _place,
}
