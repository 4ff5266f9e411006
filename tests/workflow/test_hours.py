"""Wherever a rule counts hours, the form takes a time, and no minute is made up from a day."""

from datetime import date, timedelta

import pytest

from common import clock
from common.dates import parse_when
from common.form_fields import WhenField
from common.when import When
from deadlines import statutes
from deadlines.models import LocalRule
from deadlines.services import open_deadline
from deadlines.statute import Unit
from recommendations import rules
from tests.courses import Course, upload
from workflow import hours
from workflow.actors import System
from workflow.effects import Effects, Open, Taking
from workflow.errors import Invalid

IN_HOURS = [rule.code for rule in statutes.ALL if rule.unit is Unit.HOURS]
DAY, MOMENT = When.parse("2026-09-01"), When.parse("2026-09-01T14:30")
pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_for_in_hours(cast):
    """The county wants a recommendation to be signed for within 24 hours."""
    LocalRule.objects.create(
        jurisdiction=cast.procuratorate.jurisdiction, rule=rules.SIGN_FOR, length=24, unit="hours",
        citation="九府办〔2026〕2号", in_force_from=date(2026, 1, 1),
    )  # fmt: skip


def local_rule(cast) -> str:
    """A county's own rule of 12 hours."""
    return LocalRule.objects.create(
        jurisdiction=cast.procuratorate.jurisdiction, rule="county.report", length=12, unit="hours",
        citation="九府办〔2026〕1号", in_force_from=date(2026, 1, 1), owes="乡镇", duty="报告", act="报告",
        starts="发现",
    ).rule  # fmt: skip


def checked(course: Course, rule: str, start: When, actor=None, **data) -> None:
    taking = Taking(actor or course.cast.handler, start, clock.now(), None, data)
    opened = Open(rule, course.cast.agency_a, starts=start)
    hours.check(course.matter, Effects(opens=[opened]), taking)


def refused(take) -> dict[str, str]:
    with pytest.raises(Invalid) as problem:
        take()
    return problem.value.fields


@pytest.mark.parametrize("rule", [*IN_HOURS, "county.report"])
def test_a_mere_day_is_refused_at_the_field_that_gives_it(cast, rule):
    local_rule(cast)
    course = Course(cast).issued()
    assert set(refused(lambda: checked(course, rule, DAY))) == {"occurred_at"}
    problems = refused(lambda: checked(course, rule, DAY, found_on=DAY))
    assert set(problems) == {"found_on"}
    assert "按小时计算" in problems["found_on"]
    checked(course, rule, MOMENT)


def test_what_the_system_enters_has_no_minute_and_says_so(cast):
    course = Course(cast).issued()
    checked(course, "referral.transfer", DAY, actor=System("导入"))
    event = course.matter.events.last()
    row = open_deadline(
        matter=course.matter, rule=local_rule(cast), debtor=cast.agency_a, event=event, starts=DAY
    )
    assert (row.due_on, row.due_at) == (None, None)
    assert "没有登记时刻" in row.explanation


@pytest.mark.usefixtures("sign_for_in_hours")
def test_a_step_entered_later_asks_for_the_time(cast, sign_in):
    typed = {
        "kind": "social_governance", "number": "川九检建〔2026〕99号", "title": "示例河段",
        "recipients": [cast.agency_a.pk, cast.agency_b.pk], "sensitivity": "ordinary", "version": "0", "key": "once",
        "paper_scans-staged": [str(upload(cast.handler.user).pk)],
    }  # fmt: skip
    client, url = sign_in(cast.handler), "/matters/new/recommendation/register_issued/"
    page = client.post(url, typed | {"issued_on": "2026-09-01"})
    assert page.status_code == 422
    assert "按小时计算" in page.content.decode()
    assert client.post(url, typed | {"issued_on": "2026年9月1日 14:30"}).status_code == 302
    due = {
        row.due_at
        for row in Course(cast).new().__class__.objects.first().deadlines.filter(rule=rules.SIGN_FOR)
    }
    assert due == {MOMENT.start + timedelta(hours=24)}


@pytest.mark.usefixtures("sign_for_in_hours")
def test_what_happens_now_has_its_minute(cast):
    course = Course(cast).issued()
    row = course.matter.deadlines.get(rule=rules.SIGN_FOR)
    assert row.due_at - row.starts_at == timedelta(hours=24)


@pytest.mark.parametrize(
    "text",
    ["2026年9月1日14:30", "2026-9-1 14:30", "2026-09-01T14:30", "2026年9月1日 14时30分", "2026-09-01 14：30"],
)
def test_a_time_is_read_as_it_is_typed(text):
    assert parse_when(text) == MOMENT


@pytest.mark.parametrize("text", ["2026-09-01 25:00", "2026-09 14:30", "14:30", "2026-09-01 14"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"not a|hour must be"):
        parse_when(text)


def test_the_field_shows_a_moment_as_it_reads_it():
    field = WhenField()
    assert field.to_python(field.prepare_value(MOMENT)) == MOMENT
    assert field.prepare_value(DAY) == "2026-09-01"
