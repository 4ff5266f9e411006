"""A draft of its own that carries on from a matter: to the right unit, or after a look back."""

from typing import Any

from organisations.models import Organisation, Role
from recommendations import rules
from recommendations.choices import State
from recommendations.linked import ANEW, SUCCESSOR
from recommendations.records import IntendedRecipient
from recommendations.steps.before_issue import FORMS
from recommendations.steps.changing import is_returned
from recommendations.who import handler
from workflow.beginning import begin
from workflow.effects import Also, Effects, Open, Taking
from workflow.errors import Invalid
from workflow.steps import NEW, step


def anew(matter, recipient: Organisation | None, taking: Taking, **values: Any) -> Also:
    """A draft of its own that carries on from this matter, linked to it."""
    successor = ANEW.begin(type(matter), matter, **values)
    data = {"recipient": recipient, "earlier": matter}
    return Also("draft_anew", data, taking.occurred, matter=successor, relation=SUCCESSOR.code)


class DraftingAnewSteps:
    """Mixed into Recommendation."""

    @step(
        "另行起草",
        source=State.ISSUED,
        who=handler(),
        conditions=[is_returned],
        form=f"{FORMS}.changing.DraftForAnotherForm",
        hint="送错单位退回的，向应收单位另行起草，事实和建议事项带入；本件由检察长决定撤回。",
    )
    def draft_for_another(self, taking: Taking) -> Effects:
        right = taking.get("recipient")
        effects = Effects(said={"recipient": right and right.name}, audience=self.lead)
        effects.also = [anew(self, right, taking, filed_on=self.filed_on)]
        return effects

    @step(
        "续接起草",
        source=NEW,
        target=State.DRAFT,
        who=handler(),
        listed=False,
        takes=("recipient", "earlier"),
    )
    def draft_anew(self, taking: Taking) -> Effects:
        effects = begin(self, taking)
        earlier, recipient = taking.get("earlier"), taking.get("recipient")
        if recipient and (reason := rules.why_not_to(self.kind, self.sub_kind, recipient)):
            raise Invalid({"recipient": reason})
        self.drafter = taking.actor if taking.actor.pk else self.handler
        effects.said = {"continues": str(earlier)}
        effects.records = self.copied_advices(earlier)
        if recipient:
            effects.records.append(IntendedRecipient(organisation=recipient))
        effects.opens = [
            Open(
                rules.REVISE,
                self.lead,
                starts=taking.occurred,
                responsible_role=Role.HANDLER,
                audience=self.lead,
                label=f"起草{self.paper_name}",
            )
        ]
        return effects
