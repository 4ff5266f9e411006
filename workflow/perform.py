"""The one door. Whatever changes a matter goes through `perform`; nothing else writes state."""

import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model

from common import clock
from common.texts import seen_throughout
from common.touched import Touched
from common.when import When
from matters import standing
from matters.models import Event, Matter
from matters.registry import model_for
from matters.storage import StoreUnavailable
from organisations.models import Membership, Organisation
from workflow import beginning, carry, proposals
from workflow.actors import Actor, System, describe
from workflow.effects import Also, Effects, Taking
from workflow.ending import effects_of
from workflow.errors import Invalid, Refused, Stale
from workflow.steps import Step, steps_of
from workflow.who import of_house


def perform(
    *,
    matter: Matter,
    step: str,
    actor: Actor,
    version: int | None = None,
    key: str | None = None,
    occurred_at: When | None = None,
    entered_for: Organisation | None = None,
    opener: Matter | None = None,
    **data: Any,
) -> Event:
    """Take `step` of `matter` as `actor`: one transaction, all or nothing.

    `version` is the one the page showed (None: whatever it is now, for the system and for imports).
    `key` makes a repetition by the same actor return the first event. `occurred_at` is for what happened
    on paper and is entered later. `opener` is the matter whose step it goes
    along with. Raises Refused, Stale or Invalid, having written nothing.
    """
    try:
        return _perform(matter, step, actor, version, key, occurred_at, entered_for, opener, data)
    except (IntegrityError, Invalid):
        # A creating step takes no lock: of two with one key the second meets a unique constraint, the key's
        # or the number's.
        if earlier := _repetition(matter, step, actor, key):
            return earlier
        raise
    except StoreUnavailable as problem:
        raise Invalid({"": problem.message_zh}) from problem


@transaction.atomic
def _perform(matter, step, actor, version, key, occurred_at, entered_for, opener, data) -> Event:
    _lock_together(matter, data)
    matter = locked(matter)
    if earlier := _repetition(matter, step, actor, key):
        return earlier
    if version is not None and matter.pk and version != matter.version:
        raise Stale(matter, _meanwhile(matter, version, actor))
    declared = declared_step(matter, step)
    if unasked := data.keys() - declared.asks():
        raise TypeError(f"nobody asks {sorted(unasked)} of the step {step}")
    if isinstance(actor, Membership) and not actor.is_active:
        raise Refused("您的这一任职已经结束，不能再以该身份办理。请切换身份，或联系府检联动办公室。")
    # Before anything reaches the matter: nobody makes themselves its handler by what they fill in.
    if reason := declared.who.refusal(matter, actor):
        raise Refused(reason)
    beginning.fill(matter, declared, data)
    if reason := beginning.refusal(matter, actor, opener):
        raise Refused(reason)
    if reason := declared.refusal(matter, actor):
        raise Refused(reason)
    entered_for = _entered_for(declared, matter, actor, entered_for)
    occurred = _occurred(occurred_at, dated_back=declared.who.may_date_back(matter, actor))
    taking = Taking(actor, occurred, clock.now(), entered_for, data)
    _check_order(matter, taking, given=occurred_at is not None)
    recording = declared.who.is_recording(matter, actor)
    if recording:
        _check_decision(matter, declared, taking)
        # It happened when it was decided, not when somebody came to enter it; what an agency sends online, now.
        is_now = occurred_at is not None or not declared.who.may_date_back(matter, actor)
        taking = taking if is_now else replace(taking, occurred=taking.decided)
    with standing.collecting() as written:
        event = _take(matter, declared, taking, key or "", recording, written)
    carry.wake_up()
    return event


def declared_step(matter: Matter, name: str) -> Step:
    """The step `name` as it is called for this matter. Raises Refused where there is none."""
    try:
        return steps_of(type(matter))[name].named_for(matter)
    except KeyError:
        raise Refused("没有这一步骤。请返回事项页面重新选择。") from None


def locked(matter: Matter) -> Matter:
    """The matter's row, locked, as its own class; of an unsaved one (a creating step) a copy.

    Either way the caller's own stays as it is, also when everything is rolled back. Whoever only writes a row
    that refers to the matter does not wait for it: a sweep that holds a deadline may be one of them.
    """
    if matter.pk is None:
        return copy.copy(matter)
    base = Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    return model_for(base.kind).objects.get(pk=base.pk)


def _lock_together(matter: Matter, data: Mapping[str, Any]) -> None:
    """Lock linked matters that the step moves along, in one order: two hands would wait for each other otherwise."""
    along = [other.pk for other in data.get("along") or ()]
    if matter.pk and along:
        rows = Matter.objects.select_for_update(no_key=True).filter(pk__in=[matter.pk, *along])
        list(rows.order_by("pk").values_list("pk", flat=True))


def _repetition(matter: Matter, step: str, actor: Actor, key: str | None) -> Event | None:
    """The event that this key made before. Raises Invalid where it was for something else."""
    if not key or isinstance(actor, System):
        return None
    earlier = Event.objects.filter(actor=actor, key=key).first()
    if earlier and (earlier.verb != step or matter.pk not in (None, earlier.matter_id)):
        raise Invalid({"": "本页的提交标识已用于另一事项，本次没有登记。请重新打开该步骤后提交。"})
    return earlier


def _meanwhile(matter: Matter, version: int, actor: Actor) -> list[Event]:
    """What has happened since the page of `version`, as far as it is meant for `actor`."""
    later = matter.events.filter(number__gt=_last_seen(matter, version))
    return list(later.in_audience(actor) if isinstance(actor, Membership) else later)


def _last_seen(matter: Matter, version: int) -> int:
    """The number of the last event that the page of `version` could show: one event a version, at least."""
    return max(0, matter.last_event_number - (matter.version - version))


def _entered_for(
    declared: Step, matter: Matter, actor: Actor, given: Organisation | None
) -> Organisation | None:
    """For whom the step is entered from paper. People cannot name anybody else; the system may."""
    if isinstance(actor, System):
        return given
    houses = matter.houses_on(declared.who.side) if declared.who.is_entering(matter, actor) else []
    if given not in (None, *houses):
        raise Invalid({"": "这一步不是代其他单位录入。请核对办理单位。"})
    if given is None and len(houses) > 1:
        raise Invalid({"entered_for": "请选择代哪个单位录入。"})
    return given or next(iter(houses), None)


def _occurred(given: When | None, *, dated_back: bool) -> When:
    """When it happened: never in the future, and where it cannot be dated back now."""
    if given is None:
        return When.now()
    if given.in_future:
        raise Invalid({"occurred_at": "发生日期不能晚于今天，请核对。"})
    if not dated_back:
        raise Invalid({"occurred_at": "在线办理以当前时间为准，不能填写其他日期。"})
    return given


def _check_order(matter: Matter, taking: Taking, *, given: bool) -> None:
    """What is entered later did not happen before the matter came to where it stands."""
    began = matter.pk and matter.began()
    if not began:
        return
    for name, when in (
        ("occurred_at", given and taking.occurred),
        ("decided_on", taking.get("decided_on") and taking.decided),
    ):
        if when and when.before(began):
            state = matter.get_state_display()
            raise Invalid({name: f"不能早于事项进入“{state}”的日期（{began}），请核对。"})


def _check_decision(matter: Matter, declared: Step, taking: Taking) -> None:
    """A decision made elsewhere is recorded with who and which day."""
    missing, decider = {}, taking.get("decided_by")
    if not decider:
        names = declared.who.names(of_house(taking.actor, declared.who.roles))
        missing["decided_by"] = f"您在登记他人作出的决定，请填写作出决定的{names}。"
    elif problem := declared.who.decider_refusal(matter, decider, taking.actor):
        missing["decided_by"] = problem
    if not taking.get("decided_on"):
        missing["decided_on"] = "请填写作出决定的日期。"
    elif When.of(taking.get("decided_on")).in_future:
        missing["decided_on"] = "作出决定的日期不能晚于今天。"
    if missing:
        raise Invalid(missing)


def _take(
    matter: Matter, declared: Step, taking: Taking, key: str, recording: bool, written: Touched
) -> Event:
    """Run the transition, write matter and event, carry out the effects, and let the event speak for all of it."""
    proposal = proposals.claimed(matter, declared, taking)
    effects: Effects = effects_of(matter, declared.name, taking)
    _keep_inside(matter, effects)
    if proposal:
        proposals.taken(proposal, effects)
    if recording:
        effects.said |= {"decided_by": str(taking.get("decided_by")), "decided_on": taking.decided}
    matter.phase = matter.phase_of_state()
    # What begins in a demo is part of it, also what is entered by hand.
    matter.is_example |= settings.PORTAL_DEMO and matter.pk is None
    matter.version += 1
    if not effects.takes_stock:
        matter.changed_at = taking.recorded_at
    number, own_numbers = carry.number(matter, effects), carry.own_numbers(matter, effects)
    matter.save()
    event = _write_event(matter, declared, taking, effects, key)
    carry.out(matter, event, effects, taking, number, own_numbers)
    carry.out(matter, event, proposals.aftermath(matter, taking, proposal), replace(taking, data={}), None)
    _seal(matter, event, written, whole=effects.takes_stock)
    for also in effects.also:
        _take_also(matter, also, taking)
    return event


def _keep_inside(matter: Matter, effects: Effects) -> None:
    """An event that holds an inside field is inside: of a step that others read too, it is another event beside it."""
    held = {name: value for name, value in effects.said.items() if name in matter.inside_fields and value}
    if effects.audience is None and held:
        effects.said = {name: value for name, value in effects.said.items() if name not in held}
        effects.also = [Also("keep_inside", {"said": held}), *effects.also]


def _write_event(matter: Matter, declared: Step, taking: Taking, effects: Effects, key: str) -> Event:
    system = taking.actor.reason if isinstance(taking.actor, System) else ""
    event = Event(
        matter_id=matter.pk,
        number=matter.last_event_number + 1,
        verb=declared.name,
        actor=None if system else taking.actor,
        actor_name=describe(taking.actor),
        system_reason=system,
        occurred_at=taking.occurred.start.astimezone(clock.UTC),
        occurred_precision=taking.occurred.precision,
        recorded_at=taking.recorded_at,
        audience=effects.audience,
        entered_for=taking.entered_for,
        data=plain(effects.said),
        key=key,
        previous_hash=matter.head_hash,
    )
    event.save()
    return event


def _seal(matter: Matter, event: Event, written: Touched, *, whole: bool) -> None:
    standing.seal(event, written, whole=whole)
    matter.last_event_number, matter.head_hash = event.number, event.hash
    # The head lies on the base row, which has no history: the business fields were saved above.
    Matter.objects.filter(pk=matter.pk).update(last_event_number=event.number, head_hash=event.hash)


def _take_also(matter: Matter, also: Also, taking: Taking) -> None:
    actor = System(also.as_system) if also.as_system else taking.actor
    other = also.matter or matter
    with _named_for(other if also.matter and other.pk else None, also.asked_in):
        event = perform(
            matter=other, step=also.step, actor=actor, occurred_at=also.occurred, opener=matter, **also.data
        )
    if also.relation:
        carry.link(matter, event.matter_id, also.relation)


@contextmanager
def _named_for(other: Matter | None, asked_in: Mapping[str, str]) -> Iterator[None]:
    """What a linked matter does not allow is told with its name, in the field of the page, which is another's."""
    try:
        yield
    except Invalid as problem:
        if other is None:
            raise
        named = {
            asked_in.get(name, name): f"{other.named_in_group}：{text}"
            for name, text in problem.fields.items()
        }
        raise Invalid(named) from problem
    except Refused as problem:
        if other is None:
            raise
        raise Invalid({"": f"{other.named_in_group}：{problem.reason}"}) from problem


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON gives them back, so that a hash computed now equals one computed after reading.

    Their texts are without what nobody sees: a mark of direction would turn the words of the timeline round.
    """
    said = {name: _plain_value(value) for name, value in data.items() if value not in (None, "", [], ())}
    return seen_throughout(json.loads(json.dumps(said, ensure_ascii=False)))


def _plain_value(value: Any) -> Any:
    """What may be said in an event for good. Raises TypeError for anything else: a chain is written once."""
    if isinstance(value, When):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | Decimal) or _has_words(value):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be said in an event")


def _has_words(value: Any) -> bool:
    """A row reads as its model words it; one whose model has no words of its own says nothing to anybody."""
    return isinstance(value, Model) and type(value).__str__ is not Model.__str__
