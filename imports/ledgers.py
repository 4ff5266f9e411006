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
from imports.agreement import disagreements
from imports.answers import ending_of
from imports.bodies import Bodies, Made, Undecided, name_key
from imports.facts import Facts
from imports.models import ImportedRow, LedgerImport
from imports.repeats import conflicts
from imports.sheets import Ledger, Problem
from organisations.models import Membership, Organisation
from recommendations.models import Recommendation
from workflow.actors import System, describe
from workflow.errors import Invalid, Refused
from workflow.perform import perform

State = LedgerImport.State


class CannotUndo(Exception):
    """Somebody has worked on what came in; the message says in Chinese on what."""


@transaction.atomic
def receive(
    file: BinaryIO, name: str, by: Membership | None, own: Organisation | None = None
) -> LedgerImport:
    """Read a ledger and keep what it says until it is decided on. Raises sheets.UnreadableLedger.

    `own`: whose ledger it is, where nobody of that house enters it.
    """
    own = by.organisation if by else own
    content = file.read()
    return LedgerImport.objects.create(
        organisation=own, made_by=by, **_named(content, name), **_read(content, name, by, own)
    )


def leave_to_the_worker(file: BinaryIO, name: str, by: Membership) -> LedgerImport:
    """Keep a long ledger until the worker has read it (`imports.reading`)."""
    content = file.read()
    return LedgerImport.objects.create(
        organisation=by.organisation,
        made_by=by,
        state=State.READING,
        content=content,
        due_at=clock.now(),
        **_named(content, name),
    )


def _named(content: bytes, name: str) -> dict[str, str]:
    return {"file_name": name[-255:], "sha256": hashlib.sha256(content).hexdigest()}


@transaction.atomic
def read_kept(ledger: LedgerImport) -> bool:
    """Read what was left to the worker, which holds its lease. Raises sheets.UnreadableLedger."""
    values = _read(bytes(ledger.content), ledger.file_name, ledger.made_by, ledger.organisation)
    mine = LedgerImport.objects.filter(pk=ledger.pk, due_at=ledger.due_at, state=State.READING)
    return mine.update(**values, content=None, due_at=None, attempts=0) == 1


def _read(content: bytes, name: str, by: Membership | None, own: Organisation | None) -> dict[str, object]:
    """What a ledger says, as columns of its import. Raises sheets.UnreadableLedger."""
    ledger = sheets.read(io.BytesIO(content), name, own.name if own else "")
    bodies = Bodies(own=own)
    problems = [
        *ledger.problems,
        *_misplaced(ledger, by, bodies),
        *conflicts(ledger),
        *disagreements(ledger, bodies),
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


def _misplaced(ledger: Ledger, by: Membership | None, bodies: Bodies) -> Iterable[Problem]:
    """Rows of a procuratorate that keeps its own matters in the portal, numbers that are taken, withdrawals."""
    refused = {name: _refusal(bodies, name, by) for name in {facts.lead for facts in ledger.rows}}
    for facts in ledger.rows:
        if reason := refused[facts.lead]:
            yield Problem(ledger.address(facts, "lead"), reason)
        elif reason := entering.number_taken(facts, bodies):
            yield Problem(ledger.address(facts, "number"), reason)
        elif reason := entering.misaddressed(facts):
            yield Problem(ledger.address(facts, "recipients"), reason)
        elif reason := entering.withdrawn(facts, bodies):
            yield Problem(ledger.address(facts, "outcome"), reason)


def _refusal(bodies: Bodies, name: str, by: Membership | None) -> str:
    lead = bodies.known_lead(name)
    return refusal(lead, by) if lead else ""


def refusal(lead: Organisation, by: Membership | None) -> str:
    """Why `by` may not enter rows of this procuratorate; "" where they may.

    One's own, those directly below it, and those that nobody uses the portal for.
    """
    if by is None or by.organisation_id in (lead.pk, lead.superior_id):
        return ""
    if not lead.has("procuratorate"):
        return f"“{lead.name}”不是检察院。应为制发检察建议的检察院全称。"
    if Membership.objects.active().filter(organisation=lead).exists():
        return f"“{lead.name}”在本系统办案，其台账由该院自己导入。应为本院或者下级院。"
    return ""


def refusal_of_match(called: str, lead: Organisation, rows: Iterable[Facts], by: Membership | None) -> str:
    """Why the rows of the procuratorate that they call so may not be entered as those of `lead`; "" where they may."""
    bodies = Bodies({name_key("", called): lead}, own=by and by.organisation)
    taken = (entering.number_taken(facts, bodies) for facts in rows if facts.lead == called)
    return refusal(lead, by) or next(filter(None, taken), "")


def facts_of(ledger: LedgerImport) -> list[Facts]:
    return [Facts(**{**row, "recipients": tuple(row["recipients"])}) for row in ledger.rows]


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
    bodies = bodies_of(ledger)
    by = ledger.made_by
    reason = f"导入台账“{ledger.file_name}”" + (f"，{describe(by)}确认" if by else "")
    for facts in facts_of(ledger):
        doubt = ending_of(facts).doubt
        if doubt and (facts.is_another or entering.unknown(facts, bodies)):
            raise Invalid({"": f"{facts.place}：{doubt}请先选择办理结果。"})
        try:
            made = entering.enter(facts, bodies, reason=reason, ledger=ledger, entered_by=ledger.organisation)
        except (Invalid, Undecided) as problem:
            raise Invalid({"": f"{facts.place}：{problem}"}) from problem
        ledger.matter_count += len(made)
        ledger.recognised_count += not made
    ledger.made_organisations, ledger.rows = bodies.made.organisations, []
    ledger.state, ledger.finished_at, ledger.due_at, ledger.error = State.DONE, clock.now(), None, ""
    ledger.save()
    return bodies.made


def matters_of(ledger: LedgerImport) -> list[Recommendation]:
    return list(Recommendation.objects.filter(imported_row__ledger=ledger).order_by("pk"))


@transaction.atomic
def undo(ledger: LedgerImport, by: Membership | None) -> int:
    """Take back every matter of the import (误录作废), so that its rows may come in again. How many.

    Raises CannotUndo where somebody has worked on one of them; then nothing is taken back.
    """
    ledger = LedgerImport.objects.select_for_update().get(pk=ledger.pk)
    if ledger.state != State.DONE:
        raise CannotUndo("这次导入没有完成，或者已经撤销，没有可以撤销的内容。")
    matters = matters_of(ledger)
    actor = System(f"{describe(by)}撤销导入" if by else "撤销导入")
    for matter in matters:
        try:
            perform(
                matter=matter, step="undo_import", actor=actor, reason=f"撤销台账“{ledger.file_name}”的导入"
            )
        except Refused as refused:
            raise CannotUndo(
                f"“{matter}”已经有人办理，整批不能撤销，一件也没有作废。请在事项页面逐件更正或者作废。"
            ) from refused
    # The rows are no longer known, so that the ledger can be put right and loaded again.
    ImportedRow.objects.filter(ledger=ledger).delete()
    ledger.state, ledger.finished_at = State.UNDONE, clock.now()
    ledger.save()
    return len(matters)
