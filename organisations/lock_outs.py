"""Accounts that django-axes has locked after wrong passwords, and under which name it counts."""

from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from organisations.login_records import note
from organisations.models import LoginRecord, Membership, User


@dataclass(frozen=True)
class LockOut:
    """A locked account, since when, and until when (UTC) if nobody tries again."""

    user: User
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
    latest = Max("attempt_time")
    attempts = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME)
    counted = attempts.values("username").annotate(failures=Sum("failures_since_start"), latest=latest)
    locked = counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT).values_list("username", "latest")
    since = dict(locked.order_by())
    found = people.filter(username__in=since)
    return sorted((LockOut(user, since[user.username]) for user in found), key=lambda row: row.since)[::-1]


def release(user: User, *, request: HttpRequest, by: Membership) -> None:
    """Let a locked person try again. Raises ValueError for one's own account."""
    if by.user_id == user.pk:
        raise ValueError("任何人不能解除自己账号的锁定。")
    reset(username=user.username)
    note(LoginRecord.What.UNLOCKED, request=request, user=user, by=by)
