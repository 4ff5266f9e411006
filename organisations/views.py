"""One's own account: logging in, passwords, the place one acts from, one's own telephone and e-mail."""

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations import acting, invitations, second_factor, sessions, telling
from organisations.demo_accounts import demo_accounts
from organisations.forms import (
    ChangePasswordForm,
    FirstPasswordForm,
    LoginForm,
    ProfileForm,
    ResetCodeForm,
)
from organisations.login_records import note
from organisations.models import LoginRecord, Membership


class LoginView(auth_views.LoginView):
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"demo_accounts": demo_accounts()}


class ChangePasswordView(auth_views.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        messages.success(self.request, "密码已修改，下次登录请使用新密码。其他设备上的登录已退出。")
        answer = super().form_valid(form)
        sessions.end_all_of(self.request.user, but=self.request.session.session_key)
        note(LoginRecord.What.PASSWORD_SET, request=self.request, user=self.request.user)
        return answer


@login_required
@require_safe
def logged_in(request: HttpRequest) -> HttpResponse:
    """Where a log-in beside an open form ends."""
    return render(request, "registration/logged_in.html")


@login_required
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Who is logged in, and the token for forms opened before: asked by scripts before a form is sent."""
    return JsonResponse({"person": request.user.pk, "token": get_token(request)})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    form = ResetCodeForm(request.POST or None)
    user = form.redeem() if form.is_valid() else None
    if user:
        sessions.end_all_of(user)
        note(LoginRecord.What.PASSWORD_SET, request=request, user=user)
        messages.success(request, "新密码已设置，请用新密码登录。")
        return redirect("organisations:login")
    return render(request, "registration/reset_code.html", {"form": form})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation: the first password, chosen by the person."""
    found = invitations.find(token)
    if found is None:
        return render(request, "registration/invitation_over.html", status=410)
    form = FirstPasswordForm(request.POST or None, user=found.user)
    if form.is_valid() and invitations.accept(found, form.cleaned_data["new_password1"]):
        note(LoginRecord.What.PASSWORD_SET, request=request, user=found.user)
        messages.success(request, "密码已设置，请用用户名和新密码登录。")
        return redirect("organisations:login")
    places = Membership.objects.active().filter(user=found.user).select_related("organisation")
    return render(
        request, "registration/invitation.html", {"form": form, "person": found.user, "places": places}
    )


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act from another of one's own places and go to its home page."""
    chosen = next(
        (each for each in request.memberships if str(each.pk) == request.POST.get("membership")), None
    )
    if chosen is None:
        messages.error(request, "没有切换：您目前不担任该职务，身份仍与原来相同。")
        return redirect("home")
    acting.switch(chosen, request.session)
    messages.success(
        request, f"现在以{chosen.organisation.short_name}{chosen.get_role_display()}的身份办理。"
    )
    return redirect("home")


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """我的账号: telephone and e-mail, the second factor, and where one is logged in."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        _tell_old_address(request, form)
        messages.success(request, "联系方式已保存。")
        return redirect("organisations:profile")
    context = {
        "form": form,
        "must_use_codes": second_factor.is_required(request.memberships) or request.user.is_superuser,
        "codes_left": second_factor.codes_left(request.user) if request.user.has_second_factor else 0,
        "sessions": sessions.living().filter(user=request.user),
        "own_key": request.session.session_key,
    }
    return render(request, "organisations/profile.html", context)


def _tell_old_address(request: HttpRequest, form: ProfileForm) -> None:
    """Whoever has taken over somebody's session is not the only one to know that the address has changed."""
    was = form.initial.get("email")
    if was and "email" in form.changed_data and request.membership:
        text = (
            "您的账号的电子邮箱已改为另一地址，以后的通知不再发往本邮箱。不是您改的，请立即与安全管理员联系。"
        )
        telling.send(telling.News(request.user, request.membership.organisation, text, address=was))


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out of one of one's own sessions (`session`, its mark), or of all but this one."""
    rows = sessions.living().filter(user=request.user).exclude(session_key=request.session.session_key)
    if mark := request.POST.get("session"):
        rows = rows.filter(pk__in=[row.pk for row in rows if row.mark == mark])
    number = sessions.end(rows, request=request, by=request.membership)
    messages.success(request, f"已退出 {number} 处登录。" if number else "该处已经不在登录状态。")
    return redirect("organisations:profile")
