"""登记送达: a day of receipt that nobody knows is that of issue, and marked as assumed."""

import pytest
from django.urls import reverse

from recommendations.models import Recommendation
from tests.courses import Course, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def records(course: Course, sign_in, **fields):
    """Send the form as the handler, with a scan that has arrived before."""
    scan = upload(course.cast.handler.user)
    data = {"way": "direct", "files-staged": str(scan.pk), "version": course.matter.version, **fields}
    address = reverse("matters:step", args=[course.matter.pk, "record_service"])
    return sign_in(course.cast.handler).post(address, data)


def test_an_unknown_day_is_that_of_issue(cast, sign_in):
    course = Course(cast).registered("2026-10-09")
    assert records(course, sign_in, receipt_assumed="on").status_code == 302
    matter = Recommendation.objects.get(pk=course.matter.pk)
    assert (matter.received_on, matter.receipt_assumed) == ("2026-10-09", True)


def test_without_either_the_form_says_what_to_do(cast, sign_in):
    answer = records(Course(cast).registered("2026-10-09"), sign_in)
    assert answer.status_code == 422
    assert "确实不知道的，勾选“以制发日期代替”" in answer.content.decode()
