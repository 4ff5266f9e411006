"""不提出检察建议: the end before issue; in public interest it is a decision served on the agency (办 74)."""

import io

import docx
import pytest

from common.when import When
from recommendations import rules
from tests.courses import Course
from workflow import page, timeline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def ended(cast, kind: str = "public_interest") -> Course:
    course = Course(cast, kind).begin(filed_on="2026-09-01")
    course.take("end_without", cast.chief, reasons="行政机关已经依法履职", agency="九寨沟县水务局")
    return course


def test_nothing_is_owed_any_more_but_that_the_decision_is_served(cast):
    matter = ended(cast).matter
    assert (matter.state, matter.closed_on) == ("dropped", "2026-10-13")
    assert [row.rule for row in matter.deadlines.running()] == [rules.SERVE_LETTER]


def test_in_public_interest_the_decision_is_a_paper_to_the_agency(cast):
    paper = ended(cast).matter.documents.get(kind="termination_decision")
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)
    assert "九寨沟县水务局：" in text
    assert "第七十四条" in text
    assert "行政机关已经依法履职。" in text


def test_otherwise_there_is_no_such_decision(cast):
    assert not ended(cast, "social_governance").matter.documents.exists()


@pytest.mark.parametrize(
    ("kind", "name", "state"),
    [
        ("public_interest", "终结案件（不提出检察建议）", "终结案件"),
        ("social_governance", "不提出检察建议", "不提出检察建议"),
    ],
)
def test_the_law_has_its_own_name_for_it(cast, kind, name, state):
    course = Course(cast, kind).begin()
    buttons = {each["name"]: each["label"] for each in page.step_buttons(course.matter, cast.chief)}
    assert buttons["end_without"] == name
    matter = ended(cast, kind).matter
    assert timeline.entries(matter, cast.handler)[0]["sentence"].startswith(name)
    assert matter.get_state_display() == state


def test_the_handler_records_the_chiefs_decision(cast):
    course = Course(cast, "social_governance").begin()
    decided = {"decided_by": cast.chief, "decided_on": When.parse("2026-10-13")}
    course.take("end_without", cast.handler, reasons="没有违法情形", **decided)
    assert "请核对" in cast.chief.user.notices.latest("pk").text


def test_the_page_names_the_agency_that_the_draft_is_meant_for(cast, sign_in):
    course = Course(cast, "public_interest").draft()
    shown = sign_in(cast.chief).get(f"/matters/{course.matter.pk}/steps/end_without/").content.decode()
    assert "终结案件（不提出检察建议）" in shown
    assert 'value="九寨沟县市场监督管理局"' in shown
