"""Sessions on the server, one row each (SESSION_ENGINE): listed for their owner, ended by deleting the row."""

import re
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from organisations.login_records import address_of, agent_of, note
from organisations.models import LoginRecord, Membership, Session, User

#: Keys of the session: when it was last used and began (seconds since 1970), from where and by what.
LAST_SEEN, STARTED, ADDRESS, AGENT = "last_seen", "started", "address", "agent"
#: A session is written at most this often (seconds), so that reading pages stays reading.
WRITE_EVERY = 60

BROWSERS = (
    ("360 浏览器", r"360SE|360EE|QihooBrowser"),
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("统信 UOS", r"UOS|Uos"),
    ("麒麟", r"Kylin"),
    ("Windows", r"Windows"),
    ("安卓", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("macOS", r"Mac OS X"),
    ("Linux", r"Linux"),
)


class SessionStore(DatabaseStore):
    """Keeps beside the data, in columns, what a list of sessions shows."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict) -> Session:
        row = super().create_model_instance(data)
        row.user_id = data.get(USER_KEY)
        row.address, row.agent = data.get(ADDRESS, ""), data.get(AGENT, "")
        row.started_at, row.last_seen = _moment(data.get(STARTED)), _moment(data.get(LAST_SEEN))
        return row


@receiver(user_logged_in)
def _remember(sender, request: HttpRequest, **kwargs) -> None:
    request.session[STARTED] = request.session[LAST_SEEN] = int(time.time())
    request.session[ADDRESS], request.session[AGENT] = address_of(request), agent_of(request)


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def describe(agent: str) -> str:
    """A User-Agent as people call it: 浏览器，操作系统."""
    known = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return "，".join(filter(None, known)) or "未知设备"


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, agent)), "")


def living() -> QuerySet:
    """Sessions of people that neither idling nor their age has ended yet, last used first."""
    idle = timedelta(minutes=settings.PORTAL_IDLE_MINUTES, seconds=WRITE_EVERY)
    now = timezone.now()
    found = Session.objects.filter(user__isnull=False, expire_date__gt=now, last_seen__gt=now - idle)
    found = found.exclude(started_at__lte=now - timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return found.select_related("user").order_by("-last_seen")


def end(rows: QuerySet, *, request: HttpRequest, by: Membership | None) -> int:
    """End the sessions of `rows` at once and note each; how many."""
    ended = list(rows.select_related("user"))
    for session in ended:
        session.delete()
        note(LoginRecord.What.SESSION_ENDED, request=request, user=session.user, by=by)
    return len(ended)


def end_all_of(user: User, *, but: str = "") -> None:
    """End every session of `user` except the one with the key `but`; the caller's own record says why."""
    Session.objects.filter(user=user).exclude(session_key=but).delete()
