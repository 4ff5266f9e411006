"""The gate: what somebody gets who has to log in, give a code or change a password first.

Nothing typed is lost there. A form that was sent comes back as a page that keeps its fields, to be sent again by a
button; a script is told where the gate is and leaves its page as it stands.
"""

from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.csrf import csrf_failure

from organisations.models import User

#: In every form: for whom its page was made, signed. Only to them are its fields given back.
TYPED_BY = "typed_by"
#: The names of chosen files that did not come along, told to the form that is sent again.
LOST_FILES = "lost-files"
#: Seconds for which a page may lie open and still be sent again: over a holiday.
KEPT_FOR = 10 * 24 * 60 * 60
#: What the page that keeps a form has of its own.
NOT_SENT_AGAIN = {"csrfmiddlewaretoken", TYPED_BY}
#: Pages that ask for passwords and codes, which stand on no page again.
SECRET_PAGES = {
    f"organisations:{name}"
    for name in (
        "password_change",
        "second_factor",
        "second_factor_set_up",
        "recovery_codes",
        "second_factor_remove",
    )
}

_signer = signing.TimestampSigner(salt="organisations.gate")


def mark(user: User) -> str:
    """The value of TYPED_BY on the pages of `user`."""
    return _signer.sign(str(user.pk))


def typed_by(request: HttpRequest) -> int | None:
    """Whose page the form was sent from; None where it does not say so, or is too old."""
    if not request.POST.get(TYPED_BY):
        return None
    try:
        return int(_signer.unsign(request.POST.get(TYPED_BY, ""), max_age=KEPT_FOR))
    except (signing.BadSignature, ValueError):
        return None


def is_by_script(request: HttpRequest) -> bool:
    """Whether the answer goes to a script of ours and not onto the screen."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def ask_first(request: HttpRequest, page: str, *, leads_back: bool = True, **query) -> HttpResponse:
    """Lead to `page` of the gate before anything else, and back afterwards where `leads_back`."""

    def way(back: str) -> str:
        given = query | ({"next": back} if leads_back and back else {})
        return f"{reverse(page)}?{urlencode(given)}" if given else reverse(page)

    if is_by_script(request):
        return JsonResponse({"login": way(reverse("organisations:logged_in"))}, status=401)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": way(request.get_full_path())})
    if request.method != "POST":
        return redirect(way(request.get_full_path()))
    if typed_by(request) is None or _is_secret(request):
        return redirect(way(_came_from(request)))
    return _give_back(request, 401, login=way(reverse("organisations:logged_in")))


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. Who has logged in again in another window finds the old page's token refused."""
    if is_by_script(request):
        return JsonResponse({"login": reverse("organisations:login")}, status=401)
    writer = typed_by(request)
    if writer is None or _is_secret(request):
        return csrf_failure(request, reason)
    if request.user.is_anonymous:
        return ask_first(request, "organisations:login")
    return refuse_of_another(request) if request.user.pk != writer else _give_back(request, 403)


def refuse_of_another(request: HttpRequest) -> HttpResponse:
    """Somebody else filled the form in; its fields are not shown."""
    if is_by_script(request):
        return JsonResponse({"login": reverse("organisations:login")}, status=401)
    return render(request, "registration/kept_of_another.html", status=403)


def _give_back(request: HttpRequest, status: int, login: str = "") -> HttpResponse:
    fields = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in NOT_SENT_AGAIN
    ]
    lost = [file.name for name in request.FILES for file in request.FILES.getlist(name)]
    writer = [(TYPED_BY, request.POST[TYPED_BY])] if login else []
    context = {
        "fields": [*fields, *writer, *((LOST_FILES, name) for name in lost)],
        "shown": written(request),
        "lost": lost,
        "login": login,
        "action": request.get_full_path(),
        "back": _came_from(request) or reverse("home"),
    }
    return render(request, "registration/kept.html", context, status=status)


def written(request: HttpRequest) -> list[str]:
    """What a person wrote into the form that was sent, without numbers of rows, ticks and tokens."""
    if request.method != "POST" or typed_by(request) is None or _is_secret(request):
        return []
    return [text for name in request.POST for text in request.POST.getlist(name) if not text.isascii()]


def _is_secret(request: HttpRequest) -> bool:
    return getattr(request.resolver_match, "view_name", "") in SECRET_PAGES or any(
        "password" in name for name in request.POST
    )


def _came_from(request: HttpRequest) -> str:
    """The path of the page that held the form, if it is one of ours."""
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(page)._replace(scheme="", netloc="").geturl() if is_ours else ""
