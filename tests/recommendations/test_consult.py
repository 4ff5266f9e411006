"""磋商: before issue, recorded with minutes, for the procuratorate alone."""

import pytest

from tests.courses import Course
from workflow import timeline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
MEETING = {
    "way": "磋商会议",
    "agency": "九寨沟县水务局",
    "people": "县水务局副局长，承办检察官",
    "minutes": "对方认可堆放事实，认为清理应由乡镇负责。",
    "plan": "十日内清理完毕。",
}


def consulted(cast) -> Course:
    course = Course(cast, "public_interest").begin()
    course.take("consult", cast.handler, **MEETING)
    return course


def test_the_state_stays_and_the_minutes_are_kept(cast):
    matter = consulted(cast).matter
    assert matter.state == "investigating"
    assert matter.documents.get(kind="consultation_minutes").audience == cast.procuratorate


def test_it_may_be_repeated_while_the_draft_is_written(cast):
    course = consulted(cast)
    course.take("start_draft", cast.handler)
    course.take("consult", cast.handler, **MEETING)
    assert course.matter.documents.filter(kind="consultation_minutes").count() == 2


def test_what_was_said_and_agreed_reads_in_the_timeline(cast):
    entry = timeline.entries(consulted(cast).matter, cast.handler)[0]
    assert "磋商会议" in entry["sentence"]
    assert entry["quote"] == f"{MEETING['minutes']}\n{MEETING['plan']}"


def test_nobody_outside_the_procuratorate_learns_of_it(cast):
    matter = consulted(cast).matter
    assert matter.events.get(verb="consult").audience == cast.procuratorate
    assert cast.liaison_b.user.notices.count() == 0


def test_the_page_asks_and_records(cast, sign_in):
    matter = Course(cast, "public_interest").begin().matter
    client, url = sign_in(cast.handler), f"/matters/{matter.pk}/steps/consult/"
    assert "办案规则第七十条" in client.get(url).content.decode()
    assert client.post(url, MEETING | {"version": matter.version}).status_code == 302
    assert matter.events.filter(verb="consult").exists()
