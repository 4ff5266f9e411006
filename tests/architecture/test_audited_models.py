"""Audited models are never changed past their history, except in the places named here."""

import ast

import pytest
from django.apps import apps

from tests.architecture.sources import called, calls, parsed, root

#: (file, what the chain begins with): why it may.
NAMED = {
    (
        "common/management/commands/migrate.py",
        "MigrationRecorder",
    ): "no history; Django's own list of migrations",
    ("workflow/perform.py", "Matter"): "number and hash of the last event, which no history keeps",
    ("matters/standing.py", "Event"): "no history; its hash, once the rows it speaks for are written",
    ("matters/seals.py", "SealedRecords"): "no history; where chains of records end",
    ("matters/seals.py", "RecordHead"): "no history; where the chain of the seals ends",
    ("matters/seals.py", "SealedHead"): "no history; a million heads pass through in batches",
    ("deadlines/seed.py", "CalendarDay"): "the first filling of the calendar; writes history itself",
    ("organisations/services.py", "ResetCode"): "no history; a code for one use",
    ("organisations/services.py", "AccountInvitation"): "no history; a link for one use",
    ("organisations/invitations.py", "AccountInvitation"): "no history; a newer link makes the older void",
    ("organisations/invitations.py", "waiting"): "no history; claimed by a conditional UPDATE",
    ("organisations/codes.py", "ResetCode"): "no history; claimed by a conditional UPDATE",
    ("notices/queries.py", "self"): "no history; notices are read and withdrawn in one go",
    ("notices/services.py", "Notice"): "no history; all reminders of a sweep in one INSERT",
    ("notices/identity.py", "Notice"): "no history; a notice that leaves by itself",
    ("organisations/two_hands.py", "SensitiveChange"): "no history; what nobody decided on has lapsed",
    ("notices/outbox.py", "Notice"): "no history; claimed by a conditional UPDATE",
    ("notices/outbox.py", "Delivery"): "no history; claimed by a conditional UPDATE",
    ("notices/outbox.py", "mine"): "no history; a delivery that is leased",
    ("notices/outbox.py", "stuck"): "no history; a delivery that is taken up again",
    ("imports/ledgers.py", "waiting"): "no history; an import that is confirmed once",
    ("workflow/dossier/jobs.py", "mine"): "no history; claimed by a conditional UPDATE",
    ("workflow/dossier/jobs.py", "_mine"): "no history; a file whose lease is held",
    ("imports/ledgers.py", "mine"): "no history; a ledger whose lease is held",
    ("imports/reading.py", "mine"): "no history; claimed by a conditional UPDATE",
    ("imports/jobs.py", "waiting"): "no history; claimed by a conditional UPDATE",
    ("imports/jobs.py", "mine"): "no history; an import whose lease is held",
    ("imports/jobs.py", "LedgerImport"): "no history; an import that is tried again",
    ("deadlines/reminders.py", "rows"): "no history; the ladders beside their deadlines, under lock",
    ("deadlines/reminders.py", "Reminder"): "no history; all reminders of a sweep in one INSERT",
}
PAST_HISTORY = {
    "update",
    "bulk_create",
    "bulk_update",
    "bulk_create_with_history",
    "bulk_update_with_history",
}


def audited() -> set[str]:
    return {model.__name__ for model in apps.get_models() if hasattr(model, "history")}


def is_on_rows(call: ast.Call) -> bool:
    """Dictionaries and hashes are updated too, but with a value; rows are updated by name."""
    return called(call) in PAST_HISTORY and (called(call) != "update" or not call.args)


def subject(call: ast.Call) -> str:
    if called(call).endswith("_with_history"):
        return root(call.args[1])
    return root(call.func)


def found() -> set[tuple[str, str]]:
    return {
        (path, subject(call)) for path, tree in parsed().items() for call in calls(tree) if is_on_rows(call)
    }


def test_rows_are_changed_past_their_history_in_named_places_alone():
    assert found() - set(NAMED) == set(), "save each row, or give the place and its reason here"


def test_every_named_place_is_still_there():
    assert set(NAMED) - found() == set()


def test_only_head_and_calendar_are_audited_among_them():
    history = {(path, name) for path, name in NAMED if name in audited() | {"Matter"}}
    assert history == {("workflow/perform.py", "Matter"), ("deadlines/seed.py", "CalendarDay")}


@pytest.mark.parametrize(
    "name", ["Recommendation", "Advice", "Deadline", "Membership", "Organisation", "User"]
)
def test_what_must_be_audited_is(name):
    assert name in audited()
