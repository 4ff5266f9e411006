"""What the two administrators enter in 管理后台 and another hand has to confirm: asked for there and not saved.

The installation's superuser, who holds no place, is the last way and acts alone; who is concerned hears of it.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from organisations import telling, two_hands
from organisations.models import (
    PROTECTED,
    WIDENING,
    Capability,
    Membership,
    Organisation,
    SensitiveChange,
    User,
)

Kind = SensitiveChange.Kind
#: By what a place is another one; it may be ended earlier, and its title and telephone changed, by one hand.
HELD = ("user_id", "organisation_id", "role", "standing", "started_on")
ASKED = "须由另一人确认后才办理：申请已提出，可以确认的人员和单位负责人已得到通知。"


def ask(request: HttpRequest, kind: str, **what: Any) -> SensitiveChange | None:
    """Ask for a change and say so on the next page; None where it cannot be asked for, with the reason there."""
    try:
        change = two_hands.ask(kind, by=request.membership, **what)
    except two_hands.NotPossible as problem:
        messages.error(request, str(problem))
        return None
    messages.warning(request, f"“{change}”{ASKED}")
    return change


class AskedInstead(ModelAdmin):
    """An object of which `save_model` asked for what was entered (`asked`) is neither logged nor shown as saved."""

    def log_addition(self, request: HttpRequest, obj: Model, message: object) -> object:
        return None if hasattr(obj, "asked") else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> object:
        return None if hasattr(obj, "asked") else super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Model, *args: Any) -> HttpResponse:
        return _to_what_was_asked(obj) if hasattr(obj, "asked") else super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return _to_what_was_asked(obj) if hasattr(obj, "asked") else super().response_change(request, obj)


def _to_what_was_asked(obj: Model) -> HttpResponse:
    if obj.asked:
        return redirect(two_hands.address(obj.asked))
    return redirect("admin:organisations_membership_changelist")


def keep_address(request: HttpRequest, person: User, form: ModelForm) -> str:
    """Ask for a new e-mail address of who is protected and leave the old one; else the one that is left behind."""
    was, new = form.initial.get("email") or "", person.email
    if "email" not in form.changed_data:
        return ""
    if request.membership is None or not two_hands.is_protected(person):
        return was
    person.email = was
    values = {"email": new, "was": was}
    ask(request, Kind.EMAIL, person=person, values=values, before=was or "（无）", after=new or "（无）")
    return ""


def tell_of_account(request: HttpRequest, person: User, form: ModelForm, was_reached_at: str) -> None:
    changed = [name for name in form.changed_data if getattr(person, name) != form.initial.get(name)]
    if changed:
        labels = "、".join(str(person._meta.get_field(name).verbose_name) for name in changed)
        text = (
            f"{telling.who(request.membership)}修改了{person}（用户名 {person.username}）的账号：{labels}。"
        )
        telling.tell_about(person, text, by=request.membership, address=was_reached_at)


def needs_second_hand(request: HttpRequest, place: Membership) -> bool:
    """Whether the place is protected and is given, or held otherwise or longer than before."""
    if request.membership is None or place.role not in PROTECTED:
        return False
    was = Membership.objects.filter(pk=place.pk).first()
    if was is None or any(getattr(was, name) != getattr(place, name) for name in HELD):
        return True
    return was.ended_on is not None and (place.ended_on is None or place.ended_on > was.ended_on)


def ask_for_place(request: HttpRequest, place: Membership) -> SensitiveChange | None:
    was = Membership.objects.select_related("user", "organisation").filter(pk=place.pk).first()
    values = {
        "role": place.role,
        "standing": place.standing,
        "title": place.title,
        "phone": place.phone,
        "started_on": place.started_on.isoformat(),
        "ended_on": place.ended_on.isoformat() if place.ended_on else None,
    }
    return ask(
        request,
        Kind.PLACE,
        person=place.user,
        organisation=place.organisation,
        place=was,
        values=values,
        before=_words(was) if was else "",
        after=_words(place),
    )


def _words(place: Membership) -> str:
    until = f"至{place.ended_on}" if place.ended_on else "起"
    post = f"{place.get_role_display()}（{place.get_standing_display()}）"
    return f"{place.user}（用户名 {place.user.username}） {place.organisation.short_name}{post} {place.started_on}{until}"


def tell_of_place(request: HttpRequest, place: Membership) -> None:
    by = telling.who(request.membership)
    telling.tell_about(place.user, f"{by}登记、修改了任职：{_words(place)}。", by=request.membership,
                       houses=[place.organisation])  # fmt: skip


def keep_capabilities(
    request: HttpRequest, organisation: Organisation, formset: BaseInlineFormSet, *, is_new: bool
) -> None:
    """Of a new organisation what shows it nothing of others is written at once; everything else is asked for."""
    held = sorted(organisation.capabilities.values_list("capability", flat=True))
    wanted = _wanted(held, formset)
    formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
    if is_new:
        for capability in sorted(wanted - WIDENING):
            organisation.capabilities.create(capability=capability)
        held = sorted(wanted - WIDENING)
    if wanted != set(held):
        values = {"capabilities": sorted(wanted), "was": held}
        words = {"before": _labels(held), "after": _labels(sorted(wanted))}
        ask(request, Kind.CAPABILITIES, organisation=organisation, values=values, **words)


def _wanted(held: list[str], formset: BaseInlineFormSet) -> set[str]:
    """What the organisation would have; a line that was not sent stays as it is."""
    wanted = set(held)
    for row, was in ((form.cleaned_data, form.initial.get("capability")) for form in formset.forms):
        if row.get("capability"):
            wanted.discard(was)
            wanted |= set() if row.get("DELETE") else {row["capability"]}
    return wanted


def _labels(capabilities: list[str]) -> str:
    return "、".join(Capability(each).label for each in capabilities) or "（无）"
