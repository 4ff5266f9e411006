"""What a step will do, told before it is taken: the same transition, run on a copy, its effects in words."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from common import clock, dates
from common.when import When
from deadlines.compute import compute
from deadlines.days import calendar_in_use
from deadlines.local import rule_for
from deadlines.statute import Stated
from documents import registry
from matters.names import about
from organisations.models import Membership, Organisation, Role
from workflow import beginning, carry
from workflow.actors import System
from workflow.effects import Also, Effects, Open, Taking, Tell
from workflow.ending import effects_of
from workflow.errors import Invalid
from workflow.steps import Step, steps_of


def foresee(
    matter,
    step: Step,
    actor: Membership,
    data: Mapping[str, Any],
    occurred: When | None = None,
    entered_for: Organisation | None = None,
) -> list[str]:
    """Sentences on who will be told, which periods start and end, which papers are made. Writes nothing."""
    trial = copy.copy(matter)
    houses = matter.houses_on(step.who.side) if step.who.is_entering(matter, actor) else []
    taking = Taking(actor, occurred or When.now(), clock.now(), entered_for or next(iter(houses), None), data)
    effects = _tried(trial, step.name, taking)
    if effects is None:
        return []
    effects.tells += _told_besides(data)
    own = [*_moves(matter, trial), *_sentences(trial, effects, taking)]
    return own + [sentence for also in effects.also for sentence in _along(also, actor)]


def _told_besides(data: Mapping[str, Any]) -> list[Tell]:
    """Whoever decided elsewhere what is recorded here, and whoever prepared it."""
    decider, taken = data.get("decided_by"), data.get("taken_from")
    people = [decider] if isinstance(decider, Membership) else []
    people += [taken.prepared_by] if taken else []
    return [Tell("", person.organisation, person=person) for person in people]


def foresee_given(form) -> list[str]:
    """What the step will do with what a valid form gave."""
    more = {"taken_from": form.proposal} if form.proposal and form.proposal.is_open else {}
    paper = {"occurred": "occurred_at", "entered_for": "entered_for"}
    whence = {name: form.cleaned_data.get(field) for name, field in paper.items()}
    return foresee(form.matter, form.step, form.actor, form.given() | more, **whence)


def _tried(trial, step_name: str, taking: Taking) -> Effects | None:
    """What the step would ask for; None where what it is given does not hold."""
    beginning.fill(trial, steps_of(type(trial))[step_name], taking.data)
    try:
        return effects_of(trial, step_name, taking)
    except Invalid:
        return None


def _along(also: Also, actor: Membership) -> list[str]:
    """The same of a linked matter that is taken along, each sentence with the unit's name."""
    if also.matter is None:
        return []
    trial = copy.copy(also.matter)
    taker = System(also.as_system) if also.as_system else actor
    taking = Taking(taker, also.occurred or When.now(), clock.now(), None, also.data)
    effects = _tried(trial, also.step, taking)
    if effects is None:
        return []
    moves = _moves(also.matter, trial) if also.matter.pk else []
    return [f"{trial.named_in_group}：{sentence}" for sentence in moves + _sentences(trial, effects, taking)]


def foresee_prepared(matter, proposal, form) -> list[str]:
    """What the step will do as it was prepared; nothing where what was filled in no longer holds."""
    posted = QueryDict(mutable=True)
    shown = {name: _posted(value) for name, value in form.initial.items() if value not in (None, "")}
    for name, texts in {**shown, **proposal.posted()}.items():
        posted.setlist(name, texts)
    given = {"matter": matter, "actor": form.actor, "step": form.step, "proposal": proposal}
    trial = type(form)(posted, **given, is_proposing=form.is_proposing)
    return foresee_given(trial) if trial.is_valid() else []


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


def _sentences(matter, effects: Effects, taking: Taking) -> list[str]:
    """What follows for `matter`, on which the step has been tried."""
    return [*_periods(matter, effects), *_papers(effects, taking), *_told(matter, effects, taking)]


def _papers(effects: Effects, taking: Taking) -> list[str]:
    """Which are made, which come as scans, and how many files are kept beside them."""
    made = [paper.title for paper in effects.papers if not taking.files.get(paper.or_scan)]
    scanned = [paper.title for paper in effects.papers if taking.files.get(paper.or_scan)]
    if effects.scan_is_paper and taking.files.get(carry.SCANS):
        scanned.append(registry.get(effects.scan_is_paper).title)
    taken = carry.files_of_papers(effects, taking)
    attached = {each.pk for files in taking.files.values() for each in files} - taken
    said = {"生成文书": _titles(made), "以上传的文书为准": _titles(scanned)}
    if attached:
        said["收存附件"] = f"{len(attached)}个文件"
    return [f"{what}：{which}。" for what, which in said.items() if which]


def _titles(titles: Sequence[str]) -> str:
    return "、".join(f"《{title}》" for title in titles)


def _told(matter, effects: Effects, taking: Taking) -> list[str]:
    """Those who will get a notice in truth: an empty place is not named as told, and nobody tells themselves."""
    names: dict[str, None] = {}
    by_hand: dict[str, None] = {}
    own = None if isinstance(taking.actor, System) else taking.actor.user_id
    for tell in effects.tells:
        told, holders = carry.told(matter, tell, is_open=effects.audience is None)
        others = [each for each in holders if each.user_id != own]
        names |= dict.fromkeys(_names(told, others))
        if told.instead_of:
            by_hand[f"{told.instead_of.short_name}没有人能收到通知，请以电话或者书面方式告知。"] = None
    return ([f"将收到通知：{'、'.join(names)}。"] if names else []) + [*by_hand]


def _names(tell: Tell, holders: Sequence[Membership]) -> list[str]:
    """Of a person the name, also of who is told in another's stead; else the house with the places that are held."""
    if tell.instead_of or (tell.person is not None and tell.person.is_active):
        return [f"{each.user.full_name}（{each.organisation.short_name}）" for each in holders]
    houses: dict[str, list[str]] = {}
    for holder in holders:
        houses.setdefault(holder.organisation.short_name, []).append(Role(holder.role).label)
    return [house + "、".join(dict.fromkeys(labels)) for house, labels in houses.items()]
