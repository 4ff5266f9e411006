"""Signing in with a code, setting it up, and one's own recovery codes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from common.returning import own_page
from organisations import second_factor
from organisations.second_factor_forms import CodeForm


def _next(request: HttpRequest) -> str:
    """The page that was asked for before, if it is one of ours."""
    return own_page(request, request.POST.get("next") or request.GET.get("next", ""), reverse("home"))


@login_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The second half of logging in."""
    if request.user.is_verified() or not request.user.has_second_factor:
        return redirect(_next(request))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        outcome = second_factor.verify(request, form.cleaned_data["code"])
        if outcome.accepted:
            return redirect(_next(request))
        form.refuse(outcome)
    context = {"form": form, "next": _next(request), "demo_code": second_factor.demo_code(request.user)}
    return render(request, "registration/second_factor.html", context)


@login_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Bind the app on the person's own device; the recovery codes are in the answer and nowhere else."""
    if request.user.has_second_factor and not request.user.is_verified():
        return redirect("organisations:second_factor")
    if request.user.has_second_factor:
        raise PermissionDenied("您的账号已经绑定动态口令。更换手机的，请在“我的账号”中先解除，再重新绑定。")
    form = CodeForm(request.POST or None, recovery=False)
    if form.is_valid():
        outcome = second_factor.confirm(request, form.cleaned_data["code"])
        if outcome.accepted:
            return _show_recovery_codes(request, "动态口令已绑定")
        form.refuse(outcome)
    device = second_factor.begin(request.user)
    context = {
        "form": form,
        "next": _next(request),
        "picture": second_factor.picture(device),
        "key": second_factor.written_key(device),
        "is_required": _must_use_codes(request),
    }
    return render(request, "registration/second_factor_set_up.html", context)


def _show_recovery_codes(request: HttpRequest, title: str) -> HttpResponse:
    codes = second_factor.new_recovery_codes(request.user)
    context = {"title": title, "codes": codes, "next": _next(request)}
    return render(request, "registration/recovery_codes.html", context)


@login_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old, after a code of the device."""
    form = _checked(request)
    if form is None:
        return _show_recovery_codes(request, "新的恢复码")
    context = {
        "form": form,
        "title": "重新生成恢复码",
        "button": "重新生成",
        "effects": ["显示 8 个新的恢复码，只显示一次", "原来的恢复码全部作废"],
    }
    return render(request, "organisations/with_code.html", context)


@login_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest) -> HttpResponse:
    """Take the device away, after a code of it; who has to use codes sets up another at once."""
    must = _must_use_codes(request)
    form = _checked(request)
    if form is None:
        second_factor.remove(request.user, request=request)
        messages.success(request, "动态口令已解除。")
        return redirect("organisations:second_factor_set_up" if must else "organisations:profile")
    effects = ["验证器应用中的这一项和恢复码随之失效", "其他设备上的登录一律退出"]
    context = {
        "form": form,
        "title": "更换手机" if must else "解除动态口令",
        "button": "解除并重新绑定" if must else "解除动态口令",
        "effects": [*effects, "随后立即重新绑定" if must else "以后登录只用密码"],
    }
    return render(request, "organisations/with_code.html", context)


def _must_use_codes(request: HttpRequest) -> bool:
    return second_factor.is_required(request.memberships) or request.user.is_superuser


def _checked(request: HttpRequest) -> CodeForm | None:
    """The form to show, or None where a right code has been sent."""
    if not request.user.has_second_factor:
        raise PermissionDenied("您的账号还没有绑定动态口令。可以在“我的账号”中绑定。")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        outcome = second_factor.verify(request, form.cleaned_data["code"])
        if outcome.accepted:
            return None
        form.refuse(outcome)
    return form
