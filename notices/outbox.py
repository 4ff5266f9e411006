"""The outbox: making deliveries, claiming them, recording what became of them.

Every change of a delivery's state is one of the conditional UPDATEs below. `due_at` changes with each claim,
so an UPDATE that names the value it has seen succeeds for one worker only, without locks.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from common import clock
from notices import channels, conf
from notices.models import Delivery, Notice, Preference
from organisations.models import User

REPEATED = "前一次发送没有等到邮件服务器的答复就中断了，对方可能已收到一次；重发用同一邮件编号。"
GAVE_UP = "多次发送均在中途中断，已停止。"

State = Delivery.State


def post(notice: Notice, preference: Preference) -> None:
    """Send `notice` out by itself, on every channel on which its recipient is reached."""
    for channel, address in channels.wanted_by(notice.recipient, preference):
        delivery = Delivery.objects.create(recipient=notice.recipient, channel=channel, address=address)
        delivery.notices.add(notice)


def gather() -> None:
    """Close today's bundle for everyone whose waiting notices have settled; within working hours only.

    What comes after a person's bundle of the day waits for tomorrow's, unless it is urgent.
    """
    start, end = conf.working_hours()
    if not start <= clock.local(clock.now()).time() < end:
        return
    waiting = Notice.objects.waiting_for_bundle().filter(created_at__lte=clock.now() - conf.SETTLES)
    todays = Delivery.objects.filter(recipient=OuterRef("recipient"), bundle_day=clock.today())
    people = waiting.filter(Q(is_urgent=True) | ~Exists(todays)).order_by().values("recipient").distinct()
    for user in User.objects.filter(pk__in=people):
        _close_bundle(user)


@transaction.atomic
def _close_bundle(user: User) -> None:
    """One worker at a time for a person: what another has put into a message no longer waits here.

    The unique constraint lets one make the day's delivery; for all others it is there already.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    preference = Preference.of(user)
    waiting = Notice.objects.of(user).waiting_for_bundle().order_by("due", "id")
    notices = list(waiting)
    ways = channels.wanted_by(user, preference)
    made = [_bundle(user, channel, address, notices) for channel, address in ways]
    if not ways or any(made):
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(awaits_bundle=False)
        return
    for notice in waiting.filter(is_urgent=True):
        if Notice.objects.filter(pk=notice.pk, awaits_bundle=True).update(awaits_bundle=False):
            post(notice, preference)


def _bundle(user: User, channel: str, address: str, notices: list[Notice]) -> bool:
    """Whether the day's delivery was made here."""
    delivery, created = Delivery.objects.get_or_create(
        recipient=user, channel=channel, bundle_day=clock.today(), defaults={"address": address}
    )
    if created:
        delivery.notices.add(*notices)
    return created


def claim(delivery: Delivery) -> bool:
    """Take `delivery`, as it was read, for this worker. False when somebody else has been quicker.

    One whose earlier holder vanished after it had begun to send is marked as possibly repeated.
    """
    interrupted = When(sending_started_at__isnull=False, then=Value(REPEATED))
    taken = Delivery.objects.filter(pk=delivery.pk, state__in=Delivery.OPEN, due_at=delivery.due_at).update(
        state=State.LEASED,
        due_at=clock.now() + conf.LEASE,
        attempts=F("attempts") + 1,
        possibly_repeated_reason=Case(interrupted, default=F("possibly_repeated_reason")),
    )
    if taken:
        delivery.refresh_from_db()
    return taken == 1


def _record(delivery: Delivery, **changes) -> bool:
    """Write `changes` if this worker still holds the lease."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.LEASED, due_at=delivery.due_at)
    return mine.update(**changes) == 1


def start_sending(delivery: Delivery) -> bool:
    """Written before the first byte leaves: from here on a crash may mean that the message was taken."""
    return _record(delivery, sending_started_at=clock.now(), address=delivery.address)


def sent(delivery: Delivery) -> None:
    _record(delivery, state=State.SENT, sent_at=clock.now(), sending_started_at=None, last_error="")


def cancel(delivery: Delivery, reason: str) -> None:
    _record(delivery, state=State.CANCELLED, sending_started_at=None, last_error=reason[:300])


def refused(delivery: Delivery, error: str) -> None:
    """Certainly not taken: try again after a growing pause, in the end give up."""
    _try_later(delivery, error, sending_started_at=None)


def interrupted(delivery: Delivery, error: str) -> None:
    """Perhaps taken: `sending_started_at` stays, and the next claim marks the repetition."""
    _try_later(delivery, f"发送中断：{error}")


def server_away(delivery: Delivery, error: str) -> None:
    """Nobody could have been reached, so it does not count against the address."""
    later = clock.now() + conf.SERVER_PAUSE
    tries = delivery.attempts - 1
    _record(
        delivery,
        state=State.PENDING,
        due_at=later,
        attempts=tries,
        last_error=f"邮件服务器未响应：{error}"[:300],
    )


def give_up(delivery: Delivery) -> None:
    _record(delivery, state=State.FAILED, last_error=delivery.last_error or GAVE_UP)


def _try_later(delivery: Delivery, error: str, **changes) -> None:
    if delivery.attempts >= conf.TRIES:
        _record(delivery, state=State.FAILED, last_error=error[:300], **changes)
        return
    _record(
        delivery, state=State.PENDING, due_at=clock.now() + pause(delivery), last_error=error[:300], **changes
    )


def pause(delivery: Delivery) -> timedelta:
    """How long to wait after the tries so far."""
    return conf.BACK_OFF[min(delivery.attempts, len(conf.BACK_OFF)) - 1]


def retry(delivery: Delivery) -> bool:
    """Somebody put the address right: start afresh. False when it is no longer failed or waiting."""
    stuck = Delivery.objects.filter(pk=delivery.pk, state__in=[State.FAILED, State.PENDING])
    return stuck.update(state=State.PENDING, due_at=clock.now(), attempts=0) == 1
