"""Handing on: to the superior procuratorate, which follows it up itself, or to the one that is competent."""

from common.fields import written
from documents.papers import letter
from organisations.models import Organisation, Role
from recommendations import rules
from recommendations.choices import OPEN, State
from recommendations.court_papers import referral_content, transfer_content
from recommendations.linked import HANDED_ON, SUCCESSOR
from recommendations.records import Advice, IntendedRecipient
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief
from workflow.beginning import begin
from workflow.effects import Also, Close, Effects, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import NEW, condition, step
from workflow.telling import name_of, tell_handler
from workflow.who import system


@condition("本院没有登记上级检察院，请联系系统管理员。")
def has_superior(matter) -> bool:
    return matter.lead.superior_id is not None


@condition("已经提请上级院跟进。")
def is_not_referred(matter) -> bool:
    return not matter.events.filter(verb="refer_to_superior").exists()


class HandingOnSteps:
    """Mixed into Recommendation."""

    @step(
        "提请上级院跟进",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[has_superior, is_not_referred],
        form=f"{FORMS}.handing_on.ReferForm",
        hint="上级院另行立项，本件的事实随之移交；仅两级检察院可见。",
    )
    def refer_to_superior(self, taking: Taking) -> Effects:
        """The superior gets a matter of its own, linked, with the facts carried over; what it makes of it is its own."""
        superior, content = self.lead.superior, referral_content(self, taking)
        effects = Effects(said={"to": superior.name, "reasons": taking.get("reasons")}, audience=self.lead)
        effects.papers = [
            Paper("referral_report", "提请上级院跟进的报告", lambda number: content, audience=self.lead)
        ]
        above = self.recipient.superior
        effects.also = [
            self._handed_to(superior, [above] if above else [], taking, ("referral_report", content))
        ]
        effects.tells = tell_handler(self, f"{name_of(self)}已提请{superior.name}跟进。")
        return effects

    @step(
        "移送其他检察院",
        source=list(OPEN),
        target=State.CLOSED,
        who=chief(),
        form=f"{FORMS}.handing_on.TransferForm",
        weight="danger",
        fulfils=[rules.DECIDE_SUIT],
        hint="本件在本院办结，受移送的检察院另有一件继续办理。",
    )
    def transfer_other(self, taking: Taking) -> Effects:
        house = self._receiving(taking.get("to"))
        self.closed_on, content = written(taking.decided), transfer_content(self, house, taking)
        effects = Effects(said={"to": house.name, "reasons": taking.get("reasons")})
        effects.closes = [Close(rules.DECIDE_SUIT, on=taking.decided)]
        effects.closes_all = "已经移送其他检察院"
        effects.papers = [Paper("transfer_letter", "移送函", lambda number: content, audience=self.lead)]
        effects.also = [self._handed_to(house, [self.recipient], taking, ("transfer_letter", content))]
        text = f"{name_of(self)}已移送{house.name}办理。"
        effects.tells = [
            Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD)),
            *tell_handler(self, text),
        ]
        return effects

    def _receiving(self, house: Organisation | None) -> Organisation:
        """Raises Invalid for what is no other procuratorate."""
        if house is None or house.pk == self.lead_id or not house.has("procuratorate"):
            raise Invalid({"to": "请选择受移送的其他检察院。"})
        return house

    def _handed_to(
        self,
        house: Organisation,
        intended: list[Organisation],
        taking: Taking,
        paper: tuple[str, letter.Content],
    ) -> Also:
        """The linked matter in the hands of `house`, with the facts of this one."""
        matter = HANDED_ON.begin(type(self), self)
        matter.lead = house
        data = {
            "from": self.lead.name,
            "reasons": taking.get("reasons"),
            "advices": [row.text for row in self.advices.all()],
            "intended": intended,
            "paper": paper,
            "files": taking.data.get("files", []),
        }
        return Also(
            "take_over",
            data,
            matter=matter,
            relation=SUCCESSOR.code,
            as_system=f"{self.lead.short_name}移交",
        )

    @step(
        "接收移交",
        source=NEW,
        target=State.INVESTIGATING,
        who=system(),
        listed=False,
        takes=("from", "reasons", "advices", "intended", "paper"),
    )
    def take_over(self, taking: Taking) -> Effects:
        """What another procuratorate handed on: nobody handles it until the department head or the chief names somebody."""
        effects = begin(self, taking)
        effects.said = {"from": taking.get("from"), "reasons": taking.get("reasons")}
        effects.records = [
            *(
                Advice(order=order, text=text)
                for order, text in enumerate(taking.get("advices", []), start=1)
            ),
            *(
                IntendedRecipient(organisation=organisation, order=order)
                for order, organisation in enumerate(taking.get("intended", []), start=1)
            ),
        ]
        effects.opens = [
            Open(
                rules.TAKEN_OVER,
                self.lead,
                starts=taking.occurred,
                responsible_role=Role.HANDLER,
                audience=self.lead,
            )
        ]
        kind, content = taking.get("paper")
        effects.papers = [Paper(kind, content.title, lambda number: content, audience=self.lead)]
        text = f"{taking.get('from')}移交{name_of(self)}，请指定承办人审查。"
        effects.tells = [Tell(text, self.lead, (Role.DEPARTMENT_HEAD, Role.CHIEF), step="reassign")]
        return effects
