"""Matters, events, uploads and patterns for papers, made without the rooms above."""

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile

from common import clock
from documents.models import NumberPattern
from matters.models import Event, Matter, Participation, Upload
from organisations.models import Organisation


@pytest.fixture
def make_matter(cast) -> Callable[..., Matter]:
    """A matter of the procuratorate; the recipient takes part where one is given."""

    def make(title: str = "砂石堆放", recipient: Organisation | None = None, **fields) -> Matter:
        fields = {"kind": "social_governance", "state": "rectifying", "lead": cast.procuratorate} | fields
        matter = Matter.objects.create(title=title, **fields)
        event = add_event(matter)
        Participation.objects.create(matter=matter, organisation=matter.lead, role="lead", since=event)
        if recipient is not None:
            Participation.objects.create(matter=matter, organisation=recipient, role="recipient", since=event)
        return matter

    return make


def add_event(matter: Matter) -> Event:
    now = clock.now()
    event = Event(
        matter=matter,
        number=matter.events.count() + 1,
        verb="issue",
        actor_name="测试",
        system_reason="测试",
        occurred_at=now,
        recorded_at=now,
    )
    event.hash = event.compute_hash()
    event.save()
    return event


@pytest.fixture
def matter(make_matter, cast) -> Matter:
    return make_matter(recipient=cast.agency_a)


@pytest.fixture
def event(matter) -> Event:
    return matter.events.get()


@pytest.fixture
def scan(cast) -> Upload:
    content = b"%PDF-1.7 sealed"
    upload = Upload(
        uploaded_by=cast.handler.user,
        original_name="检察建议书（盖章）.pdf",
        content_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    upload.file.save("scan", ContentFile(content), save=False)
    upload.save()
    return upload


@pytest.fixture
def pattern(cast) -> NumberPattern:
    return NumberPattern.objects.create(organisation=cast.procuratorate, pattern="川九检建〔{year}〕{n}号")
