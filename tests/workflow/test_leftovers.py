"""What forms left behind goes after a month; what a step took stays."""

from datetime import timedelta

import pytest

from common import clock
from matters.models import Upload
from tests.courses import Course, upload
from workflow.tasks import clear_leftovers

pytestmark = pytest.mark.django_db


def test_an_upload_that_no_step_took_goes_after_a_month(cast):
    upload(cast.handler.user)
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert clear_leftovers() == 1
    assert not Upload.objects.exists()


def test_a_scan_that_became_a_paper_stays(cast):
    Course(cast).registered()
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert clear_leftovers() == 0
    assert Upload.objects.count() == 1
