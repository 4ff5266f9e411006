"""Carrying out what a step asks for, inside the transaction of `perform` and in a fixed order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from deadlines import services as deadlines
from deadlines.models import Deadline
from documents import numbers
from documents import services as documents
from documents.models import DocumentNumber
from matters import relations
from matters.models import Attachment, Event, Matter, MatterLink, Participation
from notices import services as notices
from organisations.models import Membership, Role
from organisations.services import give_consent
from organisations.vacancies import in_place_of, labels
from workflow import hours
from workflow.actors import System
from workflow.effects import Amend, Effects, Join, Number, Open, Pause, Replace, Taking, Tell
from workflow.errors import Invalid
from workflow.items import about_item
from workflow.rows import belong
from workflow.steps import Step, steps_of

#: The field of the scans that are the matter's own paper (`Effects.scan_is_paper`).
SCANS = "paper_scans"


def number(matter: Matter, effects: Effects) -> DocumentNumber | None:
    """Allot or register the number of the matter's paper, and put it on the matter for lists."""
    wanted: Number | None = effects.number
    if wanted is None:
        return None
    if effects.release_number:
        documents.release_numbers(matter=matter, text=_written_before(matter))
    given = _given(matter, wanted, "number")
    matter.number = given.text
    effects.said.setdefault("number", given.text)
    return given


def _written_before(matter: Matter) -> str:
    """The number as it stands in the database: on `matter` the transition has put the new one already."""
    return Matter.objects.values_list("number", flat=True).get(pk=matter.pk)


def own_numbers(matter: Matter, effects: Effects) -> dict[int, DocumentNumber]:
    """Allot or register what the papers bear beside the matter's number: by their place among the papers."""
    given = {
        place: _given(matter, paper.number, "paper_number")
        for place, paper in enumerate(effects.papers)
        if paper.number is not None
    }
    for place, number in given.items():
        if row := effects.papers[place].kept_by:
            row.number = number.text
    if given:
        effects.said["paper_number"] = "、".join(number.text for number in given.values())
    return given


def _given(matter: Matter, wanted: Number, field: str) -> DocumentNumber:
    """Raises Invalid at `field` for a number that cannot be given."""
    try:
        if wanted.text:
            return numbers.register(organisation=wanted.organisation, text=wanted.text, shared=wanted.shared)
        return numbers.allot(
            organisation=wanted.organisation, kind=wanted.kind, year=wanted.year, on=wanted.on
        )
    except numbers.NumberTaken as taken:
        raise Invalid({field: matter.number_taken(taken)}) from taken
    except numbers.NumberRefused as refused:
        raise Invalid({field: refused.message_zh}) from refused


def out(
    matter: Matter,
    event: Event,
    effects: Effects,
    taking: Taking,
    number: DocumentNumber | None,
    own: Mapping[int, DocumentNumber] | None = None,
) -> None:
    """Everything else, after matter and event are written. `number` of the matter's paper, `own` of the others.

    Raises Invalid where a period has no minute to start.
    """
    hours.check(matter, effects, taking)
    _records(matter, event, effects)
    _participations(matter, event, effects)
    _deadlines(matter, event, effects, taking)
    _attachments(matter, event, effects, taking)
    _papers(matter, event, effects, taking, number, own or {})
    _notices(matter, event, effects, taking)


def _records(matter: Matter, event: Event, effects: Effects) -> None:
    if effects.consents:
        give_consent(effects.consents)
    for row in effects.removes:
        row.delete()
    for row in effects.records:
        belong(row, matter, event)
        row.save()
    # Put right, a row is answered or received by nothing that it was not before.
    for row in effects.rewrites:
        row.save()


def _participations(matter: Matter, event: Event, effects: Effects) -> None:
    for join in effects.joins:
        row, created = Participation.objects.get_or_create(
            matter_id=matter.pk,
            organisation=join.organisation,
            role=join.role,
            defaults={"since": event, "responsible": join.responsible},
        )
        if created:
            _check_able(matter, join)
        elif row.responsible != join.responsible:
            row.responsible = join.responsible
            row.save()


def _check_able(matter: Matter, join: Join) -> None:
    """Raises Invalid where an organisation is brought in that cannot be what the kind would make it."""
    party = matter.party(join.role)
    if party and not party.admits(join.organisation):
        raise Invalid({"": f"{join.organisation.name}没有作为“{party.word}”的职能，请核对单位。"})


def _deadlines(matter: Matter, event: Event, effects: Effects, taking: Taking) -> None:
    for close in effects.closes:
        deadlines.close_deadlines(
            matter=matter,
            rule=close.rule,
            event=event,
            on=close.on or taking.occurred,
            debtor=close.debtor,
            subject=close.subject,
            cancelled=close.fall_away,
        )
    # What the step has met is done; only what still runs after that falls away.
    if effects.closes_all:
        spared = matter.outlasting_rules()
        deadlines.cancel_all(matter=matter, event=event, reason=effects.closes_all, sparing=spared)
    for change in effects.replaces:
        _replace(matter, event, change, taking)
    for amend in effects.amends:
        _amend(event, amend)
    for rule in effects.hushes:
        deadlines.hush(matter=matter, rule=rule)
    for opened in effects.opens:
        _open(matter, event, opened, quiet=_rests(matter, taking))
    for rule in effects.lets_rest:
        deadlines.let_rest(matter=matter, rule=rule)
    if effects.wakes_resting:
        deadlines.wake(matter=matter)
    for change in effects.pauses:
        _change(deadlines.pause, matter, event, change, "open")
    for change in effects.resumes:
        _change(deadlines.resume, matter, event, change, "paused")
    if effects.wakes_deadlines:
        deadlines.take_on(matter=matter)


def _open(matter: Matter, event: Event, opened: Open, *, quiet: bool) -> None:
    asked = {name: value for name, value in vars(opened).items() if name != "met_on"}
    row = deadlines.open_deadline(matter=matter, event=event, quiet=quiet, **asked)
    if opened.met_on:
        deadlines.close_deadlines(
            matter=matter, rule=row.rule, event=event, on=opened.met_on, debtor=opened.debtor
        )


def _rests(matter: Matter, taking: Taking) -> bool:
    """Whether nobody is told or reminded: an imported matter that nobody has taken on, moved by a day alone."""
    return matter.is_imported and matter.handler_id is None and isinstance(taking.actor, System)


def _change(carried_out: Callable, matter: Matter, event: Event, change: Pause, status: str) -> None:
    """Stop or resume whatever of the rule stands at `status`."""
    for row in deadlines.running(matter=matter, rule=change.rule).filter(status=status):
        carried_out(
            row,
            on=change.on,
            reason=change.reason,
            decided_by=change.decided_by or event.actor_name,
            event=event,
        )


def _replace(matter: Matter, event: Event, change: Replace, taking: Taking) -> None:
    rows = [row for row in deadlines.running(matter=matter, rule=change.rule) if _is_meant(change, row)]
    if change.instead_of:
        rows += deadlines.ended(matter=matter, rule=change.rule, began=change.instead_of)
    for deadline in rows:
        deadlines.replace_deadline(
            deadline,
            kind=change.kind,
            reason=change.reason,
            decided_by=change.decided_by or event.actor_name,
            event=event,
            due_on=change.due_on,
            starts=change.starts,
            stated=change.stated,
            granted=change.granted,
            decided_on=change.decided_on or taking.decided.day,
        )


def _is_meant(change: Replace, row: Deadline) -> bool:
    return change.debtor in (None, row.debtor) and change.subject in (None, row.subject)


def _amend(event: Event, amend: Amend) -> None:
    decision = {"reason": amend.reason, "decided_by": event.actor_name, "event": event}
    if amend.met_on:
        deadlines.meet_on(amend.row, amend.met_on)
    if amend.values:
        deadlines.rewrite(amend.row, **decision, **amend.values)
    if amend.grant:
        deadlines.amend_grant(amend.row, due_on=amend.grant[0], **decision)
    if amend.paused_on:
        deadlines.amend_pause(amend.row, on=amend.paused_on, **decision)


def _attachments(matter: Matter, event: Event, effects: Effects, taking: Taking) -> None:
    """Every file that became no paper, under the label of its field; a file is attached to a matter once."""
    form, taken = steps_of(type(matter))[event.verb].form_class(), files_of_papers(effects, taking)
    for name, uploads in taking.files.items():
        label, is_inside = form.kept_as(name)
        audience = (taking.actor.organisation or matter.lead) if is_inside else effects.audience
        for upload in uploads:
            if upload.pk not in taken:
                taken.add(upload.pk)
                Attachment.objects.create(
                    matter_id=matter.pk, event=event, upload=upload, audience=audience, label=label
                )


def files_of_papers(effects: Effects, taking: Taking) -> set[Any]:
    """The keys of those that a declaration of the effects makes papers."""
    fields = {paper.or_scan for paper in effects.papers} | ({SCANS} if effects.scan_is_paper else set())
    papers = [upload for name in fields for upload in taking.files.get(name, ())]
    return {upload.pk for upload in [*papers, *([effects.seal] if effects.seal else [])]}


def _papers(
    matter: Matter,
    event: Event,
    effects: Effects,
    taking: Taking,
    number: DocumentNumber | None,
    own: Mapping[int, DocumentNumber],
) -> None:
    of_event = {"matter": matter, "event": event}
    for place, paper in enumerate(effects.papers):
        borne = own.get(place) or (number if paper.numbered else None)
        about = {"kind": paper.kind, "title": paper.title, "number": borne, "audience": paper.audience}
        if instead := taking.files.get(paper.or_scan):
            for upload in instead:
                documents.keep_scan(upload=upload, **of_event, **about)
        else:
            documents.make_paper(content=paper.content(borne.text if borne else ""), **of_event, **about)
    if effects.shares_paper_of:
        documents.share_papers(earlier=effects.shares_paper_of, matter=matter, event=event)
    if effects.shares_seal_of:
        documents.share_sealed(earlier=effects.shares_seal_of, matter=matter, event=event)
    elif effects.seal:
        documents.keep_sealed(matter=matter, event=event, upload=effects.seal)
    if effects.scan_is_paper:
        about = {"kind": effects.scan_is_paper, "number": number, "audience": effects.audience}
        for upload in taking.files.get(SCANS, ()):
            documents.keep_scan(upload=upload, **of_event, **about)
    if effects.release_number and effects.number is None:
        documents.release_numbers(matter=matter)


def _notices(matter: Matter, event: Event, effects: Effects, taking: Taking) -> None:
    if _rests(matter, taking):
        return
    decider = taking.get("decided_by")
    if isinstance(decider, Membership):
        text = f"{event.actor_name}以您的名义登记了一项决定，请核对。"
        _tell(matter, event, Tell(text, decider.organisation), decider)
    for tell in effects.tells:
        tell, holders = told(matter, tell, is_open=effects.audience is None)
        for holder in holders:
            if isinstance(taking.actor, System) or holder.user_id != taking.actor.user_id:
                _tell(matter, event, tell, holder)


def told(matter: Matter, tell: Tell, *, is_open: bool) -> tuple[Tell, list[Membership]]:
    """Whoever holds the place today, else who stands next above and is told that it is empty.

    Where a house has nobody at all, the lead is told in its stead of what the lead may know (`is_open`).
    """
    if tell.person is not None and tell.person.is_active:
        return tell, [tell.person]
    roles = (tell.person.role,) if tell.person else tell.roles
    holders = in_place_of(tell.organisation, roles)
    if any(holder.role in roles for holder in holders) or not roles:
        return tell, holders
    empty = f"{tell.organisation.short_name}{labels(roles)}空缺"
    if holders:
        return replace(tell, text=f"{tell.text}（{empty}，请您办理或者指定人员。）"), holders
    if not is_open or tell.organisation == matter.lead:
        return tell, []
    by_hand = f"{empty}，该单位没有人能收到下列通知，请以电话或者书面方式告知：{tell.text}"
    return Tell(by_hand, matter.lead, instead_of=tell.organisation), _of_lead(matter)


def _of_lead(matter: Matter) -> list[Membership]:
    handler = matter.handler
    return [handler] if handler and handler.is_active else in_place_of(matter.lead, [Role.HANDLER])


def _tell(matter: Matter, event: Event, tell: Tell, holder: Membership) -> None:
    step = steps_of(type(matter)).get(tell.step)
    place = f"steps/{tell.step}/{about_item(tell.item)}" if step else f"#event-{event.number}"
    notices.tell(
        recipient=holder.user,
        organisation=holder.organisation,
        matter=None if tell.leaving else matter,
        verb=event.verb,
        text=tell.text,
        link="" if tell.leaving else f"/matters/{matter.pk}/{place}",
        next_step=step.label if step else "",
        due=_due_for(matter, step, holder),
        unique=f"event:{event.pk}:{holder.user_id}:{tell.step}{tell.item}{_of_whom(tell)}",
    )


def _of_whom(tell: Tell) -> str:
    """Each house without anybody is told of by itself, beside what its teller is told anyway."""
    return f":{tell.instead_of.pk}" if tell.instead_of else ""


def _due_for(matter: Matter, step: Step | None, holder: Membership) -> date | None:
    """The last day of what the step is to meet, where the reader owes it."""
    if step is None or not step.fulfils:
        return None
    owed = matter.deadlines.filter(status="open", rule__in=step.fulfils, debtor=holder.organisation_id)
    return owed.order_by("due_at").values_list("due_on", flat=True).first()


def link(earlier: Matter, later_id: int, relation: str) -> None:
    """Raises UnknownRelation for what no room has declared."""
    code = relations.relation(relation).code
    MatterLink.objects.get_or_create(earlier_id=earlier.pk, later_id=later_id, relation=code)


def wake_up() -> None:
    """After commit, and only then, the workers are told; were they not, the sweep finds the rows."""
    notices.wake()
