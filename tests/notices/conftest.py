"""A mail server that really receives, a matter to tell about, and the morning of a working day."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from common import clock
from matters.models import Event, Matter
from notices import services
from notices.models import Notice
from tests.notices.mailbox import Mailbox, controller_for

#: Thursday, 5 November 2026, ten in the morning in Shanghai.
MORNING = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def later() -> Iterator:
    """The clock stands at MORNING; `later(minutes=5)` moves it on."""
    with ExitStack() as stack:

        def move(**by: float) -> None:
            stack.enter_context(clock.set_to(clock.now() + timedelta(**by)))

        stack.enter_context(clock.set_to(MORNING))
        yield move


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    box = Mailbox()
    server = controller_for(box)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield box
    server.stop()


@pytest.fixture
def matter(cast) -> Matter:
    matter = Matter(
        title="关于整治校园周边食品安全的检察建议",
        kind="social_governance",
        lead=cast.procuratorate,
        number="川九检建〔2026〕1号",
        state="issued",
    )
    matter.save()
    now = clock.now()
    about = {"verb": "issue", "system_reason": "试验", "occurred_at": now, "recorded_at": now, "hash": "x"}
    Event.objects.create(matter=matter, number=1, actor_name="系统", **about)
    return matter


@pytest.fixture
def tell(cast, matter):
    """`tell(cast.liaison_a, bundle=True)`: a notice to whoever holds this place, whose house takes part."""

    def told(place, **what) -> Notice:
        values = {
            "verb": "issue",
            "text": "收到一份检察建议书，请签收。",
            "matter": matter,
            "next_step": "签收",
        } | what
        since = {"since": matter.events.get()}
        matter.participations.get_or_create(organisation=place.organisation, role="copied", defaults=since)
        return services.tell(recipient=place.user, organisation=place.organisation, **values)

    return told
