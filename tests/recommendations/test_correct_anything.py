"""更正 reaches everything that is dated: the day of any entry, what was granted, the kind, the recipient, the paper."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from common import clock
from common.when import When
from deadlines.statute import Stated, Unit
from matters.models import Matter
from recommendations import rules
from recommendations.choices import Source
from recommendations.correctable import items
from recommendations.models import Recommendation
from tests.cast import Cast
from tests.courses import Course, upload
from tests.recommendations.served import REPLY, deadline, served
from tests.recommendations.test_court import judged, sued
from tests.recommendations.urged import late, received, sent
from workflow import timeline
from workflow.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def correct(course: Course, field: str, new=None, **data):
    data = {"field": field, "new": new, "reason": "录入有误", **data}
    return course.take("correct", course.cast.department_head, **data)


def number(course: Course, verb: str) -> int:
    return course.matter.events.filter(verb=verb).latest("number").number


def replied(cast, on: str = "2026-09-15") -> Course:
    """Received on 10 July, so that the reply was due on 10 September: late by five days."""
    course = served(cast, "2026-07-10", issued_on="2026-07-10")
    scans = [upload(cast.handler.user)]
    course.reply(actor=cast.handler, occurred_at=When.parse(on), build_letter=False, paper_scans=scans)
    return course


def met(course: Course):
    return course.matter.deadlines.get(rule=REPLY, status="closed")


class TestDayOfAnEntry:
    def test_the_day_of_a_reply_moves_lateness_review_and_what_is_shown(self, cast):
        course = replied(cast)
        assert met(course).late_days == 5
        correct(course, f"day-{number(course, 'reply')}", "2026-09-09")
        assert (met(course).closed_on, met(course).late_days) == (date(2026, 9, 9), 0)
        assert course.matter.replied_on == course.matter.reply_set.get().replied_on == "2026-09-09"
        assert deadline(course, rules.REVIEW).starts_on == date(2026, 9, 9)
        entry = next(
            e for e in timeline.entries(course.matter, cast.liaison_a) if "书面回复" in e["sentence"]
        )
        assert "日期已更正为2026-09-09" in entry["flags"]
        assert "按期回复" in entry["sentence"]

    def test_and_back_again(self, cast):
        course = replied(cast)
        day = f"day-{number(course, 'reply')}"
        for on in ("2026-09-09", "2026-09-20", "2026-09-15"):
            correct(course, day, on)
        assert (met(course).late_days, deadline(course, rules.REVIEW).starts_on) == (5, date(2026, 9, 15))

    @pytest.mark.parametrize(("on", "why"), [("2026-07-09", "不能早于"), ("2026-10-14", "不能晚于今天")])
    def test_it_keeps_its_place_in_the_course(self, cast, on, why):
        course = replied(cast)
        with pytest.raises(Invalid, match=why):
            correct(course, f"day-{number(course, 'reply')}", on)

    def test_the_day_of_a_record_with_the_superior(self, cast):
        course = served(cast)
        course.take("record_with_superior", cast.handler, to="州检察院", occurred_at=When.parse("2026-10-12"))
        row = course.matter.deadlines.get(rule=rules.RECORD, status="closed")
        assert row.late_days > 0
        correct(course, f"day-{number(course, 'record_with_superior')}", "2026-09-03")
        row.refresh_from_db()
        assert (row.closed_on, row.late_days) == (date(2026, 9, 3), 0)

    def test_of_what_only_the_procuratorate_knows_the_recipient_learns_nothing(self, cast):
        course = served(cast)
        course.take("record_with_superior", cast.handler, to="州检察院", occurred_at=When.parse("2026-10-12"))
        told = cast.liaison_a.user.notices.count()
        correct(course, f"day-{number(course, 'record_with_superior')}", "2026-09-03")
        assert cast.liaison_a.user.notices.count() == told
        assert "更正" not in str([e["sentence"] for e in timeline.entries(course.matter, cast.liaison_a)])

    def test_what_the_other_side_did_online_has_the_portals_own_time(self, cast):
        course = Course(cast).replied()
        names = {item.name for item in items(course.matter)}
        assert f"day-{number(course, 'reply')}" not in names
        with pytest.raises(Invalid, match="在线签收"):
            correct(course, "received_on", "2026-10-12")


class TestExtension:
    def extended(self, cast) -> Course:
        course = served(cast)
        asked = {
            "asked_until": date(2026, 12, 1),
            "reason": "需要招标",
            "occurred_at": When.parse("2026-10-09"),
        }
        course.take("request_extension", cast.handler, files=[upload(cast.handler.user)], **asked)
        course.take("grant_extension", cast.chief, reason="招标需时")
        return course

    def test_a_wrong_day_is_put_right_and_the_chief_stays_who_granted_it(self, cast):
        course = self.extended(cast)
        correct(course, f"grant-{number(course, 'grant_extension')}", "2026-11-20")
        row = deadline(course)
        assert (row.due_on, row.original_on) == (date(2026, 11, 20), date(2026, 11, 2))
        assert course.matter.extensionrequest_set.get().granted_until == date(2026, 11, 20)
        assert str(cast.chief) in row.explanation or cast.chief.user.full_name in row.explanation

    @pytest.mark.parametrize(
        ("until", "why"), [("2036-10-01", "超过原期限再加一倍"), ("2026-10-01", "晚于作出决定的日期")]
    )
    def test_a_correction_grants_no_more_than_the_decision_could(self, cast, until, why):
        """A head of department moved the day by ten years, which the chief could not without reasons."""
        course = self.extended(cast)
        with pytest.raises(Invalid, match=why):
            correct(course, f"grant-{number(course, 'grant_extension')}", until)
        assert deadline(course).due_on == date(2026, 12, 1)

    def test_one_that_never_was_is_taken_back(self, cast):
        course = self.extended(cast)
        correct(course, f"grant-{number(course, 'grant_extension')}")
        assert deadline(course).due_on == date(2026, 11, 2)


class TestPaper:
    def test_a_stated_period_moves_the_reply_under_its_own_rule(self, cast):
        course = served(cast)
        correct(course, "stated_reply", Stated(1, Unit.MONTHS))
        row = course.matter.deadlines.get(rule__in=rules.REPLIES, status="open")
        assert row.rule == "recommendation.reply_urgent"
        assert row.due_on == date(2026, 10, 8)
        correct(course, "stated_reply", None)
        assert deadline(course).due_on == date(2026, 11, 2)

    def test_an_objection_period_that_was_left_out_is_added_in_public_interest_too(self, cast):
        course = served(cast, "2026-10-12", "public_interest")
        correct(course, "stated_objection", Stated(15))
        assert deadline(course, rules.OBJECTION).due_on == date(2026, 10, 27)

    @pytest.mark.parametrize(
        "number", ["川九检公建〔2026〕17号", "川九检公 建〔2026〕17号", "川九检公\u200b建〔2026〕17号"]
    )
    def test_blanks_hide_no_word_of_a_number(self, cast, number):
        with pytest.raises(Invalid, match="公益诉讼检察建议的文号"):
            correct(served(cast), "number", number)

    def test_the_emergency_tick_shortens_and_lengthens(self, cast):
        course = served(cast, kind="public_interest", received_on="2026-10-10")
        correct(course, "is_emergency", True)
        row = course.matter.deadlines.get(rule__in=rules.REPLIES, status="open")
        assert (row.rule, row.starts_on) == (
            "recommendation.public_interest.reply_emergency",
            date(2026, 10, 10),
        )
        assert row.due_on == date(2026, 10, 26)

    def test_another_kind_opens_and_closes_what_it_owes(self, cast):
        course = served(cast, "2026-10-10")
        correct(course, "kind", "public_interest")
        rows = {row.rule: row.status for row in course.matter.deadlines.exclude(status="replaced")}
        assert rows["recommendation.public_interest.reply"] == rows[rules.RECTIFICATION] == "open"
        assert rows[rules.PUBLIC_RECORD] == "open"
        assert rules.RECORD not in rows

    def test_what_has_been_answered_does_not_change_its_proceedings(self, cast):
        with pytest.raises(Invalid, match="误录作废"):
            correct(replied(cast), "kind", "public_interest")

    def test_advices_and_field_of_work_and_scan(self, cast):
        course = served(cast)
        correct(course, "advices", ["依法清理", "建立制度"])
        correct(course, "domain", "生态环境")
        correct(course, "paper_scans", paper_scans=[upload(cast.handler.user, "正确.pdf")])
        assert [advice.text for advice in course.matter.advices.all()] == ["依法清理", "建立制度"]
        assert course.matter.domain == "生态环境"
        assert course.matter.documents.filter(kind="recommendation").count() == 2

    def test_what_the_paper_says_is_put_right_for_all_its_recipients(self, cast):
        course = served(cast, recipients=[cast.agency_a, cast.agency_b])
        correct(course, "issued_on", "2026-08-31")
        correct(course, "number", "川九检建〔2026〕98号")
        rows = Recommendation.objects.order_by("pk")
        assert {(row.issued_on, row.number) for row in rows} == {("2026-08-31", "川九检建〔2026〕98号")}
        assert len(rows) == 2


class TestRecipient:
    def test_the_wrong_unit_loses_sight_and_the_right_one_owes_the_reply(self, cast):
        course = served(cast)
        assert Matter.objects.visible_to(cast.liaison_a).exists()
        assert not Matter.objects.visible_to(cast.liaison_b).exists()
        correct(course, "recipient", cast.agency_b)
        assert not Matter.objects.visible_to(cast.liaison_a).exists()
        assert Matter.objects.visible_to(cast.liaison_b).exists()
        assert deadline(course).debtor == cast.agency_b
        assert "更正为贵单位" in cast.liaison_b.user.notices.latest("pk").text
        assert "不必办理" in cast.liaison_a.user.notices.latest("pk").text

    def test_not_once_it_has_acted_itself(self, cast):
        with pytest.raises(Invalid, match="已经在线办理"):
            correct(Course(cast).served(), "recipient", cast.agency_b)

    def test_one_paper_is_addressed_to_nobody_twice(self, cast):
        both = [cast.agency_a, cast.agency_b]
        course = Course(cast).registered(recipients=both)
        with pytest.raises(Invalid, match="重复登记"):
            correct(course, "recipient", next(each for each in both if each != course.matter.recipient))


def test_the_old_value_stands_beside_the_field(cast, sign_in):
    course = served(cast)
    correct(course, "received_on", "2026-09-08")
    page = sign_in(cast.handler).get(f"/matters/{course.matter.pk}/").content.decode()
    assert "原登记：2026-09-02" in page


def test_choosing_shows_the_field_and_looking_tells_what_moves(cast, sign_in):
    course = served(cast)
    client, where = sign_in(cast.department_head), f"/matters/{course.matter.pk}/steps/correct/"
    sent = {"field": "received_on", "version": course.matter.version}
    assert "这里是现在登记的内容" in client.post(where, sent).content.decode()
    told = client.post(
        where, {**sent, "new": "2026-09-08", "reason": "回证有误", "look": "1"}
    ).content.decode()
    assert "最迟2026年11月2日（周一），更正后最迟2026年11月9日（周一）" in told
    course.matter.refresh_from_db(fields=["received_on"])
    assert course.matter.received_on == "2026-09-02"
    assert client.post(where, {**sent, "new": "2026-09-08", "reason": "回证有误"}).status_code == 302


@given(st.permutations(["received", "reply", "stated", "issued"]))
@settings(max_examples=4, deadline=None)
def test_in_any_order_the_same_corrections_give_the_same_figures(order):
    """Each once wrong and then right: whatever stood between leaves no trace in the figures."""
    with clock.set_to(date(2026, 10, 13)), transaction.atomic():
        course = replied(Cast())
        right = {
            "received": ("received_on", "2026-07-13", "2026-07-20"),
            "reply": (f"day-{number(course, 'reply')}", "2026-09-25", "2026-09-21"),
            "stated": ("stated_reply", Stated(20), None),
            "issued": ("issued_on", "2026-07-08", "2026-07-09"),
        }
        for place in (1, 2):
            for name in order:
                correct(course, right[name][0], right[name][place])
        row = course.matter.deadlines.get(rule__in=rules.REPLIES, status="closed")
        assert (row.rule, row.due_on, row.closed_on) == (REPLY, date(2026, 9, 20), date(2026, 9, 21))
        assert row.late_days == 1
        transaction.set_rollback(True)


def test_the_receipt_of_an_urging_letter_moves_its_period(cast):
    course = received(sent(late(cast)), When.parse("2026-10-12"))
    correct(course, f"day-{number(course, 'record_letter_service')}", "2026-10-10")
    assert course.matter.urging_set.get().received == When.parse("2026-10-10")
    assert deadline(course, rules.URGED).starts_on == date(2026, 10, 10)


def test_a_day_of_a_letter_that_nobody_has_received_yet_receives_nothing(cast):
    """The letter waited for its receipt, and the correction was taken for it."""
    course = sent(late(cast))
    correct(course, f"day-{number(course, 'urge')}", "2026-10-12")
    letter = course.matter.servedletter_set.get()
    assert (letter.issued_on, letter.received_on, letter.received_by) == ("2026-10-12", "", None)


class TestDayOfTheMatter:
    """A day that is kept with the matter is the day of an entry too: what that entry began and met goes along."""

    def begins(self, course: Course, rule: str) -> date:
        return course.matter.deadlines.exclude(status="replaced").get(rule=rule).starts_on

    def test_of_filing_moves_the_notice_and_the_investigation(self, cast):
        course = Course(cast, "public_interest").begin()
        correct(course, "filed_on", "2026-10-09")
        for rule in (rules.FILING_NOTICE, rules.PUBLIC_INVESTIGATION):
            assert self.begins(course, rule) == date(2026, 10, 9)

    def test_of_the_decision_to_investigate_is_one_thing_in_one_place(self, cast):
        course = Course(cast).begin()
        assert f"day-{number(course, 'decide_investigation')}" not in {i.name for i in items(course.matter)}
        correct(course, "investigation_decided_on", "2026-10-09")
        assert self.begins(course, rules.INVESTIGATION) == date(2026, 10, 9)
        entry = timeline.entries(course.matter, cast.handler)[-1]
        assert "日期已更正为2026-10-09" in str(entry)

    def test_of_approval_moves_the_days_to_serve_and_what_it_met(self, cast):
        course = Course(cast, "public_interest").approved()
        correct(course, "approved_on", "2026-10-12")
        assert self.begins(course, rules.SERVED_BY["public_interest"]) == date(2026, 10, 12)
        decided = course.matter.deadlines.filter(rule=rules.DECIDE, status="closed").latest("id")
        assert decided.closed_on == date(2026, 10, 12)

    def test_of_the_suit_moves_its_record_and_the_decision_that_it_met(self, cast):
        course = sued(cast)
        correct(course, "sued_on", "2026-10-11")
        for rule in (rules.JUDGMENT, rules.RECORD_SUIT):
            assert self.begins(course, rule) == date(2026, 10, 11)

    def test_of_receipt_moves_by_how_much_service_was_late(self, cast):
        course = Course(cast).issued()
        with clock.set_to(date(2026, 10, 21)):
            scan = [upload(cast.handler.user)]
            course.take(
                "record_service",
                cast.handler,
                received_on=When.parse("2026-10-21"),
                way="direct",
                files=scan,
            )
            correct(course, "received_on", "2026-10-14")
        row = course.matter.deadlines.get(rule=rules.SIGN_FOR, status="closed")
        assert row.closed_on == date(2026, 10, 14)

    def test_of_the_end_moves_what_began_and_ended_with_it(self, cast):
        course = reviewed(cast)
        correct(course, "closed_on", "2026-10-09")
        assert self.begins(course, rules.FEED_BACK) == date(2026, 10, 9)
        assert course.matter.deadlines.get(rule=rules.REVIEW, status="closed").closed_on == date(2026, 10, 9)

    def test_of_the_end_is_the_same_from_the_entry_that_ended_it(self, cast):
        course = reviewed(cast)
        correct(course, f"day-{number(course, 'review_rectification')}", "2026-10-09")
        assert course.matter.closed_on == "2026-10-09"
        assert self.begins(course, rules.FEED_BACK) == date(2026, 10, 9)

    def test_of_the_end_never_before_the_reply(self, cast):
        course = reviewed(cast)
        with pytest.raises(Invalid, match="不能早于"):
            correct(course, "closed_on", "2026-09-10")

    def test_of_a_judgment_not_after_its_receipt(self, cast):
        course = judged(cast, judged_on=When.parse("2026-11-20"))
        with clock.set_to(date(2026, 12, 1)):
            with pytest.raises(Invalid, match="收到裁判的日期"):
                correct(course, f"day-{number(course, 'record_judgment')}", "2026-11-19")
            correct(course, f"day-{number(course, 'record_judgment')}", "2026-11-25")
            assert deadline(course, rules.APPEAL).starts_on == date(2026, 11, 25)
            with pytest.raises(Invalid, match="收到裁判的日期"):
                correct(course, "judged_on", "2026-11-26")

    def test_of_a_declined_proposal_is_in_one_place_with_its_entry(self, cast):
        course = Course(cast).submitted()
        course.take("review", cast.department_head, opinion="同意")
        course.take("review_policy", cast.policy_reviewer, opinion="同意")
        course.take("decline", cast.chief, reason="不必提出。")
        correct(course, f"day-{number(course, 'decline')}", "2026-10-12")
        assert course.matter.closed_on == "2026-10-12"


def reviewed(cast) -> Course:
    """Raised by a deputy, so that the result is owed to whoever raised it."""
    course = replied(cast)
    type(course.matter).objects.filter(pk=course.matter.pk).update(source=Source.DEPUTY)
    course.matter.refresh_from_db()
    course.review()
    return course
