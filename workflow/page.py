"""What the matter page shows: where it is, whose move it is, by when and why, what happened."""

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from deadlines import people
from deadlines.calendar import WorkingCalendar
from deadlines.days import calendar_in_use
from deadlines.models import CallRecord, Deadline
from documents.models import Document
from documents.rendering import fonts, renditions
from matters.groups import links_of
from matters.kinds import Phase
from matters.models import Attachment, Participation
from matters.parties import LEAD
from organisations.models import RECEIVERS, Membership, Role
from workflow import proposals, timeline, together
from workflow.head import head_deadline
from workflow.pills import explanation, pill, short_pill
from workflow.steps import Step, steps_of
from workflow.who import HANDLERS

#: Of a house that nobody could sign for in the portal.
BY_HAND = "没有可以在线签收的人员，文书当面或者邮寄送达"


def context(matter, membership: Membership) -> dict[str, Any]:
    """Everything for templates/workflow/matter.html."""
    deadlines = list(
        Deadline.objects.filter(matter_id=matter.pk)
        .in_audience(membership)
        .select_related("debtor", "creditor", "closing_event")
        .prefetch_related(Prefetch("calls", CallRecord.objects.select_related("by__user")))
        .order_by("-id")
    )
    head = head_deadline(matter, deadlines)
    shown, calendar = timeline.entries(matter, membership), calendar_in_use(matter)
    is_lead, linked = matter.is_led_by(membership), links_of(matter)
    return {
        "matter": matter,
        "state": state_badge(matter),
        "head_deadline": head,
        "head_pill": pill(head, explained=True) if head else None,
        "mover": mover(head, matter),
        "stepper": matter.stepper(inside=is_lead),
        **step_groups(matter, membership),
        "entries": shown,
        "corrected": timeline.first_values(shown),
        "papers": papers(matter, membership),
        "dossier": {
            "url": reverse("matters:dossier", args=[matter.pk]),
            "label": "打印卷宗" if matter.phase == Phase.CLOSED else "预览卷宗",
        },
        "no_font": "" if fonts.are_there() else fonts.NoChineseFont.message_zh,
        "files": files(matter, membership),
        "reading": matter.reading(membership),
        "deadlines": [deadline_row(row, calendar, is_lead=is_lead) for row in deadlines],
        "parties": parties(matter),
        "links": together.links(matter, membership, linked),
        "units": together.units(matter, membership, linked),
        "proposals": proposals.listed(matter, membership),
        "is_lead": is_lead,
        "hidden": matter.hidden_from(membership),
    }


def head_deadline_of(matter, membership: Membership) -> dict[str, Any] | None:
    """The pill of the head alone, for pages that show no more of the matter."""
    rows = Deadline.objects.filter(matter_id=matter.pk, status="open").in_audience(membership)
    head = head_deadline(matter, list(rows.select_related("debtor")))
    return pill(head, explained=True) if head else None


def pill_of_item(step: Step, matter, membership: Membership, item: str) -> dict[str, Any] | None:
    """Of what the page of a step is about, as its address says; None where it is about the whole matter."""
    rows = Deadline.objects.filter(matter_id=matter.pk, status="open", rule__in=step.fulfils, subject=item)
    own = rows.in_audience(membership).filter(debtor=membership.organisation_id) if item else rows.none()
    return next((pill(row, explained=True) for row in own), None)


def state_badge(matter) -> dict[str, str]:
    return {"word": matter.get_state_display(), "tone": matter.state_tone, "beside": matter.beside_state}


def mover(deadline: Deadline | None, matter) -> str:
    """Whose move it is, in words; that nobody holds the place, and who acts in its stead."""
    if deadline is None:
        return ""
    role = Role(deadline.responsible_role)
    deadline.matter = matter
    person = people.responsible(deadline)
    if person and _handles_in_an_office(person, matter):
        role = Role(person.role)
    awaited = f"等待{deadline.debtor.short_name}（{role.label}）{deadline.label}"
    if person is None:
        return f"{awaited}。该单位{role.label}空缺，没有可以办理的人员，请以电话或者书面方式告知"
    if person.role == role:
        return awaited
    return f"{awaited}。{role.label}空缺，由{Role(person.role).label}办理或者指定人员"


def _handles_in_an_office(person: Membership, matter) -> bool:
    """Outside a procuratorate somebody of the office handles a matter: no place of a procurator is empty there."""
    return person.pk == matter.handler_id and person.role not in HANDLERS


def step_groups(matter, membership: Membership) -> dict[str, Any]:
    """The buttons: what may be done, what may be entered for which other side, what may not yet be done."""
    buttons = step_buttons(matter, membership)
    entering = [button for button in buttons if button["allowed"] and button["enters"]]
    sides = dict.fromkeys(button["side"] for button in entering)
    return {
        "steps": [button for button in buttons if button["allowed"] and not button["enters"]],
        "entering": entering,
        "entered_for": [house.short_name for side in sides for house in matter.houses_on(side)],
        "refused": [button for button in buttons if not button["allowed"] and not button["enters"]],
    }


def step_buttons(matter, membership: Membership) -> list[dict[str, Any]]:
    """Buttons for those who may; for the same side's people who may not yet, the reason as text."""
    buttons = [
        _button(matter, step, membership)
        for step in steps_of(type(matter)).values()
        if _concerns(step, matter, membership)
    ]
    return sorted(buttons, key=_weight)


def _concerns(step: Step, matter, membership: Membership) -> bool:
    """Steps of this state that the reader's side takes or waits for."""
    is_due = step.fits(matter.state) and step.who.concerns(matter, membership)
    return is_due and step.is_listed(matter)


def _weight(button: dict[str, Any]) -> int:
    order = {"primary": 0, "secondary": 1, "warning": 2, "danger": 3}
    return order[button["weight"]] + (4 if button["aside"] else 0)


def _button(matter, step: Step, membership: Membership) -> dict[str, Any]:
    step = step.named_for(matter)
    refusal, prepares = step.preparing_refusal(matter, membership), step.who.only_prepares(matter, membership)
    return {
        "enters": step.who.is_entering(matter, membership),
        "side": step.who.side,
        "name": step.name,
        "aside": step.aside,
        "label": step.label,
        "url": reverse(f"matters:{'propose' if prepares else 'step'}", args=[matter.pk, step.name]),
        "weight": "secondary" if step.weight == "warning" else step.weight,
        "allowed": not refusal,
        "hint": step.hint,
        "refusal": refusal,
    }


def papers(matter, membership: Membership) -> list[dict[str, Any]]:
    rows = Document.objects.of(matter.pk).in_audience(membership).select_related("number", "audience")
    return [
        {
            "name": row.title,
            "url": reverse("documents:download", args=[row.pk]),
            "pdf_url": _pdf_url(row),
            "number": row.number.text if row.number_id else "",
            "size": row.size,
            "when": row.made_at,
            "audience": timeline.audience_named(matter, row.audience) if row.audience_id else "",
            "digest": row.sha256,
        }
        for row in rows.order_by("id")
    ]


def _pdf_url(row: Document) -> str:
    """Where the paper can be had as PDF; empty for a scan and where no Chinese font is there."""
    made = renditions.can_be_made(row) and fonts.are_there()
    return reverse("documents:pdf", args=[row.pk]) if made else ""


def files(matter, membership: Membership) -> list[dict[str, Any]]:
    rows = Attachment.objects.filter(matter_id=matter.pk).in_audience(membership)
    rows = rows.select_related("upload", "event", "audience")
    return [
        timeline.attachment_link(row)
        | {
            "kind": timeline.label_of(matter, row.event),
            "by": row.event.actor_name,
            "when": row.upload.uploaded_at,
            "audience": timeline.audience_named(matter, row.audience) if row.audience_id else "",
            "digest": row.upload.sha256,
        }
        for row in rows.order_by("id")
    ]


def deadline_row(row: Deadline, calendar: WorkingCalendar, *, is_lead: bool) -> dict[str, Any]:
    """A deadline with its explanation; who has telephoned is for the procuratorate alone."""
    shown = short_pill(row) | {"explain": explanation(row, calendar)}
    return {"deadline": row, "pill": shown, "calls": row.calls.all() if is_lead else []}


def parties(matter) -> list[dict[str, Any]]:
    """Each organisation that takes part, with the people to call; of one without any that papers go by hand."""
    rows = list(
        Participation.objects.filter(matter_id=matter.pk)
        .select_related("organisation", "responsible__user")
        .order_by("id")
    )
    receiving = [row.organisation_id for row in rows if _receives(matter, row)]
    held = Membership.objects.active().filter(organisation__in=receiving, role__in=(*RECEIVERS, *HANDLERS))
    people: dict[int, list] = {}
    for person in held.select_related("user").order_by("standing"):
        people.setdefault(person.organisation_id, []).append(person)
    return [_party(matter, row, people.get(row.organisation_id, [])) for row in rows]


def _receives(matter, row: Participation) -> bool:
    """Whether papers of the matter go to it: it acts, and does not lead."""
    return row.role != LEAD and row.role in matter.acting_sides()


def _party(matter, row: Participation, receivers: list[Membership]) -> dict[str, Any]:
    liaisons = [person for person in receivers if person.role == Role.LIAISON]
    people = [matter.handler] if row.role == LEAD and matter.handler_id else liaisons
    shown = [{"name": p.user.full_name, "place": p.place, "phone": p.contact_phone} for p in people]
    note = "" if receivers or not _receives(matter, row) else BY_HAND
    word = matter.side_word(row.role) or row.get_role_display()
    return {"role": word, "name": row.organisation.name, "people": shown, "note": note}
