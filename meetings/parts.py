"""Finding the part that a step is about, as it stands now and not as a page once read it."""

from meetings.records import Part
from workflow.effects import Taking
from workflow.errors import Invalid


def one_of(meeting, taking: Taking) -> Part:
    """Raises Invalid where none was chosen, or one of another meeting."""
    return fresh(meeting, taking.get("part"))


def fresh(meeting, chosen: Part | None) -> Part:
    found = chosen and meeting.parts().filter(pk=chosen.pk).first()
    if found is None:
        raise Invalid({"part": "请选择本次会议的一项议定事项。"})
    return found


def expect(part: Part, state: str, otherwise: str, field: str = "part") -> None:
    """Raises Invalid for a part that stands otherwise by now."""
    if part.state != state:
        raise Invalid({field: f"{part}：现为“{part.get_state_display()}”，{otherwise}"})
