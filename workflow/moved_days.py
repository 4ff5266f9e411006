"""How a matter records that a new holiday moved one of its deadlines."""

from deadlines.models import Deadline
from deadlines.new_days import register_recorder
from matters.models import Matter
from workflow.actors import System
from workflow.perform import perform


def record(matter: Matter, old: Deadline, new: Deadline) -> None:
    """An event beside the new row, with the audience of the deadline."""
    perform(
        matter=matter,
        step="note_moved_deadline",
        actor=System("放假安排调整"),
        field=f"{new.debtor.short_name}{new.label}",
        old=old.due_on,
        new=new.due_on,
        reason=new.change_reason,
        audience=new.audience,
    )


register_recorder(record)
