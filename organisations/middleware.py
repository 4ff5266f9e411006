"""Who acts: when a session ends, the place a person acts from, and the change of password at first login."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse

from organisations.acting import choose, memberships_of
from organisations.gate import ask_first, refuse_of_another, typed_by
from organisations.login_records import AGED, IDLED
from organisations.second_factor import is_required
from organisations.sessions import LAST_SEEN, STARTED, WRITE_EVERY

#: What a person who must change the password can still reach.
BEFORE_PASSWORD_CHANGE = {"organisations:password_change", "organisations:logout"}
#: What a person who has given the password and not yet the code can still reach.
BEFORE_SECOND_FACTOR = {
    "organisations:second_factor",
    "organisations:second_factor_set_up",
    "organisations:logout",
    "health-live",
    "health-ready",
}

#: What the log-in page is told about why the session ended.
ENDED = {"idle": IDLED, "over": AGED}
#: Namespaces of the pages that hold no matter, the portal's own without any among them.
OPEN_WITHOUT_MATTERS = {"", "admin", "organisations", "notices"}

Respond = Callable[[HttpRequest], HttpResponse]


class SessionEndMiddleware:
    """Log a person out after PORTAL_IDLE_MINUTES without a request, and 12 hours after the log-in in any case.

    Counted in the machine's seconds: `common.clock` moves business days, not people's seats. The request goes on
    as a visitor's, whom LoggedInMiddleware stops.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, limit = int(time.time()), settings.PORTAL_IDLE_MINUTES * 60
        seen = request.session.get(LAST_SEEN, now)
        if now - request.session.setdefault(STARTED, now) >= settings.SESSION_COOKIE_AGE:
            return self._end(request, AGED)
        if now - seen > limit:
            return self._end(request, IDLED)
        if LAST_SEEN not in request.session or now - seen >= min(WRITE_EVERY, limit // 2):
            request.session[LAST_SEEN] = now
        return self.get_response(request)

    def _end(self, request: HttpRequest, why: str) -> HttpResponse:
        setattr(request, why, True)
        logout(request)
        return self.get_response(request)


class ActingMembershipMiddleware:
    """Set `request.memberships` (places held today) and `request.membership` (acted from, or None)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.memberships = memberships_of(request.user)
        request.membership = choose(request.memberships, request.session)
        return self.get_response(request)


class LoggedInMiddleware(LoginRequiredMiddleware):
    """Every page asks for a log-in, except those that say otherwise (`login_not_required`).

    What one person has typed is not taken from another who has logged in on the same browser since.
    """

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        is_open = not getattr(view_func, "login_required", True)
        if not is_open and request.user.is_authenticated and typed_by(request) not in (None, request.user.pk):
            return refuse_of_another(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        why = {word: 1 for word, mark in ENDED.items() if getattr(request, mark, False)}
        return ask_first(request, "organisations:login", **why)


def owes_second_factor(request: HttpRequest) -> bool:
    """Whether somebody has given the password and has still to give a code, or to set up what makes it."""
    user = request.user
    if not user.is_authenticated or user.is_verified():
        return False
    return user.has_second_factor or user.is_superuser or is_required(request.memberships)


class SecondFactorMiddleware:
    """Whoever signs in with a second factor gives its code, or sets it up, before anything else."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not owes_second_factor(request) or request.resolver_match.view_name in BEFORE_SECOND_FACTOR:
            return None
        return ask_first(
            request, f"organisations:second_factor{'' if request.user.has_second_factor else '_set_up'}"
        )


class PasswordChangeMiddleware:
    """Whoever has a password given by somebody else changes it before anything but the second factor."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        open_still = BEFORE_SECOND_FACTOR if owes_second_factor(request) else BEFORE_PASSWORD_CHANGE
        if request.resolver_match.view_name in open_still:
            return None
        return ask_first(request, "organisations:password_change", leads_back=False)


class WithoutMattersMiddleware:
    """For whoever acts from a place that sees no matter, the rooms that hold them do not exist.

    The lists and pages there ask again, each for itself; this also covers a page that forgot to.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        acting = request.membership
        if (
            acting
            and acting.is_administrator
            and request.resolver_match.namespace not in OPEN_WITHOUT_MATTERS
        ):
            raise Http404("管理员不查看业务事项。")
