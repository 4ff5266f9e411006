"""To whom a recommendation may go, and which way it takes to another level or place (规定 3 条, 办案规则 75 条)."""

import pytest

from organisations.models import Capability, Jurisdiction
from recommendations import routes, rules
from recommendations.choices import Kind, Route
from recommendations.models import Recommendation
from tests import factories
from tests.courses import Course, fill, upload
from workflow.errors import Invalid, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
PI = Kind.PUBLIC_INTEREST
NEW = "/matters/new/recommendation/register_issued/"


def typed(cast, recipient, **more) -> dict:
    scan = upload(cast.handler.user)
    return {"version": 0, "kind": "social_governance", "number": "川九检建〔2026〕9号", "title": "示例",
            "sensitivity": "ordinary", "recipients": [recipient.pk], "issued_on": "2026-09-01",
            "paper_scans-staged": [str(scan.pk)],
            **more}  # fmt: skip


@pytest.fixture
def above(cast):
    return factories.organisation("阿坝州水务局", "agency", where=cast.superior.jurisdiction)


@pytest.fixture
def elsewhere():
    beside = Jurisdiction.objects.create(
        code="513224", name="松潘县", short_name="松潘", level="county", parent=factories.county().parent
    )
    return factories.organisation("松潘县水务局", "agency", where=beside)


def test_public_interest_to_a_court_is_refused_at_the_field_when_registering(cast, sign_in):
    answer = sign_in(cast.handler).post(NEW, typed(cast, cast.court, kind=PI))
    assert answer.status_code == 422
    assert "不能向九寨沟县人民法院提出（公益诉讼办案规则第七十五条）" in answer.content.decode()


def test_public_interest_to_a_court_is_refused_at_the_field_when_drafting(cast, sign_in):
    matter = Course(cast, PI).draft().matter
    draft = {
        "version": matter.version,
        "title": "示例",
        "sensitivity": "ordinary",
        "recipients": [cast.court.pk],
    }
    answer = sign_in(cast.handler).post(f"/recommendations/{matter.pk}/draft/", draft)
    assert answer.status_code == 422
    assert "第七十五条" in answer.content.decode()


def test_public_interest_to_a_court_is_refused_by_the_step_itself(cast):
    with pytest.raises(Invalid, match="第七十五条"):
        Course(cast, PI, recipient=cast.court).registered()


def test_a_draft_to_another_is_refused_for_a_court_too(cast):
    course = Course(cast, PI).issued()
    course.take("return_unsigned", cast.liaison_a, reason="非本单位职责")
    with pytest.raises(Invalid, match="第七十五条"):
        course.take("draft_for_another", cast.handler, recipient=cast.court)


def test_a_prison_may_be_told_of_community_correction():
    prison = factories.organisation("川西监狱", Capability.PRISON)
    assert rules.why_not_to(Kind.CORRECTION, "community_correction", prison) == ""


@pytest.mark.parametrize(
    ("where", "standing", "ways"),
    [
        ("above", "above", {"in_case", "decided_there", "passed_on"}),
        ("elsewhere", "elsewhere", {"in_case", "consulted", "decided_above"}),
        ("agency_a", "same", set()),
    ],
)
def test_where_a_body_stands_says_which_ways_are_open(cast, request, where, standing, ways):
    body = getattr(cast, where) if where == "agency_a" else request.getfixturevalue(where)
    assert routes.standing(cast.procuratorate, body) == standing
    assert set(routes.open_ways(cast.procuratorate, [body])) == ways


def test_from_above_a_county_body_is_below(cast):
    assert routes.open_ways(cast.superior, [cast.agency_a]) == [Route.IN_CASE, Route.ORDERED]


def test_registering_to_a_superior_body_asks_the_way_at_its_field(cast, sign_in, above):
    client = sign_in(cast.handler)
    page = client.post(NEW, typed(cast, above)).content.decode()
    assert "应当层报其同级人民检察院决定并提出" in page
    assert 'name="route"' in page
    assert "请写明对方检察院名称" in client.post(NEW, typed(cast, above, route="passed_on")).content.decode()
    told = {"route": "passed_on", "route_note": "州检察院2026年8月30日审核转送"}
    assert client.post(NEW, typed(cast, above, **told)).status_code == 302
    matter = Recommendation.objects.get()
    assert matter.route == Route.PASSED_ON
    assert "州检察院2026年8月30日审核转送" in client.get(f"/matters/{matter.pk}/").content.decode()


def test_the_unit_in_the_case_is_reached_directly(cast, elsewhere):
    course = Course(cast, recipient=elsewhere).registered(route="in_case")
    event = course.matter.events.get(verb="register_issued")
    assert event.data["route"] == Route.IN_CASE.label


def test_without_a_way_nothing_goes_out_to_another_place(cast, elsewhere):
    with pytest.raises(Invalid, match="征求其所在地同级人民检察院的意见"):
        Course(cast, recipient=elsewhere).registered()


def test_a_way_of_another_level_does_not_fit(cast, elsewhere):
    with pytest.raises(Invalid, match="这一途径不适用"):
        Course(cast, recipient=elsewhere).registered(route="passed_on", route_note="已报")


def test_of_several_recipients_each_takes_the_way_it_needs(cast, elsewhere):
    course = Course(cast).registered(
        recipients=[cast.agency_a, elsewhere], route="consulted", route_note="已征求"
    )
    assert course.matter.route == ""
    assert Recommendation.objects.get(recipient=elsewhere).route == Route.CONSULTED


def test_the_draft_names_the_way_among_what_is_missing(cast, sign_in, elsewhere):
    matter = Course(cast).begin().matter
    course = Course(cast)
    course.matter = matter
    course.take("start_draft", cast.handler, report="已查明")
    fill(course.matter, [elsewhere])
    page = sign_in(cast.handler).get(f"/recommendations/{matter.pk}/draft/").content.decode()
    assert 'href="#id_route"' in page
    with pytest.raises(Refused, match="途径"):
        course.take("submit", cast.handler)


@pytest.mark.parametrize(("kind", "to"), [(PI, "court"), (Kind.RETRIAL, "agency_a")])
def test_to_whom_is_asked_again_when_the_draft_is_submitted(cast, kind, to):
    """Nobody decides on a paper that could not be issued: what a unit is may have become known since."""
    course = Course(cast, kind, getattr(cast, to)).draft()
    with pytest.raises(Invalid) as refused:
        course.take("submit", cast.handler)
    assert list(refused.value.fields) == ["recipients"]
