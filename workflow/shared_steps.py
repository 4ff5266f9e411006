"""Steps that every kind of matter has; mixed into each model."""

from workflow.effects import Call, Effects, Join
from workflow.steps import step
from workflow.who import system


class SharedSteps:
    @step("期限随放假安排调整", source="*", who=system(), listed=False)
    def note_moved_deadline(self, call: Call) -> Effects:
        """A day of the calendar was announced or changed; `deadlines.new_days` has replaced the row."""
        said = {name: call.get(name) for name in ("field", "old", "new")}
        return Effects(said=said, audience=call.get("audience"))

    @step("移交", source="*", who=system(), listed=False)
    def hand_over(self, call: Call) -> Effects:
        """A place was filled anew: whoever holds it now is responsible. Seen by that organisation alone."""
        organisation, former, person = (call.get(name) for name in ("organisation", "former", "person"))
        if self.handler_id == former.pk:
            self.handler = person
        said = {"before": str(former), "after": str(person)}
        joins = [Join(organisation, call.get("role"), person)]
        return Effects(said=said, audience=organisation, joins=joins)
