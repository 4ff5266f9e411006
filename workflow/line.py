"""The stations of a declared kind: the states of its line, and where one stands beside it."""

from collections.abc import Sequence

from workflow.states import States


def stations_of(matter) -> list[dict[str, str]]:
    """Those passed, the one where it stands, and those to come; a state beside the line stands in its own word."""
    line = [*matter.line]
    if not line:
        return []
    here = place(matter.states, line, matter.state)
    passed = here + 1 if matter.is_over else here
    return [
        {"label": _word(matter, station, is_here=n == here), "status": _status(n, here, passed), "note": ""}
        for n, station in enumerate(line)
        if not matter.is_over or n <= here
    ]


def _status(station: int, here: int, passed: int) -> str:
    if station < passed:
        return "done"
    return "current" if station == here else "next"


def place(states: type[States], line: Sequence[States], state: str) -> int:
    """By number, the station at which a matter in `state` stands: its own, else the last that is declared before it."""
    order = [each.value for each in states]
    passed = order[: order.index(state) + 1] if state in order else []
    return max((n for n, station in enumerate(line) if station.value in passed), default=0)


def _word(matter, station: States, *, is_here: bool) -> str:
    return matter.get_state_display() if is_here else station.word
