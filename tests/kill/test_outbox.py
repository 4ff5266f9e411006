"""The outbox under kill -9: each mail once, or recorded as possibly repeated with its reason."""

from collections import Counter

import pytest

from notices import outbox, services
from notices.mails import message_id
from notices.models import Delivery, Notice
from tests.kill.harness import until

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
#: The worker dies when these messages have arrived and it has not been told so.
DEADLY = {3, 9}


def tell_everyone(cast) -> int:
    """One mail by itself and one bundle for each person; how many mails that makes."""
    places = [place for place in cast.everyone().values() if place.organisation == cast.procuratorate]
    for place in places:
        for bundle in (False, True, True):
            services.tell(
                recipient=place.user,
                organisation=place.organisation,
                verb="t",
                text="请办理。",
                bundle=bundle,
            )
    return 2 * len(places)


def all_sent(count: int) -> bool:
    return Delivery.objects.filter(state=Delivery.State.SENT).count() == count


def test_each_mail_arrives_once_or_is_recorded_as_possibly_repeated(portal, mailbox, cast):
    mailbox.on_data = lambda count: portal.kill("worker") if count in DEADLY else None
    count = tell_everyone(cast)
    portal.start("worker", "beat")
    until(lambda: revived(portal) and all_sent(count), "everything is sent")
    arrived = Counter(message["Message-ID"] for message in mailbox.received)
    for delivery in Delivery.objects.all():
        repeated = delivery.possibly_repeated_reason == outbox.REPEATED
        times = arrived.pop(message_id(delivery))
        assert times == 1 or (repeated and times > 1)
    assert not arrived
    assert Delivery.objects.exclude(possibly_repeated_reason="").count() >= len(DEADLY)
    assert not Notice.objects.waiting_for_bundle().exists()


def revived(portal) -> bool:
    """What has been killed is started again, as systemd or honcho would."""
    for name in ("worker", "beat"):
        if name not in portal.processes:
            portal.start(name)
    return True
