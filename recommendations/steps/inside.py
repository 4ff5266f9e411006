"""内部转办: who inside the recipient does the work."""

from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.records import InsideAssignment
from recommendations.steps.before_issue import FORMS
from recommendations.who import agency_inside
from workflow.effects import Close, Effects, Join, Open, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import step
from workflow.telling import name_of


class InsideSteps:
    """Mixed into Recommendation."""

    @step(
        "内部转办",
        source=[State.RECTIFYING, State.REPLIED],
        who=agency_inside(),
        form=f"{FORMS}.agency.AssignInsideForm",
        fulfils=[rules.INSIDE],
        hint="仅本单位可见。承办股室经办人随后填写整改情况，交联络员核对后报送。",
    )
    def assign_inside(self, taking: Taking) -> Effects:
        names = ("incoming_number", "section", "person", "instruction", "due_on")
        given = {name: taking.get(name) for name in names if taking.get(name)}
        recipient, person = self.recipient, taking.get("person")
        if person and person.organisation_id != recipient.pk:
            raise Invalid({"person": "请选择本单位的经办人。"})
        effects = Effects(said=given, audience=recipient, records=[InsideAssignment(**given)])
        effects.joins = [Join(recipient, "recipient", person)]
        effects.closes = [Close(rules.INSIDE, fall_away=True)]
        if due_on := taking.get("due_on"):
            effects.opens = [self._inside_period(due_on)]
        if person:
            effects.tells = [
                Tell(f"{name_of(self)}已转您办理。", recipient, person=person, step="report_progress")
            ]
        return effects

    def _inside_period(self, due_on) -> Open:
        return Open(
            rules.INSIDE,
            self.recipient,
            due_on=due_on,
            responsible_role=Role.SECTION_OFFICER,
            audience=self.recipient,
            label="内部时限：提交整改材料",
        )
