"""When each step of the example matters is taken, counted from today, so that the county looks lived in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from common import clock
from deadlines import statutes
from deadlines.calendar import WorkingCalendar
from deadlines.compute import compute
from demo.plans import Act, Plan
from matters.kinds import Kind
from recommendations import rules

#: Days before issue on which the steps up to it are taken.
BEFORE_ISSUE = {"start_draft": 13, "submit": 8, "review": 6, "review_policy": 4, "approve": 2, "issue": 0}
BEGUN_BEFORE = 27


@dataclass(frozen=True)
class Turn:
    """One step of one plan at its moment (UTC)."""

    moment: datetime
    number: int
    act: Act
    plan: Plan


def schedule(plans: list[Plan], calendar: WorkingCalendar) -> list[Turn]:
    """The steps of all plans in the order of time, so that numbers and notices follow it."""
    turns = [turn for number, plan in enumerate(plans) for turn in _turns(number, plan, calendar)]
    return sorted(turns, key=lambda turn: turn.moment)


def _turns(number: int, plan: Plan, calendar: WorkingCalendar) -> Iterator[Turn]:
    """On working days in working hours, one minute after the other, never later than now."""
    last = None
    for place, (day, act) in enumerate(_days(plan, calendar)):
        moment = clock.at(calendar.previous_working_day(day), 9 + number % 7, number * 7 % 50 + place % 10)
        moment = min(moment, clock.now() - timedelta(minutes=30 - place))
        last = moment if last is None else max(moment, last + timedelta(minutes=1))
        yield Turn(last, number, act, plan)


def _days(plan: Plan, calendar: WorkingCalendar) -> list[tuple[date, Act]]:
    """Steps with their days; what would lie ahead is still to be done."""
    today = clock.today()
    received = receipt_of(plan, calendar, today)
    base = [(day, act) for day, act in _base(plan, received, calendar, today) if day <= today]
    told = [(_day(act, today, received), act) for act in plan.acts]
    return sorted(base + told, key=lambda pair: pair[0])


def _day(act: Act, today: date, received: date | None) -> date:
    start = received if act.on.startswith("+") else today
    return start + timedelta(days=int(act.on))


def receipt_of(plan: Plan, calendar: WorkingCalendar, today: date) -> date | None:
    """The day of receipt: as planned, or so that the reply falls due as planned; None without service."""
    if plan.received is not None:
        return calendar.previous_working_day(today + timedelta(days=plan.received))
    if plan.due is None:
        return None
    return received_for(plan, calendar.next_working_day(today + timedelta(days=plan.due)), calendar)


def received_for(plan: Plan, due: date, calendar: WorkingCalendar) -> date:
    """The last working day of receipt from which the reply's period ends on `due` at the latest."""
    rule, stated = rules.reply_rule(plan.new())
    statute = statutes.get(rule)
    day = due
    while compute(statute, day, stated_days=stated, calendar=calendar).due_on > due:
        day = calendar.previous_working_day(day - timedelta(days=1))
    return day


def _base(
    plan: Plan, received: date | None, calendar: WorkingCalendar, today: date
) -> Iterator[tuple[date, Act]]:
    """The steps that every matter takes: up to issue and receipt, or as far as it has come."""
    begin = "file_case" if plan.is_public_interest else "decide_investigation"
    if plan.begun is not None:
        yield today + timedelta(days=plan.begun), Act(do=begin, on="0")
        return
    issued = issue_of(plan, received, calendar, today)
    if plan.registered:
        yield calendar.next_working_day(received or issued), Act(do="register_issued", on="0")
        return
    yield issued - timedelta(days=BEGUN_BEFORE), Act(do=begin, on="0")
    if plan.is_public_interest:
        yield issued - timedelta(days=BEGUN_BEFORE - 3), Act(do="notify_filing", on="0")
    for step, days in BEFORE_ISSUE.items():
        if step != "review_policy" or plan.kind == Kind.SOCIAL_GOVERNANCE:
            yield issued - timedelta(days=days), Act(do=step, on="0")
    if received is None:
        return
    if not plan.is_public_interest:
        yield issued + timedelta(days=2), Act(do="record_with_superior", on="0")
    for code in plan.to:
        if code not in plan.unsigned:
            yield received, Act(do="record_service" if plan.way else "sign_for", on="0", of=code)
    if plan.is_public_interest:
        yield received + timedelta(days=3), Act(do="record_with_superior", on="0")


def issue_of(plan: Plan, received: date | None, calendar: WorkingCalendar, today: date) -> date:
    """As planned, else the working day before receipt."""
    if plan.issued is not None:
        return calendar.previous_working_day(today + timedelta(days=plan.issued))
    return calendar.previous_working_day(received - timedelta(days=1))


