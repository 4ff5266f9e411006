"""Sight ends: what was entered by mistake is taken back, an issued matter can be sealed, a copy withdrawn."""

import pytest

from documents.models import Document
from matters.models import Matter
from matters.verifying import verify
from notices.models import Notice
from notices.sight import UNSEEN
from tests import factories
from tests.courses import Course, upload
from workflow.actors import System
from workflow.errors import Invalid, Refused
from workflow.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
TITLE = "示例河段堆放固体废物"


def sees(*people) -> list[bool]:
    return [Matter.objects.visible_to(each).exists() for each in people]


def imported(cast) -> Course:
    course = Course(cast)
    event = perform(
        matter=course.new(handler=None), step="import_registered", actor=System("导入"), files=[],
        recipient=cast.agency_a, values={"issued_on": "2026-09-01"},
    )  # fmt: skip
    course.matter = type(course.new()).objects.get(pk=event.matter_id)
    return course


def copied(cast) -> Course:
    """Served, and copied to the government of the county and to the other agency."""
    course = Course(cast).served()
    assert cast.liaison_b.pk
    assert cast.liaison_police.pk
    course.take("add_copy", cast.chief, copied_to=[cast.agency_b, cast.police])
    return course


class TestTakenBack:
    def test_what_is_annulled_is_taken_back_from_those_it_was_shown_to(self, cast):
        course = copied(cast)
        others = (cast.liaison_a, cast.liaison_b, cast.liaison_police)
        assert sees(*others) == [True, True, True]
        course.take("annul", cast.department_head, reason="重复登记")
        assert sees(*others, cast.handler) == [False, False, False, True]
        said = course.matter.events.get(verb="annul").data["sight_ended"]
        assert {cast.agency_a.name, cast.agency_b.name, cast.police.name} == set(said.split("、"))

    def test_whoever_has_replied_keeps_what_they_wrote(self, cast):
        course = Course(cast).replied()
        course.take("annul", cast.department_head, reason="重复登记")
        assert sees(cast.liaison_a) == [True]
        assert "无需办理" in cast.liaison_a.user.notices.latest("pk").text

    def test_an_import_that_is_undone_is_taken_back(self, cast):
        course = imported(cast)
        assert sees(cast.liaison_a) == [True]
        course.take("undo_import", System("撤销导入"), reason="台账有误")
        assert sees(cast.liaison_a, cast.handler) == [False, True]

    def test_the_procuratorate_keeps_its_record(self, cast):
        course = copied(cast)
        papers = Document.objects.of(course.matter.pk).count()
        course.take("annul", cast.department_head, reason="重复登记")
        assert Document.objects.of(course.matter.pk).count() == papers
        assert course.matter.events.filter(verb="sign_for").exists()
        assert list(verify(course.matter)) == []

    def test_entries_of_the_inbox_lead_nowhere_and_name_no_title(self, cast, sign_in):
        assert cast.liaison_a.pk  # told of the issue by its title
        course = copied(cast)
        course.take("annul", cast.department_head, reason="重复登记")
        client = sign_in(cast.liaison_a)
        page = client.get("/notices/").content.decode()
        assert (UNSEEN in page, "无需办理" in page, TITLE in page) == (True, True, False)
        for notice in Notice.objects.of(cast.liaison_a.user):
            assert TITLE not in client.get(f"/notices/{notice.pk}/").content.decode()
            answer = client.post(f"/notices/{notice.pk}/", follow=True)
            assert (answer.status_code, TITLE in answer.content.decode()) == (200, False)
        assert client.get(f"/matters/{course.matter.pk}/").status_code == 404

    def test_a_unit_that_was_named_by_mistake_is_told_without_link(self, cast):
        course = Course(cast).issued()
        assert cast.liaison_a.pk
        new = {"field": "recipient", "new": cast.agency_b, "reason": "选错单位"}
        course.take("correct", cast.department_head, **new)
        notice = cast.liaison_a.user.notices.latest("pk")
        assert (notice.matter, notice.link, "误列" in notice.text) == (None, "", True)
        assert sees(cast.liaison_a) == [False]


class TestSealed:
    def seal(self, course: Course, **data) -> Course:
        course.take("seal_off", course.cast.department_head, reason="涉及未成年人", **data)
        return course

    def test_an_issued_matter_is_seen_by_those_who_take_part_and_are_named(self, cast):
        others = (cast.superior_handler, cast.assessor, cast.liaison_police)
        course = copied(cast)
        assert sees(*others) == [True, True, True]
        self.seal(course, kept=[cast.agency_b])
        assert sees(*others) == [False, False, False]
        assert sees(cast.handler, cast.liaison_a, cast.liaison_b) == [True, True, True]

    def test_why_is_the_procuratorates_own(self, cast, sign_in):
        course = self.seal(copied(cast))
        where = f"/matters/{course.matter.pk}/"
        assert "涉及未成年人" in sign_in(cast.handler).get(where).content.decode()
        assert "涉及未成年人" not in sign_in(cast.liaison_a).get(where).content.decode()
        told = cast.liaison_a.user.notices.latest("pk").text
        assert ("封存" in told, TITLE in told) == (True, False)

    def test_the_same_paper_is_sealed_for_its_other_units_too(self, cast):
        assert sees(cast.superior_handler) == [False]
        course = Course(cast).registered(recipients=[cast.agency_a, cast.agency_b])
        self.seal(course)
        assert set(Matter.objects.values_list("sensitivity", flat=True)) == {"sealed"}
        assert sees(cast.superior_handler) == [False]

    def test_what_was_served_stays_provable(self, cast):
        course = copied(cast)
        before = list(Document.objects.of(course.matter.pk).values_list("sha256", flat=True))
        self.seal(course)
        assert list(Document.objects.of(course.matter.pk).values_list("sha256", flat=True)) == before
        assert course.matter.events.get(verb="add_copy").data["copied_to"]
        assert list(verify(course.matter)) == []

    def test_the_chief_lifts_it_with_a_reason(self, cast):
        course = self.seal(copied(cast))
        with pytest.raises(Refused):
            course.take("lift_seal", cast.department_head, reason="不再需要")
        course.take("lift_seal", cast.chief, reason="不再需要", sensitivity="ordinary")
        assert sees(cast.superior_handler, cast.liaison_police) == [True, False]

    def test_it_is_sealed_once_and_lifted_to_no_seal(self, cast):
        course = self.seal(copied(cast))
        with pytest.raises(Refused, match="已经封存"):
            self.seal(course)
        with pytest.raises(Invalid, match="敏感级别"):
            course.take("lift_seal", cast.chief, reason="不再需要", sensitivity="sealed")

    def test_by_its_page(self, cast, sign_in):
        course = copied(cast)
        address = f"/matters/{course.matter.pk}/steps/seal_off/"
        client = sign_in(cast.department_head)
        assert cast.police.name in client.get(address).content.decode()
        data = {
            "version": course.matter.version,
            "key": "k",
            "reason": "涉及举报人",
            "kept": [cast.agency_b.pk],
        }
        assert client.post(address, data).status_code == 302
        assert sees(cast.liaison_b, cast.liaison_police) == [True, False]


class TestWithdrawn:
    def test_sight_is_withdrawn_from_those_chosen_who_are_told_no_title(self, cast):
        course = copied(cast)
        course.take("withdraw_sight", cast.chief, organisations=[cast.police], reason="误抄送")
        assert sees(cast.liaison_police, cast.liaison_b, cast.liaison_a) == [False, True, True]
        notice = cast.liaison_police.user.notices.latest("pk")
        assert ("收回" in notice.text, TITLE in notice.text, notice.link) == (True, False, "")

    def test_the_recipient_is_not_to_be_chosen(self, cast):
        course = copied(cast)
        with pytest.raises(Invalid):
            course.take("withdraw_sight", cast.chief, organisations=[cast.agency_a], reason="误抄送")

    def test_a_person_let_in_by_exception_loses_sight_too(self, cast):
        from guardian.shortcuts import assign_perm

        course = Course(cast).registered(files=[upload(cast.handler.user)])
        assign_perm("matters.view_matter", cast.liaison_b.user, Matter.objects.get(pk=course.matter.pk))
        assert sees(cast.liaison_b) == [True]
        course.take("withdraw_sight", cast.chief, reason="办理完毕")
        assert sees(cast.liaison_b) == [False]

    def test_nobody_is_withdrawn_where_nobody_reads_along(self, cast):
        course = Course(cast).served()
        with pytest.raises(Refused, match="没有其他单位"):
            course.take("withdraw_sight", cast.chief, reason="误抄送")


def test_a_copy_is_told_to_people_of_the_copied_body(cast):
    body = factories.organisation("抄送单位", "government")
    course = Course(cast).served()
    course.take("add_copy", cast.chief, copied_to=[body])
    assert [row.organisation for row in course.matter.reading_along()] == [body]
