"""One paper, one number: put right for one of its units, it is put right for all of them."""

from matters.parties import LEAD
from organisations.models import Role
from recommendations.choices import State
from recommendations.siblings import siblings
from workflow.effects import Also, Effects, Number, Taking, Tell
from workflow.steps import step
from workflow.telling import name_of
from workflow.who import HANDLERS, Who


class SharedNumberSteps:
    """Mixed into Recommendation."""

    @step(
        "随同更正文号",
        source=[state for state in State if state != State.ANNULLED],
        who=Who(LEAD, (*HANDLERS, Role.DEPARTMENT_HEAD), whole_house=True),
        listed=False,
        takes=("new", "reason"),
    )
    def number_corrected_along(self, taking: Taking) -> Effects:
        new = taking.get("new")
        said = {"field": "文号", "old": self.number, "new": new, "reason": taking.get("reason")}
        effects = Effects(said=said, audience=None if self.is_issued else self.lead, release_number=True)
        effects.number = Number(self.lead, text=new, shared=True)
        if self.is_issued:
            text = f"{name_of(self)}的文号已更正。"
            effects.tells = [Tell(text, self.recipient, (Role.LIAISON,))]
        return effects

    def correct_number_of_others(self, old: str, new: str, taking: Taking) -> list[Also]:
        """The other units whose paper is the one that bore `old`."""
        data = {"new": new, "reason": taking.get("reason")}
        sharing = siblings(self).filter(number=old)
        return [Also("number_corrected_along", data, matter=other) for other in sharing]
