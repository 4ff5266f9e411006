"""督促函 made ready by the system: what it says, and which one lies ready. No step is taken by it."""

from datetime import date, timedelta

from common import clock
from common.when import When
from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from deadlines.statute import Stated
from documents.papers import urging_letter
from documents.wording import chinese_day
from organisations.models import Membership
from recommendations import rules
from recommendations.choices import State, UrgeGround
from recommendations.papers import urging_letter_content
from recommendations.records import PreparedLetter, Urging
from workflow.effects import Call

#: So many days before the last day of the reply the first letter lies ready; the second on the day after it.
AHEAD = timedelta(days=7)
STATED_AFTER = Stated(15)
Moment = PreparedLetter.Moment


def prepare(today: date) -> int:
    """Make ready what is due on `today` (Asia/Shanghai) and not yet there. How many letters were made.

    Nothing until the day that a sent 督促 states is over, and nothing for what reminds nobody. Twice, late or on
    two machines: once.
    """
    urged = Deadline.objects.open().filter(rule=rules.URGED, due_on__gte=today).values("matter")
    running = Deadline.objects.open().filter(
        rule__in=rules.REPLIES, quiet=False, due_on__lte=today + AHEAD, matter__state=State.RECTIFYING
    )
    running = running.exclude(matter__in=urged).order_by("id")
    before, after = running.filter(due_on__gte=today), running.filter(due_on__lt=today)
    return _prepare(before, Moment.BEFORE, today) + _prepare(after, Moment.AFTER, today)


def _prepare(running: DeadlineQuerySet, moment: str, today: date) -> int:
    waiting = running.exclude(prepared_letters__moment=moment)
    return sum(_make(deadline, moment, today) for deadline in waiting.iterator())


def _make(deadline: Deadline, moment: str, today: date) -> int:
    said = _before(deadline, today) if moment == Moment.BEFORE else _after(deadline)
    values = {"recommendation_id": deadline.matter_id, "ground": UrgeGround.NO_REPLY, **said}
    _, made = PreparedLetter.objects.get_or_create(deadline=deadline, moment=moment, defaults=values)
    return int(made)


def _before(deadline: Deadline, today: date) -> dict:
    due = chinese_day(deadline.due_on)
    demand = f"落实检察建议，于{due}前（含当日）书面回复，并附整改情况的证明材料\n有正当理由不能按期回复的，在期限届满前书面说明"
    return {"demand": demand, "stated": Stated(max(1, (deadline.due_on - today).days))}


def _after(deadline: Deadline) -> dict:
    due = chinese_day(deadline.due_on)
    demand = (
        f"书面回复期限已于{due}届满，请立即落实检察建议并书面回复，附整改情况的证明材料\n说明逾期未回复的原因"
    )
    return {"demand": demand, "stated": STATED_AFTER}


def letter_ready(matter) -> PreparedLetter | None:
    """The latest letter that nobody has sent and whose ground still stands."""
    return matter.prepared_letters.filter(event=None, deadline__status="open").order_by("-id").first()


def content_of(letter: PreparedLetter, reader: Membership) -> urging_letter.Content:
    """The letter as it would go out today."""
    call = Call(reader, When.now(), clock.now(), None, {"stated": letter.stated})
    urging = Urging(ground=letter.ground, demand=letter.demand)
    return urging_letter_content(letter.recommendation, urging, call)
