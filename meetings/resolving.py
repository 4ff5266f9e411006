"""The resolutions as they are entered, and the rows, deadlines and notices that follow from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from common.names import shortened
from meetings import rules
from meetings.records import Part, Resolution, Term
from organisations.models import Organisation, Role
from workflow.effects import Open, Taking
from workflow.errors import Invalid

#: Of its words as much as a deadline's label can hold.
LABEL = 60
NO_OWNER = "请选择责任单位，先选的为牵头单位。"
NO_TEXT = "请写明议定的内容。"
NO_DAY = "请填写最后日期；没有日期的，选择“长期坚持”。"
DAY_UNASKED = "长期坚持的不填日期；定有日期的，请改选“定有日期”。"
BEFORE = "最后日期早于会议日期，请核对。"


@dataclass(frozen=True)
class Item:
    """One resolution: its owners in their order, the first of them leads."""

    text: str
    owners: Sequence[Organisation]
    term: str = Term.FIXED
    due_on: date | None = None

    def said(self) -> dict[str, Any]:
        """As the event keeps it."""
        owners = [owner.name for owner in self.owners]
        return {"text": self.text, "owners": owners, "term": Term(self.term).label, "due_on": self.due_on}

    def problems(self, held_on: date | None) -> Iterator[tuple[str, str]]:
        """(field, sentence) of what is wrong with it."""
        if not self.text.strip():
            yield "text", NO_TEXT
        if not self.owners:
            yield "owners", NO_OWNER
        if self.term != Term.STANDING and self.due_on is None:
            yield "due_on", NO_DAY
        if self.term == Term.STANDING and self.due_on:
            yield "due_on", DAY_UNASKED
        if self.due_on and held_on and self.due_on < held_on:
            yield "due_on", BEFORE


def checked(items: Sequence[Item], held_on: date | None) -> Sequence[Item]:
    """Raises Invalid for none at all, and for one that is not whole."""
    if not items:
        raise Invalid({"": "请至少登记一项议定事项。"})
    for number, item in enumerate(items, 1):
        for _, sentence in item.problems(held_on):
            raise Invalid({"": f"第{number}项：{sentence}"})
    return items


def parts_of(items: Iterable[Item]) -> list[Part]:
    """The parts of all owners, each once in a resolution, with their resolutions; not saved."""
    return [part for number, item in enumerate(items, 1) for part in _parts(number, item)]


def _parts(number: int, item: Item) -> list[Part]:
    resolution = Resolution(number=number, text=item.text.strip(), term=item.term)
    owners = dict.fromkeys(item.owners)
    return [
        Part(resolution=resolution, owner=owner, place=place, due_on=item.due_on)
        for place, owner in enumerate(owners, 1)
    ]


def rows(parts: Iterable[Part]) -> list[Resolution | Part]:
    """In the order in which they can be saved."""
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(part.resolution.number, []).append(part)
    return [row for same in found.values() for row in (same[0].resolution, *same)]


def owed(meeting, part: Part, taking: Taking) -> Open:
    """What the owner of `part` owes: until the day that was decided, or without one."""
    started = {"due_on": part.due_on} if part.due_on else {"starts": taking.occurred}
    # In its own house whoever handles the meeting is asked.
    is_own = part.owner == meeting.lead
    whose = {"responsible_role": Role.HANDLER} if is_own else {"creditor": meeting.lead}
    return Open(rules.RESOLUTION, part.owner, subject=part.subject, label=label_of(part), **started, **whose)


def label_of(part: Part) -> str:
    return shortened(f"落实第{part.resolution.number}项：{part.resolution.text}", LABEL)


def numbers_of(parts: Iterable[Part]) -> str:
    """第1、3项."""
    return f"第{'、'.join(str(part.resolution.number) for part in parts)}项"
