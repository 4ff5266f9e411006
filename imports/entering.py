"""Entering one row through the one door. Rows entered before are recognised."""

from itertools import count
from typing import Any

from django.db import transaction

from imports.bodies import Bodies
from imports.contract import Rows
from imports.facts import Facts
from imports.known import unknown
from imports.models import ImportedRow, LedgerImport
from matters.models import Matter
from workflow.actors import System


@transaction.atomic
def enter(
    room: Rows, facts: Facts, bodies: Bodies, *, reason: str, ledger: LedgerImport | None = None, **more: Any
) -> list[Matter]:
    """The matters that the row became just now; none for what was entered before. Raises workflow's Invalid.

    `more` goes to the room as it is: who entered it, links to what went before.
    """
    missing = list(facts.recipients) if facts.is_another else unknown(room, facts, bodies)
    if not missing:
        return []
    lead = bodies.lead(facts.lead)
    made = room.enter(facts, missing, lead, bodies, System(reason), ledger=ledger, **more)
    for name, each in zip(missing, made, strict=True):
        ImportedRow.objects.create(key=_free_key(facts, name), matter=each, place=facts.place, ledger=ledger)
    return made


def _free_key(facts: Facts, name: str) -> str:
    """The row's key; for another one that looks the same the next that is free."""
    keys = (facts.key(name, nth) for nth in count())
    return next(
        key for key in keys if not facts.is_another or not ImportedRow.objects.filter(key=key).exists()
    )
