"""Who takes the steps of a recommendation: the people of the procuratorate, of the recipient, and of those who look on."""

from collections.abc import Sequence
from dataclasses import dataclass

from matters.parties import LEAD, RECIPIENT
from organisations.models import Membership, Role
from recommendations.parties import OVERSEER, SUPERIOR
from workflow.actors import Actor
from workflow.who import HANDLERS, OFFICE, WRITERS, Who


def handler(**options) -> Who:
    return Who(LEAD, HANDLERS, **options)


def department_head(**options) -> Who:
    return Who(LEAD, (Role.DEPARTMENT_HEAD,), recorders=HANDLERS, **options)


def policy_reviewer(**options) -> Who:
    return Who(LEAD, (Role.POLICY_REVIEWER,), recorders=HANDLERS, **options)


def chief(**options) -> Who:
    return Who(LEAD, (Role.CHIEF,), recorders=HANDLERS, **options)


def liaison(**options) -> Who:
    """The recipient's liaison or head; by the lead's handler from paper."""
    return Who(RECIPIENT, (*OFFICE, Role.ORGANISATION_HEAD), from_paper=True, **options)


def organisation_head(**options) -> Who:
    """The recipient's head; their office records the decision, the lead's handler enters it from paper."""
    return Who(RECIPIENT, (Role.ORGANISATION_HEAD,), recorders=OFFICE, from_paper=True, **options)


def agency_inside() -> Who:
    return Who(RECIPIENT, (*OFFICE, Role.ORGANISATION_HEAD))


def agency_report() -> Who:
    """What the recipient's section writes and its liaison or head sends; by the lead's handler from paper."""
    return Who(RECIPIENT, (Role.LIAISON, Role.ORGANISATION_HEAD), from_paper=True, prepares=WRITERS)


def superior() -> Who:
    """The people of the procuratorate above who examine what was recorded with it."""
    return Who(SUPERIOR, (Role.HANDLER, Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER))


@dataclass(frozen=True)
class Jointly(Who):
    """The lead decides it; `partners` of the overseer may enter what the two do together."""

    partners: Sequence[str] = ()

    def refusal(self, matter, actor: Actor) -> str:
        if not _oversees(matter, actor):
            return super().refusal(matter, actor)
        if actor.role in self.partners:
            return ""
        return f"联合办理的，由{self.names(self.partners)}登记，您当前的身份是{actor.get_role_display()}。"

    def concerns(self, matter, actor: Actor) -> bool:
        return _oversees(matter, actor) or super().concerns(matter, actor)


def _oversees(matter, actor: Actor) -> bool:
    return isinstance(actor, Membership) and matter.side_of(actor) == OVERSEER
