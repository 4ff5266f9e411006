"""Service: signed for online, given back, or served on paper. Receipt starts the periods."""

from matters.parties import RECIPIENT
from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.sealed import papers_to_sign
from recommendations.steps.before_issue import FORMS
from recommendations.steps.sealing import reach
from recommendations.who import handler, liaison
from workflow.along import along
from workflow.effects import Effects, Taking
from workflow.errors import Invalid
from workflow.served import ServiceWay
from workflow.service import Service, Signer, is_not_returned
from workflow.steps import condition, step

SERVICE = Service(
    awaits=rules.SIGN_FOR,
    meets=(rules.SERVE, rules.RETRIAL_DELIVER),
    drops=(rules.SEAL,),
    starts=rules.opens_on_receipt,
    returned=rules.ANSWER_REQUEST,
    role=Role.HANDLER,
    consented=True,
    tells=(),
)
#: What of a service entered once for several is the same for each unless said otherwise: never who received it
#: and what proves it.
ALIKE = ("way", "received_on", "receipt_assumed", "recipient_consents")


@condition("盖章件尚未上传，还不能签收或者退回。")
def seal_is_not_awaited(matter) -> bool:
    return not matter.awaits_seal()


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
        effects = SERVICE.signed(self, taking)
        if signed := papers_to_sign(self):
            effects.said |= {"signed": signed[0].file_name, "digest": signed[0].sha256}
        reach(self, effects)
        return effects

    @step(
        "退回（送错单位）",
        source=State.ISSUED,
        who=liaison(),
        conditions=[is_not_returned, seal_is_not_awaited],
        form="workflow.forms.ReasonForm",
        weight="warning",
        tone="soon",
    )
    def return_unsigned(self, taking: Taking) -> Effects:
        return SERVICE.given_back(self, taking)

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
        _, way = SERVICE.on_the_proof(taking)
        self._check_way(taking, way)
        effects = SERVICE.recorded(self, taking)
        if way == ServiceWay.ANNOUNCEMENT:
            effects.said["recipient_consents"] = taking.get("recipient_consents") or None
        reach(self, effects)
        effects.also = along("record_service", taking, ALIKE)
        return effects

    def _check_way(self, taking: Taking, way: str) -> None:
        """办 76 条 alone lets a paper be left in place, and announces it without the consent that 规定 18 条 asks for.

        Raises Invalid.
        """
        if self.is_public_interest:
            return
        if way == ServiceWay.LEFT:
            raise Invalid({"way": "留置送达只适用于公益诉讼检察建议（办案规则第七十六条），请改用其他方式。"})
        if way == ServiceWay.ANNOUNCEMENT and not taking.get("recipient_consents"):
            raise Invalid(
                {"recipient_consents": "宣告送达应当商被建议单位同意（规定第十八条），请确认已经同意。"}
            )
