"""The record of any matter is kept right, whichever house leads: another in charge, who reads along, entered by mistake."""

import pytest

from matters.models import Event, Matter
from tests.toys.courses import LoanCourse, RepairCourse
from workflow.errors import Invalid, Refused
from workflow.handlers import possible, proposed
from workflow.steps import steps_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def form(course, step: str, actor):
    step = steps_of(type(course.matter))[step]
    return step.form_class()(matter=course.matter, actor=actor, step=step)


def told(person, step: str) -> list[str]:
    return list(person.user.notices.filter(verb=step).values_list("text", flat=True))


class TestAnotherInCharge:
    def test_an_agencys_head_gives_the_matter_to_somebody_of_its_office(self, cast):
        course = LoanCourse(cast).agreed()
        course.take("reassign", cast.head_a, handler=cast.intake_a, reason="工作调整")
        assert course.matter.handler == cast.intake_a
        assert course.matter.participations.get(role="lead").responsible == cast.intake_a
        assert told(cast.intake_a, "reassign") == ["玩具借用单“一只木马”已改由您承办。"]

    def test_its_people_are_offered_but_who_is_in_charge_and_nobody_of_another_house(self, cast):
        everyone = cast.everyone()
        offered = set(form(LoanCourse(cast).agreed(), "reassign", cast.head_a).fields["handler"].queryset)
        assert offered == {everyone[name] for name in ("substitute_a", "intake_a")}

    def test_a_clerk_is_in_charge_only_where_a_procuratorate_has_no_procurator(self, cast):
        assert list(possible(cast.clerk.organisation)) == [cast.clerk]
        assert list(possible(cast.handler.organisation)) == [cast.handler]

    @pytest.mark.parametrize("name", ["liaison_b", "head_a", "officer_a"])
    def test_nobody_else_can_be_in_charge(self, cast, name):
        course = LoanCourse(cast).agreed()
        with pytest.raises(Invalid, match="请选择本单位的联络员或者收文员"):
            course.take("reassign", cast.head_a, handler=getattr(cast, name), reason="x")

    def test_its_office_reads_who_decides_on_it(self, cast):
        course = LoanCourse(cast).agreed()
        with pytest.raises(Refused, match="这一步由单位负责人办理"):
            course.take("reassign", cast.liaison_a, handler=cast.intake_a, reason="x")

    def test_whoever_works_in_the_house_is_proposed(self, cast):
        assert proposed(cast.intake_a, cast.agency_a) == cast.intake_a

    def test_the_other_house_does_not_read_of_it(self, cast):
        course = LoanCourse(cast).agreed()
        course.take("reassign", cast.head_a, handler=cast.intake_a, reason="x")
        assert not Event.objects.visible_to(cast.liaison_police).filter(verb="reassign").exists()


class TestWhoReadsAlong:
    def test_a_house_brought_in_later_reads_the_matter_and_is_told(self, cast):
        course = LoanCourse(cast)
        course.asked().take("agree", cast.head_a, borrower=cast.police)
        assert not Matter.objects.visible_to(cast.liaison_bureau).exists()
        course.take("add_copy", cast.head_a, copied_to=[cast.bureau])
        assert Matter.objects.visible_to(cast.liaison_bureau).exists()
        assert "向贵单位抄送" in told(cast.liaison_bureau, "add_copy")[0]

    def test_it_comes_as_the_party_that_looks_on_in_this_kind(self, cast):
        course = RepairCourse(cast)
        course.take("arrange", cast.liaison_a, parts=[("轮子", cast.agency_b)])
        course.take("add_copy", cast.head_a, copied_to=[cast.bureau])
        assert course.matter.participations.get(organisation=cast.bureau).role == "supervising"

    def test_only_who_is_able_to_be_that_party_is_offered_and_taken(self, cast):
        course, unable = LoanCourse(cast), cast.agency_b
        course.asked().take("agree", cast.head_a, borrower=cast.police)
        offered = form(course, "add_copy", cast.head_a).fields["copied_to"].queryset
        assert cast.bureau in offered
        assert unable not in offered
        with pytest.raises(Invalid, match="没有作为“观察单位”的职能"):
            course.take("add_copy", cast.head_a, copied_to=[unable])

    def test_whoever_takes_part_already_is_not_brought_in_again(self, cast):
        course = LoanCourse(cast).agreed()
        assert cast.bureau not in form(course, "add_copy", cast.head_a).fields["copied_to"].queryset
        with pytest.raises(Invalid, match="尚未参与"):
            course.take("add_copy", cast.head_a, copied_to=[cast.bureau])


class TestEnteredByMistake:
    def test_while_the_lead_alone_knows_of_it_nobody_else_hears(self, cast):
        course = LoanCourse(cast).asked()
        course.take("annul", cast.head_a, reason="重复登记")
        event = course.matter.events.get(verb="annul")
        assert event.audience == cast.agency_a
        assert "sight_ended" not in event.data

    def test_whoever_did_nothing_in_it_sees_it_no_more_and_is_told(self, cast):
        course, _ = LoanCourse(cast).agreed(), cast.liaison_police
        course.take("annul", cast.head_a, reason="重复登记")
        assert course.matter.events.get(verb="annul").data["sight_ended"] == "九寨沟县公安局、九寨沟县司法局"
        assert not Matter.objects.visible_to(cast.liaison_police).exists()
        assert told(cast.liaison_police, "annul") == [
            "九寨沟县市场监督管理局登记的一件玩具借用单因登记有误已作废，无需办理。"
        ]

    def test_whoever_took_a_step_in_it_keeps_sight(self, cast):
        course = LoanCourse(cast).out()
        course.take("complain", cast.liaison_police, reason="轮子松动")
        course.take("annul", cast.head_a, reason="重复登记")
        assert Matter.objects.visible_to(cast.liaison_police).exists()
        assert told(cast.liaison_police, "annul")

    def test_whoever_merely_took_delivery_does_not(self, cast, monkeypatch):
        course = LoanCourse(cast).out()
        monkeypatch.setattr(type(course.matter), "taking_delivery", frozenset({"sign_for"}))
        course.take("annul", cast.head_a, reason="重复登记")
        assert not Matter.objects.visible_to(cast.liaison_police).exists()

    def test_nothing_is_taken_back_that_is_over(self, cast):
        for course in (LoanCourse(cast).closed(), LoanCourse(cast).annulled()):
            with pytest.raises(Refused, match="不能办理“误录作废”"):
                course.take("annul", cast.head_a, reason="x")


def test_a_bureau_that_leads_keeps_its_matters_the_same_way(cast):
    course = RepairCourse(cast, lead=cast.bureau)
    course.take("arrange", cast.liaison_bureau, parts=[("轮子", cast.agency_b)])
    course.take("reassign", cast.head_bureau, handler=cast.liaison_bureau, reason="工作调整")
    course.take("add_copy", cast.head_bureau, copied_to=[cast.superior_bureau])
    assert Matter.objects.visible_to(cast.superior_assessor).exists()
    course.take("annul", cast.head_bureau, reason="重复登记")
    assert course.matter.state == "annulled"
    assert not Matter.objects.visible_to(cast.superior_assessor).exists()
