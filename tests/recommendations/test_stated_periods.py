"""What a paper states: never more than the law, nothing that it does not say, and nothing that contradicts itself."""

import pytest

from common.when import When
from deadlines.statute import Stated, Unit
from recommendations import rules
from recommendations.choices import Kind
from recommendations.contents import missing_contents
from recommendations.papers import periods
from tests.courses import Course, upload
from workflow.actors import System
from workflow.errors import Invalid
from workflow.perform import perform

SOCIAL, PUBLIC = Kind.SOCIAL_GOVERNANCE, Kind.PUBLIC_INTEREST
CORRECTION, RETRIAL = Kind.CORRECTION, Kind.RETRIAL
MONTHS = Unit.MONTHS
pytestmark = pytest.mark.django_db


def register(cast, kind=SOCIAL, recipient=None, number="川九检建〔2026〕99号", **values) -> Course:
    return Course(cast, kind, recipient).registered(
        received_on=When.parse("2026-09-02"), values=values, number=number
    )


def refused(field: str, take) -> str:
    with pytest.raises(Invalid) as problem:
        take()
    assert set(problem.value.fields) == {field}
    return problem.value.fields[field]


class TestNoneIsLongerThanTheLaws:
    @pytest.mark.parametrize(
        ("values", "article"),
        [
            ({"stated_reply": Stated(120)}, "第19条"),
            ({"stated_reply": Stated(90), "is_minor_protection": True}, "第114条"),
            ({"stated_reply": Stated(2, MONTHS), "is_minor_protection": True}, "第114条"),
        ],
    )
    def test_it_is_refused_when_registering(self, cast, values, article):
        assert article in refused("stated_reply", lambda: register(cast, **values))

    def test_the_form_says_so_at_the_field_and_keeps_what_was_typed(self, cast, sign_in):
        typed = {
            "kind": SOCIAL, "number": "川九检建〔2026〕99号", "title": "示例河段", "recipients": [cast.agency_a.pk],
            "issued_on": "2026-09-01", "sensitivity": "ordinary", "stated_reply": ["120", "days"],
            "paper_scans-staged": [str(upload(cast.handler.user).pk)], "version": "0", "key": "once",
        }  # fmt: skip
        page = sign_in(cast.handler).post("/matters/new/recommendation/register_issued/", typed)
        text = page.content.decode()
        assert page.status_code == 422
        assert "120日长于《人民检察院检察建议工作规定》第19条规定的2个月" in text
        assert 'value="120"' in text

    def test_it_is_refused_when_drafting(self, cast, sign_in):
        matter = Course(cast).draft().matter
        url = f"/recommendations/{matter.pk}/draft/"
        typed = {"title": matter.title, "version": matter.version, "sensitivity": "ordinary"}
        page = sign_in(cast.handler).post(url, typed | {"stated_reply": ["60", "days"]})
        assert page.status_code == 422
        assert "60日在有的月份长于" in page.content.decode()

    def test_it_is_refused_when_a_draft_goes_on(self, cast):
        course = Course(cast).draft()
        course.matter.stated_reply = Stated(120)
        course.matter.save()
        refused("stated_reply", lambda: course.take("submit", cast.handler))

    def test_it_is_refused_when_the_paper_is_changed(self, cast):
        course = Course(cast).served()
        changes = {"changes": {"stated_reply": Stated(3, MONTHS)}, "reasons": "情况变化"}
        refused("stated_reply", lambda: course.take("modify", cast.chief, **changes))
        assert course.matter.paper_version == 1

    def test_a_shorter_one_for_minors_is_taken_and_calls_nothing_urgent(self, cast):
        course = register(cast, stated_reply=Stated(15), is_minor_protection=True)
        reply = course.matter.deadlines.get(rule__in=rules.REPLIES)
        assert (reply.rule, reply.stated) == ("recommendation.minor_protection.reply", Stated(15))
        assert "情况紧急" not in reply.label

    def test_only_what_is_shorter_than_the_laws_is_urgent(self, cast):
        rule = {
            stated: rules.reply_rule(Course(cast).new(stated_reply=stated, recipient=cast.agency_a))
            for stated in (Stated(30), Stated(2, MONTHS), Stated(60))
        }
        assert rule[Stated(30)] == (rules.REPLY_URGENT, Stated(30))
        assert rule[Stated(2, MONTHS)] == (rules.REPLY, None)
        assert rule[Stated(60)] == (rules.REPLY, Stated(60))

    def test_a_court_keeps_its_own_period(self, cast):
        assert "第30条" in refused(
            "stated_reply", lambda: register(cast, CORRECTION, cast.court, stated_reply=Stated(2, MONTHS))
        )
        course = register(cast, CORRECTION, cast.court, stated_reply=Stated(15))
        assert course.matter.deadlines.get(rule__in=rules.REPLIES).rule.endswith("reply_court_trial")

    @pytest.mark.parametrize(
        ("kind", "name", "article"), [(PUBLIC, "agency_a", "第21条"), (RETRIAL, "court", "第417条")]
    )
    def test_where_the_law_leaves_nothing_to_state_nothing_is_stated(self, cast, kind, name, article):
        problem = refused(
            "stated_reply", lambda: register(cast, kind, getattr(cast, name), stated_reply=Stated(15))
        )
        assert article in problem


class TestNothingIsInvented:
    def test_with_no_objection_period_none_opens_and_the_paper_is_silent(self, cast):
        course = register(cast, stated_objection=None)
        assert not course.matter.deadlines.filter(rule=rules.OBJECTION).exists()
        assert "objection_period" not in periods(course.matter)

    def test_it_is_named_as_missing_from_a_draft(self, cast):
        course = Course(cast).draft()
        course.matter.stated_objection = None
        assert "stated_objection" in [item.field for item in missing_contents(course.matter)]

    def test_a_new_draft_proposes_fifteen_days_and_what_is_emptied_stays_empty(self, cast, sign_in):
        course = Course(cast).begin()
        course.take("start_draft", cast.handler, report="现场查明。")
        assert course.matter.stated_objection == rules.PROPOSED_OBJECTION
        url = f"/recommendations/{course.matter.pk}/draft/"
        typed = {"title": course.matter.title, "version": course.matter.version, "sensitivity": "ordinary"}
        client = sign_in(cast.handler)
        assert client.post(url, typed | {"stated_objection": ["", "days"]}).status_code == 302
        assert 'value="15"' not in client.get(url).content.decode()

    def test_a_court_is_told_of_no_objection_period(self, cast):
        for kind in (RETRIAL, CORRECTION):
            problem = refused(
                "stated_objection",
                lambda kind=kind: register(cast, kind, cast.court, stated_objection=Stated(15)),
            )
            assert "第三十条" in problem

    def test_a_public_interest_paper_that_states_one_opens_it(self, cast):
        course = register(cast, PUBLIC, stated_objection=Stated(10))
        assert course.matter.deadlines.get(rule=rules.OBJECTION).stated == Stated(10)
        assert periods(course.matter)["objection_period"] == "十日"

    def test_a_review_that_leaves_something_states_its_period(self, cast):
        course = Course(cast).replied("partly")
        findings = [(advice, "partly", False, "") for advice in course.matter.advices.all()]
        refused(
            "follow_up",
            lambda: course.take("review_rectification", cast.department_head, findings=findings),
        )


class TestContradictingData:
    @pytest.mark.parametrize(
        ("kind", "name", "field", "values"),
        [
            (SOCIAL, "agency_a", "is_emergency", {"is_emergency": True}),
            (SOCIAL, "agency_a", "stated_rectification", {"stated_rectification": Stated(30)}),
            (SOCIAL, "agency_a", "court_stage", {"court_stage": "trial"}),
            (CORRECTION, "agency_a", "court_stage", {"court_stage": "trial"}),
            (PUBLIC, "agency_a", "is_minor_protection", {"is_minor_protection": True}),
            (CORRECTION, "court", "is_minor_protection", {"is_minor_protection": True}),
        ],
    )
    def test_it_is_refused_at_the_field(self, cast, kind, name, field, values):
        refused(field, lambda: register(cast, kind, getattr(cast, name), **values))

    def test_a_public_interest_number_is_of_no_other_kind(self, cast):
        problem = refused("number", lambda: register(cast, number="川九检公建〔2026〕7号"))
        assert "公益诉讼" in problem
        assert register(cast, PUBLIC, number="川九检公建〔2026〕7号").matter.number

    def test_nor_is_it_taken_from_a_ledger(self, cast):
        row = {
            "recipient": cast.agency_a,
            "number": "川九检公建〔2026〕7号",
            "values": {"issued_on": "2026-09"},
        }
        matter = Course(cast).new()
        refused(
            "number",
            lambda: perform(matter=matter, step="import_registered", actor=System("导入"), **row),
        )

    def test_one_number_under_other_data_is_refused_with_what_stands(self, cast):
        register(cast)
        problem = refused("number", lambda: register(cast, CORRECTION, cast.agency_b))
        assert cast.agency_a.name in problem
        assert "本次填写的类型、被建议单位与之不同" in problem

    def test_the_same_paper_twice_is_said_to_be_registered(self, cast):
        register(cast)
        assert "不必重复登记" in refused("number", lambda: register(cast))

    def test_what_is_sealed_is_not_told_to_who_types_its_number(self, cast):
        register(cast, sensitivity="sealed", title="涉未成年人事项")
        problem = refused("number", lambda: register(cast, CORRECTION, cast.agency_b))
        assert "涉未成年人事项" not in problem
        assert cast.agency_a.name not in problem
