"""Before issue, beside the trunk: consultation with the agency, and ending without a recommendation."""

from common.fields import written
from recommendations import rules
from recommendations.choices import Kind, State
from recommendations.letters import consultation_content
from recommendations.sending import send_termination
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, handler
from workflow.effects import Close, Effects, Paper, Taking, Tell
from workflow.steps import step
from workflow.telling import name_of

IN_PREPARATION = (State.INVESTIGATING, State.DRAFT)


class ConsultingSteps:
    """Mixed into Recommendation. The agency takes no part yet: what is recorded is the procuratorate's alone."""

    @step(
        "磋商",
        source=list(IN_PREPARATION),
        who=handler(),
        form=f"{FORMS}.consulting.ConsultForm",
        hint="公益诉讼案件制发前可以与行政机关磋商（办案规则第七十条）；其他检察建议可以先听取对方意见（规定第十七条）。",
    )
    def consult(self, taking: Taking) -> Effects:
        said = {name: taking.get(name) for name in ("way", "agency", "place", "people", "minutes", "plan")}
        effects = Effects(said=said, audience=self.lead)
        effects.papers = [
            Paper(
                "consultation_minutes",
                "磋商记录",
                lambda number: consultation_content(self, taking),
                audience=self.lead,
            )
        ]
        return effects

    @step(
        "不提出检察建议",
        label_by_kind={Kind.PUBLIC_INTEREST: "终结案件（不提出检察建议）"},
        source=list(IN_PREPARATION),
        target=State.DROPPED,
        who=chief(),
        form=f"{FORMS}.consulting.EndWithoutForm",
        weight="danger",
        hint="经调查核实不需要提出检察建议的，依调查终结报告结束（公益诉讼案件见办案规则第七十四条）。",
    )
    def end_without(self, taking: Taking) -> Effects:
        """In public interest the decision is served on the agency, on paper: it has no part in the matter."""
        self.closed_on = written(taking.decided)
        said = {"reasons": taking.get("reasons"), "agency": taking.get("agency")}
        effects = Effects(said=said, audience=self.lead)
        effects.closes = [Close(rule, on=taking.decided) for rule in rules.INVESTIGATIONS]
        effects.closes.append(Close(rules.REVISE))
        effects.closes_all = "不提出检察建议"
        send_termination(self, effects, taking)
        text = f"{name_of(self)}决定不提出检察建议。"
        effects.tells = [Tell(text, self.lead, person=self.handler)] if self.handler_id else []
        return effects
