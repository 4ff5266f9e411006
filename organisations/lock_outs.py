"""Accounts that django-axes has locked after wrong passwords, and under which name it counts.

Locked is an account for the address that fails. For all other addresses it is slowed meanwhile: each may try at
once, and after a failure of its own waits longer each time. So guessing stays slow from everywhere, and nobody
keeps somebody else from logging in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from organisations.login_records import note
from organisations.models import LoginRecord, Membership, User

#: After the first failure of another address while an account is locked somewhere; doubled with each further one.
FIRST_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True)
class LockOut:
    """An account locked for an address, since when, and until when (UTC) if nobody tries again there."""

    user: User
    address: str
    since: datetime

    @property
    def until(self) -> datetime:
        return self.since + settings.AXES_COOLOFF_TIME


def name_for_counting(request: HttpRequest, credentials: dict | None) -> str | None:
    """AXES_USERNAME_CALLABLE: names that belong to no account are kept as digests; they may be passwords."""
    typed = (credentials or {}).get("username") or request.POST.get("username")
    if typed is None or User.objects.filter(username=typed).exists():
        return typed
    return f"?{salted_hmac('unknown user name', typed).hexdigest()[:32]}"


def lock_outs(people: QuerySet) -> list[LockOut]:
    """Those of `people` who are locked out now, the latest first."""
    locked = list(_failures().filter(failures__gte=settings.AXES_FAILURE_LIMIT))
    found = {user.username: user for user in people.filter(username__in={row["username"] for row in locked})}
    rows = [
        LockOut(found[row["username"]], row["ip_address"] or "", row["latest"])
        for row in locked
        if row["username"] in found
    ]
    return sorted(rows, key=lambda row: row.since, reverse=True)


def _failures() -> QuerySet:
    """How often each account has failed from each address within the time that counts, and when last."""
    recent = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    by_address = recent.order_by().values("username", "ip_address")
    return by_address.annotate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))


def wait(username: str, address: str) -> int:
    """Seconds until `username` may be tried again from `address`, 0 for at once.

    Only while the account has failed as often as locks it somewhere. An address where it is locked is answered
    by django-axes.
    """
    found = {row["ip_address"]: row for row in _failures().filter(username=username)}
    own = found.get(address)
    if own is None or sum(row["failures"] for row in found.values()) < settings.AXES_FAILURE_LIMIT:
        return 0
    if own["failures"] >= settings.AXES_FAILURE_LIMIT:
        return 0
    again = own["latest"] + FIRST_PAUSE * 2 ** (own["failures"] - 1)
    return max(0, ceil((again - timezone.now()).total_seconds()))


def release(user: User, *, request: HttpRequest | None, by: Membership | None) -> None:
    """Let a locked person try again, from everywhere. Without `by` whoever runs the server does.

    Raises ValueError for one's own account.
    """
    if by is not None and by.user_id == user.pk:
        raise ValueError("任何人不能解除自己账号的锁定。")
    reset(username=user.username)
    note(LoginRecord.What.UNLOCKED, request=request, user=user, by=by)
