"""The stations of a matter's life: those passed, the one where it stands, those to come, each with its day if known."""

from collections.abc import Callable, Mapping, Sequence

from workflow.states import States
from workflow.steps import steps_of

Station = dict[str, str]


def drawn(
    line: Sequence[str], here: int, label: Callable[[str], str], days: Mapping[str, str], *, is_over: bool
) -> list[Station]:
    """`line`: the states in the order of life, of which a matter stands at that of number `here`."""
    passed = here + 1 if is_over else here
    return [
        station(label(state), _status(number, here, passed), days.get(state, ""))
        for number, state in enumerate(line)
    ]


def station(label: str, status: str, day: str = "") -> Station:
    """Of what has not begun no day is told."""
    return {"label": label, "status": status, "note": day if status in ("done", "current") else ""}


def stations_of(matter) -> list[dict[str, str]]:
    """Of a declared kind; a state beside its line stands in its own word, and an end ends the line."""
    line = [*matter.line]
    if not line:
        return []
    here = place(matter.states, line, matter.state)
    words = {**{each.value: each.word for each in line}, line[here].value: matter.get_state_display()}
    entered = _entered(matter)
    shown = [
        each.value
        for number, each in enumerate(line)
        if number == here or (each.value in entered if number < here else not matter.is_over)
    ]
    at = shown.index(line[here].value)
    return drawn(shown, at, words.__getitem__, {}, is_over=matter.is_over)


def _entered(matter) -> set[str]:
    """The states through which it went, by its events: it did not pass every station before the one where it stands."""
    verbs, steps = matter.events.values_list("verb", flat=True).distinct(), steps_of(type(matter))
    return {state for verb in verbs if verb in steps for state in steps[verb].targets()}


def _status(station: int, here: int, passed: int) -> str:
    if station < passed:
        return "done"
    return "current" if station == here else "next"


def place(states: type[States], line: Sequence[States], state: str) -> int:
    """By number, the station at which a matter in `state` stands: its own, else the last that is declared before it."""
    order = [each.value for each in states]
    passed = order[: order.index(state) + 1] if state in order else []
    return max((n for n, station in enumerate(line) if station.value in passed), default=0)
