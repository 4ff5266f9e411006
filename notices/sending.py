"""Taking deliveries out of the outbox: claim, look again, send, record."""

import logging
import time

from notices import channels, conf, grounds, outbox
from notices.channels import Interrupted, Refused, Unreachable
from notices.models import Delivery, Notice, Preference

logger = logging.getLogger(__name__)

NOT_WANTED = "收件人已停用、没有地址或不再需要"
NOTHING_LEFT = "通知已全部失效"


def sweep() -> int:
    """Send what is due, as many as fit into SWEEP_SECONDS; how many were sent.

    May run twice, late and beside others: each delivery is claimed before anything is done with it.
    """
    outbox.gather()
    count, end = 0, time.monotonic() + conf.SWEEP_SECONDS
    for delivery in Delivery.objects.due().select_related("recipient")[:500]:
        if time.monotonic() > end:
            break
        if not outbox.claim(delivery):
            continue
        try:
            count += attempt(delivery)
        except Unreachable as error:
            logger.warning("mail server unreachable: %s", error)
            outbox.server_away(delivery, str(error))
            break
    return count


def attempt(delivery: Delivery) -> bool:
    """Send a claimed delivery; whether it went out. Raises Unreachable, after which nobody else need be tried."""
    if delivery.attempts > conf.TRIES:
        outbox.give_up(delivery)
        return False
    notices = look_again(delivery)
    way = channels.WAYS[delivery.channel]
    if not delivery.is_fixed:
        delivery.address = dict(
            channels.wanted_by(delivery.recipient, Preference.of(delivery.recipient))
        ).get(delivery.channel, "")
    if not notices or not delivery.address:
        outbox.cancel(delivery, NOT_WANTED if notices else NOTHING_LEFT)
        return False
    with way.connect() as connection:
        return _hand_over(way, connection, delivery, notices)


def _hand_over(way: channels.Way, connection, delivery: Delivery, notices: list[Notice]) -> bool:
    if not outbox.start_sending(delivery):
        return False
    try:
        way.send(connection, delivery, notices)
    except Refused as error:
        outbox.refused(delivery, str(error))
        return False
    except Interrupted as error:
        outbox.interrupted(delivery, str(error))
        return False
    outbox.sent(delivery)
    return True


def look_again(delivery: Delivery) -> list[Notice]:
    """The notices whose ground still stands; the others are withdrawn and will not be mailed."""
    still = []
    for notice in delivery.notices.standing().select_related("matter", "organisation").order_by("due", "id"):
        reason = grounds.why_gone(notice)
        if reason:
            Notice.objects.filter(pk=notice.pk).withdraw(reason)
        else:
            still.append(notice)
    return still
