"""Sending a letter or decision that is served by itself, along with the step that makes it.

What its receipt starts, the letter says itself (`rule`, `stated`).
"""

import re
from collections.abc import Callable
from typing import Any

from common import clock
from common.fields import written
from deadlines.statute import Stated
from recommendations import rules
from recommendations.letters import termination_content
from recommendations.records import ServedLetter
from workflow.effects import Effects, Number, Open, Paper, Taking
from workflow.errors import Invalid


def own_number(
    matter, kind: str, taking: Taking, field: str = "paper_number", *, shared: bool = False
) -> Number:
    """What a letter or decision bears: the number typed into `field`, else the next of the house's series."""
    year = (taking.decided.day or clock.today()).year
    return Number(matter.lead, kind=kind, year=year, text=taking.get(field, ""), shared=shared)


def send_letter(
    matter,
    effects: Effects,
    taking: Taking,
    kind: str,
    title: str,
    content: Callable[[str], Any],
    *,
    addressee_name: str = "",
    rule: str = "",
    stated: Stated | None = None,
    shares_number: bool = False,
    or_scan: str = "letter_scans",
) -> ServedLetter:
    """Put a letter to the recipient into `effects`: row, paper, number, and the wait for its receipt.

    `addressee_name`: to a body that takes no part in the matter; its service is entered from paper.
    `rule`: the period that receipt starts, for as long as `stated` says. The number is the one in the
    form's `paper_number`, else the next of the house's series; `shares_number` with another letter of the step.
    `or_scan`: the field of the scans that are the letter, where it was made elsewhere.
    """
    addressee = None if addressee_name else matter.recipient
    letter = ServedLetter(
        order=_letters_so_far(matter, effects) + 1,
        kind=kind,
        title=title,
        addressee=addressee,
        addressee_name=addressee_name or addressee.name,
        issued_on=written(taking.decided),
        rule=rule,
        stated=stated,
    )
    effects.records.append(letter)
    number = own_number(matter, letter.kind, taking, shared=shares_number)
    effects.papers.append(_paper(matter, letter, content, number, or_scan))
    effects.opens.append(_wait(matter, letter, taking))
    return letter


def send_termination(matter, effects: Effects, taking: Taking) -> None:
    """终结案件决定书, without which no filed public-interest case ends (办 74, 80 条).

    Before issue it goes to the bodies that `agency` names, who take no part here: to each its own.
    Raises Invalid where none is named.
    """
    if not matter.is_filed:
        return
    if matter.is_issued:
        _decide_termination(matter, effects, taking)
        return
    agencies = named_bodies(taking.get("agency", ""))
    if not agencies:
        raise Invalid({"agency": "公益诉讼案件已经立案，请填写终结案件决定书送达的行政机关。"})
    for agency in agencies:
        _decide_termination(matter, effects, taking, agency, shares_number=agency != agencies[0])


def _letters_so_far(matter, effects: Effects) -> int:
    return len(matter.letters_sent) + sum(
        isinstance(row, ServedLetter) and row.pk is None for row in effects.records
    )


def _decide_termination(
    matter, effects: Effects, taking: Taking, agency: str = "", *, shares_number: bool = False
) -> None:
    send_letter(
        matter,
        effects,
        taking,
        "termination_decision",
        "终结案件决定书",
        lambda number: termination_content(matter, taking, number, agency=agency),
        addressee_name=agency,
        shares_number=shares_number,
    )


def _paper(
    matter, letter: ServedLetter, content: Callable[[str], Any], number: Number, or_scan: str
) -> Paper:
    return Paper(
        letter.kind,
        letter.title,
        content,
        audience=None if letter.addressee else matter.lead,
        number=number,
        kept_by=letter,
        or_scan=or_scan,
    )


def _wait(matter, letter: ServedLetter, taking: Taking) -> Open:
    """The county's own days to sign for it, or to serve it on who takes no part here."""
    shared = {"starts": taking.decided, "subject": letter.subject}
    if letter.addressee is None:
        label = f"送达{letter.title}"
        return Open(rules.SERVE_LETTER, matter.lead, audience=matter.lead, label=label, **shared)
    label = f"签收{letter.title}"
    return Open(rules.SIGN_FOR_LETTER, matter.recipient, creditor=matter.lead, label=label, **shared)


def named_bodies(line: str) -> list[str]:
    """The bodies that one line names, each once."""
    names = (name.strip() for name in re.split(r"[、，,；;\n]", line))
    return list(dict.fromkeys(name for name in names if name))
