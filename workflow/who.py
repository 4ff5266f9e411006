"""Who may take a step: predicates that can be listed, so that the tests try every role against every step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from organisations.models import Membership, Organisation, Role
from workflow.actors import Actor, System

LEAD, RECIPIENT, SYSTEM, OVERSEER, SUPERIOR = "lead", "recipient", "system", "overseer", "superior"
OWN_DRAFT = "起草人不能审核自己起草的检察建议，请由其他部门负责人审核。"
SIDE_NAMES = {
    LEAD: "主办检察院",
    RECIPIENT: "被建议单位",
    SYSTEM: "系统",
    OVERSEER: "司法行政机关",
    SUPERIOR: "上级检察院",
}


@dataclass(frozen=True)
class Who:
    """A role predicate.

    `roles` act for the organisation on `side`. `recorders` of the same side may record the decision that one
    of `roles` made elsewhere. With `from_paper`, handlers of the lead may enter the step for the recipient.
    `by_state` narrows `roles` to one for each state. `approvers` are those of `roles` whose decision the step
    needs where its values say so: the others may hand it over to them. `jointly`: roles of the overseer
    司法行政机关 that may enter what the two do together. `prepares`: who of the same side fills it in and may only hand
    it over; what leaves the house is sent by `roles`. `whole_house`: whoever handles the matter, for what is
    carried out along with a step of a linked one.
    """

    side: str
    roles: Sequence[str]
    recorders: Sequence[str] = ()
    from_paper: bool = False
    not_drafter: bool = False
    by_state: tuple[tuple[str, str], ...] = ()
    approvers: Sequence[str] = ()
    jointly: Sequence[str] = ()
    prepares: Sequence[str] = ()
    whole_house: bool = False

    def __call__(self, matter, actor: Actor) -> bool:
        return self.refusal(matter, actor) == ""

    def refusal(self, matter, actor: Actor) -> str:
        """Why `actor` may not, in Chinese; empty when they may."""
        if isinstance(actor, System):
            return ""
        if self.side == SYSTEM:
            return "这一步由系统到期自动办理，不需要人工操作。"
        side = matter.side_of(actor)
        if side == LEAD and self.from_paper and actor.role in HANDLERS:
            return _not_responsible(matter, actor)
        if side == OVERSEER and self.jointly:
            return self._not_jointly(actor)
        if side != self.side:
            return f"这一步由{SIDE_NAMES[self.side]}办理。"
        deciding = self.deciding(matter.state)
        if self.only_prepares(matter, actor):
            return f"这一步由{self.names(deciding)}办理。您可以填写后提交，由其核对、报送。"
        if actor.role not in (*deciding, *self.recorders):
            return f"这一步由{self.names(deciding)}办理，您当前的身份是{actor.get_role_display()}。"
        if actor.role in deciding and self._is_own_draft(matter, actor):
            return OWN_DRAFT
        return _not_responsible(matter, actor) if side == LEAD and not self.whole_house else ""

    def never(self, matter, actor: Actor) -> str:
        """Why `actor` may take it in no state whatever, in Chinese; empty for whoever finds its form in one of them."""
        return replace(self, by_state=()).refusal(matter, actor)

    def decider_refusal(self, matter, decider: Membership | str) -> str:
        """Why the decision that is recorded cannot be `decider`'s; a name without a place is taken as it is."""
        if not isinstance(decider, Membership):
            return ""
        deciding = self.deciding(matter.state)
        if matter.side_of(decider) != self.side or decider.role not in deciding:
            return f"这一决定由{SIDE_NAMES[self.side]}的{self.names(deciding)}作出，请核对作出决定的人。"
        return OWN_DRAFT if self._is_own_draft(matter, decider) else ""

    def is_open_to(self, side: str | None) -> bool:
        """Whether people on `side` may have its form before them: the two sides, the overseer of what is joint,
        the superior of what is its own."""
        if side == SUPERIOR:
            return self.side == SUPERIOR
        return side in (LEAD, RECIPIENT) or (side == OVERSEER and bool(self.jointly))

    def _not_jointly(self, actor: Membership) -> str:
        if actor.role in self.jointly:
            return ""
        return f"联合办理的，由{self.names(self.jointly)}登记，您当前的身份是{actor.get_role_display()}。"

    def _is_own_draft(self, matter, person: Membership) -> bool:
        return bool(self.not_drafter and matter.drafter_id and matter.drafter.user_id == person.user_id)

    def is_recording(self, matter, actor: Actor) -> bool:
        """Whether `actor` records a decision made elsewhere instead of deciding."""
        if not isinstance(actor, Membership) or matter.side_of(actor) != self.side:
            return False
        return actor.role in self.recorders and actor.role not in self.deciding(matter.state)

    def only_prepares(self, matter, actor: Actor) -> bool:
        """Whether `actor` may fill it in for those who take it, and may not take it."""
        return (
            isinstance(actor, Membership)
            and actor.role in self.prepares
            and matter.side_of(actor) == self.side
        )

    def hands_to(self, matter, actor: Actor) -> Sequence[str]:
        """The roles that decide what `actor` may only prepare; nobody where `actor` decides, or has no part."""
        if self.is_recording(matter, actor) or self.only_prepares(matter, actor):
            return self.deciding(matter.state)
        is_preparing = self._has_approvers(matter, actor) and actor.role not in self.approvers
        return self.approvers if is_preparing and actor.role in self.roles else ()

    def decides_prepared(self, matter, actor: Actor) -> bool:
        """Whether the step may be handed over to `actor`."""
        if self._has_approvers(matter, actor):
            return actor.role in self.approvers
        is_own = isinstance(actor, Membership) and matter.side_of(actor) == self.side
        is_prepared = self.recorders or self.prepares
        return bool(is_own and is_prepared and actor.role in self.deciding(matter.state))

    def _has_approvers(self, matter, actor: Actor) -> bool:
        return bool(self.approvers and isinstance(actor, Membership) and matter.side_of(actor) == self.side)

    def house(self, matter) -> Organisation:
        """The organisation on whose side the step is taken."""
        if self.side == SUPERIOR:
            return matter.lead.superior
        return matter.recipient if self.side == RECIPIENT else matter.lead

    def is_entering(self, matter, actor: Actor) -> bool:
        """Whether `actor` enters the step for the recipient, from paper."""
        return self.from_paper and self.side == RECIPIENT and matter.side_of(actor) == LEAD

    def deciding(self, state: str) -> Sequence[str]:
        """The roles that decide in `state`, where they differ by state."""
        return [role for at, role in self.by_state if at == state] or self.roles

    def names(self, roles: Sequence[str] = ()) -> str:
        return "、".join(Role(role).label for role in roles or self.roles)


@dataclass(frozen=True)
class Either(Who):
    """Each side for itself: what a house prepares and answers inside. `theirs`: the recipient's people."""

    theirs: Who | None = None

    def refusal(self, matter, actor: Actor) -> str:
        if isinstance(actor, Membership) and matter.side_of(actor) == RECIPIENT:
            return self.theirs.refusal(matter, actor)
        return super().refusal(matter, actor)

    def names(self, roles: Sequence[str] = ()) -> str:
        ours = super().names(roles)
        return ours if roles else f"{ours}；{SIDE_NAMES[RECIPIENT]}：{self.theirs.names()}"


HANDLERS = (Role.HANDLER, Role.CLERK)
#: Who prepares in a recipient's house what its head decides.
OFFICE = (Role.LIAISON, Role.INTAKE)
DECIDERS = (Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER, Role.CHIEF)


def _not_responsible(matter, actor: Membership) -> str:
    """A handler acts in their own matters; a clerk enters for the handlers of the house."""
    if actor.role != Role.HANDLER or matter.pk is None or matter.handler_id in (None, actor.pk):
        return ""
    if matter.handler.role == Role.CLERK:
        return ""  # registered by a clerk in whose name it stands since: no procurator is locked out by that
    return (
        f"本事项由{matter.handler.user.full_name}承办。需要您办理的，请部门负责人或者检察长先“变更承办人”。"
    )


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
    roles = (Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD)
    return Who(RECIPIENT, roles, from_paper=options.pop("from_paper", True), **options)


def organisation_head(**options) -> Who:
    """The recipient's head; their office records the decision, the lead's handler enters it from paper."""
    return Who(RECIPIENT, (Role.ORGANISATION_HEAD,), recorders=OFFICE, from_paper=True, **options)


def preparers() -> Who:
    """Who prepares a decision for somebody else in the same house."""
    return Either(LEAD, HANDLERS, theirs=Who(RECIPIENT, (*OFFICE, Role.SECTION_OFFICER)))


def deciders() -> Who:
    """Who is asked for a decision in their own house."""
    return Either(LEAD, DECIDERS, theirs=Who(RECIPIENT, (*OFFICE, Role.ORGANISATION_HEAD)))


def agency_inside() -> Who:
    return Who(RECIPIENT, (Role.LIAISON, Role.INTAKE, Role.ORGANISATION_HEAD))


def agency_report() -> Who:
    """What the recipient's section writes and its liaison or head sends; by the lead's handler from paper."""
    roles = (Role.LIAISON, Role.ORGANISATION_HEAD)
    return Who(RECIPIENT, roles, from_paper=True, prepares=(Role.SECTION_OFFICER,))


def superior() -> Who:
    """The people of the procuratorate above who examine what was recorded with it."""
    return Who(SUPERIOR, (Role.HANDLER, Role.DEPARTMENT_HEAD, Role.POLICY_REVIEWER))


def system() -> Who:
    return Who(SYSTEM, ())
