"""The same page sent again: a second click is the first, a later one is told apart and keeps its text."""

from datetime import timedelta

import pytest

from common import clock
from deadlines.statute import Stated
from tests.courses import Course
from workflow import scratch

pytestmark = pytest.mark.django_db


def visit(course, **more) -> dict:
    page = {"way": "电话", "findings": "已联系", "key": "k1", "version": course.matter.version}
    return page | more


def test_a_second_click_is_the_first(cast, sign_in):
    course, client = Course(cast).served(), sign_in(cast.handler)
    address = f"/matters/{course.matter.pk}/steps/record_visit/"
    for _ in range(2):
        client.post(address, visit(course))
    assert course.matter.events.filter(verb="record_visit").count() == 1


def test_sent_again_later_with_other_words_nothing_is_entered_and_nothing_lost(cast, sign_in):
    course, client = Course(cast).served(), sign_in(cast.handler)
    address = f"/matters/{course.matter.pk}/steps/record_visit/"
    client.post(address, visit(course))
    with clock.set_to(clock.now() + timedelta(minutes=5)):
        answer = client.post(address, visit(course, findings="又去了现场"), follow=True).content.decode()
    assert "本次没有另行登记" in answer
    assert "又去了现场" in client.get(address).content.decode()


def test_a_page_without_its_version_is_not_taken(cast, sign_in):
    course = Course(cast).served()
    address = f"/matters/{course.matter.pk}/steps/record_visit/"
    answer = sign_in(cast.handler).post(address, visit(course, version=""))
    assert answer.status_code == 422
    assert not course.matter.events.filter(verb="record_visit").exists()


def test_registering_from_a_draft_writes_all_that_was_typed(cast, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.courses import PDF

    course = Course(cast, "public_interest").draft()
    data = {
        "version": course.matter.version, "key": "k2", "number": "川九检公建〔2026〕77号", "title": "新标题",
        "sensitivity": "sealed", "recipients": [cast.agency_a.pk], "issued_on": clock.today().isoformat(),
        "advice_text": "第一项\n第二项\n第三项", "is_emergency": "on", "stated_rectification": ["20", "days"],
        "paper_scans": SimpleUploadedFile("文书.pdf", PDF),
    }  # fmt: skip
    answer = sign_in(cast.handler).post(f"/matters/{course.matter.pk}/steps/register_issued/", data)
    matter = type(course.matter).objects.get()
    assert answer.status_code == 302
    assert (matter.title, matter.sensitivity, matter.is_emergency) == ("新标题", "sealed", True)
    assert matter.stated_rectification == Stated(20)
    assert [row.text for row in matter.advices.all()] == ["第一项", "第二项", "第三项"]


def test_scratch_names_differ_by_matter():
    assert scratch.name_of(1, "reply") != scratch.name_of(2, "reply")


@pytest.mark.parametrize("about", ["1", "1.x", "../1.1", "1.1" * 30])
def test_what_is_no_handing_over_makes_no_name(rf, about):
    assert scratch.about_of(rf.get("/", {"about": about})) == ""


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org/", "/matters/2/", ""])
def test_one_is_led_to_no_page_but_the_matters_own(rf, page):
    assert scratch.page_of(rf.post("/", {"page": page}), "/matters/1/") == "/matters/1/"
