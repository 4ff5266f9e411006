"""The drafting page proposes no repealed law, and points out what is cited in vain; nothing is refused."""

from datetime import date

import pytest

from common import clock
from recommendations import contents
from tests.courses import Course, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
GONE = "《固体废物污染环境防治法》施行至2026年8月14日"
WASTE = "《中华人民共和国固体废物污染环境防治法》第九条"


@pytest.fixture
def course(cast) -> Course:
    """A draft whose facts were found after the law it cites was repealed."""
    course = Course(cast).draft()
    course.matter.found_on, course.matter.legal_basis = "2026-09-03", WASTE
    course.matter.save()
    return course


def posted(matter, **more) -> dict:
    return {
        "version": matter.version,
        "title": matter.title,
        "sensitivity": "ordinary",
        "legal_basis": WASTE,
        **more,
    }


def test_the_example_is_the_law_of_the_day():
    basis = contents.BASIS
    assert "固体废物" in basis.example([date(2026, 8, 14)])
    assert "生态环境法典" in basis.example([date(2026, 8, 15)])


def test_the_drafting_page_proposes_no_repealed_law(course, sign_in):
    course.matter.legal_basis = ""
    course.matter.save()
    page = sign_in(course.cast.handler).get(f"/recommendations/{course.matter.pk}/draft/").content.decode()
    assert "固体废物污染环境防治法" not in page


def test_it_is_pointed_out_at_the_field_on_the_page_and_in_the_preview(course, sign_in):
    client, address = sign_in(course.cast.handler), f"/recommendations/{course.matter.pk}"
    page = client.get(f"{address}/draft/").content.decode()
    assert f'<a href="#id_legal_basis">{GONE}' in page
    assert f'<p class="field__warning">{GONE}' in page
    assert GONE in client.post(f"{address}/preview/", posted(course.matter)).content.decode()


def test_saving_points_it_out_and_saves(course, sign_in):
    client = sign_in(course.cast.handler)
    answer = client.post(
        f"/recommendations/{course.matter.pk}/draft/", posted(course.matter, other="另附"), follow=True
    )
    assert GONE in answer.content.decode()
    course.matter.refresh_from_db()
    assert course.matter.other == "另附"


def test_submitting_points_it_out_and_submits(course, sign_in):
    page = sign_in(course.cast.handler).get(f"/matters/{course.matter.pk}/steps/submit/").content.decode()
    assert GONE in page
    course.take("submit", course.cast.handler)
    assert course.matter.state == "in_review"


def test_facts_of_an_earlier_day_may_cite_the_law_of_their_day(course, sign_in):
    course.matter.found_on = "2026-08-01"
    course.matter.save()
    page = sign_in(course.cast.handler).get(f"/recommendations/{course.matter.pk}/draft/").content.decode()
    assert GONE not in page


def test_registering_points_it_out(cast, sign_in):
    scan = upload(cast.handler.user)
    typed = {"version": 0, "kind": "social_governance", "number": "川九检建〔2026〕9号", "title": "示例", "key": "k1",
             "sensitivity": "ordinary", "recipients": [cast.agency_a.pk], "issued_on": "2026-09-01",
             "advice_text": f"按照{WASTE}清除", "paper_scans-staged": [str(scan.pk)]}  # fmt: skip
    answer = sign_in(cast.handler).post("/matters/new/recommendation/register_issued/", typed, follow=True)
    assert answer.status_code == 200
    assert GONE in answer.content.decode()


@pytest.mark.parametrize("today", [date(2026, 8, 10), date(2026, 12, 1), date(2027, 2, 6)])
def test_the_demo_cites_no_law_that_is_not_in_force_on_the_day_of_its_facts(today):
    from deadlines.days import calendar_in_use
    from deadlines.known_laws import warnings
    from demo.courses import schedule
    from demo.plans import load_plans
    from demo.story import BEGINS

    with clock.set_to(clock.at(today, 9)):
        plans = load_plans()
        begun = [turn for turn in schedule(plans, calendar_in_use()) if turn.act.do in BEGINS]
        assert len(begun) == len(plans)
        for turn in begun:
            day = clock.local(turn.moment).date()
            turn.plan.cite_as_of(day)
            assert warnings(str(turn.plan.values) + str(turn.plan.advices), [day]) == []
