"""承办人: who may be in charge of a matter, and who is proposed to whoever begins one."""

from django import forms

from matters.models import Matter
from organisations.models import Capability, Membership, Organisation, Role
from organisations.queries import MembershipQuerySet
from workflow.errors import Invalid
from workflow.who import HANDLERS, OFFICE


def possible(house: Organisation) -> MembershipQuerySet:
    """In a procuratorate its procurators today, or its clerks where it has none; elsewhere the people of the office."""
    if not _is_procuratorate(house):
        return Membership.objects.holders(house, *OFFICE)
    procurators = Membership.objects.holders(house, Role.HANDLER)
    return procurators if procurators.exists() else Membership.objects.holders(house, Role.CLERK)


def proposed(actor: Membership, house: Organisation) -> Membership | None:
    """Whoever may be in charge themselves; for others the one they last began a matter for, or the only one of the
    house."""
    people = list(possible(house))
    if actor in people:
        return actor
    begun = Matter.objects.filter(lead=house, events__actor=actor, events__number=1, handler__in=people)
    last = begun.order_by("-pk").values_list("handler", flat=True).first()
    return next((person for person in people if person.pk == last or len(people) == 1), None)


def checked(person: Membership | None, house: Organisation) -> Membership:
    """Raises Invalid for nobody, and for who cannot be in charge in this house today."""
    if person is None:
        raise Invalid({"handler": "请选择承办人。"})
    is_procuratorate = _is_procuratorate(house)
    if person.organisation_id != house.pk or person.role not in (HANDLERS if is_procuratorate else OFFICE):
        whom = "本院的承办检察官" if is_procuratorate else "本单位的联络员或者收文员"
        raise Invalid({"handler": f"请选择{whom}。"})
    if not person.is_active:
        raise Invalid({"handler": "此人已不再任职，请另选承办人。"})
    if not possible(house).filter(pk=person.pk).exists():
        raise Invalid({"handler": "承办人由检察官担任，请选择本院的承办检察官。"})
    return person


def handler_field(house: Organisation) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        possible(house), label="承办人", empty_label="请选择", help_text="由他人登记的，承办人会收到通知。"
    )


def _is_procuratorate(house: Organisation) -> bool:
    return house.has(Capability.PROCURATORATE)
