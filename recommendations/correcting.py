"""What follows from a correction: the periods that hang on what was wrong, the day of an entry, the paper's other
recipients. Nothing here reads a form.
"""

from collections.abc import Collection, Iterator

from common.fields import written
from common.when import When
from deadlines.models import Deadline
from matters.models import Event
from recommendations import court_days, rules
from recommendations.choices import FINAL, State
from recommendations.correctable import DAY_OF, ENDING, Item
from workflow.effects import Amend, Close, Effects, Open
from workflow.errors import Invalid

#: From the paper to the end: what is entered earlier did not happen later.
COURSE = (
    "file_case", "decide_investigation", "approve", "issue", "issue_to_another", "register_issued", "sign_for",
    "record_service", "reply", "review_rectification", "sue", "record_judgment", "terminate", "close_unanswered",
)  # fmt: skip
REPLY = "reply"
#: Where an entry itself says on which day it happened.
DAYS_SAID = ("received_on", "appealed_on", "decided_on")
#: The columns that hold the day of an entry, and of which.
HELD_IN = {
    "replied_on": ("reply",),
    "paused_on": ("pause",),
    "appealed_on": ("appeal", "record_appeal", "record_judgment"),
    "closed_on": ENDING,
}


def periods(matter) -> list[Open]:
    """What issue and receipt of `matter` as it stands start, in life."""
    opened: list[Open] = []
    if matter.is_issued and matter.recipient and matter.issued_on and not matter.changed_on:
        opened += rules.opens_on_issue(matter, When.parse(matter.issued_on))
    if matter.received and matter.recipient:
        opened += rules.opens_on_receipt(matter, matter.received, matter.receipt_assumed)
    return opened


def follow(effects: Effects, matter, before: list[Open], reason: str) -> None:
    """Move each period from what it was before the correction to what it is after it."""
    was = {_slot(each): each for each in before}
    now = {_slot(each): each for each in periods(matter)}
    for slot in was.keys() & now.keys():
        effects.amends += _moved(matter, was[slot], now[slot], reason)
    effects.closes += [Close(was[slot].rule, fall_away=True) for slot in was.keys() - now.keys()]
    if matter.state not in FINAL:
        effects.opens += [now[slot] for slot in now.keys() - was.keys() if _is_new(matter, slot)]


def _slot(opened: Open) -> str:
    """A reply is owed once, whichever rule sets its period; so is the record with the superior."""
    if opened.rule in rules.REPLIES:
        return REPLY
    return "record" if opened.rule in (rules.RECORD, rules.PUBLIC_RECORD) else opened.rule


def _is_new(matter, slot: str) -> bool:
    """What waits for a signature waits no more once it was received."""
    return slot != rules.SIGN_FOR or matter.state == State.ISSUED


def _moved(matter, old: Open, new: Open, reason: str) -> Iterator[Amend]:
    values = {}
    if old.rule != new.rule:
        values["rule"] = new.rule
    if old.starts != new.starts or old.starts_assumed != new.starts_assumed:
        values["starts"] = new.starts
    if old.stated != new.stated:
        values["stated"] = new.stated
    if old.debtor != new.debtor:
        values["debtor"] = new.debtor
    for row in _standing(matter).filter(rule=old.rule) if values else ():
        if row.start is None or _is_the_day(row, old.starts):
            yield Amend(row, reason, values)


def _is_the_day(row: Deadline, when: When) -> bool:
    """Of what was signed for online the very minute is known; the day is what the matter holds."""
    return row.starts_on == when.day if when.day else row.start.start == when.start


def _standing(matter):
    """Each obligation once, as it stands: running, done, or fallen away."""
    return matter.deadlines.exclude(status="replaced").order_by("id")


def hand_over(matter, old, new, reason: str) -> list[Amend]:
    """Whatever the wrong unit owed is owed by the right one, and what was owed to it is owed to that."""
    amends = []
    for row in _standing(matter):
        values = {name: new for name in ("debtor", "creditor") if getattr(row, f"{name}_id") == old.pk}
        amends += [Amend(row, reason, values)] if values else []
    return amends


def day_of(matter, event: Event) -> When:
    """The day on which an entry happened, as it was put right last."""
    written_on = next((event.data[name] for name in DAYS_SAID if event.data.get(name)), "")
    day = When.parse(written_on) if written_on else event.when
    for later in matter.events.filter(verb="correct", data__of=event.number).order_by("number"):
        day = When.parse(later.data["new"]) if later.data.get("new") else day
    return day


def another_day(effects: Effects, matter, event: Event, new: When, reason: str) -> None:
    """The entry happened on another day: what it met, what it started, and where counting stopped by it."""
    old = day_of(matter, event)
    check_course(matter, event, new)
    court_days.check(matter, event, new, day_of)
    court_days.another_receipt(effects, matter, event, old, new, reason)
    effects.amends += _hung_on(matter, event, old, new, reason)
    effects.amends += _stopped(matter, event, new, reason)
    effects.rewrites += _own_day(matter, event, old, new)


def follow_entry(effects: Effects, matter, item: Item, old: When, new: When, reason: str) -> None:
    """The day of the matter is the day of an entry too. `matter` has the new day already.

    What issue and receipt start is moved by `follow`.
    """
    event = entry_behind(matter, item, old)
    if event is None:
        return
    if item.name == "closed_on":
        another_day(effects, matter, event, new, reason)
        return
    followed = {each.rule for each in periods(matter)} | {amend.row.rule for amend in effects.amends}
    effects.amends += _hung_on(matter, event, old, new, reason, but=followed)


def entry_behind(matter, item: Item, day: When | None = None) -> Event | None:
    """The entry whose day the column holds; of the end the one that ended it, where that is its day."""
    verbs = ENDING if item.name == "closed_on" else DAY_OF.get(item.name)
    event = matter.events.filter(verb__in=verbs).order_by("-number").first() if verbs else None
    if (
        event
        and item.name == "closed_on"
        and written(day_of(matter, event)) != written(day or item.of(matter))
    ):
        return None
    return event


def _hung_on(
    matter, event: Event, old: When, new: When, reason: str, but: Collection[str] = ()
) -> Iterator[Amend]:
    """What `event` met on the old day, and what it started then, but for the rules that start otherwise."""
    made = {
        event.pk,
        *matter.events.filter(verb="correct", data__of=event.number).values_list("pk", flat=True),
    }
    for row in _standing(matter):
        if row.status == "closed" and row.closing_event_id == event.pk and row.closed_on == old.day:
            yield Amend(row, reason, met_on=new)
        if row.starts_event_id in made and row.starts_on == old.day and row.rule not in but:
            yield Amend(row, reason, {"starts": new})


def _facts(matter, event: Event, *kinds: str):
    """The versions of obligations that hold what `event` granted, stopped or went on with."""
    return matter.deadlines.filter(replaces__closing_event=event, change_kind__in=kinds).order_by("id")


def _stopped(matter, event: Event, new: When, reason: str) -> list[Amend]:
    facts = list(_facts(matter, event, Deadline.Change.PAUSE, Deadline.Change.RESUME))
    if facts and new.day is None:
        raise Invalid({"new": "中止、恢复按日计算，请填写到日。"})
    return [Amend(fact, reason, paused_on=new.day) for fact in facts]


def _own_day(matter, event: Event, old: When, new: When) -> list:
    """The rows and columns that hold the day of the entry besides its event."""
    rows = []
    for reply in matter.reply_set.filter(event=event):
        reply.replied_on = written(new)
        rows.append(reply)
    for letter in matter.servedletter_set.filter(received_by=event):
        letter.received_on = written(new)
        rows.append(letter)
    for letter in matter.servedletter_set.filter(event=event, issued_on=written(old)):
        letter.issued_on = written(new)
        rows.append(letter)
    for column, verbs in HELD_IN.items():
        if event.verb in verbs and getattr(matter, column) == written(old):
            setattr(matter, column, written(new))
    return rows


def another_grant(effects: Effects, matter, item: Item, until, reason: str) -> None:
    """What was granted in truth; nothing where `until` is None."""
    facts = list(_facts(matter, item.event, Deadline.Change.EXTENSION))
    for fact in facts if until else ():
        _check_grant(matter, item.event, fact, until)
    effects.amends += [Amend(fact, reason, grant=(until,)) for fact in facts]
    if request := _request_of(matter, item.event):
        request.granted_until = until
        effects.rewrites.append(request)


def _check_grant(matter, event: Event, fact: Deadline, until) -> None:
    """A correction grants no more than the decision could. Raises Invalid."""
    decided = day_of(matter, event)
    if not decided.before(When.on(until)):
        raise Invalid({"new": f"延至的日期应当晚于作出决定的日期（{decided}）；没有同意延期的，留空。"})
    period = _standing(matter).filter(rule=fact.rule).last()
    end = period and rules.end_of_extension(period)
    reasoned = event.data.get("beyond_reason") or event.data.get("by_superior")
    if end and until > end and (rules.is_of_a_court(period) or not reasoned):
        raise Invalid(
            {
                "new": f"原决定没有写明超过原期限再加一倍（{end:%Y-%m-%d}）的理由，只能更正为该日以前的日期，请核对。"
            }
        )


def _request_of(matter, event: Event):
    """The request that `event` granted: requests are answered one after the other."""
    if event.verb != "grant_extension":
        return None
    granted = list(matter.extensionrequest_set.filter(answer="granted").order_by("id"))
    before = matter.events.filter(verb="grant_extension", number__lt=event.number).count()
    return granted[before] if before < len(granted) else None


def granted_until(matter, event: Event):
    """The day to which an entry extended a period, as it was put right last."""
    facts = [row.pk for row in _facts(matter, event, Deadline.Change.EXTENSION)]
    last = matter.deadlines.filter(amends__in=facts).order_by("-id").first()
    fact = last or matter.deadlines.filter(pk__in=facts).first()
    return fact and (fact.granted_to or (None if last else fact.due_on))


def check_course(matter, event: Event, new: When) -> None:
    """Nothing happens before what it rests on, nor after what rests on it. Raises Invalid."""
    if new.in_future:
        raise Invalid({"new": "日期不能晚于今天。"})
    if event.verb == "record_judgment":
        check_judgment(matter, new)
    if event.verb not in COURSE:
        began = (
            matter.received
            if matter.received_on and event.number > _number_of(matter, "received_on")
            else None
        )
        if began and new.before(began):
            raise Invalid({"new": f"不能早于收到日期（{began}），请核对。"})
        return
    others = [each for each in matter.events.filter(verb__in=COURSE) if each.pk != event.pk]
    for each in others:
        day = day_of_course(matter, each)
        if each.number < event.number and new.before(day):
            raise Invalid({"new": f"不能早于第{each.number}条记录的日期（{day}），请核对。"})
        if each.number > event.number and day.before(new):
            raise Invalid({"new": f"不能晚于第{each.number}条记录的日期（{day}），请核对。"})


def check_judgment(matter, received: When | None = None) -> None:
    """Raises Invalid where the judgment would have been received before it was given."""
    entry = matter.events.filter(verb="record_judgment").order_by("-number").first()
    received = received or (entry and day_of(matter, entry))
    judged = matter.judged_on and When.parse(matter.judged_on)
    if judged and received and received.before(judged):
        raise Invalid({"new": f"收到裁判的日期（{received}）不能早于裁判日期（{judged}），请核对。"})


def day_of_course(matter, event: Event) -> When:
    """Like `day_of`, of a step whose day is a column the column's."""
    column = next((name for name, verbs in DAY_OF.items() if event.verb in verbs), None)
    value = column and getattr(matter, column)
    return When.parse(value) if value else day_of(matter, event)


def _number_of(matter, column: str) -> int:
    event = matter.events.filter(verb__in=DAY_OF[column]).order_by("number").first()
    return event.number if event else 0


def entry_of(matter, item: Item) -> int | None:
    """The number of the entry whose day `item` is."""
    if item.event:
        return item.event.number if item.name.startswith("day-") else None
    event = entry_behind(matter, item)
    return event.number if event else None
