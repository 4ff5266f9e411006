"""催还 and 报告: who does not give back a toy in time is urged, then whoever looks on is told."""

from django.db import models

from matters.parties import RECIPIENT
from organisations.models import Role
from tests.toys import rules
from tests.toys.lending import FORMS, PEOPLE, head
from workflow.effects import Effects, Taking
from workflow.pressing import Measure, Pressed, check, is_over
from workflow.steps import step


class Press(Pressed):
    class Type(models.TextChoices):
        URGE = "urge", "催还"
        REPORT = "report", "报告"

    toy = models.ForeignKey("toys.Toy", models.PROTECT, related_name="+")
    type = models.CharField("方式", max_length=10, choices=Type)

    class Meta(Pressed.Meta):
        verbose_name = "催还和报告"
        verbose_name_plural = "催还和报告"


URGE = Measure(
    before=[is_over(rules.RETURN, otherwise="没有待归还的玩具。")],
    starts=rules.URGED,
    side=RECIPIENT,
    hears=PEOPLE,
    step="give_back",
)
REPORT = Measure(
    before=[is_over(rules.URGED, otherwise="尚未催还，请先催还。")],
    side="copied",
    hears=(Role.ASSESSOR, Role.LIAISON),
)


class PressingSteps:
    """Mixed into Loan."""

    @step(
        "催还", source="out", who=head(), conditions=URGE.before, form=f"{FORMS}.UrgeForm", weight="warning"
    )
    def urge(self, taking: Taking) -> Effects:
        return self._press(URGE, Press.Type.URGE, "请归还玩具。", taking)

    @step(
        "报告",
        source="out",
        who=head(),
        conditions=REPORT.before,
        form=f"{FORMS}.ReasonForm",
        weight="warning",
    )
    def report_up(self, taking: Taking) -> Effects:
        return self._press(REPORT, Press.Type.REPORT, "玩具催还后仍未归还。", taking)

    def _press(self, measure: Measure, type: str, told: str, taking: Taking) -> Effects:
        check(measure.before, self, taking.decided, taking.decided_field)
        text = taking.get("reason", "")
        row = Press(type=type, text=text, held_on=taking.decided.isoformat()[:10])
        return measure.effects(self, taking, row, {"reason": text}, told)
