"""A ledger from upload to matters: read and looked at, decided on, entered whole or not at all, taken back."""

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import BinaryIO

from django.db import transaction

from common import clock
from imports import entering, sheets
from imports.bodies import Bodies, Made, Undecided, name_key
from imports.contract import Rows
from imports.facts import Facts
from imports.known import unknown
from imports.ledger import Ledger
from imports.models import ImportedRow, LedgerImport
from imports.numbers import number_taken
from imports.rooms import room_of
from imports.rows import Problem
from matters.models import Matter
from matters.parties import LEAD
from matters.registry import model_named
from organisations.models import Membership, Organisation
from workflow.actors import System, describe
from workflow.errors import Invalid, Refused
from workflow.perform import perform

State = LedgerImport.State


class CannotUndo(Exception):
    """Somebody has worked on what came in; the message says in Chinese on what."""


def room_for(ledger: LedgerImport) -> Rows:
    return room_of(model_named(ledger.model_name))


@transaction.atomic
def receive(
    room: Rows, file: BinaryIO, name: str, by: Membership | None, own: Organisation | None = None
) -> LedgerImport:
    """Read a ledger and keep what it says until it is decided on. Raises sheets.UnreadableLedger.

    `own`: whose ledger it is, where nobody of that house enters it.
    """
    own = by.organisation if by else own
    content = file.read()
    values = _named(room, content, name) | _read(room, content, name, by, own)
    return LedgerImport.objects.create(organisation=own, made_by=by, **values)


def leave_to_the_worker(room: Rows, file: BinaryIO, name: str, by: Membership) -> LedgerImport:
    """Keep a long ledger until the worker has read it (`imports.reading`)."""
    content = file.read()
    return LedgerImport.objects.create(
        organisation=by.organisation,
        made_by=by,
        state=State.READING,
        content=content,
        due_at=clock.now(),
        **_named(room, content, name),
    )


def _named(room: Rows, content: bytes, name: str) -> dict[str, object]:
    return {
        "model_name": room.called,
        "file_name": name[-255:],
        "sha256": hashlib.sha256(content).hexdigest(),
    }


@transaction.atomic
def read_kept(ledger: LedgerImport) -> bool:
    """Read what was left to the worker, which holds its lease. Raises sheets.UnreadableLedger."""
    content, own = bytes(ledger.content), ledger.organisation
    values = _read(room_for(ledger), content, ledger.file_name, ledger.made_by, own)
    mine = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at, state=State.READING)
    return mine.update(**values, content=None, due_at=None, attempts=0) == 1


def _read(
    room: Rows, content: bytes, name: str, by: Membership | None, own: Organisation | None
) -> dict[str, object]:
    """What a ledger says, as columns of its import. Raises sheets.UnreadableLedger."""
    ledger = sheets.read(io.BytesIO(content), room, name, own.name if own else "")
    bodies = Bodies(own=own)
    problems = [
        *ledger.problems,
        *_misplaced(room, ledger, by, bodies),
        *room.against(ledger, bodies),
    ]
    return {
        "state": State.REFUSED if problems else State.PREVIEW,
        "rows": [] if problems else [asdict(facts) for facts in ledger.rows],
        "problems": [asdict(problem) for problem in sorted(problems, key=_in_order)],
        "remarks": [asdict(remark) for remark in ledger.remarks],
        "row_count": len(ledger.lines),
    }


def _in_order(problem: Problem) -> tuple[int, int, str]:
    """By row, then by column: C7, or 第7行 where there is no such column."""
    letters, number = re.fullmatch(r"第?([A-Z]*)(\d+)行?", problem.cell).groups()
    return int(number), len(letters), letters


def _misplaced(room: Rows, ledger: Ledger, by: Membership | None, bodies: Bodies) -> Iterable[Problem]:
    """Rows of a house that keeps its own matters in the portal, and those that cannot be entered as they stand."""
    refused = {name: _refusal(room, bodies, name, by) for name in {facts.lead for facts in ledger.rows}}
    for facts in ledger.rows:
        if reason := refused[facts.lead]:
            yield Problem(ledger.address(facts, LEAD), reason)
        elif found := next(room.misplaced(facts, bodies), None):
            column, reason = found
            yield Problem(ledger.address(facts, column), reason)


def _refusal(room: Rows, bodies: Bodies, name: str, by: Membership | None) -> str:
    lead = bodies.known_lead(name)
    return refusal(room, lead, by) if lead else ""


def refusal(room: Rows, lead: Organisation, by: Membership | None) -> str:
    """Why `by` may not enter rows of this house; "" where they may.

    One's own, those directly below it, and those that nobody uses the portal for.
    """
    if reason := room.unfit_lead(lead):
        return reason
    if by is None or by.organisation_id in (lead.pk, lead.superior_id):
        return ""
    if Membership.objects.active().filter(organisation=lead).exists():
        return room.kept_elsewhere(lead)
    return ""


def refusal_of_match(
    room: Rows, called: str, lead: Organisation, rows: Iterable[Facts], by: Membership | None
) -> str:
    """Why the rows of the house that they call so may not be entered as those of `lead`; "" where they may."""
    bodies = Bodies({name_key("", called): lead}, own=by and by.organisation)
    taken = (number_taken(room, facts, bodies) for facts in rows if facts.lead == called)
    return refusal(room, lead, by) or next(filter(None, taken), "")


def facts_of(ledger: LedgerImport) -> list[Facts]:
    room = room_for(ledger)
    return [room.loaded(row) for row in ledger.rows]


def matched(ledger: LedgerImport) -> dict[str, Organisation]:
    """The decisions of the person who imports: which organisation a name means."""
    wanted = {key: pk for key, pk in ledger.choices.items() if isinstance(pk, int)}
    found = Organisation.objects.in_bulk(wanted.values())
    return {key: found[pk] for key, pk in wanted.items() if pk in found}


def sorts(ledger: LedgerImport) -> dict[str, str]:
    """The decisions of the person who imports: as what sort a name is made new."""
    return {key: sort for key, sort in ledger.choices.items() if isinstance(sort, str)}


def bodies_of(ledger: LedgerImport) -> Bodies:
    return Bodies(matched(ledger), sorts(ledger), ledger.organisation)


@transaction.atomic
def confirm(
    ledger: LedgerImport,
    choices: Mapping[str, int | str],
    decided: Mapping[str, Mapping[str, object]] = MappingProxyType({}),
) -> bool:
    """Queue what was looked at, with the decisions on unknown names and on rows. False where that was done before.

    `decided`: by the place of a row the fields of its facts that a person has set.
    """
    waiting = LedgerImport.objects.filter(pk=ledger.pk, state=State.PREVIEW)
    rows = [{**row, **decided.get(row["place"], {})} for row in ledger.rows]
    now = clock.now()
    return waiting.update(state=State.QUEUED, choices=choices, rows=rows, confirmed_at=now, due_at=now) == 1


def enter_rows(ledger: LedgerImport) -> Made:
    """Enter every row in this transaction and write down what became of them. Raises workflow's Invalid.

    What nobody has decided on, names and words that are not certain, is not entered.
    """
    room, bodies, by = room_for(ledger), bodies_of(ledger), ledger.made_by
    reason = f"导入台账“{ledger.file_name}”" + (f"，{describe(by)}确认" if by else "")
    for facts in facts_of(ledger):
        doubt = room.doubt(facts)
        if doubt and (facts.is_another or unknown(room, facts, bodies)):
            raise Invalid({"": f"{facts.place}：{doubt}请先选择{room.asked_about}。"})
        more = {"ledger": ledger, "entered_by": ledger.organisation}
        try:
            made = entering.enter(room, facts, bodies, reason=reason, **more)
        except (Invalid, Undecided) as problem:
            raise Invalid({"": f"{facts.place}：{problem}"}) from problem
        ledger.matter_count += len(made)
        ledger.recognised_count += not made
    ledger.made_organisations, ledger.rows = bodies.made.organisations, []
    ledger.state, ledger.finished_at, ledger.due_at, ledger.error = State.DONE, clock.now(), None, ""
    ledger.save()
    return bodies.made


def matters_of(ledger: LedgerImport) -> list[Matter]:
    return list(room_for(ledger).model.objects.filter(imported_row__ledger=ledger).order_by("pk"))


@transaction.atomic
def undo(ledger: LedgerImport, by: Membership | None) -> int:
    """Take back every matter of the import (误录作废), so that its rows may come in again. How many.

    Raises CannotUndo where somebody has worked on one of them; then nothing is taken back.
    """
    ledger = LedgerImport.objects.select_for_update().get(pk=ledger.pk)
    if ledger.state != State.DONE:
        raise CannotUndo("这次导入没有完成，或者已经撤销，没有可以撤销的内容。")
    matters, step = matters_of(ledger), room_for(ledger).undo_step
    actor = System(f"{describe(by)}撤销导入" if by else "撤销导入")
    for matter in matters:
        try:
            perform(matter=matter, step=step, actor=actor, reason=f"撤销台账“{ledger.file_name}”的导入")
        except Refused as refused:
            raise CannotUndo(
                f"“{matter}”已经有人办理，整批不能撤销，一件也没有作废。请在事项页面逐件更正或者作废。"
            ) from refused
    # The rows are no longer known, so that the ledger can be put right and loaded again.
    ImportedRow.objects.filter(ledger=ledger).delete()
    ledger.state, ledger.finished_at = State.UNDONE, clock.now()
    ledger.save()
    return len(matters)
