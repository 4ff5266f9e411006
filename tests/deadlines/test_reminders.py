"""The ladder: each rung once, to the right people, never after its ground has gone."""

from datetime import date

import pytest
from django.db import connection

from common import clock
from common.when import When
from deadlines import changes, ladder, reminders, services
from deadlines.days import calendar_in_use, calendars
from deadlines.models import Deadline, Ladder, Reminder
from notices.models import Notice
from organisations.models import Membership
from tests import factories

RECEIVED = When.on(date(2024, 9, 5))  # a Thursday; the last day is Tuesday 5 November 2024


@pytest.fixture
def reply(cast) -> Deadline:
    with clock.set_to(date(2024, 9, 5)):
        return cast.owes(starts=RECEIVED)


def sweep_at(day: date, hour: int = 9) -> int:
    with clock.set_to(clock.at(day, hour)):
        return reminders.sweep()


def told() -> list[tuple[int, str]]:
    sent = Reminder.objects.filter(status="sent").order_by("id")
    return [(row.rung, row.recipient.memberships.get().role) for row in sent]


def skipped() -> list[int]:
    return sorted(Reminder.objects.filter(status="skipped").values_list("rung", flat=True))


def moments(deadline: Deadline, count: int) -> list[tuple[int, str]]:
    found = ladder.rungs(deadline, calendar_in_use())
    return [
        (rung.offset, f"{clock.local(rung.at):%Y-%m-%d %H:%M}")
        for rung, _ in zip(found, range(count), strict=False)
    ]


def test_the_ladder_of_a_reply(reply):
    offsets = [offset for offset, _ in moments(reply, 8)]
    assert offsets == [-15, -7, -3, -1, 0, 1, 8, 15]


def test_rungs_stand_on_working_mornings_before_a_rest_day_and_after_it_once_late(reply):
    days = dict(moments(reply, 8))
    assert days[-15] == "2024-10-21 08:30"
    assert days[-3] == "2024-11-01 08:30"  # 2 November is a Saturday
    assert days[8] == "2024-11-13 08:30"


def test_short_periods_have_fewer_rungs_and_targets_two(cast):
    record = cast.owes("recommendation.record_with_superior", starts=RECEIVED)
    target = cast.owes("target.sign_for", starts=RECEIVED)
    assert [offset for offset, _ in moments(record, 4)] == [-3, -1, 0, 1]
    assert [offset for offset, _ in moments(target, 9)] == [0, 1]


def test_a_strict_rule_is_reminded_of_by_its_strict_day(cast):
    row = cast.owes("referral.agency_decision", starts=When.on(date(2024, 4, 30)))
    on_the_day = next(moment for offset, moment in moments(row, 3) if offset == 0)
    assert (row.due_on, on_the_day) == (date(2024, 5, 6), "2024-04-30 08:30")


def test_from_liaison_to_head_to_handler(reply):
    for day in (date(2024, 10, 21), date(2024, 11, 4), date(2024, 11, 6)):
        sweep_at(day)
    late = [(1, "liaison"), (1, "organisation_head"), (1, "handler")]
    assert told() == [(-15, "liaison"), (-1, "liaison"), (-1, "organisation_head"), *late]


def test_the_handler_is_led_to_the_prepared_urging(reply, cast):
    sweep_at(date(2024, 11, 6))
    notice = Notice.objects.get(recipient=cast.handler.user)
    assert notice.link == f"/matters/{cast.matter.pk}/steps/urge/"
    assert "已逾期1天" in notice.text


def test_the_second_reminder_says_second(reply, cast):
    sweep_at(date(2024, 10, 21))
    sweep_at(date(2024, 10, 29))
    texts = Notice.objects.filter(recipient=cast.liaison.user).order_by("id").values_list("text", flat=True)
    assert [text[:7] for text in texts] == ["【第1次提醒】", "【第2次提醒】"]
    assert "还有7天（最迟11月5日（含当日）回复）" in texts[1]


def test_sweeping_again_sends_nothing_more(reply):
    assert sweep_at(date(2024, 10, 21)) == 1
    assert sweep_at(date(2024, 10, 21), 10) == 0
    assert sweep_at(date(2024, 10, 22)) == 0


def test_after_three_days_standing_still_the_latest_rung_goes_once_and_no_stale_one(reply):
    sweep_at(date(2024, 11, 5))
    assert {rung for rung, _ in told()} == {0}
    assert skipped() == [-15, -7, -3, -1]


def test_weekly_reminders_go_on(reply):
    for day in (date(2024, 11, 6), date(2024, 11, 13), date(2024, 11, 20)):
        sweep_at(day)
    assert sorted({rung for rung, _ in told()}) == [1, 8, 15]


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2024, 10, 21), 7), (date(2024, 10, 21), 18), (date(2024, 10, 26), 9)]
)
def test_nothing_is_sent_outside_working_hours(reply, day, hour):
    assert sweep_at(day, hour) == 0


def test_a_period_in_hours_is_reminded_of_at_night(cast):
    with clock.set_to(clock.at(date(2024, 9, 30), 23)):
        row = cast.owes("referral.transfer", starts=When.now())
    assert sweep_at(date(2024, 10, 1), 11) == 1
    assert [Reminder.objects.get(deadline=row, status="sent").rung, Notice.objects.get().awaits_bundle] == [
        -12,
        False,
    ]


def test_none_after_the_answer(reply, cast):
    with clock.set_to(date(2024, 10, 10)):
        cast.close(on=date(2024, 10, 10))
    assert sweep_at(date(2024, 10, 21)) == 0
    assert not Ladder.objects.exists()


def test_an_unread_reminder_is_withdrawn_when_the_answer_comes(reply, cast):
    sweep_at(date(2024, 10, 21))
    notice = Notice.objects.get()
    assert reminders.ground_stands(notice)
    cast.close(on=date(2024, 10, 21))
    notice.refresh_from_db()
    assert notice.withdrawn_at
    assert not reminders.ground_stands(notice)


def test_answered_while_the_sweep_was_under_way_sends_none(reply, cast):
    """The ladder's row was read before the answer, the deadline is looked at after it."""
    row = Ladder.objects.get(deadline=reply)
    with clock.set_to(clock.at(date(2024, 10, 21), 9)):
        cast.close(on=date(2024, 10, 21))
        assert reminders._take([row], clock.now(), calendars()) == 0
    assert not Notice.objects.exists()


def test_two_sweeps_with_the_same_row_send_one_notice(reply):
    with clock.set_to(clock.at(date(2024, 10, 21), 9)):
        first, second = Ladder.objects.get(), Ladder.objects.get()
        sent = [reminders._take([row], clock.now(), calendars()) for row in (first, second)]
    assert sent == [1, 0]
    assert Notice.objects.count() == 1


def test_an_extension_begins_a_fresh_ladder_and_names_the_first_day(reply, cast):
    sweep_at(date(2024, 10, 21))
    with clock.set_to(date(2024, 10, 22)):
        changes.replace_deadline(
            reply, kind="extension", reason="x", event=cast.event("grant"), due_on=date(2024, 12, 5)
        )
    assert sweep_at(date(2024, 11, 5)) == 0
    assert sweep_at(date(2024, 11, 20)) == 1
    assert "【第1次提醒】" in Notice.objects.latest("id").text
    assert "原期限11月5日，已延期" in Notice.objects.latest("id").text


def test_an_old_matter_entered_today_floods_nobody(cast):
    with clock.set_to(date(2025, 3, 3)):
        row = cast.owes(starts=RECEIVED)
        assert reminders.sweep() == 0
    assert sweep_at(date(2025, 3, 5)) == 3
    assert {rung for rung, _ in told()} == {1 + 7 * 17}
    assert len(skipped()) == Reminder.objects.filter(deadline=row, status="skipped").count() == 22


def test_imported_deadlines_are_quiet_until_taken_on(cast):
    with clock.set_to(date(2024, 10, 1)):
        cast.owes(starts=RECEIVED, quiet=True)
    assert sweep_at(date(2024, 10, 21)) == 0
    with clock.set_to(clock.at(date(2024, 10, 21), 10)):
        services.take_on(matter=cast.matter)
    assert sweep_at(date(2024, 10, 21), 11) == 0
    assert sweep_at(date(2024, 10, 29)) == 1


def test_reminders_go_to_whoever_holds_the_place_today(reply, cast):
    Membership.objects.filter(pk=cast.liaison.pk).update(ended_on=date(2024, 10, 1))
    new = factories.membership(cast.agency, "liaison")
    sweep_at(date(2024, 10, 21))
    assert Notice.objects.get().recipient == new.user


def test_without_a_principal_the_substitute_is_reminded(reply, cast):
    substitute = factories.membership(cast.agency, "liaison", standing="substitute")
    cast.liaison.user.is_active = False
    cast.liaison.user.save()
    sweep_at(date(2024, 10, 21))
    assert Notice.objects.get().recipient == substitute.user


def test_where_nobody_holds_the_place_the_handler_learns_of_it(reply, cast):
    Membership.objects.filter(organisation=cast.agency).update(ended_on=date(2024, 10, 1))
    sweep_at(date(2024, 10, 21))
    assert told() == [(-15, "handler")]


def test_what_an_agency_keeps_inside_is_told_to_nobody_outside(cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes("target.inside", due_on=date(2024, 9, 20), audience=cast.agency)
    sweep_at(date(2024, 9, 23))
    assert told() == [(1, "liaison")]


def test_a_target_is_not_called_late(cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes("target.sign_for", starts=RECEIVED)
    sweep_at(date(2024, 9, 11))
    assert told() == [(1, "liaison"), (1, "handler")]
    assert not Notice.objects.filter(text__contains="逾期").exists()


def test_a_sealed_matter_is_not_named(reply, cast):
    cast.matter.sensitivity, cast.matter.number = "sealed", ""
    cast.matter.save()
    sweep_at(date(2024, 10, 21))
    assert "督促整改" not in Notice.objects.get().text


def test_reminders_of_one_person_wait_for_one_bundle(reply, cast):
    with clock.set_to(date(2024, 9, 5)):
        cast.owes(starts=RECEIVED, subject="second")
    cast.liaison.user.email = "liaison@example.cn"
    cast.liaison.user.save()
    sweep_at(date(2024, 10, 21))
    assert Notice.objects.filter(recipient=cast.liaison.user, awaits_bundle=True).count() == 2


def test_a_sweep_with_nothing_due_asks_one_small_question(reply, django_assert_num_queries):
    sweep_at(date(2024, 10, 21))
    with clock.set_to(clock.at(date(2024, 10, 22), 9)), django_assert_num_queries(1):
        reminders.sweep()


def test_the_sweeps_question_is_answered_from_the_index(reply):
    waiting = Ladder.objects.filter(next_at__lte=clock.now()).order_by("next_at", "id")
    assert "ladder_next" in waiting.explain() or connection.vendor != "sqlite"


def test_long_titles_are_shortened_to_what_a_notice_holds(cast):
    cast.matter.title, cast.matter.number = "督" * 200, ""
    cast.matter.save()
    with clock.set_to(date(2024, 9, 5)):
        cast.owes(starts=RECEIVED, label="回" * 100)
    sweep_at(date(2024, 11, 6))
    assert Notice.objects.count() == 3
    assert max(len(text) for text in Notice.objects.values_list("text", flat=True)) <= 300


def test_a_strict_rules_reminder_names_the_strict_day(cast):
    with clock.set_to(date(2024, 4, 30)):
        cast.owes("referral.agency_decision", starts=When.on(date(2024, 4, 30)))
    sweep_at(date(2024, 5, 6))
    assert "最迟5月6日（含当日）作出决定），不顺延则为5月3日" in Notice.objects.first().text
