"""What is owed: recommendations out for rectification, each with two open deadlines of its agency and one met."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import connection
from django.db.models import Model

from benchmarks.bare import bare
from benchmarks.cases import Case, cases
from benchmarks.copying import copy, restart_sequence
from benchmarks.ladders import put_on_ladders
from benchmarks.world import Place
from deadlines.models import Deadline
from matters.kinds import Phase
from matters.models import Event, Matter, Participation
from notices.models import Notice
from recommendations.choices import Kind
from recommendations.models import Recommendation
from recommendations.rules import RECTIFICATION, SIGN_FOR

REPLY = "recommendation.public_interest.reply"
NUMBERED = (Matter, Event, Participation, Deadline, Notice)


def fill(places: list[Place], deadlines: int) -> None:
    """Matters with everything that the pages join to them, then the planner's statistics."""
    found = cases(places, deadlines)
    with bare([*NUMBERED, Recommendation]):
        for add in (_matters, _recommendations, _events, _participations, _deadlines, _notices):
            add(found)
    for model in NUMBERED:
        restart_sequence(model)
    put_on_ladders()
    analyze()


def analyze(*models: type[Model]) -> None:
    """The planner's statistics, and nothing left to clean up; of `models` alone where any are named."""
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else f"VACUUM (ANALYZE) {tables}")


def _matters(found: list[Case]) -> None:
    columns = "id title number lead_id recipient_id handler_id county prefecture province changed_at created_at".split()
    rows = (
        [case.pk, case.title, case.number, *_parties(case), *case.codes, *[case.days.received_at] * 2]
        for case in found
    )
    same = {"kind": Kind.PUBLIC_INTEREST, "state": "rectifying", "phase": Phase.IN_PROGRESS, "version": 2}
    same |= dict.fromkeys(
        ("is_issued", "to_administrative_body", "open_to_superior", "open_to_government"), True
    )
    copy(Matter, columns, rows, last_event_number=2, **same)


def _parties(case: Case) -> list[int]:
    """Lead, recipient and handler: a place's key is also that of who holds it."""
    return [case.lead.pk, case.agency.pk, case.lead.pk]


def _recommendations(found: list[Case]) -> None:
    columns = "matter_ptr_id drafter_id issued_on received_on".split()
    rows = ([case.pk, case.lead.pk, *[case.days.received_on] * 2] for case in found)
    copy(Recommendation, columns, rows, domain="生态环境", service_way="online")


def _events(found: list[Case]) -> None:
    """制发 and 签收. Their hashes are numbers and no chain: the pages do not read them."""
    columns = "id matter_id number verb actor_id actor_name occurred_at recorded_at hash".split()
    copy(Event, columns, (row for case in found for row in _events_of(case)))


def _events_of(case: Case) -> Iterator[list]:
    for number, verb, actor in ((1, "issue", case.lead), (2, "sign_for", case.agency)):
        pk, at = case.event(number), case.days.received_at
        yield [pk, case.pk, number, verb, actor.pk, actor.username, at, at, f"{pk:064x}"]


def _participations(found: list[Case]) -> None:
    columns = ["id", "matter_id", "organisation_id", "role", "since_id"]
    rows = (
        [case.pk * 2 + number, case.pk, organisation.pk, role, case.event(1)]
        for case in found
        for number, (organisation, role) in enumerate([(case.lead, "lead"), (case.agency, "recipient")])
    )
    copy(Participation, columns, rows)


def _deadlines(found: list[Case]) -> None:
    keys = "id matter_id debtor_id creditor_id county prefecture province starts_event_id starts_at starts_on"
    columns = f"{keys} entered_at rule label act basis due_on due_at original_on".split()
    end = "status closed_on closed_at closing_event_id".split()
    rows = (row for case in found for row in _deadlines_of(case))
    same = {
        "responsible_role": "liaison",
        "citation": "办案规则第七十五条",
        "explanation": "自收到次日起计算。",
    }
    copy(Deadline, [*columns, *end], rows, **same)


def _deadlines_of(case: Case) -> Iterator[list]:
    """签收, which is met; the reply and the rectification, which run."""
    received_on, received_at, due_on, due_at = case.days
    starts = [case.event(2), received_at, received_on, received_at]
    base = [case.pk, case.agency.pk, case.lead.pk, *case.codes, *starts]
    met, running = ["closed", received_on, received_at, case.event(2)], ["open", None, None, None]
    signed = _due("target", SIGN_FOR, "签收检察建议书", "签收", received_on, received_at)
    reply = _due("statutory", REPLY, "依法履行职责并书面回复", "履职并回复", due_on, due_at)
    rectified = _due("stated", RECTIFICATION, "整改到位", "完成整改", due_on, due_at)
    for number, row in enumerate(([*signed, *met], [*reply, *running], [*rectified, *running])):
        yield [case.pk * 3 + number, *base, *row]


def _due(basis: str, rule: str, label: str, act: str, due_on: date, due_at: datetime) -> list:
    return [rule, label, act, basis, due_on, due_at, due_on]


def _notices(found: list[Case]) -> None:
    columns = ["id", "recipient_id", "organisation_id", "matter_id", "about"]
    rows = ([case.pk, *[case.agency.pk] * 2, case.pk, case.pk * 3 + 1] for case in found)
    copy(Notice, columns, rows, verb="remind", text="请按期回复检察建议。")
