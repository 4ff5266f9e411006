"""What forms left behind goes after days; what a step took stays."""

from datetime import timedelta

import pytest

from common import clock
from matters.models import Attachment, Upload
from tests.courses import Course, upload
from workflow.tasks import clear_leftovers

pytestmark = pytest.mark.django_db


def test_an_upload_that_no_step_took_goes_after_three_days(cast):
    file = upload(cast.handler.user).file
    with clock.set_to(clock.now() + timedelta(days=3, minutes=1)):
        assert clear_leftovers() == 1
    assert not Upload.objects.exists()
    assert not file.storage.exists(file.name)


def test_an_upload_that_a_step_takes_at_the_last_moment_keeps_its_file(cast, monkeypatch):
    """The attachment is written after the leftovers were looked up and before they are deleted."""
    late, other = upload(cast.handler.user), upload(cast.handler.user)
    matter, delete = Course(cast).registered().matter, Upload.delete

    def attach_then_delete(row: Upload) -> None:
        if row == late:
            Attachment.objects.create(matter=matter, event=matter.events.last(), upload=late)
        delete(row)

    monkeypatch.setattr(Upload, "delete", attach_then_delete)
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert clear_leftovers() == 1
    assert late.file.storage.exists(late.file.name)
    assert not Upload.objects.filter(pk=other.pk).exists()


def test_a_scan_that_became_a_paper_stays(cast):
    Course(cast).registered()
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert clear_leftovers() == 0
    assert Upload.objects.count() == 1
