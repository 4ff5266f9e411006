"""Steps that every kind of matter has; mixed into each model."""

from workflow.effects import Call, Effects
from workflow.steps import step
from workflow.who import system


class SharedSteps:
    @step("期限随放假安排调整", source="*", who=system(), listed=False)
    def note_moved_deadline(self, call: Call) -> Effects:
        """A day of the calendar was announced or changed; `deadlines.new_days` has replaced the row."""
        said = {name: call.get(name) for name in ("field", "old", "new")}
        return Effects(said=said, audience=call.get("audience"))
