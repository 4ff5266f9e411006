"""Who may take a step: a side and roles that can be listed, so that the tests try every role against every step.

What the people of a house do in a matter is the same in every house; a procuratorate only names them otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matters.parties import ANY, LEAD, SYSTEM
from organisations.models import Capability, Membership, Role
from workflow.actors import Actor, System

HANDLERS = (Role.HANDLER, Role.CLERK)
OFFICE = (Role.LIAISON, Role.INTAKE)
#: Who works on a matter: prepares decisions, records those made elsewhere, enters what came on paper.
WORKERS = (*HANDLERS, *OFFICE)
#: Who writes inside a house, and sends nothing out of it.
WRITERS = (Role.SECTION_OFFICER,)
#: Who decides.
PROCURATORS = (Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER, Role.CHIEF)
DECIDERS = (*PROCURATORS, Role.ORGANISATION_HEAD)
#: The step by which a matter gets another handler, as a refusal names it.
REASSIGN = "变更承办人"
IN_A_PROCURATORATE = frozenset({*HANDLERS, *PROCURATORS})


@dataclass(frozen=True)
class Who:
    """A role predicate.

    `roles` of the house on `side` take the step; where `side` is ANY, those of each house that acts, for itself.
    `recorders` of the same house may record the decision that one of `roles` made elsewhere. `prepares`: who of it
    fills the step in and may only hand it over; what leaves the house is sent by `roles`. `approvers` are those of
    `roles` whose decision the step needs where its values say so: the others may hand it over to them. `by_state`
    narrows `roles` to some for each state. With `from_paper`, whoever works for the house that leads may enter the
    step for the other side. `not_own_work`: nobody decides on what they made (`Matter.refuses_own_work`).
    `whole_house`: whoever handles the matter, for what is carried out along with a step of a linked one.
    """

    side: str
    roles: Sequence[str]
    recorders: Sequence[str] = ()
    prepares: Sequence[str] = ()
    approvers: Sequence[str] = ()
    by_state: tuple[tuple[str, str], ...] = ()
    from_paper: bool = False
    not_own_work: bool = False
    whole_house: bool = False

    def __call__(self, matter, actor: Actor) -> bool:
        return self.refusal(matter, actor) == ""

    def refusal(self, matter, actor: Actor) -> str:
        """Why `actor` may not, in Chinese; empty when they may."""
        if isinstance(actor, System):
            return ""
        if self.side == SYSTEM:
            return "这一步由系统到期自动办理，不需要人工操作。"
        if self.is_entering(matter, actor) and actor.role in of_house(actor, WORKERS):
            return _not_responsible(matter, actor)
        if not self.is_theirs(matter, actor):
            return f"这一步由{matter.side_word(self.side)}办理。"
        return self._refusal_by_role(matter, actor)

    def _refusal_by_role(self, matter, actor: Membership) -> str:
        deciding = self.deciding(matter.state)
        names = self.names(of_house(actor, deciding))
        if self.only_prepares(matter, actor):
            return f"这一步由{names}办理。您可以填写后提交，由其核对、报送。"
        if actor.role not in of_house(actor, (*deciding, *self.recorders)):
            return f"这一步由{names}办理，您当前的身份是{actor.get_role_display()}。"
        if actor.role in deciding and (reason := self._own_work(matter, actor)):
            return reason
        return _not_able(matter) or ("" if self.whole_house else _not_responsible(matter, actor))

    def never(self, matter, actor: Actor) -> str:
        """Why `actor` may take it in no state whatever, in Chinese; empty for whoever finds its form in one of them."""
        return replace(self, by_state=()).refusal(matter, actor)

    def decider_refusal(self, matter, decider: Membership | str, recorder: Membership) -> str:
        """Why the decision that `recorder` records cannot be `decider`'s; a name without a place is taken as it is."""
        if not isinstance(decider, Membership):
            return ""
        deciding = of_house(recorder, self.deciding(matter.state))
        if decider.organisation_id != recorder.organisation_id or decider.role not in deciding:
            word = matter.side_word(matter.side_of(recorder))
            return f"这一决定由{word}的{self.names(deciding)}作出，请核对作出决定的人。"
        return self._own_work(matter, decider)

    def _own_work(self, matter, person: Membership) -> str:
        return matter.refuses_own_work(person) if self.not_own_work else ""

    def is_theirs(self, matter, actor: Actor) -> bool:
        """Whether the step is taken on the side of `actor`."""
        side = matter.side_of(actor)
        return side == self.side or (self.side == ANY and side in matter.acting_sides())

    def concerns(self, matter, actor: Actor) -> bool:
        """Whether the page that `actor` reads speaks of it: their side takes it, or enters it for whoever does."""
        return self.is_theirs(matter, actor) or self.is_entering(matter, actor)

    def is_entering(self, matter, actor: Actor) -> bool:
        """Whether `actor` enters the step for the side that takes it, from paper."""
        return self.from_paper and matter.is_led_by(actor) and not self.is_theirs(matter, actor)

    def may_date_back(self, matter, actor: Actor) -> bool:
        """Whether `actor` may say that it happened on an earlier day.

        The house that leads keeps the record, of its own steps and of what came on paper. What another side sends
        online happens when it is sent.
        """
        return isinstance(actor, System) or matter.is_led_by(actor)

    def is_recording(self, matter, actor: Actor) -> bool:
        """Whether `actor` records a decision made elsewhere instead of deciding."""
        if not isinstance(actor, Membership) or not self.is_theirs(matter, actor):
            return False
        return actor.role in self.recorders and actor.role not in self.deciding(matter.state)

    def only_prepares(self, matter, actor: Actor) -> bool:
        """Whether `actor` may fill it in for those who take it, and may not take it."""
        return isinstance(actor, Membership) and actor.role in self.prepares and self.is_theirs(matter, actor)

    def hands_to(self, matter, actor: Actor) -> Sequence[str]:
        """The roles that decide what `actor` may only prepare; nobody where `actor` decides, or has no part."""
        if self.is_recording(matter, actor) or self.only_prepares(matter, actor):
            return of_house(actor, self.deciding(matter.state))
        is_preparing = self._has_approvers(matter, actor) and actor.role not in self.approvers
        return of_house(actor, self.approvers) if is_preparing and actor.role in self.roles else ()

    def decides_prepared(self, matter, actor: Actor) -> bool:
        """Whether the step may be handed over to `actor`."""
        if self._has_approvers(matter, actor):
            return actor.role in self.approvers
        is_own = isinstance(actor, Membership) and self.is_theirs(matter, actor)
        is_prepared = self.recorders or self.prepares
        return bool(is_own and is_prepared and actor.role in self.deciding(matter.state))

    def _has_approvers(self, matter, actor: Actor) -> bool:
        return bool(self.approvers and isinstance(actor, Membership) and self.is_theirs(matter, actor))

    def deciding(self, state: str) -> Sequence[str]:
        """The roles that decide in `state`, where they differ by state."""
        return [role for at, role in self.by_state if at == state] or self.roles

    def names(self, roles: Sequence[str] = ()) -> str:
        return "、".join(Role(role).label for role in roles or self.roles)


def of_house(person: Membership, roles: Sequence[str]) -> Sequence[str]:
    """Of `roles` of both sorts of houses those of the house of `person`; of one sort all."""
    if len({role in IN_A_PROCURATORATE for role in roles}) < 2:
        return tuple(roles)
    is_procuratorate = person.organisation.has(Capability.PROCURATORATE)
    return tuple(role for role in roles if (role in IN_A_PROCURATORATE) == is_procuratorate)


def _not_responsible(matter, actor: Membership) -> str:
    """A handler acts in the house's own matters that are theirs; a clerk enters for the handlers of the house."""
    if not matter.is_led_by(actor) or actor.role != Role.HANDLER:
        return ""
    if matter.pk is None or matter.handler_id in (None, actor.pk):
        return ""
    if matter.handler.role == Role.CLERK:
        return ""  # registered by a clerk in whose name it stands since: no procurator is locked out by that
    return (
        f"本事项由{matter.handler.user.full_name}承办。需要您办理的，请部门负责人或者检察长先“{REASSIGN}”。"
    )


def _not_able(matter) -> str:
    """Why the house that would lead a new matter cannot be its first party."""
    lead = matter.party(LEAD)
    if matter.pk or lead is None or lead.admits(matter.lead):
        return ""
    return f"{matter.lead.short_name}没有作为“{lead.word}”的职能，不能新建这类事项。请联系系统管理员核对单位职能。"


def worker(side: str, **options) -> Who:
    """Whoever works for the house on `side`."""
    return Who(side, WORKERS, **options)


def decider(side: str, *roles: str, **options) -> Who:
    """Who decides for the house on `side`; whoever works for it prepares that, or records what was decided."""
    return Who(side, roles or DECIDERS, recorders=WORKERS, **options)


def preparers() -> Who:
    """Who prepares a decision for somebody else in the same house."""
    return Who(ANY, (*WORKERS, *WRITERS))


def deciders() -> Who:
    """Who is asked for a decision in their own house; outside a procuratorate the office looks through what a section
    wrote."""
    return Who(ANY, (*PROCURATORS, *OFFICE, Role.ORGANISATION_HEAD))


def system() -> Who:
    return Who(SYSTEM, ())
