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


def registers(cast, sign_in, kind: str, **fields):
    """Registered together with its service by announcement."""
    scan = upload(cast.handler.user)
    typed = {"version": 0, "key": "a", "kind": kind, "number": "川九检建〔2026〕9号", "title": "示例", "sensitivity": "ordinary",
             "recipients": [cast.agency_a.pk], "issued_on": "2026-09-01", "received_on": "2026-09-02",
             "way": "announcement", "paper_scans-staged": [str(scan.pk)], **fields}  # fmt: skip
    return sign_in(cast.handler).post("/matters/new/recommendation/register_issued/", typed)


@pytest.mark.parametrize(
    ("kind", "fields"), [("public_interest", {}), ("social_governance", {"recipient_consents": "on"})]
)
def test_announced_it_is_entered_while_registering(cast, sign_in, kind, fields):
    assert registers(cast, sign_in, kind, **fields).status_code == 302
    assert Recommendation.objects.get().service_way == "announcement"


def test_announced_without_consent_it_is_refused_at_the_field_while_registering(cast, sign_in):
    answer = registers(cast, sign_in, "social_governance")
    assert answer.status_code == 422
    assert "第十八条" in str(answer.context["form"].errors["recipient_consents"])


def test_the_form_of_a_public_interest_matter_asks_for_no_consent(cast, sign_in):
    course = Course(cast, "public_interest").registered()
    page = sign_in(cast.handler).get(reverse("matters:step", args=[course.matter.pk, "record_service"]))
    assert "recipient_consents" not in page.context["form"].fields
