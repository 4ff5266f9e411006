"""A county's own days: shorter than the law or set freely for a target, with its document as citation."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from common import clock
from common.when import When
from deadlines import changes
from deadlines.calendar import Day
from deadlines.models import Deadline, LocalRule
from deadlines.new_days import load_days
from deadlines.statutes import STATUTES
from tests import factories

RECEIVED = When.on(date(2024, 9, 5))
CITATION = "九府办发〔2024〕3号第4条"


def local(rule: str, length: int, unit: str = "", where: str = "513225", **fields) -> LocalRule:
    """Entered on its first day, in the unit of the law where none is said."""
    statute = STATUTES.get(rule)
    values = {"citation": CITATION, "in_force_from": date(2024, 1, 1), **fields}
    values["unit"] = unit or (statute.unit.value if statute else "")
    with clock.set_to(values["in_force_from"]):
        made = LocalRule(jurisdiction=factories.jurisdiction(where), rule=rule, length=length, **values)
        made.full_clean()
        made.save()
    return made


def test_a_county_shortens_a_period_and_its_document_is_cited(cast):
    local("recommendation.reply", 1)
    row = cast.owes(starts=RECEIVED)
    assert row.due_on == date(2024, 10, 8)
    assert row.citation.startswith(CITATION)
    assert row.basis == "statutory"
    assert CITATION in row.explanation


def test_no_document_lengthens_what_the_law_demands(db):
    with pytest.raises(ValidationError, match="只能缩短"):
        local("recommendation.reply", 3)
    with pytest.raises(ValidationError, match="立即"):
        local("minor_report.report", 24, "hours")


def test_a_target_is_the_countys_to_set(cast):
    local("target.sign_for", 5)
    row = cast.owes("target.sign_for", starts=RECEIVED)
    assert (row.due_on, row.basis) == (date(2024, 9, 12), "target")


def test_the_nearest_jurisdiction_and_the_newest_document_decide(cast):
    local("recommendation.investigation", 1, where="510000")
    local("target.review", 10)
    local("target.review", 7, in_force_from=date(2024, 6, 1))
    assert cast.owes("recommendation.investigation", starts=RECEIVED).due_on == date(2024, 10, 8)
    assert cast.owes("target.review", starts=RECEIVED).due_on == date(2024, 9, 12)


def test_a_running_deadline_keeps_the_rule_under_which_it_began(cast):
    local("recommendation.reply", 1, in_force_from=date(2024, 9, 6))
    assert cast.owes(starts=RECEIVED).due_on == date(2024, 11, 5)


def test_a_county_adds_a_rule_of_its_own(cast):
    words = {"owes": "乡镇", "duty": "报送自查报告", "act": "报送", "starts": "收到通知"}
    with pytest.raises(ValidationError, match="必填"):
        local("county.self_check", 10)
    local("county.self_check", 10, unit="working_days", role="liaison", **words)
    row = cast.owes("county.self_check", starts=RECEIVED)
    assert (row.label, row.due_on, row.responsible_role) == ("报送自查报告", date(2024, 9, 20), "liaison")


def past_rule(**fields) -> LocalRule:
    """As a fixture would bring it, past every check: one month, entered today with a day before the start."""
    values = {
        "length": 1,
        "unit": "months",
        "citation": CITATION,
        "in_force_from": date(2024, 1, 1),
        **fields,
    }
    place = factories.jurisdiction("513225")
    return LocalRule.objects.create(jurisdiction=place, rule="recommendation.reply", **values)


def test_a_rule_entered_later_moves_nothing_at_the_next_change_of_the_calendar(cast):
    """The issue's case: a past day, two-month replies that already run, the next notice."""
    row = cast.owes(starts=RECEIVED)
    past_rule()
    assert load_days([Day(date(2024, 10, 10), "rest", "临时放假")], record=lambda *_: None) == []
    ((_, new),) = load_days([Day(date(2024, 11, 5), "rest", "临时放假")], record=lambda *_: None)
    assert (new.due_on, new.citation) == (date(2024, 11, 6), row.citation)


def test_a_rule_entered_later_does_not_reach_a_corrected_start_either(cast):
    row = cast.owes(starts=RECEIVED)
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        past_rule()
    new = changes.replace_deadline(
        row, kind="correction", reason="有误", event=cast.event(), starts=When.on(date(2024, 9, 9))
    )
    assert new.due_on == date(2024, 11, 11)


def test_a_rule_known_when_it_began_holds_for_a_start_corrected_to_its_day(cast):
    local("recommendation.reply", 1, in_force_from=date(2024, 9, 6))
    row = cast.owes(starts=RECEIVED)
    assert row.due_on == date(2024, 11, 5)
    new = changes.replace_deadline(
        row, kind="correction", reason="有误", event=cast.event(), starts=When.on(date(2024, 9, 6))
    )
    assert (new.due_on, new.citation[:4]) == (date(2024, 10, 8), CITATION[:4])


def test_a_rule_does_not_begin_in_the_past(db):
    with pytest.raises(ValidationError, match="不能早于今天"), clock.set_to(date(2024, 9, 5)):
        rule("recommendation.reply", 1, in_force_from=date(2024, 9, 4)).full_clean()


def test_a_rule_in_force_is_ended_and_not_rewritten(db):
    made = local("recommendation.reply", 45, "days")
    made.length = 30
    with pytest.raises(ValidationError, match="只能填写失效日期"):
        made.full_clean()
    made.refresh_from_db()
    made.in_force_until = clock.today()
    made.full_clean()
    made.in_force_until = date(2024, 2, 1)
    with pytest.raises(ValidationError, match="不能早于今天"):
        made.full_clean()


def rule(code: str, length: int, unit: str = "months", **fields) -> LocalRule:
    values = {"citation": CITATION, "in_force_from": clock.today(), "unit": unit, **fields}
    return LocalRule(jurisdiction=factories.jurisdiction("513225"), rule=code, length=length, **values)


@pytest.mark.parametrize(
    ("code", "length", "unit"),
    [
        ("recommendation.reply", 45, "days"),
        ("recommendation.reply", 59, "days"),
        ("recommendation.reply", 30, "working_days"),
        ("recommendation.reply", 2, "months"),
        ("recommendation.public_interest.serve", 48, "hours"),
        ("target.review", 2, "months"),
    ],
)
def test_a_rule_that_never_ends_later_is_taken_in_any_unit(db, code, length, unit):
    rule(code, length, unit).full_clean()


@pytest.mark.parametrize(
    ("code", "length", "unit"),
    [
        ("recommendation.reply", 62, "days"),
        ("recommendation.reply", 60, "days"),
        ("recommendation.reply", 45, "working_days"),
        ("recommendation.reply", 1, "years"),
        ("recommendation.public_interest.serve", 73, "hours"),
        ("referral.transfer", 1, "days"),
        ("opinion.review", 20, "days"),
    ],
)
def test_a_rule_that_may_end_later_is_refused_with_a_case(db, code, length, unit):
    with pytest.raises(ValidationError, match="例如自"):
        rule(code, length, unit).full_clean()


def test_45_days_instead_of_two_months_are_counted_as_days(cast):
    local("recommendation.reply", 45, "days")
    row = cast.owes(starts=RECEIVED)
    assert (row.due_on, row.kept_rule["unit"]) == (date(2024, 10, 21), "days")
    assert "45日" in Deadline.objects.get().explanation
