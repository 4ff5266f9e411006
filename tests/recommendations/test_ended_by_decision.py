"""A filed public-interest case ends only by a decision that is served on the agency, however it ends (办 74, 80)."""

import io

import docx
import pytest

from common.when import When
from matters.models import MatterLink
from recommendations import rules
from recommendations.models import Recommendation
from tests.courses import REPORT, Course
from tests.recommendations.served import served
from tests.recommendations.test_court import sued
from tests.recommendations.test_pausing import paused
from workflow.errors import Invalid
from workflow.proposals import Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PUBLIC = "public_interest"


def in_approval(cast, kind: str = PUBLIC) -> Course:
    course = Course(cast, kind).submitted()
    course.take("review", cast.department_head, opinion="同意")
    return course


def declined(cast) -> Course:
    course = in_approval(cast)
    course.take("decline", cast.chief, reason="行政机关已经全面履职", agency="九寨沟县水务局")
    return course


def ended_without(cast) -> Course:
    course = Course(cast, PUBLIC).begin()
    course.take("end_without", cast.chief, reasons="行政机关已经全面履职", agency="九寨沟县水务局")
    return course


def withdrawn(cast) -> Course:
    course = served(cast, kind=PUBLIC)
    course.take("withdraw", cast.chief, reasons="认定的事实有误")
    return course


def objected(cast, kind: str = PUBLIC) -> Course:
    course = served(cast, kind=kind)
    course.take("object", cast.head_a, grounds="不属于我局职责")
    course.take("uphold_objection", cast.chief, result="withdrawn", reasons="异议成立，不属于其职责")
    return course


def terminated(cast) -> Course:
    course = served(cast, kind=PUBLIC)
    course.reply()
    course.take("terminate", cast.chief, reasons="行政机关已经全面履职", **REPORT)
    return course


def suit_withdrawn(cast) -> Course:
    course = sued(cast)
    course.take("withdraw_suit", cast.chief, reasons="诉讼请求已经全部实现", fulfilled=True)
    return course


ENDS = [declined, ended_without, withdrawn, objected, terminated, suit_withdrawn]


def text_of(course: Course, kind: str = "termination_decision") -> str:
    paper = course.matter.documents.get(kind=kind)
    return "\n".join(each.text for each in docx.Document(io.BytesIO(paper.file.read())).paragraphs)


@pytest.mark.parametrize("end", ENDS)
def test_however_it_ends_the_decision_is_made_numbered_and_to_be_received(cast, end):
    course = end(cast)
    letter = course.matter.servedletter_set.get(kind="termination_decision")
    assert letter.number.startswith("川九检函〔2026〕")
    waits = {rules.SIGN_FOR_LETTER, rules.SERVE_LETTER}
    assert course.matter.deadlines.running().filter(rule__in=waits).count() == 1
    said = text_of(course)
    assert letter.addressee_name in said
    assert letter.number in said
    assert "本院决定终结案件" in said
    assert "特此通知" not in said


@pytest.mark.parametrize("end", [declined, ended_without])
def test_before_issue_the_agency_sees_nothing_and_is_served_on_paper(cast, end):
    course = end(cast)
    letter = course.matter.servedletter_set.get()
    assert (letter.addressee, letter.addressee_name) == (None, "九寨沟县水务局")
    assert course.matter.documents.get(kind="termination_decision").audience == cast.procuratorate
    course.take("record_letter_service", cast.handler, received_on=When.parse("2026-10-13"), way="direct")
    assert not course.matter.deadlines.running().exists()
    assert course.matter.events.last().audience == cast.procuratorate


def test_several_agencies_get_a_decision_each(cast):
    course = Course(cast, PUBLIC).begin()
    course.take("end_without", cast.chief, reasons="已经履职", agency="九寨沟县水务局、九寨沟县林业局")
    letters = course.matter.servedletter_set.all()
    assert [letter.addressee_name for letter in letters] == ["九寨沟县水务局", "九寨沟县林业局"]
    assert len({letter.number for letter in letters}) == 2


@pytest.mark.parametrize(("step", "why"), [("decline", "reason"), ("end_without", "reasons")])
def test_without_an_agency_there_is_nobody_to_serve_it_on(cast, step, why):
    course = in_approval(cast) if step == "decline" else Course(cast, PUBLIC).begin()
    with pytest.raises(Invalid) as problem:
        course.take(step, cast.chief, **{why: "没有违法"})
    assert list(problem.value.fields) == ["agency"]


def test_a_termination_needs_its_report(cast):
    course = served(cast, kind=PUBLIC)
    course.reply()
    with pytest.raises(Invalid) as problem:
        course.take("terminate", cast.chief, reasons="已经履职")
    assert list(problem.value.fields) == ["report"]


def test_the_report_is_a_paper_of_the_procuratorate_alone(cast):
    paper = terminated(cast).matter.documents.get(kind="review_report")
    assert paper.audience == cast.procuratorate


def test_what_was_never_filed_needs_no_decision(cast):
    proposed = Course(cast, PUBLIC)
    proposed.matter = proposed.new(handler=cast.handler)
    chief = cast.chief
    proposed.take("propose_new", cast.handler, prepared=Prepared("file_case", {}))
    proposed.take("decline", chief, reason="不属于公益诉讼范围")
    assert not proposed.matter.servedletter_set.exists()


def test_other_kinds_have_no_such_decision(cast):
    course = in_approval(cast, "correction")
    course.take("decline", cast.chief, reason="没有违法情形")
    assert not course.matter.servedletter_set.exists()
    assert not objected(cast, "social_governance").matter.servedletter_set.exists()


def test_a_case_that_goes_on_with_the_right_recipient_has_not_ended(cast):
    course = Course(cast, PUBLIC).issued()
    course.take("return_unsigned", cast.liaison_a, reason="不属于我局职责")
    course.take("draft_for_another", cast.handler, recipient=cast.agency_b)
    course.take("withdraw", cast.chief, reasons="送错单位")
    assert not course.matter.servedletter_set.exists()
    link = MatterLink.objects.get(earlier=course.matter.pk)
    successor = Recommendation.objects.get(pk=link.later_id)
    assert successor.filed_on == course.matter.filed_on != ""


@pytest.mark.parametrize(
    ("step", "kind"), [("pause", "suspension_decision"), ("resume", "resumption_decision")]
)
def test_other_decisions_bear_numbers_too(cast, step, kind):
    course = paused(cast)
    if step == "resume":
        course.take("resume", cast.chief, reasons="汛期已过")
    paper = course.matter.documents.get(kind=kind)
    assert paper.number.text in text_of(course, kind)


def test_the_suits_withdrawal_bears_its_own_number(cast):
    course = suit_withdrawn(cast)
    papers = course.matter.documents.filter(kind__in=["suit_withdrawal_decision", "termination_decision"])
    assert len({paper.number.text for paper in papers}) == 2


@pytest.mark.parametrize("end", ["decline", "end_without", "withdraw", "terminate", "withdraw_suit"])
def test_the_pages_ask_for_the_number(cast, sign_in, end):
    course = {
        "decline": in_approval,
        "end_without": lambda cast: Course(cast, PUBLIC).begin(),
        "withdraw": lambda cast: served(cast, kind=PUBLIC),
        "terminate": lambda cast: served(cast, kind=PUBLIC),
        "withdraw_suit": sued,
    }[end](cast)
    page = sign_in(cast.chief).get(f"/matters/{course.matter.pk}/steps/{end}/")
    assert page.status_code == 200
    assert 'name="paper_number"' in page.content.decode()
