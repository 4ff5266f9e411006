"""Who acts: the idle time-out, the place a person acts from, and the change of password at first login."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from organisations.acting import choose, memberships_of

LAST_SEEN = "last_seen"
#: A session is written at most this often (seconds), so that reading pages stays reading.
WRITE_EVERY = 60
#: What a person who must change the password can still reach.
BEFORE_PASSWORD_CHANGE = {"organisations:password_change", "organisations:logout"}

Respond = Callable[[HttpRequest], HttpResponse]


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the whole page to `address`, also when only a part of it was asked for by htmx."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _login_after_idling(request: HttpRequest) -> str:
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return f"{reverse('organisations:login')}?{urlencode({'idle': 1, **back})}"


class IdleTimeoutMiddleware:
    """Log a person out after PORTAL_IDLE_MINUTES without a request.

    Counted in the machine's seconds: `common.clock` moves business days, not people's seats.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, limit = int(time.time()), settings.PORTAL_IDLE_MINUTES * 60
        seen = request.session.get(LAST_SEEN, now)
        if now - seen > limit:
            logout(request)
            return go_to(request, _login_after_idling(request))
        if LAST_SEEN not in request.session or now - seen >= min(WRITE_EVERY, limit // 2):
            request.session[LAST_SEEN] = now
        return self.get_response(request)


class ActingMembershipMiddleware:
    """Set `request.memberships` (places held today) and `request.membership` (acted from, or None)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.memberships = memberships_of(request.user)
        request.membership = choose(request.memberships, request.session)
        return self.get_response(request)


class PasswordChangeMiddleware:
    """Whoever has a password given by somebody else changes it before anything else."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if request.resolver_match.view_name in BEFORE_PASSWORD_CHANGE:
            return None
        return go_to(request, reverse("organisations:password_change"))
