"""Steps that every kind of matter has; mixed into each model."""

from matters.parties import LEAD
from workflow import proposals
from workflow.effects import Effects, Join, Taking
from workflow.said import SharedWords
from workflow.steps import step
from workflow.who import DECIDERS, WORKERS, Who, deciders, preparers, system

INSIDERS = (*WORKERS, *DECIDERS)


class SharedSteps(SharedWords):
    """Mixed into each model."""

    @step(
        "期限随放假安排调整",
        source="*",
        who=system(),
        listed=False,
        takes=("field", "old", "new", "reason", "audience"),
    )
    def note_moved_deadline(self, taking: Taking) -> Effects:
        """A day of the calendar was announced or changed; `deadlines.new_days` has replaced the row."""
        said = {name: taking.get(name) for name in ("field", "old", "new", "reason")}
        return Effects(said=said, audience=taking.get("audience"))

    @step(
        "盘点",
        source="*",
        who=system(),
        listed=False,
        takes=("reason",),
    )
    def take_stock(self, taking: Taking) -> Effects:
        """What was there before events spoke for rows, as it is now (`matters.stock`)."""
        return Effects(said={"reason": taking.get("reason")}, takes_stock=True)

    @step(
        "移交",
        source="*",
        who=system(),
        listed=False,
        takes=("organisation", "former", "person", "role"),
    )
    def hand_over(self, taking: Taking) -> Effects:
        """A place was filled anew: whoever holds it now is responsible. Seen by that organisation alone."""
        organisation, former, person = (taking.get(name) for name in ("organisation", "former", "person"))
        if self.handler_id == former.pk:
            self.handler = person
        said = {"before": str(former), "after": str(person)}
        joins = [Join(organisation, taking.get("role"), person)]
        return Effects(said=said, audience=organisation, joins=joins)

    @step(
        "登记内部信息",
        source="*",
        who=Who(LEAD, INSIDERS, whole_house=True),
        listed=False,
        takes=("said",),
    )
    def keep_inside(self, taking: Taking) -> Effects:
        """What a step that both sides read said of inside fields; `perform` takes it along with that step."""
        return Effects(said=dict(taking.get("said", {})), audience=self.lead)

    @step(
        "提请决定",
        source="*",
        who=preparers(),
        listed=False,
        takes=("prepared",),
    )
    def propose(self, taking: Taking) -> Effects:
        """`prepared` is handed to whoever decides that step. Seen by the house alone."""
        return proposals.hand_over(self, taking)

    @step(
        "退回提请",
        source="*",
        who=deciders(),
        form="workflow.proposal_forms.SendBackForm",
        weight="warning",
        listed=False,
        takes=("proposal",),
    )
    def send_back_proposal(self, taking: Taking) -> Effects:
        return proposals.send_back(self, taking)

    @step(
        "撤回提请",
        source="*",
        who=preparers(),
        form="workflow.proposal_forms.WithdrawForm",
        weight="warning",
        listed=False,
        takes=("proposal",),
    )
    def withdraw_proposal(self, taking: Taking) -> Effects:
        return proposals.withdraw(self, taking)
