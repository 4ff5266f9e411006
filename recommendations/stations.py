"""Where in its life a recommendation is: the stations of the stepper."""

from recommendations.choices import Kind, State
from workflow.line import drawn, station

REGISTERED = (State.INVESTIGATING, State.DRAFT, State.IN_REVIEW, State.IN_POLICY_REVIEW, State.IN_APPROVAL)
ENDED_EARLY = (State.WITHDRAWN, State.DROPPED)
LINE = (
    State.PROPOSED,
    *REGISTERED,
    State.APPROVED,
    State.ISSUED,
    State.RECTIFYING,
    State.REPLIED,
    State.IN_COURT,
    State.CLOSED,
)


def stations(matter, *, inside: bool) -> list[dict]:
    """The stations with status done, current, next or skipped; only those that this kind and way pass."""
    line = _line(matter, inside)
    if matter.state not in line:
        return [*_broken_off(matter, line), _station(matter, matter.state, "current")]
    here, is_over = line.index(State(matter.state)), matter.state == State.CLOSED
    return drawn(line, here, lambda state: _label(matter, state), _days(matter), is_over=is_over)


def _line(matter, inside: bool) -> list:
    """In the order of life; what is performed after a judgment stands behind the court."""
    line = [state for state in LINE if _belongs(matter, state, inside)]
    if matter.judgment and matter.state in (State.RECTIFYING, State.REPLIED):
        here = State(matter.state)
        line.remove(here)
        line.insert(line.index(State.IN_COURT) + 1, here)
    return line


def _belongs(matter, state: str, inside: bool) -> bool:
    """Not issued by the portal: the stations before issue lie in the other system."""
    if state == State.PROPOSED:
        return matter.state == state
    if state == State.IN_POLICY_REVIEW and matter.kind != Kind.SOCIAL_GOVERNANCE:
        return False
    if state == State.IN_COURT or (state == State.REPLIED and matter.sued_on and not matter.replied_on):
        return state == State.IN_COURT and bool(matter.sued_on)
    if matter.state == State.CLOSED and state in (State.RECTIFYING, State.REPLIED):
        # Closed unanswered or handed to another house: what it never came to is left out.
        return bool(dict(_begun(matter))[state])
    if state in (*REGISTERED, State.APPROVED) and matter.is_issued:
        return inside and bool(matter.drafter_id)
    return True


def _broken_off(matter, line: list) -> list[dict]:
    """Of a matter that ended beside the line: what it had passed until then is done, the rest skipped."""
    passed = {*matter.history.values_list("state", flat=True), *(at for at, day in _begun(matter) if day)}
    until = max((number for number, state in enumerate(line, start=1) if state in passed), default=0)
    return [
        _station(matter, state, "done" if number <= until else "skipped")
        for number, state in enumerate(line, start=1)
    ]


def _begun(matter) -> list[tuple[str, str]]:
    """On which day the stations began that a date is known of."""
    return [
        (State.ISSUED, matter.issued_on),
        (State.RECTIFYING, matter.received_on),
        (State.REPLIED, matter.replied_on),
        (State.IN_COURT, matter.sued_on),
    ]


def _station(matter, state: str, status: str) -> dict:
    return station(_label(matter, state), status, _days(matter).get(state, ""))


def _days(matter) -> dict[str, str]:
    return dict(_begun(matter)) | dict.fromkeys((State.CLOSED, *ENDED_EARLY), matter.closed_on)


def _label(matter, state: str) -> str:
    return "终结" if state == State.CLOSED and matter.kind == Kind.PUBLIC_INTEREST else State(state).label
