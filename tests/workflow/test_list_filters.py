"""Narrowing the list: each filter stands in the address, its chips say how many rows each would show."""

from datetime import date

import pytest

from common import clock
from recommendations.models import Recommendation
from tests.courses import Course
from tests.workflow.matters import chips, issued, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


@pytest.fixture
def find(cast, sign_in):
    client = sign_in(cast.handler)
    return lambda **query: client.get("/matters/", query)


def test_by_kind(cast, find):
    issued(cast, "甲", kind="public_interest")
    issued(cast, "乙")
    answer = find(kind="public_interest")
    assert titles(answer) == ["甲"]
    assert chips(answer, "类型") == {"公益诉讼检察建议": "1", "社会治理检察建议": "1"}


def test_by_state_and_phase(cast, find):
    issued(cast, "甲")
    issued(cast, "乙", received_on="2026-10-12")
    assert titles(find(state="recommendation.rectifying")) == titles(find(phase="in_progress")) == ["乙"]
    assert chips(find(), "阶段") == {"在办": "2", "待签收": "1", "整改中": "1"}


def test_by_organisation(cast, find):
    issued(cast, "甲")
    issued(cast, "乙", recipient=cast.agency_b)
    answer = find(organisation=cast.agency_b.pk)
    assert titles(answer) == ["乙"]
    assert chips(answer, "单位") == {"县水务局": "1", "县市场监管局": "1"}


def test_by_handler(cast, find):
    issued(cast, "甲")
    other = Course(cast)
    other.begin().take("reassign", cast.department_head, handler=cast.second_handler, reason="工作调整")
    answer = find(handler=cast.second_handler.pk)
    assert titles(answer) == [other.matter.title]
    assert chips(answer, "承办人") == {"张明": "1", "王芳": "1"}


def test_by_year_of_issue(cast, find):
    issued(cast, "甲", issued_on="2025-12")
    issued(cast, "乙")
    answer = find(year="2025")
    assert titles(answer) == ["甲"]
    assert chips(answer, "年度") == {"2026年": "1", "2025年": "1"}


@pytest.mark.parametrize(
    ("due", "today"),
    [("week", date(2026, 12, 9)), ("today", date(2026, 12, 14)), ("overdue", date(2026, 12, 15))],
)
def test_by_due_day(cast, sign_in, due, today):
    issued(cast, "甲", received_on="2026-10-12")  # the reply's last day: 14 December, a Monday
    issued(cast, "乙", issued_on="2026-10-13", received_on="2026-10-13", kind="retrial", recipient=cast.court)
    with clock.set_to(today):
        client = sign_in(cast.liaison_a)
        assert titles(client.get("/matters/", {"due": due})) == ["甲"]
        others = {"overdue", "today", "week"} - {due}
        assert [titles(client.get("/matters/", {"due": other})) for other in others] == [[], []]


def test_a_target_is_never_overdue(cast, find):
    issued(cast, "甲", issued_on="2026-09-01")  # not signed for within three working days
    assert titles(find(due="overdue", kind="social_governance", state="recommendation.issued")) == [
        "甲"
    ]  # 备案 is
    Recommendation.objects.get().deadlines.filter(rule="recommendation.record_with_superior").delete()
    assert titles(find(due="overdue")) == []


def test_several_filters_hold_together(cast, find):
    issued(cast, "甲", kind="public_interest", recipient=cast.agency_b)
    issued(cast, "乙", kind="public_interest")
    issued(cast, "丙", recipient=cast.agency_b)
    assert titles(find(kind="public_interest", organisation=cast.agency_b.pk, q="甲")) == ["甲"]


def test_what_was_entered_by_mistake_is_shown_only_when_asked_for(cast, find):
    course = Course(cast).draft()
    course.take("annul", cast.department_head, reason="重复登记")
    assert titles(find()) == []
    assert titles(find(state="recommendation.annulled")) == [course.matter.title]


@pytest.mark.parametrize(
    "query",
    [{"kind": "x"}, {"state": "'"}, {"organisation": "abc"}, {"year": "20261"}, {"handler": "9" * 40}],
)
def test_what_is_not_understood_does_not_narrow(cast, find, query):
    issued(cast, "甲")
    assert titles(find(**query)) == ["甲"]


def test_a_selected_chip_leads_back(cast, find):
    issued(cast, "甲")
    (chip,) = find(kind="social_governance").context["filters"]["groups"][-1]["chips"]
    assert (chip["selected"], chip["url"]) == (True, "/matters/?")
