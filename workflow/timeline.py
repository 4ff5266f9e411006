"""办理经过: the events of a matter as its reader sees them; sentences are made here, when shown."""

from typing import Any

from django.urls import reverse

from common import clock
from documents.models import Document
from matters.models import Attachment, Event
from organisations.models import Membership, Organisation
from workflow.steps import steps_of
from workflow.together import events_of, origin_of


def entries(matter, membership: Membership) -> list[dict[str, Any]]:
    """Every event meant for `membership`, latest first, with papers and attachments.

    What came before the paper went to several units is read from the first of them, and says so.
    """
    events = Event.objects.filter(matter_id=matter.pk).in_audience(membership)
    own = list(events.select_related("entered_for", "audience").order_by("-number"))
    shown, origin = _entries(matter, own, membership), origin_of(matter, membership)
    if origin is None:
        return shown
    earlier = _entries(origin.matter.concrete, events_of(origin, membership), membership)
    words = f"制发前共同经过，记于{origin.unit}一件"
    return shown + [
        entry | {"flags": [words, *entry["flags"]], "anchor": f"before-{entry['anchor']}"}
        for entry in earlier
    ]


def _entries(matter, events: list[Event], membership: Membership) -> list[dict[str, Any]]:
    papers = Document.objects.of(matter.pk).in_audience(membership).select_related("number").order_by("id")
    files = Attachment.objects.filter(matter_id=matter.pk).in_audience(membership).select_related("upload")
    by_paper, by_file = _by_event(papers, "here"), _by_event(files, "event_id")
    corrected, hidden = _days_corrected(events), matter.hidden_from(membership)
    return [
        _entry(
            matter,
            event,
            by_paper.get(event.pk, []),
            by_file.get(event.pk, []),
            corrected.get(event.number, ""),
            hidden,
        )
        for event in events
        if not _puts_right(matter, event, hidden)
    ]


def _puts_right(matter, event: Event, hidden: frozenset[str]) -> bool:
    """Whether it corrects what the reader may not know: such events are inside, those of earlier days too."""
    fields = (matter._meta.get_field(name) for name in hidden if hasattr(matter, name))
    return event.verb == "correct" and event.data.get("field") in {field.verbose_name for field in fields}


def _days_corrected(events: list[Event]) -> dict[int, str]:
    """By the number of an entry, the day on which it happened in truth, as it was put right last."""
    ordered = sorted(events, key=lambda event: event.number)
    return {event.data["of"]: event.data.get("new", "") for event in ordered if "of" in event.data}


def first_values(events: list[dict[str, Any]]) -> dict[str, str]:
    """By its label, what stood in a field before it was first put right, as far as the reader may know."""
    return {change["label"]: change["old"] for entry in events for change in entry["changes"]}


def _by_event(rows, key: str) -> dict[int, list]:
    grouped: dict[int, list] = {}
    for row in rows:
        grouped.setdefault(getattr(row, key), []).append(row)
    return grouped


def _entry(
    matter, event: Event, papers: list, files: list, corrected: str, hidden: frozenset[str]
) -> dict[str, Any]:
    label, words = label_of(matter, event), matter.words_of(event, hidden)
    return {
        "when": event.when,
        "recorded": event.recorded_at if is_recorded_later(event) else None,
        "actor": event.actor_name,
        "sentence": f"{label}（{'；'.join(words)}）" if words else label,
        "quote": matter.quote_of(event, hidden),
        "changes": _changes(event),
        "papers": [paper_link(paper) for paper in papers],
        "attachments": [attachment_link(file) for file in files],
        "anchor": f"event-{event.number}",
        "flags": _flags(matter, event) + ([f"日期已更正为{corrected}"] if corrected else []),
        "tone": tone_of(matter, event),
    }


def label_of(matter, event: Event) -> str:
    """The verb in Chinese, as the step declares it."""
    step = steps_of(type(matter)).get(event.verb)
    return step.named_for(matter).label if step else event.verb


def tone_of(matter, event: Event) -> str:
    step = steps_of(type(matter)).get(event.verb)
    return step.tone if step else "progress"


def is_recorded_later(event: Event) -> bool:
    """Whether it was entered on a later day than it happened (补录)."""
    return event.when.day != clock.local(event.recorded_at).date()


def _changes(event: Event) -> list[dict[str, str]]:
    if "new" not in event.data:
        return []
    return [{"label": event.data.get("field"), "old": event.data.get("old"), "new": event.data.get("new")}]


def _flags(matter, event: Event) -> list[str]:
    flags = []
    if event.entered_for_id:
        flags.append(f"代{event.entered_for.short_name}录入")
    elif is_recorded_later(event):
        flags.append("补录")
    if event.audience_id:
        flags.append(f"仅{audience_named(matter, event.audience)}可见")
    return flags


def audience_named(matter, audience: Organisation) -> str:
    """For whom it is: what went up to the superior procuratorate is the leading one's too."""
    if audience.pk == matter.lead.superior_id:
        return f"{matter.lead.short_name}、{audience.short_name}"
    return audience.short_name


def paper_link(paper: Document) -> dict[str, Any]:
    number = paper.number.text if paper.number_id else ""
    return {"title": paper.title, "url": reverse("documents:download", args=[paper.pk]), "number": number}


def attachment_link(file: Attachment) -> dict[str, Any]:
    url = reverse("matters:attachment", args=[file.matter_id, file.pk])
    return {"name": str(file), "url": url, "size": file.upload.size}
