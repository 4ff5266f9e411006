"""What a step will do, told before it is taken: the same transition, run on a copy, its effects in words."""

import copy

from django.http import QueryDict

from common import clock, dates
from common.when import When
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.local import rule_for
from deadlines.statute import Stated
from matters.names import about
from organisations.models import Membership, Role
from workflow.effects import Also, Call, Effects, Open, Tell
from workflow.ending import effects_of
from workflow.errors import Invalid
from workflow.steps import Step


def foresee(matter, step: Step, actor: Membership, data: dict) -> list[str]:
    """Sentences on who will be told, which periods start and end, which papers are made. Writes nothing."""
    trial = copy.copy(matter)
    call = Call(actor, When.now(), clock.now(), None, data)
    try:
        effects: Effects = effects_of(trial, step.name, call)
    except Invalid:
        return []
    own = [*_moves(matter, trial), *_periods(matter, effects), *_papers(effects), *_told(effects)]
    return own + [sentence for also in effects.also for sentence in _along(also, actor)]


def _along(also: Also, actor: Membership) -> list[str]:
    """The same of a linked matter that is taken along, each sentence with the unit's name."""
    if also.matter is None:
        return []
    trial = copy.copy(also.matter)
    call = Call(actor, also.occurred or When.now(), clock.now(), None, also.data)
    try:
        effects: Effects = effects_of(trial, also.step, call)
    except Invalid:
        return []
    moves = _moves(also.matter, trial) if also.matter.pk else []
    told = [*moves, *_periods(trial, effects), *_papers(effects), *_told(effects)]
    return [f"{trial.named_in_group}：{sentence}" for sentence in told]


def foresee_prepared(matter, proposal, form) -> list[str]:
    """What the step will do as it was prepared; nothing where what was filled in no longer holds."""
    posted = QueryDict(mutable=True)
    shown = {name: _posted(value) for name, value in form.initial.items() if value not in (None, "")}
    for name, texts in {**shown, **proposal.posted()}.items():
        posted.setlist(name, texts)
    given = {"matter": matter, "actor": form.actor, "step": form.step, "proposal": proposal}
    trial = type(form)(posted, **given, is_proposing=form.is_proposing)
    return foresee(matter, form.step, form.actor, trial.step_data()) if trial.is_valid() else []


def _posted(value) -> list[str]:
    """An initial value as the page would send it."""
    return [str(value.length), value.unit] if isinstance(value, Stated) else [str(value)]


def _moves(before, after) -> list[str]:
    same = before.state == after.state
    return [] if same else [f"事项由“{before.get_state_display()}”转为“{after.get_state_display()}”。"]


def _periods(matter, effects: Effects) -> list[str]:
    return [sentence for opened in effects.opens if (sentence := _period(matter, opened))]


def _period(matter, opened: Open) -> str:
    statute = rule_for(opened.rule, matter, opened.starts and opened.starts.day)
    label = opened.label or about(statute.duty, matter)
    if opened.due_on:
        return f"开始计算期限：{opened.debtor.short_name}{label}，至{dates.chinese_date(opened.due_on)}。"
    if opened.starts is None:
        return ""
    computed = compute(statute, opened.starts, stated=opened.stated, calendar=calendar_in_use(matter))
    day = (
        f"最迟{dates.chinese_date(computed.due_on)}（含当日）" if computed.due_on else "日期不全，不推算到日"
    )
    mark = "，工作目标" if statute.is_target else "，参照期限" if statute.reference else ""
    return f"开始计算期限：{opened.debtor.short_name}{label}，{day}{mark}。"


def _papers(effects: Effects) -> list[str]:
    titles = "、".join(f"《{paper.title}》" for paper in effects.papers)
    return [f"生成文书：{titles}。"] if titles else []


def _told(effects: Effects) -> list[str]:
    names = list(dict.fromkeys(_recipient(tell) for tell in effects.tells if tell.person or tell.roles))
    return [f"将收到通知：{'、'.join(names)}。"] if names else []


def _recipient(tell: Tell) -> str:
    if tell.person is not None:
        return f"{tell.person.user.full_name}（{tell.person.organisation.short_name}）"
    return tell.organisation.short_name + "、".join(Role(role).label for role in tell.roles)
