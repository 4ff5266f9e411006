"""Who may take which step of a toy, written out.

Of the house that leads: W whoever works for it or decides, A its office without the head, R its head, U its
section. Of the other side the same: B, C, T. S the system.
"""

from organisations.models import Role
from tests.workflow.permissions import Table

OFFICE, HEAD, SECTION = {Role.LIAISON, Role.INTAKE}, {Role.ORGANISATION_HEAD}, {Role.SECTION_OFFICER}
LEAD = {"W": OFFICE | HEAD, "A": OFFICE, "R": HEAD, "U": SECTION}
OTHER = {"B": OFFICE | HEAD, "C": OFFICE, "T": SECTION}


def shared(every: str) -> dict[str, dict[str, str]]:
    """The steps that every kind of matter has."""
    return {
        "note_moved_deadline": {every: "S"},
        "take_stock": {every: "S"},
        "hand_over": {every: "S"},
        "keep_inside": {every: "W"},
        "propose": {every: "A U C T"},
        "send_back_proposal": {every: "W B"},
        "withdraw_proposal": {every: "A U C T"},
    }


def keeping(drafting: str, under_way: str) -> dict[str, dict[str, str]]:
    """The steps that keep the record of a matter right, where an agency or another office leads."""
    not_over = f"{drafting} {under_way}"
    return {"reassign": {not_over: "R"}, "add_copy": {under_way: "R +A"}, "annul": {not_over: "R +A"}}


LOAN = Table(
    {"lead": LEAD, "recipient": OTHER},
    {
        "ask_loan": {"new": "W"},
        "agree": {"asked": "R +A"},
        "sign_for": {"agreed": "B"},
        "return_unsigned": {"agreed": "B +A"},
        "record_service": {"agreed": "W"},
        "complain": {"out": "B"},
        "give_back": {"out": "B +A"},
        "send_to_mend": {"out": "W"},
        "ask_longer": {"out": "B +A"},
        "answer_longer": {"out": "R +A"},
        "urge": {"out": "R +A"},
        "report_up": {"out": "R +A"},
        "note": {"asked agreed out": "W"},
        **keeping("asked", "agreed out"),
        "enter_row": {"new": "S"},
        "undo_import": {"agreed out closed": "S"},
        **shared("asked agreed out closed annulled"),
    },
)
REPAIR = Table(
    {"lead": LEAD, "invited": OTHER},
    {
        "arrange": {"new": "W"},
        "mend": {"agreed": "B +A"},
        "confirm": {"agreed": "W"},
        **keeping("", "agreed"),
        **shared("agreed closed annulled"),
    },
)
