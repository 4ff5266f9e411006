"""The table of rules, and the document made from it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from deadlines import statutes
from deadlines.management.commands.statutes import document
from deadlines.statute import Mark, Unit
from tests.deadlines.test_compute import rows

TARGETS = {
    "recommendation.objection_review",
    "lead.assessment",
    "meeting.yearly",
    "target.sign_for",
    "target.decide",
    "target.decide_proposed",
    "target.mend_proposed",
    "target.revise",
    "target.issue",
    "target.seal",
    "target.serve_letter",
    "target.sign_for_letter",
    "target.review",
    "target.answer_request",
    "target.inside",
    "target.feed_back",
    "target.judgment",
    "target.record_pause",
    "target.taken_over",
    "target.supervise_filing",
    "target.receive",
    "target.tell_result",
    "referral.receipt",
}


def test_every_rule_of_the_acceptance_table_is_there():
    assert {row["rule"] for row in rows()} <= set(statutes.STATUTES)


@pytest.mark.parametrize("statute", statutes.ALL, ids=lambda statute: statute.code)
def test_a_rule_is_whole(statute):
    assert all([statute.owes, statute.duty, statute.act, statute.starts, statute.citation])
    assert statute.length or statute.stated or statute.unit is Unit.NONE
    assert "的次日" not in statute.starts
    assert len(statute.citation) <= 300


def test_only_the_countys_own_days_are_targets():
    assert {statute.code for statute in statutes.ALL if statute.is_target} == TARGETS


def test_only_the_referral_rules_in_days_are_strict():
    strict = {statute.code for statute in statutes.ALL if statute.strict}
    assert strict == {
        statute.code
        for statute in statutes.REFERRALS
        if statute.citation.startswith("《行政执法机关移送") and statute.unit is Unit.DAYS
    }


def test_an_unknown_code_is_refused_by_name():
    with pytest.raises(statutes.UnknownRule, match=r"no\.such"):
        statutes.get("no.such")


def test_a_period_keeps_the_version_in_force_when_it_began(monkeypatch):
    today = statutes.get("penalty.decision")
    later = replace(today, length=60, in_force_from=date(2027, 1, 1))
    earlier = replace(today, in_force_until=date(2026, 12, 31))
    monkeypatch.setattr(statutes, "ALL", (earlier, later))
    assert statutes.get("penalty.decision", date(2026, 12, 31)).length == 90
    assert statutes.get("penalty.decision", date(2027, 1, 1)).length == 60


def test_the_document_lists_every_rule_with_its_mark():
    text = document()
    for statute in statutes.ALL:
        assert re.search(rf"\| `{re.escape(statute.code)}` \|.*\| {statute.mark} \|", text)
    assert all(mark.label in text for mark in Mark)


def test_the_document_in_the_repository_is_up_to_date():
    call_command("statutes", check=True)
