"""提示函 and 督促函 made ready by the system: what they say, which one lies ready. No step is taken by it."""

from datetime import date, timedelta
from typing import Any

from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from deadlines.statute import Stated
from documents import services
from documents.parts import Line
from documents.wording import chinese_day
from organisations.models import Membership
from recommendations import rules
from recommendations.choices import State, UrgeGround
from recommendations.models import Recommendation
from recommendations.paper_kinds import URGING_LETTER
from recommendations.papers import urging_letter_content
from recommendations.records import PreparedLetter, ServedLetter, Urging
from recommendations.urging_papers import reminder_content
from workflow.effects import Taking

#: So many days before the last day of the reply the first letter lies ready; the second on the day after it.
AHEAD = timedelta(days=7)
STATED_AFTER = Stated(15)
Moment = PreparedLetter.Moment


def prepare(today: date) -> int:
    """Make ready what is due on `today` (Asia/Shanghai) and not yet there. How many letters were made.

    A 提示函 before the last day, a 督促函 after it; none until the day that a 督促函 states is over or while one
    waits for its receipt, none in a paused matter, and none for what reminds nobody. Twice, late or on two
    machines: once.
    """
    urged = Deadline.objects.open().filter(rule=rules.URGED, due_on__gte=today).values("matter")
    on_the_way = ServedLetter.objects.filter(rule=rules.URGED, received_on="").values("recommendation")
    paused = Recommendation.objects.exclude(paused_on="").values("pk")
    running = Deadline.objects.open().filter(
        rule__in=rules.REPLIES,
        quiet=False,
        rests=False,
        due_on__lte=today + AHEAD,
        matter__state=State.RECTIFYING,
    )
    for others in (urged, on_the_way, paused):
        running = running.exclude(matter__in=others)
    running = running.order_by("id")
    before, after = running.filter(due_on__gte=today), running.filter(due_on__lt=today)
    return _prepare(before, Moment.BEFORE) + _prepare(after, Moment.AFTER)


def _prepare(running: DeadlineQuerySet, moment: str) -> int:
    waiting = running.exclude(prepared_letters__moment=moment)
    return sum(_make(deadline, moment) for deadline in waiting.iterator())


def _make(deadline: Deadline, moment: str) -> int:
    said = _before(deadline) if moment == Moment.BEFORE else _after(deadline)
    values = {"recommendation_id": deadline.matter_id, **said}
    _, made = PreparedLetter.objects.get_or_create(deadline=deadline, moment=moment, defaults=values)
    return int(made)


def _before(deadline: Deadline) -> dict:
    due = chinese_day(deadline.due_on)
    demand = (
        f"请落实{deadline.matter.concrete.noun}，于{due}前（含当日）书面回复，并附整改情况的证明材料\n"
        "有正当理由不能按期回复的，在期限届满前书面说明"
    )
    return {"ground": UrgeGround.DUE_SOON, "demand": demand}


def _after(deadline: Deadline) -> dict:
    due, noun = chinese_day(deadline.due_on), deadline.matter.concrete.noun
    demand = (
        f"书面回复期限已于{due}届满，请立即落实{noun}并书面回复，附整改情况的证明材料\n说明逾期未回复的原因"
    )
    return {"ground": UrgeGround.NO_REPLY, "demand": demand, "stated": STATED_AFTER}


def letter_ready(matter, *, is_reminder: bool) -> PreparedLetter | None:
    """The latest 提示函 or 督促函 that nobody has sent and whose ground still stands."""
    moment = Moment.BEFORE if is_reminder else Moment.AFTER
    ready = matter.prepared_letters.filter(event=None, deadline__status="open", moment=moment)
    return ready.order_by("-id").first()


def content_of(letter: PreparedLetter, reader: Membership) -> tuple[str, Any]:
    """Kind and content of the letter as it would go out today."""
    matter = letter.recommendation
    if letter.moment == Moment.BEFORE:
        return "reminder_letter", reminder_content(matter, letter.demand, _taking(reader, {}))
    urging = Urging(ground=letter.ground, demand=letter.demand)
    return "urging_letter", urging_letter_content(matter, urging, _taking(reader, {"stated": letter.stated}))


def letter_to_read(matter, reader: Membership, held: dict[str, Any]) -> list[Line]:
    """The 督促函 from what a form holds: the lines that the docx will have (recommendations/paper.html)."""
    urging = Urging(ground=held["ground"], demand=held.get("demand") or "")
    number = held.get("paper_number") or "（制发时编号）"
    content = urging_letter_content(matter, urging, _taking(reader, held), number)
    return services.read(URGING_LETTER, content)


def _taking(reader: Membership, data: dict[str, Any]) -> Taking:
    return Taking(reader, data.get("occurred_at") or When.now(), clock.now(), None, data)
