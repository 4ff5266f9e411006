"""What others do to an account: a code for a new password, a lost second factor, a lock-out, closing it.

Where the person heads or administers a house, the first two are asked for and confirmed by another hand.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organisations import second_factor, two_hands
from organisations.carrying_out import give_code
from organisations.lock_outs import release as let_in
from organisations.login_records import note
from organisations.models import LoginRecord, Membership, ResetCode, SensitiveChange, User
from organisations.permissions import (
    CLOSERS,
    CODE_ISSUERS,
    FACTOR_RESETTERS,
    RELEASERS,
    ROSTER_READERS,
    may_disable,
    may_issue_code,
    may_release,
    may_reset_factor,
    role_required,
)
from organisations.services import disable_person
from organisations.sessions import end_all_of
from organisations.telling import tell_about, who

Kind = SensitiveChange.Kind
NOT_YOURS = "如不是本人要求的，请立即与安全管理员和审计员联系。"


def show_code(request: HttpRequest, user: User, code: str) -> HttpResponse:
    hours = int(ResetCode.LIFE.total_seconds() // 3600)
    context = {"person": user, "code": code, "hours": hours, "back_url": reverse("organisations:liaisons")}
    return render(request, "organisations/code.html", context)


def person_of(pk: int) -> tuple[User, list[Membership]]:
    user = get_object_or_404(User, pk=pk, is_active=True)
    places = Membership.objects.active().filter(user=user).select_related("organisation", "user")
    return user, list(places.prefetch_related("organisation__capabilities"))


@role_required(*CODE_ISSUERS)
@never_cache
@require_http_methods(["GET", "POST"])
def reset_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a code for a new password, after asking whether the person is who they say."""
    user, places = person_of(pk)
    if not may_issue_code(request.membership, places):
        raise PermissionDenied(
            "检察院人员、各单位负责人和管理员的重置码由安全管理员办理，安全管理员的由系统管理员办理，"
            "其他人员的由本辖区府检联动专职联络员发放；任何人不能给自己发放。"
        )
    is_protected = two_hands.is_protected(user)
    if request.method == "POST" and is_protected:
        return ask(request, Kind.PASSWORD, person=user, after="发放密码重置码")
    if request.method == "POST":
        tell_about(
            user, f"{who(request.membership)}为{user}发放了密码重置码。{NOT_YOURS}", by=request.membership
        )
        return show_code(request, user, give_code(user, by=request.membership, request=request))
    context = {"person": user, "places": places, "is_protected": is_protected}
    return render(
        request,
        "organisations/reset_code_issue.html",
        context | {"back_url": reverse("organisations:liaisons")},
    )


def ask(request: HttpRequest, kind: str, **what: object) -> HttpResponse:
    """Ask for what another hand has to confirm, and show where it stands."""
    try:
        change = two_hands.ask(kind, by=request.membership, **what)
    except two_hands.NotPossible as problem:
        raise PermissionDenied(str(problem)) from problem
    messages.success(
        request, "已提出申请，须由另一人确认后才办理。可以确认的人员、本人和单位负责人已得到通知。"
    )
    return redirect(two_hands.address(change))


@role_required(*CLOSERS)
@require_http_methods(["GET", "POST"])
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account: at once, also where the person is logged in."""
    user, places = person_of(pk)
    if not may_disable(request.membership, places):
        raise PermissionDenied(
            "没有停用：检察院人员的账号由系统管理员或者本单位管理员停用；在其他单位还有任职的，"
            "请与府检联动办公室联系；系统管理员、安全管理员、审计员须先由安全管理员终止任职；"
            "任何人不能停用自己的账号。"
        )
    back_url = reverse(_back(request.membership))
    if request.method == "POST":
        disable_person(user)
        end_all_of(user)
        note(LoginRecord.What.DISABLED, request=request, user=user, by=request.membership)
        text = f"{who(request.membership)}停用了{user}的账号，任职今日终止。"
        tell_about(user, text, by=request.membership, houses=[place.organisation for place in places])
        messages.success(request, f"{user.full_name}的账号已停用，任职今日终止。名下在办事项列在“待移交”中。")
        return redirect(back_url)
    return render(
        request,
        "organisations/disable.html",
        {"person": user, "places": places, "back_url": back_url},
    )


def _back(acting: Membership) -> str:
    return f"organisations:{'liaisons' if acting.role in ROSTER_READERS else 'own_people'}"


@role_required(*RELEASERS)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody of one's own house try again whose account is locked after wrong passwords."""
    user, places = person_of(pk)
    if not may_release(request.membership, places):
        raise PermissionDenied("没有解除锁定：只能解除本单位人员的锁定，任何人不能解除自己账号的锁定。")
    let_in(user, request=request, by=request.membership)
    messages.success(request, f"{user.full_name}的账号已解除锁定，可以重新登录。")
    return redirect("organisations:own_people")


@role_required(*FACTOR_RESETTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody whose device is lost, after asking whether it is them."""
    user, places = person_of(pk)
    if not may_reset_factor(request.membership, places):
        raise PermissionDenied(
            "没有重置：此人没有绑定动态口令，或者不在本辖区；系统管理员只办理安全管理员的；"
            "任何人不能重置自己的动态口令。"
        )
    is_protected = two_hands.is_protected(user)
    if request.method == "POST" and is_protected:
        return ask(request, Kind.FACTOR, person=user, before="已绑定动态口令", after="未绑定动态口令")
    if request.method == "POST":
        second_factor.remove(user, request=request, by=request.membership)
        tell_about(
            user, f"{who(request.membership)}重置了{user}的动态口令。{NOT_YOURS}", by=request.membership
        )
        messages.success(request, f"{user.full_name}的动态口令已重置，已退出其全部登录。")
        return redirect("organisations:security")
    context = {"person": user, "places": places, "is_protected": is_protected}
    context["back_url"] = reverse("organisations:own_people")
    return render(request, "organisations/reset_factor.html", context)
