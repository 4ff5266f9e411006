"""A computed day explains itself in one Chinese sentence."""

from datetime import date
from typing import TYPE_CHECKING

from common import clock
from common.when import When
from deadlines.calendar import weekday
from deadlines.compute import Computation, Kind, NoDay, Step
from deadlines.statute import UNIT_WORDS, Statute, Unit

if TYPE_CHECKING:
    from deadlines.history import Grant, History, Standing


def sentence(computed: Computation) -> str:
    """Names the start, the length, the article and each shift over rest days."""
    if computed.no_day:
        return f"{WITHOUT_DAY[computed.no_day](computed)}（{computed.statute.citation}）。"
    clauses = [_counting(computed), *_shifts(computed), _result(computed), *_remarks(computed)]
    return "，".join(clauses) + "。"


def chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def length_words(computed: Computation) -> str:
    words = f"{computed.length}{UNIT_WORDS[computed.unit]}"
    return f"文书载明的{words}" if computed.stated else words


def _counting(computed: Computation) -> str:
    statute, length = computed.statute, length_words(computed)
    event = f"{_start(computed)}{statute.starts}"
    if statute.backwards:
        counted = f"自{event}之日向前计算{length}（当日不计入）"
    elif computed.unit is Unit.HOURS:
        counted = f"自{event}时起连续计算{length}"
    else:
        counted = f"自{event}的次日起计算{length}"
    day = computed.start.day
    is_older = bool(statute.since and day and day < statute.since)
    return counted if is_older else f"{counted}（{statute.citation}）"


def _start(computed: Computation) -> str:
    start = computed.start
    if computed.unit is not Unit.HOURS:
        return chinese(start.day)
    return str(start)


def _shifts(computed: Computation) -> list[str]:
    clauses = [WHY[step.kind](step) for step in computed.steps if step.kind in WHY]
    if computed.given_back:
        word = "个工作日" if computed.unit is Unit.WORKING_DAYS else "日"
        clauses.append(f"中止期间{computed.given_back}{word}不计入")
    for kind, form in ASIDE.items():
        for reason, steps in _by_reason(computed, kind).items():
            clauses.append(form.format(days="、".join(map(_span, steps)), reason=reason))
    rest = [step for step in computed.steps if step.kind is Kind.REST]
    return clauses + ([_rest(computed, rest)] if rest else [])


def _by_reason(computed: Computation, kind: Kind) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in computed.steps:
        if step.kind is kind:
            found.setdefault(step.reason, []).append(step)
    return found


def _rest(computed: Computation, rest: list[Step]) -> str:
    days = "、".join(f"{_span(step)}{step.reason}" for step in rest)
    moved = "提前至其前最后一个工作日" if computed.statute.backwards else "顺延至其后第一个工作日"
    return f"届满日{chinese(computed.nominal)}为休息日（{days}），{moved}"


def _span(step: Step) -> str:
    first = f"{step.day.month}月{step.day.day}日"
    if step.day == step.until:
        return first
    same_month = step.day.month == step.until.month
    return f"{first}至{'' if same_month else f'{step.until.month}月'}{step.until.day}日"


def _no_such_day(step: Step) -> str:
    return f"{step.day.year}年{step.day.month}月没有{step.reason}，以当月最后一日为届满日"


def _earlier_kept(step: Step) -> str:
    return f"按刑事诉讼法司法解释第202条自月末至月末计算为{chinese(step.until)}，本系统取较早的一日"


WHY = {Kind.NO_SUCH_DAY: _no_such_day, Kind.EARLIER_KEPT: _earlier_kept}
ASIDE = {Kind.LEFT_OUT: "其间{days}{reason}放假不计入", Kind.COUNTED: "{days}{reason}计入"}


def _result(computed: Computation) -> str:
    if computed.unit is Unit.HOURS:
        return f"于{When(computed.due_at)}届满，不因夜间、节假日顺延"
    word = "最迟为" if computed.statute.backwards else "期限届满日为"
    make_up = any(step.kind is Kind.MAKE_UP for step in computed.steps)
    stays = "，不顺延" if make_up and computed.nominal == computed.due_on else ""
    return f"{word}{_last(computed.due_on, make_up=make_up, stays=stays)}"


def _remarks(computed: Computation) -> list[str]:
    remarks = []
    if computed.cut:
        remarks.append(f"文书载明的{computed.cut}长于法定期限，按法定的{length_words(computed)}计算")
    if computed.strict_on and computed.strict_on != computed.due_on:
        remarks.append(f"该规定未写明休息日顺延，不顺延则为{chinese(computed.strict_on)}，提醒以该日为准")
    if computed.provisional:
        remarks.append("所涉年度的放假安排尚未公布，该日为暂定，公布后重新计算")
    if computed.statute.is_target:
        remarks.append("此为工作目标，不是法定期限")
    if computed.statute.reference:
        remarks.append("此为参照期限，不是法定期限")
    return remarks


def _partial(computed: Computation) -> str:
    return f"{computed.statute.starts}的时间只登记为{computed.start}，没有具体日期，不计算届满日"


def _not_in_force(computed: Computation) -> str:
    statute = computed.statute
    event = f"{chinese(computed.start.day)}{statute.starts}"
    return f"{event}时该规定尚未施行（自{chinese(statute.since)}起施行），不据此计算届满日"


def _not_stated(computed: Computation) -> str:
    start = chinese(computed.start.day)
    return f"{start}{computed.statute.starts}，期限以文书载明为准，文书未载明期限，不计算届满日"


def _no_minute(computed: Computation) -> str:
    statute = computed.statute
    return (
        f"{chinese(computed.start.day)}{statute.starts}，只登记到日，没有登记时刻；"
        f"该期限按小时计算（{statute.length_text}），不推定时刻，不计算届满时刻"
    )


def _at_once(computed: Computation) -> str:
    start = computed.start
    return (
        f"{start}{computed.statute.starts}，应当立即{computed.statute.act}，法律未规定小时数，不计算届满时刻"
    )


WITHOUT_DAY = {
    NoDay.PARTIAL: _partial,
    NoDay.NOT_IN_FORCE: _not_in_force,
    NoDay.NOT_STATED: _not_stated,
    NoDay.AT_ONCE: _at_once,
    NoDay.NO_MINUTE: _no_minute,
}


def moment_text(computed: Computation) -> str:
    """The due day, or for hours the local minute, as ISO text; empty where none is computed."""
    if computed.due_on is None:
        return ""
    if computed.unit is Unit.HOURS:
        return clock.local(computed.due_at).strftime("%Y-%m-%dT%H:%M")
    return computed.due_on.isoformat()


def fixed_day(statute: Statute, due_on: date, *, make_up: bool = False) -> str:
    """Where the document names the last day itself."""
    last = _last(due_on, make_up=make_up)
    own, stated = f"本单位确定的时限为{last}，不是法定期限", f"文书直接载明期限届满日为{last}"
    return f"{own if statute.is_target else stated}（{statute.citation}）。"


def _last(day: date, *, make_up: bool = False, stays: str = "") -> str:
    """`make_up`: a weekend day that is worked."""
    return f"{chinese(day)}（{weekday(day)}{'，调休上班日' if make_up else ''}{stays}，含当日）"


def without_start(statute: Statute) -> str:
    return f"尚未登记{statute.starts}的时间，不计算届满日（{statute.citation}）。"


def standing(found: "Standing") -> str:
    """How a day follows from its whole history: counted, granted, stopped."""
    if found.paused:
        return _paused(found)
    counted = counted_sentence(found)
    return _granted(found, counted) if found.grants else counted


def counted_sentence(found: "Standing") -> str:
    """The part of law or document alone."""
    history = found.history
    if found.computed:
        return _assumed(history, sentence(found.computed))
    if history.fixed_on is None:
        return without_start(history.statute)
    if not found.given_back:
        return fixed_day(history.statute, history.fixed_on, make_up=found.original_on in found.make_up)
    named = fixed_day(history.statute, history.fixed_on)
    last = _last(found.original_on, make_up=found.original_on in found.make_up)
    return f"{named[:-1]}；中止期间{found.given_back}日不计入，期限届满日为{last}。"


def _assumed(history: "History", text: str) -> str:
    return (
        f"{text[:-1]}；收到日期未登记，以{history.statute.assumed_from}推定。"
        if history.start_assumed
        else text
    )


def _granted(found: "Standing", counted: str) -> str:
    """The grant that rules stands first; every other one is named behind, with who gave it."""
    others = "".join(
        f"；{_agreed(grant)}延期到{chinese(day)}" for grant, day in found.grants if grant != found.grant
    )
    if found.grant is None:
        return f"{counted[:-1]}{others}，不晚于上述届满日，以上述届满日为准。"
    before = f"原届满日为{chinese(found.original_on)}" if found.original_on else "原无届满日"
    last = _last(found.due_on, make_up=found.due_on in found.make_up)
    until = f"期限延至{last}{_moved_by_pause(found)}"
    return f"{_agreed(found.grant)}{_longer(found.grant)}{until}，{before}；{counted[:-1]}{others}。"


def _agreed(grant: "Grant") -> str:
    return f"经{grant.by}同意，" if grant.by else ""


def _longer(grant: "Grant") -> str:
    return f"延长{grant.more}，" if grant.more else ""


def _moved_by_pause(found: "Standing") -> str:
    granted = found.grant.to
    if granted is None or granted == found.due_on:
        return ""
    return f"（原同意延期到{chinese(granted)}，其后中止的期间不计入）"


def _paused(found: "Standing") -> str:
    by = f"经{found.paused.by}决定，" if found.paused.by else ""
    granted = f"{_agreed(found.grant)}已延期，" if found.grant else ""
    before = f"{granted}原届满日为{chinese(found.stood_at)}，" if found.stood_at else ""
    stopped = f"自{chinese(found.paused.since)}起中止计算"
    return f"{by}{stopped}，{before}恢复后扣除中止期间另行计算（{found.history.statute.citation}）。"
