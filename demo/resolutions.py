"""A joint meeting as it is written in data/declared/joint_meeting.toml: its items, and whose part a step is about."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from common import clock
from meetings.models import JointMeeting, Part, Term
from meetings.resolving import Item
from organisations.models import Organisation

#: Whose part, as 2@JZG-SWJ: the number of the resolution and the code of its owner.
BETWEEN = "@"


def given(
    matter: JointMeeting, written: Mapping[str, Any], houses: Mapping[str, Organisation]
) -> dict[str, Any]:
    """What a step of a meeting gets. Days are counted from that of the step."""
    readers = {
        "values": lambda value: {"title": value["title"], "held_on": _day(value["held_on"])},
        "resolutions": lambda value: [_item(each, houses) for each in value],
        "part": lambda value: part_of(matter, value),
        "parts": lambda value: [part_of(matter, each) for each in value],
        "owner": lambda value: houses[value],
        "due_on": _day,
    }
    return {name: readers[name](value) if name in readers else value for name, value in written.items()}


def house_of(matter, written: Mapping[str, Any]) -> Organisation | None:
    """Of a step that is about one part the house whose it is; None of any other."""
    part = written.get("part") if isinstance(matter, JointMeeting) else None
    return part_of(matter, part).owner if part else None


def part_of(matter: JointMeeting, written: str) -> Part:
    number, _, code = written.partition(BETWEEN)
    return matter.parts().current().get(resolution__number=int(number), owner__code=code)


def _item(written: Mapping[str, Any], houses: Mapping[str, Organisation]) -> Item:
    due_on = _day(written["due_on"]) if "due_on" in written else None
    owners = [houses[code] for code in written["owners"]]
    return Item(written["text"], owners, Term(written.get("term", Term.FIXED)), due_on)


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)
