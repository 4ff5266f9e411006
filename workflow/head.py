"""Whose move it is: the one deadline that stands at the head of a matter."""

from deadlines.models import Deadline
from workflow.steps import next_step


def head_deadline(matter, deadlines: list[Deadline]) -> Deadline | None:
    """The one that says whose move it is: of what runs, the soonest whose step carries the matter on.

    Where none does, law before a target; a right such as objecting is nobody's move.
    """
    running = [row for row in deadlines if row.is_open and not row.is_right and not row.rests]
    moving = [row for row in running if _carries_on(matter, row)]
    by_law = [row for row in running if not row.is_target]
    return min(
        moving or by_law or running, key=lambda row: (row.due_at is None, row.due_at, row.pk), default=None
    )


def _carries_on(matter, deadline: Deadline) -> bool:
    step = next_step(type(matter), deadline.rule)
    return bool(step and step.targets() and step.fits(matter.state))
