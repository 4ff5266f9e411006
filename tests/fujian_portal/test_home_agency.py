"""The workbench of an agency: to sign, to answer, to report; and to each officer their own."""

from datetime import date, timedelta

import pytest

from common import clock
from tests.courses import Course
from tests.workflow.matters import issued

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 10, 13)


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.set_to(TUESDAY):
        yield


def test_what_is_to_be_signed_answered_and_reported_stands_apart(cast, bench):
    issued(cast, "待签")
    issued(cast, "待复", received_on="2026-10-12")
    issued(cast, "采砂", kind="public_interest", received_on="2026-10-12")
    found = bench(cast.liaison_a)
    assert found.titles("待签收") == ["待签"]
    assert found.titles("待回复") == ["待复", "采砂"]
    assert found.titles("待报送进展") == ["采砂"]
    assert found.buttons("待签收") + found.buttons("待回复") == ["签收", "书面回复", "书面回复"]
    assert found.buttons("待报送进展") == ["报送整改进展"]


@pytest.mark.parametrize("name", ["liaison_a", "substitute_a", "head_a", "intake_a"])
def test_each_who_answers_for_the_agency_sees_it(cast, bench, name):
    issued(cast, "待签")
    assert bench(getattr(cast, name)).titles("待签收") == ["待签"]


def test_another_agency_sees_nothing_of_it(cast, bench):
    issued(cast, "待签")
    for person in (cast.liaison_b, cast.head_b, cast.liaison_police):
        assert bench(person).every_title == set()
        assert "贵单位目前没有在办的事项" in bench(person).text


def test_one_sentence_on_top_says_how_many_and_until_when(cast, bench):
    issued(cast, "甲", received_on="2026-10-12")
    issued(cast, "乙")
    found = bench(cast.liaison_a)
    sentence = found.parts["home/sentence.html"]
    assert (sentence["count"], sentence["late"], sentence["next_day"]) == (2, [], "12月14日")
    assert "最近的回复期限是" in found.text


def test_the_number_in_the_sentence_is_that_of_the_list_it_leads_to(cast, sign_in, bench):
    issued(cast, "甲", received_on="2026-10-12")
    issued(cast, "乙")
    sentence = bench(cast.liaison_a).parts["home/sentence.html"]
    assert sign_in(cast.liaison_a).get(sentence["url"]).context["total"] == str(sentence["count"])


def test_the_sentence_names_what_is_late(cast, bench):
    issued(cast, "甲", received_on="2026-10-12")
    with clock.set_to(date(2026, 12, 20)):
        found = bench(cast.head_a)
    sentence = found.parts["home/sentence.html"]
    (late,) = sentence["late"]
    assert (late["label"], late["count"], sentence["next_day"]) == ("逾期未回复", 1, "")
    assert found.answer.context["parts"][1]["groups"][0]["tone"] == "overdue"


def test_a_right_is_a_note_and_no_duty(cast, bench):
    issued(cast, "甲", received_on="2026-10-12")
    (row,) = bench(cast.liaison_a).groups["待回复"]
    assert row["flags"] == ["可在10月27日前（含当日）提出异议"]


def test_what_the_procuratorate_owes_is_waited_for(cast, bench):
    course = Course(cast).served()
    course.take("object", cast.head_a, grounds="职责不在本局。")
    (row,) = bench(cast.liaison_a).groups["等待对方办理"]
    assert row["mover"] == "等待县检察院：复核异议"


def test_an_officer_sees_only_what_was_assigned_to_them(cast, bench):
    Course(cast).served()
    given = Course(cast, "public_interest").served()
    due = TUESDAY + timedelta(days=3)
    given.take("assign_inside", cast.liaison_a, section="食品股", person=cast.officer_a, due_on=due)
    found = bench(cast.officer_a)
    assert found.every_title == {given.matter.title}
    assert found.buttons("本周") == ["报送整改进展"]
    assert bench(cast.liaison_a).titles("股室办理中") == [given.matter.title]


def test_an_officer_without_anything_assigned_is_told_so(cast, bench):
    Course(cast).served()
    found = bench(cast.officer_a)
    assert found.every_title == set()
    assert "目前没有分给您办理的事项" in found.text


def test_an_agency_never_sees_what_it_keeps_inside_at_the_other(cast, bench):
    course = Course(cast).served()
    course.take("assign_inside", cast.liaison_a, section="食品股", due_on=TUESDAY + timedelta(days=3))
    rows = [row for rows in bench(cast.handler).groups.values() for row in rows]
    assert not any("内部" in row["mover"] for row in rows)
