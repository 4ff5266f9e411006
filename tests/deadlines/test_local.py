"""A county's own days: shorter than the law or set freely for a target, with its document as citation."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from common.when import When
from deadlines.models import LocalRule
from tests import factories

RECEIVED = When.on(date(2024, 9, 5))
CITATION = "九府办发〔2024〕3号第4条"


def local(rule: str, length: int, where: str = "513225", **fields) -> LocalRule:
    values = {"citation": CITATION, "in_force_from": date(2024, 1, 1), **fields}
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
        local("minor_report.report", 24)


def test_a_target_is_the_countys_to_set(cast):
    local("target.sign_for", 5)
    row = cast.owes("target.sign_for", starts=RECEIVED)
    assert (row.due_on, row.basis) == (date(2024, 9, 12), "target")


def test_the_nearest_jurisdiction_and_the_newest_document_decide(cast):
    local("recommendation.investigation", 1, "510000")
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
