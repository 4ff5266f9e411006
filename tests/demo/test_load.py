"""The demo county looks lived in: every kind, every state, every urgency, and nobody is flooded."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Q

from common import clock
from deadlines.models import Deadline, Reminder
from documents.models import DocumentShare
from matters.models import Event, Matter, MatterLink
from matters.registry import kinds_of
from meetings.models import Part, Resolution, Term
from notices.models import Delivery, Notice
from organisations.demo_accounts import PASSWORD
from organisations.models import Membership, Organisation, Role, User
from recommendations.choices import KINDS, Kind, State
from recommendations.models import (
    Escalation,
    ExtensionRequest,
    Invitation,
    Objection,
    Recommendation,
    SuperiorRecord,
    Urging,
)
from recommendations.rules import APPEAL, FEED_BACK
from tests.declared_kinds import KINDS as DECLARED


@pytest.mark.usefixtures("county")
class TestMatters:
    def test_every_kind_and_every_state_is_there(self):
        assert set(Recommendation.objects.values_list("kind", flat=True)) == set(KINDS)
        assert set(Recommendation.objects.values_list("state", flat=True)) == set(State)

    @pytest.mark.parametrize("model", DECLARED, ids=lambda model: model.__name__)
    def test_every_state_of_a_declared_kind_is_there(self, model):
        shown = set(model.objects.filter(kind__in=kinds_of(model)).values_list("state", flat=True))
        assert shown == set(model.state_labels()) - {"annulled"}

    def test_parts_of_resolutions_stand_in_every_way(self):
        assert set(Part.objects.values_list("state", flat=True)) == set(Part.State)
        assert set(Resolution.objects.values_list("term", flat=True)) == set(Term)
        owed = Deadline.objects.open().filter(rule="meeting.resolution")
        assert {row.urgency() for row in owed} >= {"overdue", "later", "none"}
        assert Deadline.objects.open().filter(rule="meeting.close").exists()

    def test_all_say_that_they_are_examples(self):
        assert not Matter.objects.filter(is_example=False).exists()
        composed = Q(title="涉黑涉恶线索")  # says nothing else of it to anybody
        assert not Matter.objects.exclude(title__contains="示例").exclude(composed).exists()

    def test_no_two_papers_have_the_same_title_or_number(self):
        first = Matter.objects.filter(earlier_links=None)
        for field in ("title", "number"):
            values = Counter(first.exclude(**{field: ""}).values_list(field, flat=True))
            assert max(values.values()) == 1

    def test_what_happens_beside_the_state_is_there_too(self):
        assert Objection.objects.filter(answer="").exists()
        assert Objection.objects.exclude(answer="").exists()
        assert {"open", "granted"} <= set(ExtensionRequest.objects.values_list("answer", flat=True))
        assert Urging.objects.exists()
        assert Invitation.objects.filter(accepted=True).exists()
        assert Matter.objects.filter(events__verb="look_back").exists()
        assert Deadline.objects.filter(rule=FEED_BACK, status="open").exists()
        assert set(Escalation.objects.values_list("type", flat=True)) >= {"circular", "interview"}
        assert Recommendation.objects.exclude(paused_on="").exists()
        assert Recommendation.objects.filter(judgment="supported", state=State.CLOSED).exists()
        assert Deadline.objects.filter(rule=APPEAL, status="open").exists()
        assert Recommendation.objects.filter(appellant="defendant", state=State.IN_COURT).exists()
        assert {"withdraw_suit", "end_without", "withdraw", "terminate"} <= set(
            Event.objects.filter(matter__kind="public_interest").values_list("verb", flat=True)
        )
        assert Recommendation.objects.exclude(return_reason="").exists()
        assert Matter.objects.filter(sensitivity="sealed").exists()

    def test_papers_to_several_are_shared_or_each_its_own_one_is_sealed_and_one_noted_above(self):
        assert DocumentShare.objects.filter(document__seals=None).exists()
        assert MatterLink.objects.filter(relation="parallel").exists()
        assert DocumentShare.objects.filter(document__seals__isnull=False).exists()
        assert set(SuperiorRecord.objects.values_list("opinion", flat=True)) >= {"", "agreed", "problem"}

    def test_paper_is_entered_for_agencies_with_scans_and_days_that_are_months(self):
        entered = Recommendation.objects.filter(events__verb="reply", events__entered_for__isnull=False)
        assert entered.exists()
        assert Recommendation.objects.filter(documents__upload__isnull=False).exists()
        assert Recommendation.objects.filter(received_on__regex=r"^\d{4}-\d{2}$").exists()

    def test_the_chains_of_events_hold(self, capsys):
        call_command("verify_events", all=True)
        assert "全部相符" in capsys.readouterr().out

    def test_nothing_happened_in_the_future(self):
        recorded = Matter.objects.values_list("events__recorded_at", flat=True)
        assert max(recorded) <= clock.now()


def urgencies(held: Membership) -> set[str]:
    """Which groups of the worklist have rows: late, today, week, later."""
    owed = Deadline.objects.open().dated().filter(debtor=held.organisation, responsible_role=held.role)
    days = [(row.due_on - clock.today()).days for row in owed]
    return {"late" if n < 0 else "today" if n == 0 else "week" if n <= 7 else "later" for n in days}


@pytest.mark.usefixtures("county")
class TestWork:
    @pytest.mark.parametrize("username", ["zhangmingyuan", "jiaguohua", "zhouzhengping"])
    def test_home_has_late_coming_and_far_work(self, username):
        assert urgencies(Membership.objects.get(user__username=username)) >= {"late", "week", "later"}

    def test_the_main_agency_has_work_waiting_and_closed_matters(self):
        agency = Organisation.objects.get(code="JZG-SCJG")
        states = set(agency.received_matters.values_list("state", flat=True))
        assert states >= {State.RECTIFYING, State.REPLIED, State.CLOSED}

    def test_the_section_officer_sees_what_was_assigned_and_no_more(self):
        officer = Membership.objects.get(user__username="wutianyou")
        assert 0 < Matter.objects.visible_to(officer).count() < 5

    def test_both_courts_and_agencies_were_addressed(self):
        assert set(
            Matter.objects.filter(is_issued=True).values_list("to_administrative_body", flat=True)
        ) == {
            True,
            False,
        }
        assert Recommendation.objects.filter(kind=Kind.RETRIAL).exists()


@pytest.mark.usefixtures("county")
class TestPeople:
    def test_every_role_can_be_tried(self):
        assert set(Membership.objects.active().values_list("role", flat=True)) == set(Role)

    def test_all_accounts_are_examples_with_the_one_password(self, rf, settings):
        settings.PORTAL_DEMO = True
        assert not User.objects.filter(is_example=False).exists()
        assert authenticate(rf.post("/"), username="zhangmingyuan", password=PASSWORD)

    def test_telephones_reach_nobody(self):
        assert not Membership.objects.exclude(phone__startswith="0837-0").exists()

    def test_one_agency_has_nobody_so_that_the_office_sees_it(self):
        assert [each.code for each in Organisation.objects.without_liaison()] == ["JZG-X12"]


@pytest.mark.usefixtures("county")
class TestNotices:
    def test_the_past_mails_nothing(self):
        assert not Delivery.objects.exists()

    def test_nobody_is_flooded(self):
        unread = Notice.objects.filter(is_unread=True)
        assert unread.exists()
        assert max(Counter(unread.values_list("recipient", flat=True)).values()) <= 15

    def test_reminders_came_on_the_mornings_on_which_they_were_due(self):
        """And not those of a month on one morning, each as the first."""
        told = Reminder.objects.filter(status=Reminder.Status.SENT)
        assert (
            len({clock.local(moment).date() for moment in told.values_list("notice__created_at", flat=True)})
            > 20
        )
        assert Notice.objects.filter(is_unread=True, text__startswith="【第1次提醒】").exists()
        assert (
            Notice.objects.filter(is_unread=True)
            .exclude(text__startswith="【第1次提醒】")
            .filter(text__contains="次提醒】")
            .exists()
        )

    def test_what_came_long_ago_has_been_read(self):
        old = Notice.objects.filter(created_at__lt=clock.now() - timedelta(days=7))
        assert old.exists()
        assert not old.filter(is_unread=True).exists()


def test_loading_again_changes_nothing(county, demo_mode, capsys):
    before = Event.objects.count()
    call_command("demo")
    assert "已经载入" in capsys.readouterr().out
    assert Event.objects.count() == before


def test_accounts_are_told_with_their_password(county, demo_mode, capsys):
    call_command("demo", accounts=True)
    said = capsys.readouterr().out
    assert PASSWORD in said
    assert "jiaguohua" in said
    assert "县市场监管局 · 联络员" in said


def test_the_log_in_page_tells_one_account_of_each_sort(county, demo_mode, client):
    page = client.get("/login/").content.decode()
    assert "zhangmingyuan" in page
    assert PASSWORD in page
    assert "wangxiaofang" not in page
