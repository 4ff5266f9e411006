"""代表建议、政协提案: the result goes back to who raised it, within the county's target, after the end too."""

from datetime import date

import pytest

from recommendations.choices import Source
from tests.courses import Course
from workflow.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
FEED_BACK = "target.feed_back"
TOLD = {"told": "县人大常委会代表工作委员会", "way": "书面", "text": "已经办结。"}


def raised(cast, source: str = Source.DEPUTY) -> Course:
    course = Course(cast)
    course.begin(source=source, source_number="第12号")
    return course


def dropped(cast, source: str = Source.DEPUTY) -> Course:
    course = raised(cast, source)
    course.take("end_without", cast.chief, reasons="没有违法情形")
    return course


def closed(cast) -> Course:
    course = Course(cast)
    course.registered(values={"source": Source.CPPCC, "source_number": "第7号", "title": "示例"})
    course.take("sign_for", cast.liaison_a, consents=True)
    course.reply()
    course.review()
    return course


def owed(course: Course):
    return course.matter.deadlines.filter(rule=FEED_BACK)


def test_whatever_end_it_has_ten_working_days_are_left_to_answer(cast):
    for course in (dropped(cast), closed(cast)):
        row = owed(course).get()
        assert (row.status, row.due_on, row.audience) == ("open", date(2026, 10, 27), cast.procuratorate)


def test_the_answer_meets_it(cast):
    course = closed(cast)
    course.take("feed_back_result", cast.handler, **TOLD)
    assert owed(course).get().status == "closed"
    assert course.matter.documents.get(kind="feedback_letter").audience == cast.procuratorate


def test_who_answered_before_the_end_owes_nothing_after_it(cast):
    course = Course(cast)
    course.registered(values={"source": Source.CPPCC, "source_number": "第7号", "title": "示例"})
    course.take("sign_for", cast.liaison_a, consents=True)
    course.reply()
    course.take("feed_back_result", cast.handler, **TOLD)
    course.review()
    assert not owed(course).exists()


def test_from_another_source_nothing_is_owed_or_answered(cast):
    course = dropped(cast, Source.PUBLIC)
    assert not owed(course).exists()
    with pytest.raises(Refused, match="不需要反馈"):
        course.take("feed_back_result", cast.handler, **TOLD)


def test_an_entry_made_by_mistake_owes_no_answer(cast):
    course = raised(cast)
    course.take("annul", cast.department_head, reason="误录")
    assert not owed(course).exists()


def test_the_worklist_leads_the_handler_to_it(cast, sign_in):
    course = closed(cast)
    course.take("record_with_superior", cast.handler, to="州检察院")
    home = sign_in(cast.handler).get("/").content.decode()
    assert f"/matters/{course.matter.pk}/steps/feed_back_result/" in home


def test_what_will_be_owed_is_said_before_the_end(cast, sign_in):
    course = raised(cast)
    page = sign_in(cast.chief).get(f"/matters/{course.matter.pk}/steps/end_without/").content.decode()
    assert "反馈代表建议办理结果" in page


def test_the_form_begins_with_what_became_of_it(cast, sign_in):
    course = closed(cast)
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/steps/feed_back_result/").content.decode()
    assert "您提出的政协提案（第7号）收悉" in page
    assert "经审查，采纳并整改到位。" in page
