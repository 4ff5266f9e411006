"""Steps that every kind of matter has; mixed into each model."""

from matters.parties import LEAD
from workflow import proposals
from workflow.effects import Call, Effects, Join
from workflow.steps import step
from workflow.who import DECIDERS, WORKERS, Who, deciders, preparers, system

INSIDERS = (*WORKERS, *DECIDERS)


class SharedSteps:
    """Mixed into each model."""

    @step(
        "期限随放假安排调整",
        source="*",
        who=system(),
        listed=False,
        takes=("field", "old", "new", "reason", "audience"),
    )
    def note_moved_deadline(self, call: Call) -> Effects:
        """A day of the calendar was announced or changed; `deadlines.new_days` has replaced the row."""
        said = {name: call.get(name) for name in ("field", "old", "new", "reason")}
        return Effects(said=said, audience=call.get("audience"))

    @step(
        "盘点",
        source="*",
        who=system(),
        listed=False,
        takes=("reason",),
    )
    def take_stock(self, call: Call) -> Effects:
        """What was there before events spoke for rows, as it is now (`matters.stock`)."""
        return Effects(said={"reason": call.get("reason")}, takes_stock=True)

    @step(
        "移交",
        source="*",
        who=system(),
        listed=False,
        takes=("organisation", "former", "person", "role"),
    )
    def hand_over(self, call: Call) -> Effects:
        """A place was filled anew: whoever holds it now is responsible. Seen by that organisation alone."""
        organisation, former, person = (call.get(name) for name in ("organisation", "former", "person"))
        if self.handler_id == former.pk:
            self.handler = person
        said = {"before": str(former), "after": str(person)}
        joins = [Join(organisation, call.get("role"), person)]
        return Effects(said=said, audience=organisation, joins=joins)

    @step(
        "登记内部信息",
        source="*",
        who=Who(LEAD, INSIDERS, whole_house=True),
        listed=False,
        takes=("said",),
    )
    def keep_inside(self, call: Call) -> Effects:
        """What a step that both sides read said of inside fields; `perform` takes it along with that step."""
        return Effects(said=dict(call.get("said", {})), audience=self.lead)

    @step(
        "提请决定",
        source="*",
        who=preparers(),
        listed=False,
        takes=("prepared",),
    )
    def propose(self, call: Call) -> Effects:
        """`prepared` is handed to whoever decides that step. Seen by the house alone."""
        return proposals.hand_over(self, call)

    @step(
        "退回提请",
        source="*",
        who=deciders(),
        form="workflow.proposal_forms.SendBackForm",
        weight="warning",
        listed=False,
        takes=("proposal",),
    )
    def send_back_proposal(self, call: Call) -> Effects:
        return proposals.send_back(self, call)

    @step(
        "撤回提请",
        source="*",
        who=preparers(),
        form="workflow.proposal_forms.WithdrawForm",
        weight="warning",
        listed=False,
        takes=("proposal",),
    )
    def withdraw_proposal(self, call: Call) -> Effects:
        return proposals.withdraw(self, call)
