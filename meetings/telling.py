"""Who is told of what becomes of a resolution."""

from collections.abc import Iterable

from meetings.records import Part
from meetings.resolving import numbers_of
from organisations.models import Organisation, Role
from workflow.effects import Tell
from workflow.who import OFFICE

#: In the house that convened, of a meeting that nobody handles yet: who names a handler, and in an agency its office.
IN_CHARGE = (Role.DEPARTMENT_HEAD, *OFFICE)
REPORT, REPORT_OWN = "report", "report_own"


def asked_to_carry_out(meeting, parts: Iterable[Part]) -> list[Tell]:
    """Each owner once, for all that it has to carry out."""
    found: dict[Organisation, list[Part]] = {}
    for part in parts:
        found.setdefault(part.owner, []).append(part)
    return [to_owner(meeting, owner, _asking(meeting, own)) for owner, own in found.items()]


def _asking(meeting, own: list[Part]) -> str:
    return f"联席会议议定事项“{meeting.title}”{numbers_of(own)}由贵单位落实，请按期反馈落实情况。"


def to_owner(meeting, owner: Organisation, text: str, item: str = "") -> Tell:
    """In the house that convened whoever handles the matter."""
    if owner == meeting.lead:
        return to_convener(meeting, text, step=REPORT_OWN, item=item)
    return Tell(text, owner, OFFICE, step=REPORT, item=item)


def to_convener(meeting, text: str, *, step: str = "", item: str = "") -> Tell:
    return Tell(text, meeting.lead, IN_CHARGE, person=meeting.handler, step=step, item=item)
