"""Several recipients as one thing to the eye: their table, their links, and what they have in common from before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from deadlines.models import Deadline
from matters.groups import before_the_split, first_of, group_of, links_of
from matters.models import Event, Matter, MatterLink, Participation
from matters.parties import LEAD
from matters.taking_part import acting
from organisations.models import Membership
from workflow.head import head_deadline
from workflow.lists.masking import shown_name
from workflow.pills import short_pill

COLUMNS = [{"label": "单位"}, {"label": "状态"}, {"label": "期限"}, {"label": "最后一日"}]
NAMED_ONLY = "文书所列单位"


@dataclass(frozen=True)
class Origin:
    """The first matter of a group, and its events before the paper went to several; nothing of it is copied."""

    matter: Matter
    events: tuple[int, ...]
    unit: str


def origin_of(matter: Matter, membership: Membership) -> Origin | None:
    """Where the record of `matter` before issue lies, for the people of the house that leads both.

    What precedes issue belongs to one procuratorate alone: nobody else has an origin to read.
    """
    if matter.lead_id != membership.organisation_id:
        return None
    first = first_of(matter, links_of(matter))
    if first in (None, matter.pk):
        return None
    seen = Matter.objects.visible_to(membership).filter(pk=first, lead=matter.lead_id).first()
    events = before_the_split(matter, first) if seen else []
    return Origin(seen, tuple(events), units_named([seen]).get(first, "")) if events else None


def events_of(origin: Origin, membership: Membership) -> list[Event]:
    rows = Event.objects.filter(pk__in=origin.events).in_audience(membership)
    return list(rows.select_related("entered_for", "audience").order_by("-number"))


def units_named(matters: Iterable[Matter]) -> dict[int, str]:
    """The short names of those who act in each matter beside the house that leads, as its kind declares them."""
    rows = Participation.objects.filter(acting(without=LEAD), matter__in=[matter.pk for matter in matters])
    named: dict[int, list[str]] = {}
    for row in rows.select_related("organisation").order_by("pk"):
        named.setdefault(row.matter_id, []).append(row.organisation.short_name)
    return {pk: "、".join(names) for pk, names in named.items()}


def links(
    matter: Matter, membership: Membership, found: list[MatterLink] | None = None
) -> list[dict[str, Any]]:
    """Linked matters that the reader may see, each with its units, in every direction. `found`: the links as read.

    Of the others not even that they are there is told.
    """
    found = links_of(matter) if found is None else found
    others = {(link.later_id if link.earlier_id == matter.pk else link.earlier_id): link for link in found}
    words = {pk: link.relation_from(matter) for pk, link in others.items()}
    group = [pk for pk in group_of(matter, found) if pk != matter.pk]
    relation = next((words[pk] for pk in group if pk in words), "")
    words |= {pk: relation for pk in group if pk not in words}
    if not words:
        return []
    seen = list(Matter.objects.visible_to(membership).filter(pk__in=words).order_by("pk"))
    units = units_named(seen)
    return [
        {
            "title": "　".join(
                part for part in (units.get(other.pk, ""), shown_name(other, membership)) if part
            ),
            "url": reverse("matters:matter", args=[other.pk]),
            "relation": words[other.pk],
        }
        for other in seen
    ]


def units(matter: Matter, membership: Membership, found: list[MatterLink]) -> dict[str, Any] | None:
    """The table of the units with state and due day; None where `matter` stands alone.

    Of a matter that the reader may not see, the unit's name alone, and only where the very paper names it.
    """
    keys = group_of(matter, found)
    if not keys:
        return None
    together = list(type(matter).objects.filter(pk__in=keys).not_annulled().select_related("recipient"))
    seen = set(Matter.objects.visible_to(membership).filter(pk__in=keys).values_list("pk", flat=True))
    due = _due(seen, membership)
    rows = [
        _row(each, matter, due.get(each.pk, []), is_seen=each.pk in seen)
        for each in sorted(together, key=lambda each: each.pk)
        if each.pk in seen or (each.number and each.number == matter.number)
    ]
    return {"caption": "各单位的状态和期限", "columns": COLUMNS, "rows": rows} if len(rows) > 1 else None


def _due(keys: set[int], membership: Membership) -> dict[int, list[Deadline]]:
    rows = Deadline.objects.filter(matter__in=keys, status="open").in_audience(membership)
    found: dict[int, list[Deadline]] = {}
    for row in rows.select_related("debtor"):
        found.setdefault(row.matter_id, []).append(row)
    return found


def _row(each: Matter, matter: Matter, deadlines: list[Deadline], *, is_seen: bool) -> dict[str, Any]:
    name = each.recipient.name
    if not is_seen:
        return {"cells": [{"text": name}, {"text": NAMED_ONLY}, {"text": ""}, {"text": ""}]}
    head = head_deadline(each, deadlines)
    url = "" if each.pk == matter.pk else reverse("matters:matter", args=[each.pk])
    state = {"word": each.get_state_display(), "tone": each.state_tone}
    due = (
        [{"pill": short_pill(head)}, {"text": head.last_day if head.due_on else ""}]
        if head
        else [{"text": ""}, {"text": ""}]
    )
    return {"url": url, "cells": [{"text": name, "url": url}, {"state": state}, *due]}
