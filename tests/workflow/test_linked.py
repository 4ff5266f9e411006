"""Linked matters: any relation that a room declares, between any two kinds, seen from both sides as far as each may."""

import pytest

from matters.carried import Carried
from matters.models import Matter, MatterLink
from matters.registry import registered_models
from matters.relations import Relation, UnknownRelation, declare
from matters.verifying import verify
from recommendations.models import Recommendation
from tests.courses import Course
from tests.factories import membership
from tests.toys.courses import LoanCourse
from tests.toys.linked import OPENED_FROM, TO_MEND
from tests.toys.models import Loan, Repair
from workflow import carry, together
from workflow.checks import problems
from workflow.lists.masking import SEALED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def loan(cast) -> Loan:
    """Lent to the police, and sent to 县水务局 to be mended."""
    course = LoanCourse(cast, title="一只断腿的木马").out()
    course.take("send_to_mend", cast.liaison_a, parts=[("轮子", cast.agency_b)])
    return course.matter


@pytest.fixture
def repair(loan) -> Repair:
    return Repair.objects.get(kind="toy_repair")


def linked(matter: Matter, person) -> list[tuple[str, str]]:
    return [(link["relation"], link["title"]) for link in together.links(matter, person)]


def body(sign_in, person, matter: Matter) -> str:
    answer = sign_in(person).get(f"/matters/{matter.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_facts_go_along(loan, repair):
    assert (repair.title, repair.lead, repair.values["name"]) == (loan.title, loan.lead, "木马")
    assert (repair.recipient, repair.values["parts"]) == (None, ["轮子"])
    assert list(verify(loan)) == list(verify(repair)) == []


def test_both_sides_show_the_other_in_the_words_of_the_relation(cast, loan, repair, sign_in):
    assert linked(loan, cast.liaison_a) == [("引出的事项", f"县水务局　{repair.title}")]
    assert linked(repair, cast.liaison_a) == [("引出本件的事项", f"县公安局　{loan.title}")]
    for here, there in ((loan, repair), (repair, loan)):
        page = body(sign_in, cast.liaison_a, here)
        assert "关联事项" in page
        assert f'href="/matters/{there.pk}/"' in page


def test_whoever_may_not_see_the_other_is_told_nothing_of_it(cast, loan, repair, sign_in):
    for person, here, there, hidden in (
        (cast.liaison_police, loan, repair, ("县水务局", "送修", "玩具修理")),
        (cast.liaison_b, repair, loan, ("县公安局", "玩具借用")),
    ):
        page = body(sign_in, person, here)
        assert linked(here, person) == []
        assert [word for word in ("关联事项", f"/matters/{there.pk}/", *hidden) if word in page] == []


def test_of_a_sealed_matter_the_title_is_left_out(cast):
    course = LoanCourse(cast, title="密匣", sensitivity="sealed").out()
    course.take("send_to_mend", cast.liaison_a, parts=[("锁", cast.agency_b)])
    clerk = membership(cast.agency_a, "intake")
    assert linked(course.matter, clerk) == [("引出的事项", f"县水务局　{SEALED}")]
    assert linked(course.matter, cast.liaison_a) == [("引出的事项", "县水务局　密匣")]


def test_matters_of_different_tables_are_linked(cast, loan, sign_in):
    course = Course(cast).served()
    carry.link(course.matter, loan.pk, OPENED_FROM.code)
    assert linked(loan, cast.assessor) == [("引出本件的事项", f"县市场监管局　{course.matter}")]
    assert linked(course.matter, cast.assessor) == [("引出的事项", f"县公安局　{loan.title}")]
    assert loan.title in body(sign_in, cast.assessor, course.matter)


def test_what_no_room_has_declared_links_nothing(cast, loan):
    with pytest.raises(UnknownRelation, match="cousin"):
        carry.link(loan, Course(cast).served().matter.pk, "cousin")
    assert MatterLink.objects.count() == 1


def test_two_rooms_do_not_mean_two_things_by_one_code():
    declare(OPENED_FROM)
    with pytest.raises(ValueError, match="opened_from"):
        declare(Relation("opened_from", "前因", "后果"))


def test_every_column_is_carried_or_left():
    carrying = [model for model in registered_models() if model.carried]
    assert {Recommendation, Loan} <= set(carrying)
    assert [error for model in carrying for error in problems(model)] == []


def test_a_column_of_which_nothing_is_said_is_missed(monkeypatch):
    forgotten = tuple(name for name in TO_MEND.left if name != "recipient")
    monkeypatch.setattr(Loan, "carried", [Carried((*TO_MEND.names, "no_more"), left=forgotten)])
    found = [error.msg for error in problems(Loan) if error.id == "workflow.E007"]
    assert found == [
        "Loan: neither carries recipient nor leaves it where another is opened from it",
        "Loan: carries or leaves no_more, which is none of its columns",
    ]


def test_a_column_may_be_called_otherwise_in_the_other_kind(cast):
    notes = Carried(("title", "facts"), left=(), called={"facts": "number"})
    matter = Recommendation(title="河道采砂", facts="三处", lead=cast.procuratorate)
    opened = notes.begin(Repair, matter, lead=cast.agency_a)
    assert (opened.title, opened.number, opened.lead) == ("河道采砂", "三处", cast.agency_a)
