"""承办人: who may be in charge of a matter, and who is proposed to whoever begins one."""

from matters.models import Matter
from organisations.models import Membership, Organisation, Role
from organisations.queries import MembershipQuerySet
from workflow.errors import Invalid


def possible(house: Organisation) -> MembershipQuerySet:
    """The procurators of the house today; a house that has none is run by its clerks."""
    procurators = Membership.objects.holders(house, Role.HANDLER)
    return procurators if procurators.exists() else Membership.objects.holders(house, Role.CLERK)


def proposed(actor: Membership, house: Organisation) -> Membership | None:
    """A procurator themselves; for others the one they last began a matter for, or the only one of the house."""
    people = list(possible(house))
    if actor in people:
        return actor
    begun = Matter.objects.filter(lead=house, events__actor=actor, events__number=1, handler__in=people)
    last = begun.order_by("-pk").values_list("handler", flat=True).first()
    return next((person for person in people if person.pk == last or len(people) == 1), None)


def checked(person: Membership | None, house: Organisation) -> Membership:
    """Raises Invalid for nobody, and for who cannot be in charge in this procuratorate today."""
    if person is None:
        raise Invalid({"handler": "请选择承办人。"})
    if person.organisation_id != house.pk or person.role not in (Role.HANDLER, Role.CLERK):
        raise Invalid({"handler": "请选择本院的承办检察官。"})
    if not person.is_active:
        raise Invalid({"handler": "此人已不再任职，请另选承办人。"})
    if not possible(house).filter(pk=person.pk).exists():
        raise Invalid({"handler": "承办人由检察官担任，请选择本院的承办检察官。"})
    return person
