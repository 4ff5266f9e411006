"""细类: each of one kind, with a period and recipients of its own (规定 9 条四, 社区矫正法 62 条)."""

from datetime import date

import pytest

from common.when import When
from deadlines.statute import Stated
from recommendations import rules
from recommendations.choices import Source, SubKind
from recommendations.models import Recommendation
from tests.courses import Course, upload
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
OTHER, UNLAWFUL = "other_recommendation", "correction"
CORRECTION, VIOLATION = SubKind.COMMUNITY_CORRECTION, SubKind.ADMINISTRATIVE_VIOLATION


@pytest.mark.parametrize(
    ("kind", "sub_kind", "given", "rule", "stated"),
    [
        (OTHER, "", None, "recommendation.reply", None),
        (OTHER, "", Stated(20), "recommendation.reply_urgent", Stated(20)),
        (UNLAWFUL, CORRECTION, None, "recommendation.correction.reply", None),
        (UNLAWFUL, CORRECTION, Stated(15), "corrections.reply", Stated(15)),
        (OTHER, VIOLATION, None, "recommendation.administrative_violation.reply", None),
        (OTHER, VIOLATION, Stated(30), "recommendation.administrative_violation.reply", Stated(30)),
    ],
)
def test_each_has_its_rule(cast, kind, sub_kind, given, rule, stated):
    matter = Course(cast, kind).new(sub_kind=sub_kind, stated_reply=given)
    assert rules.reply_rule(matter) == (rule, stated)


@pytest.mark.parametrize(
    ("kind", "sub_kind", "given", "due"),
    [
        (UNLAWFUL, CORRECTION, Stated(15), date(2026, 9, 17)),
        (OTHER, VIOLATION, None, date(2026, 11, 2)),
    ],
)
def test_the_period_runs_from_receipt(cast, kind, sub_kind, given, due):
    course = Course(cast, kind, recipient=cast.bureau)
    values = {"sub_kind": sub_kind, "stated_reply": given}
    course.registered(received_on=When.parse("2026-09-02"), values=values)
    assert course.matter.deadlines.get(rule__in=rules.REPLIES).due_on == due


@pytest.mark.parametrize(
    ("name", "fits"), [("bureau", True), ("court", True), ("police", True), ("agency_a", False)]
)
def test_community_correction_goes_to_whoever_takes_part_in_it(cast, name, fits):
    course = Course(cast, UNLAWFUL, recipient=getattr(cast, name))
    if fits:
        assert course.registered(values={"sub_kind": CORRECTION}).matter.sub_kind == CORRECTION
        return
    with pytest.raises(Invalid, match="社区矫正"):
        course.registered(values={"sub_kind": CORRECTION})


def registered(cast, **typed) -> dict:
    scan = upload(cast.handler.user)
    return {"version": 0, "kind": OTHER, "number": "川九检建〔2026〕9号", "title": "示例", "sensitivity": "ordinary",
            "recipients": [cast.bureau.pk], "issued_on": "2026-09-01", "paper_scans-staged": [str(scan.pk)],
            **typed}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"kind": "social_governance", "sub_kind": VIOLATION}, "只用于“其他检察建议”"),
        ({"kind": OTHER, "sub_kind": CORRECTION}, "社区矫正检察建议属于纠正违法检察建议"),
        (
            {"kind": UNLAWFUL, "sub_kind": CORRECTION, "recipients": "agency_a"},
            "只能向社区矫正的有关单位提出",
        ),
        ({"source": Source.DEPUTY}, "请填写编号"),
        ({"source": Source.CPPCC}, "请填写编号"),
    ],
)
def test_the_register_form_says_what_does_not_fit(cast, sign_in, typed, problem):
    if "recipients" in typed:
        typed = typed | {"recipients": [getattr(cast, typed["recipients"]).pk]}
    answer = sign_in(cast.handler).post(
        "/matters/new/recommendation/register_issued/", registered(cast, **typed)
    )
    assert answer.status_code == 422
    assert problem in answer.content.decode()


def test_the_register_form_keeps_it_and_the_page_shows_it(cast, sign_in):
    client = sign_in(cast.handler)
    typed = {"sub_kind": VIOLATION, "source": Source.DEPUTY, "source_number": "第3号"}
    assert (
        client.post("/matters/new/recommendation/register_issued/", registered(cast, **typed)).status_code
        == 302
    )
    matter = Recommendation.objects.get()
    assert matter.sub_kind == VIOLATION
    assert "行政违法行为监督" in client.get(f"/matters/{matter.pk}/").content.decode()


def test_an_inquiry_may_begin_with_it(cast, sign_in):
    typed = {"version": 0, "kind": OTHER, "sub_kind": VIOLATION, "title": "示例", "sensitivity": "ordinary",
             "source": "own_case", "handler": cast.handler.pk}  # fmt: skip
    assert (
        sign_in(cast.chief).post("/matters/new/recommendation/decide_investigation/", typed).status_code
        == 302
    )
    assert Recommendation.objects.get().sub_kind == VIOLATION


@pytest.mark.parametrize(("kind", "offered"), [(OTHER, True), ("social_governance", False)])
def test_the_draft_offers_it_for_that_kind_alone(cast, sign_in, kind, offered):
    matter = Course(cast, kind).draft().matter
    page = sign_in(cast.handler).get(f"/recommendations/{matter.pk}/draft/").content.decode()
    assert ('name="sub_kind"' in page) is offered


def test_the_draft_wants_the_number_of_a_deputys_suggestion(cast, sign_in):
    matter = Course(cast).draft().matter
    typed = {"version": matter.version, "title": matter.title, "sensitivity": "ordinary", "source": "deputy"}
    answer = sign_in(cast.handler).post(f"/recommendations/{matter.pk}/draft/", typed)
    assert answer.status_code == 422
    assert "请填写编号" in answer.content.decode()


def test_the_list_is_narrowed_by_it_once_narrowed_to_the_kind(cast, sign_in):
    Course(cast, OTHER).registered(values={"sub_kind": VIOLATION, "title": "甲"})
    Course(cast, OTHER).registered(number="川九检建〔2026〕100号", values={"title": "乙"})
    client = sign_in(cast.handler)
    assert "行政违法行为监督" not in client.get("/matters/").content.decode()
    page = client.get(f"/matters/?kind={OTHER}&sub_kind={VIOLATION}").content.decode()
    assert "甲" in page
    assert "川九检建〔2026〕100号" not in page
