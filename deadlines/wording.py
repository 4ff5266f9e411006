"""The sentence of a reminder and where it leads. Nothing sensitive: it goes out by mail."""

from dataclasses import dataclass

from common import dates
from deadlines.models import Deadline
from matters.registry import model_for
from organisations.models import Membership

LONGEST_TITLE = 80
LONGEST_TEXT = 280  # the column holds 300, and a sentence may follow


@dataclass(frozen=True)
class Said:
    text: str
    link: str
    next_step: str


def reminder(deadline: Deadline, person: Membership, number: int) -> Said:
    """To the debtor what is to be done, to whoever waits for it what is missing."""
    own = person.organisation_id == deadline.debtor_id
    who = "" if own else deadline.debtor.short_name
    what = f"{who}{deadline.label}{deadline.pill}{_beside(deadline)}。"
    text = shortened(f"【第{number}次提醒】{title(deadline)}：{what}", LONGEST_TEXT)
    if urging := _urging_step(deadline, person):
        return Said(f"{text}可以办理督促。", f"/matters/{deadline.matter_id}/steps/{urging}/", "督促")
    return Said(text, f"/matters/{deadline.matter_id}/due/{deadline.pk}/", deadline.act if own else "")


def _urging_step(deadline: Deadline, person: Membership) -> str:
    """The step that `person`, of the lead, may take against somebody else who is late; its page has the letter ready."""
    lead = deadline.matter.lead_id
    if person.organisation_id != lead or deadline.debtor_id == lead or deadline.is_target:
        return ""
    kind = model_for(deadline.matter.kind)
    return kind.urging_step(deadline.matter, deadline.rule) if deadline.urgency() == "overdue" else ""


def moved(old: Deadline, new: Deadline) -> str:
    """A change of the calendar has moved the day; whose days, and by which notice, stands first."""
    before, after = dates.short_date(old.due_on), dates.last_day(new.due_on, new.act)
    why = shortened(new.change_reason, LONGEST_TITLE)
    return shortened(f"{why}，{title(new)}：{new.label}的期限由{before}改为{after}。", LONGEST_TEXT)


def title(deadline: Deadline) -> str:
    """Number or title; only an ordinary matter is named by its title."""
    matter = deadline.matter
    if matter.sensitivity != "ordinary":
        return matter.number or f"{matter.get_sensitivity_display()}事项"
    return matter.number or shortened(matter.title, LONGEST_TITLE)


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _beside(deadline: Deadline) -> str:
    """The other day that the reader should know of: before an extension, or without the shift."""
    if deadline.extended_from:
        return f"，原期限{dates.short_date(deadline.extended_from)}，已延期"
    if deadline.strict_on and deadline.strict_on != deadline.due_on:
        return f"，不顺延则为{dates.short_date(deadline.strict_on)}"
    return ""
