"""Another day is a new row; the old one stays as it was."""

from datetime import date

import pytest

from common.when import When
from deadlines import changes, services
from deadlines.models import Ladder
from deadlines.statute import Stated, Unit

RECEIVED = When.on(date(2024, 9, 5))
LAST = date(2024, 11, 5)
LATER = date(2024, 12, 5)


def extend(cast, row, until=LATER):
    return changes.replace_deadline(
        row,
        kind="extension",
        reason="工程量大",
        decided_by="检察长王某",
        event=cast.event("grant"),
        due_on=until,
    )


def test_an_extension_keeps_the_statutory_day_in_sight(cast):
    old = cast.owes(starts=RECEIVED)
    new = extend(cast, old)
    old.refresh_from_db()
    assert (old.status, old.due_on) == ("replaced", LAST)
    assert (new.replaces, new.due_on, new.original_on, new.extended_from) == (old, LATER, LAST, LAST)
    assert new.basis == "statutory"
    assert new.explanation.startswith(
        "经检察长王某同意，期限延至2024年12月5日（周四，含当日），原届满日为2024年11月5日"
    )


def test_a_second_extension_still_names_the_first_day(cast):
    new = extend(cast, extend(cast, cast.owes(starts=RECEIVED)), date(2025, 1, 6))
    assert new.original_on == LAST
    assert new.explanation.count("延至") == 1
    assert "第19条" in new.explanation


def test_an_extension_only_gives_more_time(cast):
    row = cast.owes(starts=RECEIVED)
    with pytest.raises(ValueError, match="晚于"):
        extend(cast, row, LAST)


def test_an_extended_period_ends_on_a_working_day(cast):
    row = cast.owes(starts=RECEIVED)
    assert changes.extended_day(row, months=1) == LATER
    assert changes.extended_day(row, days=4) == date(2024, 11, 11)


def test_a_corrected_receipt_counts_anew(cast):
    old = cast.owes(starts=RECEIVED)
    new = changes.replace_deadline(
        old,
        kind="correction",
        reason="收到日期有误",
        event=cast.event("correct"),
        starts=When.on(date(2024, 9, 9)),
    )
    assert (new.due_on, new.original_on, new.extended_from) == (date(2024, 11, 11), date(2024, 11, 11), None)


def test_a_correction_does_not_undo_an_extension(cast):
    extended = extend(cast, cast.owes(starts=RECEIVED))
    new = changes.replace_deadline(
        extended, kind="correction", reason="有误", event=cast.event(), starts=When.on(date(2024, 9, 9))
    )
    assert (new.due_on, new.original_on) == (LATER, date(2024, 11, 11))


def test_paused_five_working_days_gives_five_more(cast):
    """Paused on a Monday, resumed on the next: seven days of a period in months, five in working days."""
    for rule, expected in (
        ("recommendation.reply", date(2024, 11, 12)),
        ("inquiry.answer", date(2024, 9, 27)),
    ):
        stated = Stated(10, Unit.WORKING_DAYS) if rule == "inquiry.answer" else None
        row = cast.owes(rule, starts=RECEIVED, stated=stated)
        how = {"reason": "等待鉴定", "decided_by": "检察长王某"}
        paused = changes.pause(row, on=date(2024, 9, 9), event=cast.event("pause"), **how)
        assert (paused.status, paused.due_on) == ("paused", None)
        resumed = changes.resume(paused, on=date(2024, 9, 16), event=cast.event("resume"), **how)
        assert (resumed.status, resumed.due_on) == ("open", expected)
        assert "不计入" in resumed.explanation


def test_a_pause_of_an_extended_period_moves_the_decided_day(cast):
    row = extend(cast, cast.owes(starts=RECEIVED))
    how = {"reason": "等待鉴定", "decided_by": "检察长王某"}
    paused = changes.pause(row, on=date(2024, 9, 9), event=cast.event("pause"), **how)
    resumed = changes.resume(paused, on=date(2024, 9, 16), event=cast.event("resume"), **how)
    assert resumed.due_on == date(2024, 12, 12)


def test_while_paused_nobody_is_reminded_and_it_can_still_be_closed(cast):
    row = cast.owes(starts=RECEIVED)
    changes.pause(row, on=date(2024, 9, 9), reason="等待", decided_by="王某", event=cast.event("pause"))
    assert not Ladder.objects.exists()
    (closed,) = cast.close(on=LATER)
    assert (closed.status, closed.late_days) == ("closed", None)


def test_hours_cannot_be_paused(cast):
    row = cast.owes("referral.transfer", starts=When.parse("2024-09-05T10:00"))
    with pytest.raises(ValueError, match="小时"):
        changes.pause(row, on=date(2024, 9, 5), reason="x", decided_by="y", event=cast.event())


def test_running_finds_open_and_paused_of_a_rule(cast):
    row = cast.owes(starts=RECEIVED)
    new = extend(cast, row)
    assert list(services.running(matter=cast.matter, rule="recommendation.reply")) == [new]
