"""在办 by kind: a small table in which every number leads to its matters."""

from typing import Any

from django.db.models import Count

from common.templatetags.portal import capped
from fujian_portal.home.parts import list_url
from matters import registry
from matters.kinds import Phase
from matters.names import kind_choices
from matters.queries import MatterQuerySet
from organisations.models import Membership
from workflow.lists.filters import OPEN, Filters
from workflow.lists.sight import Sight

PHASES = [phase for phase in Phase if phase != Phase.CLOSED]


def led_by(membership: Membership) -> dict[str, Any] | None:
    """本院在办: what the reader's procuratorate leads."""
    home = membership.organisation_id
    rows = Sight.of(membership).window(Filters(phase=OPEN)).filter(lead=home)
    return _table("本院在办", rows, {"organisation": home}, membership)


def below(membership: Membership, title: str) -> dict[str, Any] | None:
    """What others lead in the reader's jurisdiction."""
    rows = Sight.of(membership).window(Filters(phase=OPEN)).exclude(lead=membership.organisation_id)
    return _table(title, rows.filter(is_issued=True), {}, membership)


def _table(
    title: str, rows: MatterQuerySet, narrowed: dict[str, Any], membership: Membership
) -> dict[str, Any] | None:
    counts = {(kind, phase): number for kind, phase, number in _counted(rows)}
    if not counts:
        return None
    phases = [phase for phase in PHASES if any(found == phase for _, found in counts)]
    words = registry.phase_words(*{kind for kind, _ in counts})
    lines = [
        _line(kind, label, phases, counts, narrowed)
        for kind, label in kind_choices(membership.organisation.jurisdiction, registry.kinds())
        if any(found == kind for found, _ in counts)
    ]
    return {
        "template": "home/house.html",
        "title": title,
        "phases": [words[phase] for phase in phases],
        "lines": lines,
    }


def _counted(rows: MatterQuerySet):
    return rows.values_list("kind", "phase").annotate(Count("pk"))


def _line(
    kind: str, label: str, phases: list[Phase], counts: dict, narrowed: dict[str, Any]
) -> dict[str, Any]:
    words = registry.phase_words(kind)
    cells = [
        {
            "label": words[phase],
            "count": capped(counts.get((kind, phase), 0)),
            "url": list_url(kind=kind, phase=phase, **narrowed) if counts.get((kind, phase)) else "",
        }
        for phase in phases
    ]
    total = sum(number for (found, _), number in counts.items() if found == kind)
    url = list_url(kind=kind, phase=OPEN, **narrowed)
    return {"label": label, "url": url, "cells": cells, "total": capped(total)}
