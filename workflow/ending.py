"""A step as a function: what it asks for, and what is still owed where it ends the matter."""

from matters.kinds import Phase
from workflow.effects import Effects, Taking


def effects_of(matter, step_name: str, taking: Taking) -> Effects:
    """Run the transition on `matter`. Where the matter ends by it, what is owed after the end is opened too."""
    was_over = matter.phase == Phase.CLOSED
    effects: Effects = getattr(matter, step_name)(taking)
    if matter.phase_of_state() == Phase.CLOSED and not was_over:
        effects.opens += matter.owed_after_end(taking)
    return effects
