"""登录记录: written from Django's own signals and by the pages of the administrators."""

from axes.helpers import get_client_ip_address
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from organisations.models import LoginRecord, Membership, Organisation, User

What = LoginRecord.What
#: Set on a request whose person is logged out because of idling.
IDLED = "has_idled"
#: Set where they are because the session has lasted as long as one may.
AGED = "has_aged"


def note(
    what: str, *, request: HttpRequest | None, user: User | None, by: Membership | None = None
) -> LoginRecord:
    """Add a record about the account `user` (None where the typed name belongs to none)."""
    return LoginRecord.objects.create(
        what=what,
        user=user,
        by=by,
        organisation=organisation_of(user) if user else None,
        address=address_of(request),
        agent=agent_of(request),
    )


def organisation_of(user: User) -> Organisation | None:
    """Where the person holds a place today, the oldest; None without any."""
    place = Membership.objects.active().filter(user=user).select_related("organisation").order_by("id")
    return next((each.organisation for each in place[:1]), None)


def address_of(request: HttpRequest | None) -> str:
    return (get_client_ip_address(request) or "") if request is not None else ""


def agent_of(request: HttpRequest | None) -> str:
    return request.headers.get("User-Agent", "")[:200] if request is not None else ""


def _named(username: str | None) -> User | None:
    return User.objects.filter(username=username).first() if username else None


@receiver(user_logged_in)
def _logged_in(sender, request: HttpRequest, user: User, **kwargs) -> None:
    note(What.LOGGED_IN, request=request, user=user)


@receiver(user_logged_out)
def _logged_out(sender, request: HttpRequest, user: User | None, **kwargs) -> None:
    if user is not None:
        note(_why_out(request), request=request, user=user)


def _why_out(request: HttpRequest) -> str:
    if getattr(request, AGED, False):
        return What.AGED_OUT
    return What.IDLED_OUT if getattr(request, IDLED, False) else What.LOGGED_OUT


@receiver(user_login_failed)
def _failed(sender, credentials: dict, request: HttpRequest | None = None, **kwargs) -> None:
    note(What.FAILED, request=request, user=_named(credentials.get("username")))


@receiver(user_locked_out)
def _locked_out(sender, request: HttpRequest, **kwargs) -> None:
    typed = (getattr(request, "axes_credentials", None) or {}).get("username")
    note(What.LOCKED_OUT, request=request, user=_named(typed))
