"""Service: a paper is signed for online, given back, or served on paper. Receipt starts the periods.

A kind says in one declaration (`Service`) on whom its paper is served and what follows; `steps` makes the three steps
of it, and a kind that has more to say writes its own around what the declaration gives.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from common.fields import written
from common.when import When
from documents.papers import proof_of_service
from matters.parties import LEAD, RECIPIENT
from organisations.models import CONSENT_GIVERS, Membership, Organisation
from organisations.services import givers, has_consent
from workflow.actors import Actor
from workflow.effects import Close, Effects, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.houses import PEOPLE
from workflow.served import ServiceWay
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler
from workflow.who import OFFICE, Who

FORMS = "workflow.service_forms"
NO_CONSENT = "贵单位尚未确认同意电子送达，不能在线签收；可以在本页确认，或者等候纸质送达。"
#: What a proof of service names beside day and way.
ON_THE_PROOF = ("place", "receiver", "witnesses")


@condition(lambda matter: f"本件已经退回，正在由{matter.side_word(LEAD)}处理。")
def is_not_returned(matter) -> bool:
    return not matter.return_reason


@dataclass(frozen=True)
class Signer(Who):
    """Whoever signs where the organisation has agreed to electronic service; else who can bind it, with the consent."""

    def refusal(self, matter, actor: Actor) -> str:
        return super().refusal(matter, actor) or self._cannot_consent(actor)

    def _cannot_consent(self, actor: Actor) -> str:
        if (
            not isinstance(actor, Membership)
            or actor.role in CONSENT_GIVERS
            or has_consent(actor.organisation)
        ):
            return ""
        house = actor.organisation
        people = "、".join(f"{person.place}{person.user.full_name}" for person in givers(house))
        return (
            f"{house.name}尚未确认同意电子送达，您还不能在线签收。"
            f"请由{people or '联络员或者单位负责人'}确认后签收；确认一次，今后您也可以签收。"
        )


def consent(house: Organisation, taking: Taking, effects: Effects) -> None:
    """With its first signature `house` agrees to electronic service: else only paper proves it. Raises Invalid."""
    if has_consent(house):
        return
    if not taking.get("consents"):
        raise Invalid({"consents": NO_CONSENT})
    effects.consents = taking.actor
    effects.said["consent"] = True


def check_receipt(received: When, sent: When | None, paper: str = "") -> None:
    """Neither in the future nor before the paper, called `paper` where there are several, was made. Raises Invalid."""
    if received.in_future:
        raise Invalid({"received_on": "收到日期不能晚于今天。"})
    if sent and received.before(sent):
        whose = f"{paper}的" if paper else ""
        raise Invalid({"received_on": f"收到日期不能早于{whose}制发日期（{sent}），请核对送达回证。"})


def proof(matter, taking: Taking | None, **served: Any) -> proof_of_service.Content:
    """送达回证 as far as it is known: `served` says which paper, on whom, when and how. Without `taking` it is blank."""
    given = taking.get if taking else lambda name, default="": default
    return proof_of_service.Content(
        organisation=matter.lead.name,
        served_by=str(matter.handler.user) if matter.handler_id else "",
        received_by=given("receiver") or _signer(matter, taking),
        witness=given("witnesses") or "",
        **{**served, "address": given("place") or served.get("address", "")},
    )


def _signer(matter, taking: Taking | None) -> str:
    """Who signed online; whoever enters it for the house that leads has signed nothing."""
    is_online = taking and isinstance(taking.actor, Membership) and not matter.is_led_by(taking.actor)
    return f"{taking.actor.user}（{taking.actor.place}）" if is_online else ""


def proof_content(matter, taking: Taking | None = None) -> proof_of_service.Content:
    """Of the paper that the matter is about."""
    house = matter.recipient
    return proof(
        matter,
        taking,
        paper=matter.paper_name,
        number=matter.number,
        recipient=house.name,
        address=house.address,
        way=ServiceWay(matter.service_way).label if taking and matter.service_way else "",
        received_at=str(matter.received) if taking and matter.received else "",
        remark="收到日期以制发日期代替。" if taking and matter.receipt_assumed else "",
    )


@dataclass(frozen=True, kw_only=True)
class Service:
    """The paper of a matter (`Served`) is handed over to whoever stands on `side`.

    `awaits`: the period to sign for it. `meets`: what else its receipt meets; `drops`: what falls away with it.
    `starts`: the periods that begin with it, from matter, day, and whether that is assumed.
    `returned`: the period to deal with what was given back, owed by `role` of the house that leads.
    `consented`: it is signed for online only where the house has agreed to electronic service.
    `tells`: who of the house that leads hears of it where nobody handles the matter.
    """

    awaits: str
    starts: Callable[[Any, When, bool], Sequence[Open]]
    returned: str
    side: str = RECIPIENT
    meets: Sequence[str] = ()
    drops: Sequence[str] = ()
    role: str | None = None
    consented: bool = False
    tells: Sequence[str] = OFFICE

    def received(self, matter, received: When, way: str, taking: Taking) -> Effects:
        """What every way of service does: the day of receipt, the proof, the periods."""
        matter.received_on, matter.service_way = written(received), way
        matter.receipt_assumed = bool(taking.get("receipt_assumed", False))
        matter.return_reason = ""
        said = {"received_on": matter.received_on, "receipt_assumed": matter.receipt_assumed}
        ended = [Close(rule, on=received, subject="") for rule in (self.awaits, self.returned, *self.meets)]
        return Effects(
            said=said | {"way": way and ServiceWay(way).label},
            closes=ended + [Close(rule, fall_away=True) for rule in self.drops],
            opens=list(self.starts(matter, received, matter.receipt_assumed)),
            papers=[Paper("proof_of_service", "送达回证", lambda number: proof_content(matter, taking))],
        )

    def signed(self, matter, taking: Taking) -> Effects:
        effects, house = (
            self.received(matter, taking.occurred, ServiceWay.ONLINE, taking),
            self._house(matter),
        )
        if self.consented:
            consent(house, taking, effects)
        effects.tells = self._tell_sender(matter, f"{house.name}已签收{name_of(matter)}。")
        return effects

    def given_back(self, matter, taking: Taking) -> Effects:
        """It went to the wrong one: nobody waits for a signature any more, whoever sent it has to do something."""
        matter.return_reason, house = taking.get("reason", ""), self._house(matter)
        owed = Open(
            self.returned,
            matter.lead,
            creditor=house,
            starts=taking.occurred,
            responsible_role=self.role,
            label=f"处理退回的{matter.noun}",
        )
        return Effects(
            said={"reason": matter.return_reason},
            closes=[Close(self.awaits, fall_away=True)],
            opens=[owed],
            tells=self._tell_sender(matter, f"{house.name}退回{name_of(matter)}，请处理。"),
        )

    def recorded(self, matter, taking: Taking) -> Effects:
        """Served on paper, as the proof says. Where the day itself is assumed, nobody knows the way either."""
        received, way = self.on_the_proof(taking)
        check_receipt(received, matter.began())
        effects = self.received(matter, received, way, taking)
        effects.said |= {name: taking.get(name) for name in ON_THE_PROOF}
        text = f"{name_of(matter)}已登记送达，收到日期为{received}。"
        effects.tells = [Tell(text, self._house(matter), OFFICE[:1])]
        return effects

    def on_the_proof(self, taking: Taking) -> tuple[When, str]:
        """Day and way of a service that is entered."""
        is_assumed = bool(taking.get("receipt_assumed"))
        way = taking.get("way") or ("" if is_assumed else ServiceWay.DIRECT)
        return When.of(taking.get("received_on") or taking.occurred), way

    def _house(self, matter) -> Organisation:
        return matter.house_on(self.side)

    def _tell_sender(self, matter, text: str) -> list[Tell]:
        office = [Tell(text, matter.lead, self.tells)] if self.tells else []
        return tell_handler(matter, text) or office

    def steps(self, source: str, target: str) -> type:
        """A mixin with the three steps: signing for it and serving it lead from `source` to `target`."""
        service, signs = self, Signer if self.consented else Who

        class ServiceSteps:
            @step(
                "签收", source=str(source), target=str(target), who=signs(self.side, PEOPLE),
                conditions=[is_not_returned], form=f"{FORMS}.SignForForm", weight="primary", fulfils=[self.awaits],
            )  # fmt: skip
            def sign_for(self, taking: Taking) -> Effects:
                return service.signed(self, taking)

            @step(
                "退回（送错单位）", source=str(source), who=Who(self.side, PEOPLE, from_paper=True),
                conditions=[is_not_returned], form="workflow.forms.ReasonForm", weight="warning",
            )  # fmt: skip
            def return_unsigned(self, taking: Taking) -> Effects:
                return service.given_back(self, taking)

            @step(
                "登记送达", source=str(source), target=str(target), who=Who(LEAD, PEOPLE),
                form=f"{FORMS}.RecordServiceForm", fulfils=[self.returned],
                hint="纸质送达或者邮寄送达的，按送达回证登记。",
            )  # fmt: skip
            def record_service(self, taking: Taking) -> Effects:
                return service.recorded(self, taking)

        return ServiceSteps
