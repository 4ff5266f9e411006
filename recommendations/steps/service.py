"""Service: signed for online, given back, or served on paper. Receipt starts the periods."""

from dataclasses import dataclass

from common.fields import written
from common.when import When
from matters.parties import RECIPIENT
from organisations.models import CONSENT_GIVERS, Membership, Role
from organisations.services import givers, has_consent
from recommendations import rules
from recommendations.choices import Kind, ServiceWay, State
from recommendations.papers import proof_of_service_content
from recommendations.sealed import papers_to_sign
from recommendations.steps.before_issue import FORMS
from recommendations.steps.sealing import reach
from recommendations.who import handler, liaison
from workflow.actors import Actor
from workflow.along import along
from workflow.effects import Close, Effects, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of
from workflow.who import Who

#: What of a service entered once for several is the same for each unless said otherwise: never who received it
#: and what proves it.
ALIKE = ("way", "received_on", "receipt_assumed", "recipient_consents")


@condition("本件已经退回，正在由检察院处理。")
def is_not_returned(matter) -> bool:
    return not matter.return_reason


@condition("盖章件尚未上传，还不能签收或者退回。")
def seal_is_not_awaited(matter) -> bool:
    return not matter.awaits_seal()


@dataclass(frozen=True)
class Signer(Who):
    """Whoever signs where the organisation has agreed to electronic service; else who can bind it, with the consent."""

    def refusal(self, matter, actor: Actor) -> str:
        return super().refusal(matter, actor) or self._cannot_consent(matter, actor)

    def _cannot_consent(self, matter, actor: Actor) -> str:
        binds = not isinstance(actor, Membership) or actor.role in CONSENT_GIVERS
        if binds or has_consent(matter.recipient):
            return ""
        people = "、".join(f"{person.place}{person.user.full_name}" for person in givers(matter.recipient))
        return (
            f"{matter.recipient.name}尚未确认同意电子送达，您还不能在线签收。"
            f"请由{people or '联络员或者单位负责人'}确认后签收；确认一次，今后您也可以签收。"
        )


def consenting(taking: Taking) -> Membership:
    """Who agrees for the agency: without consent to electronic service only paper proves it. Raises Invalid."""
    if not taking.get("consents"):
        raise Invalid(
            {"consents": "贵单位尚未确认同意电子送达，不能在线签收；可以在本页确认，或者等候纸质送达。"}
        )
    return taking.actor


class ServiceSteps:
    """Mixed into Recommendation."""

    @step(
        "签收",
        source=State.ISSUED,
        target=State.RECTIFYING,
        who=Signer(RECIPIENT, (Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD)),
        conditions=[is_not_returned, seal_is_not_awaited],
        form=f"{FORMS}.service.SignForForm",
        weight="primary",
        fulfils=[rules.SIGN_FOR],
        hint="签收当日为收到日，期限自次日起计算。",
    )
    def sign_for(self, taking: Taking) -> Effects:
        effects = self._serve(taking.occurred, ServiceWay.ONLINE, taking)
        if signed := papers_to_sign(self):
            effects.said |= {"signed": signed[0].file_name, "digest": signed[0].sha256}
        if not has_consent(self.recipient):
            effects.consents = consenting(taking)
            effects.said["consent"] = True
        text = f"{self.recipient.name}已签收{name_of(self)}。"
        effects.tells = [Tell(text, self.lead, person=self.handler)] if self.handler_id else []
        return effects

    def _serve(self, received: When, way: str, taking: Taking) -> Effects:
        """What every way of service does: the day of receipt, the proof, the periods."""
        self.received_on, self.service_way = written(received), way
        self.receipt_assumed = bool(taking.get("receipt_assumed", False))
        self.return_reason = ""
        said = {"received_on": self.received_on, "receipt_assumed": self.receipt_assumed}
        effects = Effects(said=said | {"way": way and ServiceWay(way).label})
        effects.closes = [Close(rule, on=received, subject="") for rule in rules.ENDED_BY_SERVICE]
        effects.opens = rules.opens_on_receipt(self, received, self.receipt_assumed)
        effects.closes.append(Close(rules.SEAL, fall_away=True))
        effects.papers = [self._proof(taking)]
        reach(self, effects)
        return effects

    def _proof(self, taking: Taking) -> Paper:
        return Paper("proof_of_service", "送达回证", lambda number: proof_of_service_content(self, taking))

    @step(
        "退回（送错单位）",
        source=State.ISSUED,
        who=liaison(),
        conditions=[is_not_returned, seal_is_not_awaited],
        form=f"{FORMS}.service.ReturnForm",
        weight="warning",
    )
    def return_unsigned(self, taking: Taking) -> Effects:
        self.return_reason = taking.get("reason", "")
        effects = Effects(said={"reason": self.return_reason}, closes=[Close(rules.SIGN_FOR, fall_away=True)])
        effects.opens = [
            Open(
                rules.ANSWER_REQUEST,
                self.lead,
                creditor=self.recipient,
                starts=taking.occurred,
                responsible_role=Role.HANDLER,
                label=f"处理退回的{self.noun}",
            )
        ]
        effects.tells = [
            Tell(f"{self.recipient.name}退回{name_of(self)}，请处理。", self.lead, person=self.handler)
        ]
        return effects

    @step(
        "登记送达",
        source=State.ISSUED,
        target=State.RECTIFYING,
        who=handler(),
        form=f"{FORMS}.service.RecordServiceForm",
        weight="primary",
        fulfils=[rules.SIGN_FOR, rules.ANSWER_REQUEST, rules.SERVE, rules.RETRIAL_DELIVER],
        hint="纸质送达、邮寄、宣告或者留置送达的，按送达回证登记。",
    )
    def record_service(self, taking: Taking) -> Effects:
        received = When.of(taking.get("received_on") or taking.occurred)
        # Where the day itself is assumed, nobody knows the way either.
        way = taking.get("way") or ("" if taking.get("receipt_assumed") else ServiceWay.DIRECT)
        self._check_service(taking, received, way)
        effects = self._serve(received, way, taking)
        effects.said |= {
            "place": taking.get("place"),
            "receiver": taking.get("receiver"),
            "witnesses": taking.get("witnesses"),
            "recipient_consents": (way == ServiceWay.ANNOUNCEMENT and taking.get("recipient_consents"))
            or None,
        }
        effects.also = along("record_service", taking, ALIKE)
        text = f"{name_of(self)}已登记送达，收到日期为{received}。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON,))]
        return effects

    def _check_service(self, taking: Taking, received: When, way: str) -> None:
        """Raises Invalid: in the future, before issue, left in place where no article allows it."""
        issued = When.parse(self.changed_on or self.issued_on)
        if received.in_future:
            raise Invalid({"received_on": "收到日期不能晚于今天。"})
        if received.before(issued):
            raise Invalid({"received_on": f"收到日期不能早于制发日期（{issued}），请核对送达回证。"})
        if way == ServiceWay.LEFT and self.kind != Kind.PUBLIC_INTEREST:
            raise Invalid({"way": "留置送达只适用于公益诉讼检察建议（办案规则第七十六条），请改用其他方式。"})
        self._check_announcement(taking, way)

    def _check_announcement(self, taking: Taking, way: str) -> None:
        """规定 18 条 asks for the recipient's consent, 办案规则 76 条3款 for none. Raises Invalid."""
        needed = way == ServiceWay.ANNOUNCEMENT and self.kind != Kind.PUBLIC_INTEREST
        if needed and not taking.get("recipient_consents"):
            raise Invalid(
                {"recipient_consents": "宣告送达应当商被建议单位同意（规定第十八条），请确认已经同意。"}
            )
