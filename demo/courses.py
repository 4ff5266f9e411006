"""When each step of the example matters is taken, counted from today, so that the county looks lived in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from common import clock
from deadlines import statutes
from deadlines.calendar import ONE_DAY, WorkingCalendar
from deadlines.compute import add_months, compute
from demo.plans import Act, Plan
from recommendations import rules
from recommendations.choices import Kind

#: Days before issue on which the steps up to it are taken.
BEFORE_ISSUE = {"start_draft": 13, "submit": 8, "review": 6, "review_policy": 4, "approve": 2, "issue": 0}
BEGUN_BEFORE = 27
#: When a paper of which only the month is known is entered, counted from the first of that month.
ENTERED_AFTER = timedelta(days=40)


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
    """In working hours, one minute after the other, never later than now."""
    last = None
    for place, (day, act) in enumerate(_days(plan, calendar)):
        moment = clock.at(day, 9 + number % 7, number * 7 % 50 + place % 10)
        moment = min(moment, clock.now() - timedelta(minutes=30 - place))
        last = moment if last is None else max(moment, last + timedelta(minutes=1))
        yield Turn(last, number, act, plan)


def _days(plan: Plan, calendar: WorkingCalendar) -> list[tuple[date, Act]]:
    """Steps with their days; what would lie ahead is still to be done."""
    today = clock.today()
    received = receipt_of(plan, calendar, today)
    base = [(day, act) for day, act in _base(plan, received, calendar, today) if day <= today]
    turns = [received, _due(plan, received, calendar) + ONE_DAY] if received else []
    told = [(_possible(_day(act, today, received), act, turns), act) for act in plan.acts]
    worked = [(_working(day, turns, calendar), act) for day, act in base + told]
    return sorted(worked, key=lambda pair: pair[0])


def _possible(day: date, act: Act, turns: list[date]) -> date:
    """A reply is urged once it is late, which rest days may put off."""
    is_for_reply = act.do == "urge" and act.data.get("ground") == "no_reply"
    return max(day, turns[-1]) if is_for_reply and turns else day


def _working(day: date, turns: list[date], calendar: WorkingCalendar) -> date:
    """A working day, but never one before receipt, or before the first day late, once these have come by `day`."""
    return max([calendar.previous_working_day(day), *(turn for turn in turns if turn <= day)])


def _day(act: Act, today: date, received: date | None) -> date:
    start = received if act.on.startswith("+") else today
    return start + timedelta(days=int(act.on))


def receipt_of(plan: Plan, calendar: WorkingCalendar, today: date) -> date | None:
    """The day of receipt: as planned, or so that the reply falls due as planned; None without service."""
    if plan.received is not None:
        return calendar.previous_working_day(today + timedelta(days=plan.received))
    if plan.due is None:
        return None
    due = today + timedelta(days=plan.due)
    # What is late stays late, also where a week of rest days lies between.
    moved = calendar.previous_working_day(due) if plan.due < 0 else calendar.next_working_day(due)
    return received_for(plan, moved, calendar)


def received_for(plan: Plan, due: date, calendar: WorkingCalendar) -> date:
    """The last day of receipt from which the reply's period ends on `due`, a working day if there is one.

    From no day in February do two months end on 30 April: then it ends a little earlier.
    """
    days = [due - timedelta(days=n) for n in range(120)]
    ends = {day: _due(plan, day, calendar) for day in days}
    exact = [day for day in days if ends[day] == due and calendar.is_working(day)]
    return exact[0] if exact else next(day for day in days if ends[day] <= due)


def _due(plan: Plan, received: date, calendar: WorkingCalendar) -> date:
    """The last day of the reply's period."""
    rule, stated = rules.reply_rule(plan.new())
    return compute(statutes.get(rule), received, stated=stated, calendar=calendar).due_on


def _base(
    plan: Plan, received: date | None, calendar: WorkingCalendar, today: date
) -> Iterator[tuple[date, Act]]:
    """The steps that every matter takes: up to issue and receipt, or as far as it has come."""
    begin = "file_case" if plan.is_public_interest else "decide_investigation"
    if plan.begun is not None:
        yield today + timedelta(days=plan.begun), Act(do="propose_new" if plan.proposed else begin, on="0")
        return
    issued = issue_of(plan, received, calendar, today)
    if plan.registered:
        entered = calendar.next_working_day(received or issued)
        yield entered, Act(do="register_issued", on="0")
        yield from _records(plan, entered) if received or not plan.is_public_interest else ()
        return
    yield issued - timedelta(days=BEGUN_BEFORE), Act(do=begin, on="0")
    if plan.is_public_interest:
        yield issued - timedelta(days=BEGUN_BEFORE - 3), Act(do="notify_filing", on="0")
    for step, days in BEFORE_ISSUE.items():
        if step != "review_policy" or plan.kind == Kind.SOCIAL_GOVERNANCE:
            yield issued - timedelta(days=days), Act(do=step, on="0")
    if plan.sealed:
        yield issued, Act(do="seal_paper", on="0")
    if received is None:
        yield from _records(plan, issued) if not plan.is_public_interest else ()
        return
    for code in plan.to:
        if code not in plan.unsigned:
            yield received, Act(do="record_service" if plan.way else "sign_for", on="0", of=code)
    yield from _records(plan, received if plan.is_public_interest else issued)


def _records(plan: Plan, start: date) -> Iterator[tuple[date, Act]]:
    """Each matter is recorded with the superior in time, where the plan does not leave it undone."""
    for code in plan.to if plan.recorded else ():
        if code not in plan.unsigned:
            yield start + timedelta(days=3), Act(do="record_with_superior", on="0", of=code)


def month_of(plan: Plan, today: date) -> date:
    """The first day of the month that is all that is known of issue and receipt."""
    return add_months(today.replace(day=1), -plan.months_ago)


def issue_of(plan: Plan, received: date | None, calendar: WorkingCalendar, today: date) -> date:
    """As planned, else the working day before receipt."""
    if plan.issued is not None:
        return calendar.previous_working_day(today + timedelta(days=plan.issued))
    if plan.months_ago is not None:
        return calendar.next_working_day(month_of(plan, today) + ENTERED_AFTER)
    return calendar.previous_working_day(received - timedelta(days=1))
