"""提请决定: what handing a decision over, answering it and being overtaken by events do, as data.

Any step whose declaration lets somebody else prepare what one role decides (`Who.hands_to`) can be handed over;
none is named here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from matters.models import Matter, Upload
from organisations.models import Membership, Organisation
from workflow.actors import Actor, describe
from workflow.effects import Close, Effects, Open, Taking, Tell
from workflow.errors import Invalid, Refused
from workflow.models import Proposal, ProposalFile
from workflow.steps import Step, steps_of

DECIDE = "target.decide_proposed"
MEND = "target.mend_proposed"
RULES = (DECIDE, MEND)
#: The matter page shows so many; what was said stands in the timeline.
LISTED = 10
OVER = "事项已经办结，提请的事项不再办理。"
NOTHING_ELSE = "本事项只等待这一决定，不能撤销提请。不再办理的，请{}。"
NOT_YOURS = "这份提请不由您准备，不能撤回。"
GONE = "这份提请已经办理、撤回或者失效，本次没有登记。请返回事项页面查看最新情况。"


@dataclass(frozen=True)
class Prepared:
    """What was filled in for the step `step`: the posted text by field, the files by field."""

    step: str
    text: Mapping[str, Sequence[str]]
    files: Sequence[tuple[str, Upload]] = ()


def deciders(matter: Matter, step: Step, preparer: Membership) -> list[Membership]:
    """Who may decide today in the house of `preparer` what they prepare."""
    holders = Membership.objects.holders(preparer.organisation, *step.who.hands_to(matter, preparer))
    return [person for person in holders if not step.who.decider_refusal(matter, person, preparer)]


def hand_over(matter: Matter, taking: Taking) -> Effects:
    """The effects of `propose`. Raises Refused where the step is not to be handed over, Invalid where to nobody."""
    prepared: Prepared = taking.get("prepared")
    step, house = _handed(matter, prepared, taking.actor), taking.actor.organisation
    roles = list(step.who.hands_to(matter, taking.actor))
    people = deciders(matter, step, taking.actor)
    if not people:
        raise Invalid({"": _nobody(step, roles)})
    is_draft = step.who.only_prepares(matter, taking.actor)
    if is_draft:
        roles, people = _nearest(roles, people)
    row = _row(matter, step, house)
    row.roles, row.data, row.version = (
        roles,
        {name: list(texts) for name, texts in prepared.text.items()},
        matter.version,
    )
    row.prepared_by, row.prepared_at = taking.actor, taking.recorded_at
    effects = Effects(said=_said(step, row, prepared), audience=house)
    effects.removes = list(row.files.all()) if row.pk else []
    effects.records = [row, *_files(row, prepared)]
    effects.closes = [Close(MEND, debtor=house, subject=step.name)]
    effects.closes += [Close(rule, debtor=house) for rule in step.prepared_meets]
    label, asked = ("核对", "提交了") if is_draft else ("决定", "提请您决定")
    effects.opens = [_period(DECIDE, house, step, taking, roles[0], f"{label}“{step.label}”")]
    then = "的内容，请核对后办理。" if is_draft else "，请审查。"
    text = f"{taking.actor.user.full_name}{asked}“{step.label}”{then}"
    effects.tells = [Tell(text, house, person=person, step=step.name) for person in people]
    return effects


def _handed(matter: Matter, prepared: Prepared | None, actor: Actor) -> Step:
    step = _step(matter, prepared.step) if prepared else None
    if step is None or not step.listed or not isinstance(actor, Membership):
        raise Refused("没有可以提请决定的步骤。请返回事项页面重新选择。")
    if reason := step.preparing_refusal(matter, actor):
        raise Refused(reason)
    if not step.who.hands_to(matter, actor):
        raise Refused(f"“{step.label}”由您自己办理，不需要提请他人决定。")
    return step


def _nearest(roles: Sequence[str], people: Sequence[Membership]) -> tuple[list[str], list[Membership]]:
    """The first of `roles` that anybody holds: the liaison, and only where there is none the head."""
    nearest = min((person.role for person in people), key=list(roles).index)
    return [nearest], [person for person in people if person.role == nearest]


def _nobody(step: Step, roles: Sequence[str]) -> str:
    return f"目前没有可以决定“{step.label}”的{step.who.names(roles)}，没有提请。请联系系统管理员登记任职后再提请。"


def _row(matter: Matter, step: Step, house: Organisation) -> Proposal:
    """The one that was sent back, to be handed over again; else a new one. Raises Refused where one is open."""
    live = Proposal.objects.live().filter(matter=matter.pk, step=step.name, organisation=house.pk).first()
    if live is None:
        return Proposal(matter_id=matter.pk, step=step.name, organisation=house)
    if live.is_open:
        raise Refused(f"“{step.label}”已经提请{live.deciders}决定。需要修改的，请先撤回提请。")
    live.status, live.answerer, live.answered_at, live.word = Proposal.Status.OPEN, None, None, ""
    return live


def _files(row: Proposal, prepared: Prepared) -> list[ProposalFile]:
    return [ProposalFile(proposal=row, field=field, upload=upload) for field, upload in prepared.files]


def _said(step: Step, row: Proposal, prepared: Prepared) -> dict[str, Any]:
    """What was asked for, word for word, with the digests of its files: nobody can later say it was something else."""
    files = [{"name": upload.original_name, "sha256": upload.sha256} for _, upload in prepared.files]
    return {"proposed": step.label, "asked": row.deciders, "prepared": row.data, "prepared_files": files}


def _period(rule: str, house: Organisation, step: Step, taking: Taking, role: str, label: str) -> Open:
    return Open(
        rule,
        house,
        starts=taking.occurred,
        responsible_role=role,
        audience=house,
        label=label,
        subject=step.name,
    )


def send_back(matter: Matter, taking: Taking) -> Effects:
    """The effects of `send_back_proposal`. Raises Refused or Invalid."""
    row, step = _answered(matter, taking, Proposal.Status.OPEN)
    if not step.who.decides_prepared(matter, taking.actor):
        raise Refused(f"这份提请由{row.deciders}决定，您当前的身份不能退回。")
    word = taking.get("word")
    if not word:
        raise Invalid({"word": "请写明退回的理由或者修改意见。"})
    row.answer(Proposal.Status.SENT_BACK, taking.actor, word)
    effects = _answer(row, step, word)
    role = row.prepared_by.role
    effects.opens = [_period(MEND, row.organisation, step, taking, role, f"重新提请“{step.label}”")]
    text = f"您提请决定的“{step.label}”已退回，请按意见修改后重新提请。"
    effects.tells = [Tell(text, row.organisation, person=row.prepared_by, step=step.name)]
    return effects


def withdraw(matter: Matter, taking: Taking) -> Effects:
    """The effects of `withdraw_proposal`: also of one that was sent back and is not handed over again.

    A matter that waits for its first decision waits on, for what is to be mended. Raises Refused.
    """
    row, step = _answered(matter, taking, *Proposal.LIVE)
    if not step.who.hands_to(matter, taking.actor):
        raise Refused(NOT_YOURS)
    if step.creates:
        return _take_back(matter, row, step, taking)
    row.answer(Proposal.Status.WITHDRAWN, taking.actor, taking.get("word", ""))
    return _answer(row, step, row.word)


def _take_back(matter: Matter, row: Proposal, step: Step, taking: Taking) -> Effects:
    if not row.is_open:
        raise Refused(NOTHING_ELSE.format(matter.given_up_by))
    row.answer(Proposal.Status.SENT_BACK, taking.actor, taking.get("word") or "提请人撤回修改。")
    effects = _answer(row, step, row.word)
    label = f"重新提请“{step.label}”"
    effects.opens = [_period(MEND, row.organisation, step, taking, row.prepared_by.role, label)]
    return effects


def _answered(matter: Matter, taking: Taking, *expected: str) -> tuple[Proposal, Step]:
    """The proposal that is answered, of the actor's own house, read under the matter's lock."""
    given, house = taking.get("proposal"), taking.actor.organisation_id
    row = Proposal.objects.filter(pk=given and given.pk, matter=matter.pk, organisation=house).first()
    step = row and _step(matter, row.step)
    if row is None or step is None or row.status not in expected:
        raise Refused(GONE)
    return row, step


def _step(matter: Matter, name: str) -> Step | None:
    return steps_of(type(matter)).get(name)


def _answer(row: Proposal, step: Step, word: str) -> Effects:
    effects = Effects(said={"proposed": step.label, "word": word}, audience=row.organisation, records=[row])
    effects.closes = [
        Close(rule, debtor=row.organisation, subject=row.step, fall_away=rule == MEND) for rule in RULES
    ]
    return effects


def claimed(matter: Matter, step: Step, taking: Taking) -> Proposal | None:
    """The proposal from which `step` is taken, if any. Raises Invalid where somebody has answered it meanwhile."""
    given = taking.get("taken_from")
    if given is None:
        return None
    row = Proposal.objects.filter(pk=given.pk, matter=matter.pk, step=step.name, status=Proposal.Status.OPEN)
    row = row.filter(organisation=taking.actor.organisation_id).first()
    if row is None:
        raise Invalid({"": GONE})
    if not step.who.decides_prepared(matter, taking.actor):
        raise Refused(f"这份提请由{row.deciders}决定。")
    return row


def taken(row: Proposal, effects: Effects) -> None:
    """What is added to a step that is taken from `row`: who prepared it, and that it waits no longer."""
    effects.said["prepared_by"] = describe(row.prepared_by)
    effects.closes.append(Close(DECIDE, debtor=row.organisation, subject=row.step))


def aftermath(matter: Matter, taking: Taking, answered: Proposal | None) -> Effects:
    """After any step: the proposal it was taken from is done, and those that no longer fit lapse, with the reason.

    `used` of the taking is one of another step whose text was taken over into this one.
    """
    effects, used = Effects(), taking.get("used")
    rows = Proposal.objects.live().filter(matter=matter.pk).select_related("prepared_by", "organisation")
    # Read anew: the instance that took the step may remember what its conditions found before.
    now = type(matter).objects.get(pk=matter.pk) if rows else matter
    for row in rows:
        step = _step(matter, row.step)
        label = step.label if step else row.step
        if answered and row.pk == answered.pk:
            row.answer(Proposal.Status.TAKEN, _person(taking))
            text = f"您提请的“{label}”，{taking.actor.user.full_name}已经决定。"
        elif used and row.pk == used.pk and row.organisation_id == taking.actor.organisation_id:
            row.answer(Proposal.Status.TAKEN, _person(taking))
            effects.closes.append(Close(DECIDE, debtor=row.organisation, subject=row.step))
            text = f"您提交的“{label}”，{taking.actor.user.full_name}已经采用，一并办理。"
        elif reason := _overtaken(now, row, step):
            row.answer(Proposal.Status.LAPSED, None, reason)
            closes = [
                Close(rule, debtor=row.organisation, subject=row.step, fall_away=True) for rule in RULES
            ]
            effects.closes += closes
            text = f"您提请的“{label}”已经失效，不再等待决定，原因见事项页面。"
        else:
            continue
        effects.records.append(row)
        effects.tells.append(Tell(text, row.organisation, person=row.prepared_by))
    return effects


def _person(taking: Taking) -> Membership | None:
    return taking.actor if isinstance(taking.actor, Membership) else None


def _overtaken(matter: Matter, row: Proposal, step: Step | None) -> str:
    """Why the proposal waits in vain; empty while it can still be decided."""
    if step is None:
        return "系统已不再办理这一步骤。"
    if reason := step.unmet(matter):
        return reason
    running = matter.deadlines.running().filter(rule__in=RULES, debtor=row.organisation_id, subject=row.step)
    return "" if running.exists() else OVER


def waiting(matter: Matter, step: Step, membership: Membership) -> Proposal | None:
    """The proposal of this step that the house of `membership` has still to answer or to mend."""
    rows = Proposal.objects.live().seen_by(membership).filter(matter=matter.pk, step=step.name)
    return rows.select_related("prepared_by__user", "answerer__user").first()


def to_decide(matter: Matter, step: Step, membership: Membership) -> Proposal | None:
    """What `membership` finds prepared on the page of `step`."""
    if not step.who.decides_prepared(matter, membership):
        return None
    found = waiting(matter, step, membership)
    return found if found and found.is_open else None


def to_mend(matter: Matter, step: Step, membership: Membership) -> Proposal | None:
    """The latest proposal of this step, where it was sent back or withdrawn: its text is begun with."""
    rows = Proposal.objects.seen_by(membership).filter(matter=matter.pk, step=step.name)
    latest = rows.select_related("prepared_by__user", "answerer__user").first()
    usable = (Proposal.Status.SENT_BACK, Proposal.Status.WITHDRAWN)
    return latest if latest and latest.status in usable else None


def was_handed(matter: Matter, handing: str, membership: Membership) -> bool:
    """Whether `handing` (`Proposal.handing`) is one of this matter that the reader's house has seen, now or before."""
    pk, _, version = handing.partition(".")
    rows = Proposal.objects.seen_by(membership).filter(matter=matter.pk, pk=pk, version__gte=version)
    return rows.exists()


def listed(matter: Matter, membership: Membership) -> list[dict[str, Any]]:
    """For the matter page: what the reader's house has prepared in this matter, the latest first, with its step."""
    if matter.side_of(membership) not in matter.acting_sides():
        return []
    rows = Proposal.objects.seen_by(membership).filter(matter=matter.pk)
    rows = rows.select_related("prepared_by__user", "answerer__user").order_by("-id")[:LISTED]
    return [_listed(matter, row, membership) for row in rows]


def _listed(matter: Matter, row: Proposal, membership: Membership) -> dict[str, Any]:
    step = _step(matter, row.step)
    shown = {"proposal": row, "label": step.label if step else row.step, "url": "", "action": ""}
    if step is None or row.status not in Proposal.LIVE or step.preparing_refusal(matter, membership):
        return shown
    place = [matter.pk, step.name]
    if row.is_open and step.who.decides_prepared(matter, membership):
        return shown | {"url": reverse("matters:step", args=place), "action": "决定"}
    if step.who.hands_to(matter, membership):
        action = "查看" if row.is_open else "修改后重新提请"
        return shown | {"url": reverse("matters:propose", args=place), "action": action}
    return shown
