"""延长借用: what the borrower asks of the house that lends, and waits for."""

from matters.parties import RECIPIENT
from tests.toys import rules
from tests.toys.lending import FORMS, PEOPLE, head
from tests.toys.requests import LONGER
from workflow.effects import Effects, Taking
from workflow.steps import step
from workflow.who import Who


class AskingSteps:
    """Mixed into Loan."""

    @step(
        "申请延长借用",
        source="out",
        who=Who(RECIPIENT, PEOPLE, from_paper=True),
        conditions=[LONGER.waits_not],
        form=f"{FORMS}.ReasonForm",
    )
    def ask_longer(self, taking: Taking) -> Effects:
        return LONGER.asked(self, taking, "借用单位申请延长借用，请答复。", reason=taking.get("reason", ""))

    @step(
        "答复延长借用",
        source="out",
        who=head(),
        conditions=[LONGER.waits],
        form=f"{FORMS}.AnswerLongerForm",
        fulfils=[rules.ANSWER],
    )
    def answer_longer(self, taking: Taking) -> Effects:
        is_granted = bool(taking.get("granted"))
        effects = LONGER.answered(self, "延长借用的申请已经答复。", is_granted=is_granted)
        effects.said = {"word": "同意延长" if is_granted else "不同意延长"}
        return effects
