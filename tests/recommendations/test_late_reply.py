"""A late reply may give its reason, which all who see the reply read."""

import io
from datetime import date

import docx
import pytest

from assessment.evaluation import evaluation
from assessment.report import content
from common import clock
from common.when import When
from recommendations.choices import Finding, Result
from recommendations.correctable import find
from recommendations.forms.agency import ReplyForm
from tests.courses import Course, upload
from tests.recommendations.served import served
from workflow.errors import Invalid
from workflow.steps import steps_of
from workflow.timeline import entries

pytestmark = pytest.mark.django_db
REASON = "汛期河道不能施工，九月底水退后方能清理。"
#: What was received on 3 August was to be answered by 8 October 2026.
IN_TIME, TOO_LATE = date(2026, 10, 8), date(2026, 10, 9)


@pytest.fixture
def course(cast) -> Course:
    return served(cast, "2026-08-03", issued_on="2026-08-03")


def form(course: Course, actor) -> ReplyForm:
    return ReplyForm(matter=course.matter, actor=actor, step=steps_of(type(course.matter))["reply"])


def entered(course: Course, on: str, **data):
    scans = {"build_letter": False, "paper_scans": [upload(course.cast.handler.user)]}
    return course.reply(Result.DONE, course.cast.handler, occurred_at=When.parse(on), **scans, **data)


def test_it_is_asked_only_of_what_is_late(cast, course):
    for day, asked in ((IN_TIME, False), (TOO_LATE, True)):
        with clock.set_to(day):
            for actor in (cast.liaison_a, cast.handler):
                assert ("late_reason" in form(course, actor).fields) is asked, (day, actor)


def test_a_reply_in_time_has_none(cast, course):
    with clock.set_to(TOO_LATE), pytest.raises(Invalid) as refused:
        entered(course, "2026-10-08", late_reason=REASON)
    assert set(refused.value.fields) == {"late_reason"}


def test_bureau_and_procuratorate_read_it_in_record_list_and_paper(cast, course, sign_in):
    with clock.set_to(TOO_LATE):
        event = course.reply(late_reason=REASON)
        for reader in (cast.assessor, cast.handler, cast.liaison_a):
            (shown,) = [
                each for each in entries(course.matter, reader) if each["anchor"] == f"event-{event.number}"
            ]
            assert f"逾期回复的原因：{REASON}" in shown["quote"]
        page = sign_in(cast.assessor).get("/board/all/?status=late").content.decode()
        assert f"逾期原因：{REASON}" in page
        assert REASON in written(course)


def written(course: Course) -> str:
    """The text of the letter that the portal made of the reply."""
    paper = course.matter.documents.get(kind="reply_letter")
    return "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)


def test_the_evaluation_names_it_beside_what_was_not_done(cast, course):
    with clock.set_to(TOO_LATE):
        course.reply(late_reason=REASON)
        course.review(Finding.PARTLY)
        part = next(
            part for part in content(evaluation(cast.chief, "2026")).parts if "尚未整改" in part.heading
        )
        assert part.tables[0].rows[0][-1] == f"整改不到位（逾期回复的原因：{REASON}）"


def test_entered_from_paper_it_can_be_put_right(cast, course):
    with clock.set_to(TOO_LATE):
        entered(course, "2026-10-09", late_reason="漏登")
        data = {"field": "late_reason", "new": REASON, "reason": "录入有误"}
        course.take(
            "correct", cast.handler, **data, decided_by=cast.department_head, decided_on=When.on(TOO_LATE)
        )
    assert course.matter.late_reason == REASON


def test_what_the_agency_wrote_itself_is_its_own(cast, course):
    with clock.set_to(TOO_LATE):
        course.reply(late_reason=REASON)
    assert find(course.matter, "late_reason") is None
