"""What the page offers the door lets through, whichever house leads: an agency lends to the police, or has several mend.

Of each thing that a house does there is one rule (`workflow.who`), asked by the form and by `perform`.
"""

from datetime import date

import pytest

from common.when import When
from deadlines import people
from matters.kinds import Sensitivity
from matters.models import Matter
from tests.courses import Course, upload
from tests.factories import membership
from tests.toys import rules
from tests.toys.courses import LoanCourse, RepairCourse
from tests.workflow.handing import address, form, hand_over, page
from workflow.errors import Invalid, Refused
from workflow.lists.masking import may_read_title, title_is_readable
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
MONDAY = When.parse("2026-10-12")


@pytest.fixture
def out(cast) -> LoanCourse:
    return LoanCourse(cast).out()


def test_the_house_that_leads_enters_an_earlier_day(cast, out):
    assert "occurred_at" in form(out, "note", cast.liaison_a).fields
    assert out.take("note", cast.liaison_a, occurred_at=MONDAY).when.day == date(2026, 10, 12)


def test_what_the_other_side_sends_online_happens_now(cast, out):
    assert "occurred_at" not in form(out, "give_back", cast.liaison_police).fields
    with pytest.raises(Invalid, match="在线办理以当前时间为准"):
        out.take("give_back", cast.liaison_police, occurred_at=MONDAY)


def test_its_office_hands_a_decision_to_its_head(cast, sign_in):
    course = LoanCourse(cast).asked()
    text = sign_in(cast.liaison_a).get(address(course.matter, "agree")).content.decode()
    assert "提请单位负责人决定" in text
    head = cast.head_a
    proposal = hand_over(course, "agree", cast.liaison_a, borrower=str(cast.police.pk))
    assert proposal.roles == ["organisation_head"]
    course.take("agree", head, borrower=cast.police, taken_from=proposal)
    assert course.matter.state == "agreed"


def test_its_office_records_what_its_head_decided_on_the_day_of_the_decision(cast):
    course = LoanCourse(cast).asked()
    decision = {
        "decided_by": cast.head_a,
        "decided_on": When.parse("2026-10-12T16:30"),
        "borrower": cast.police,
    }
    assert "decided_by" in form(course, "agree", cast.liaison_a).fields
    assert course.take("agree", cast.liaison_a, **decision).when.day == date(2026, 10, 12)
    with pytest.raises(Invalid) as problem:
        LoanCourse(cast).asked().take("agree", cast.liaison_a, **decision | {"decided_by": cast.head_b})
    assert "借出单位的单位负责人" in problem.value.fields["decided_by"]


def test_its_office_enters_what_the_other_side_did_on_paper(cast, sign_in):
    course = LoanCourse(cast).out()
    text = sign_in(cast.liaison_a).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "代录县公安局的纸质办理" in text
    posted = page(course.matter, occurred_at="2026-10-13") | {
        "files-staged": str(upload(cast.liaison_a.user).pk)
    }
    answer = sign_in(cast.liaison_a).post(address(course.matter, "give_back"), posted)
    assert answer.status_code == 302
    assert course.matter.events.last().entered_for == cast.police
    with pytest.raises(Refused, match="由借用单位办理"):
        LoanCourse(cast).out().take("give_back", cast.head_a)


def test_of_several_it_says_whose_paper_it_enters(cast):
    course = RepairCourse(cast).agreed()
    assert list(form(course, "mend", cast.liaison_a).fields["entered_for"].queryset.order_by("code")) == [
        cast.police,
        cast.agency_b,
    ]
    with pytest.raises(Invalid, match="请选择代哪个单位录入"):
        course.take("mend", cast.liaison_a, part="轮子")
    with pytest.raises(Invalid, match="不是代其他单位录入"):
        course.take("mend", cast.liaison_a, part="轮子", entered_for=cast.bureau)
    event = course.take("mend", cast.liaison_a, part="轮子", entered_for=cast.agency_b)
    assert event.entered_for == cast.agency_b


def test_whoever_watches_reads_and_takes_nothing(cast, out, sign_in):
    text = sign_in(cast.assessor).get(f"/matters/{out.matter.pk}/").content.decode()
    assert "观察单位" in text
    assert "/steps/" not in text
    with pytest.raises(Refused, match="由借用单位办理"):
        out.take("give_back", cast.assessor)


def test_whoever_watches_is_told_once_somebody_is_late(cast, out):
    watcher = cast.assessor
    owed = out.matter.deadlines.get(rule=rules.RETURN)
    assert watcher not in people.recipients(owed, 0)
    assert watcher in people.recipients(owed, 1)


def test_nobody_is_made_a_party_that_they_are_not_able_to_be(cast):
    course = LoanCourse(cast).asked()
    with pytest.raises(Invalid, match="没有作为“借用单位”的职能"):
        course.take("agree", cast.head_a, borrower=cast.agency_b)
    course.matter.refresh_from_db()
    assert course.matter.state == "asked"


def test_no_house_begins_what_it_is_not_able_to_lead(cast):
    course = LoanCourse(cast, lead=cast.police)
    with pytest.raises(Refused, match="没有作为“借出单位”的职能"):
        course.take("ask_loan", cast.liaison_police)


@pytest.mark.parametrize("role", ["liaison", "intake", "organisation_head", "section_officer"])
def test_in_a_procuratorate_the_roles_of_an_agency_do_nothing(cast, role):
    """Somebody there who keeps in touch with the agencies answers for none of them, nor reads what is sealed."""
    matter, person = Course(cast).served().matter, membership(cast.procuratorate, role)
    assert [
        step.name for step in steps_of(type(matter)).values() if not step.who.refusal(matter, person)
    ] == []
    Matter.objects.filter(pk=matter.pk).update(sensitivity=Sensitivity.SEALED)
    sealed = Matter.objects.get(pk=matter.pk)
    assert not may_read_title(sealed, person)
    assert not Matter.objects.filter(title_is_readable(person)).exists()


@pytest.mark.parametrize("role", ["handler", "department_head", "chief"])
def test_in_an_agency_the_roles_of_a_procuratorate_do_nothing(cast, role):
    matter, person = Course(cast).served().matter, membership(cast.agency_a, role)
    assert [
        step.name for step in steps_of(type(matter)).values() if not step.who.refusal(matter, person)
    ] == []


def test_nobody_becomes_the_handler_by_what_they_fill_in(cast):
    """The door asks who may before anything reaches the matter."""
    course = Course(cast).draft()
    with pytest.raises(Refused, match="承办"):
        course.take("register_issued", cast.second_handler, values={"handler": cast.second_handler})
