"""A place that nobody holds: whoever stands next above acts in its stead, and is told that it is empty."""

from collections.abc import Iterable

from organisations.models import Membership, Organisation, Role

#: Who stands next above in the same house. A procuratorate has no 单位负责人: there it goes on to its heads.
ABOVE = {
    Role.SECTION_OFFICER: Role.LIAISON,
    Role.INTAKE: Role.LIAISON,
    Role.LIAISON: Role.ORGANISATION_HEAD,
    Role.ASSESSOR: Role.ORGANISATION_HEAD,
    Role.ORGANISATION_HEAD: Role.DEPARTMENT_HEAD,
    Role.CLERK: Role.DEPARTMENT_HEAD,
    Role.HANDLER: Role.DEPARTMENT_HEAD,
    Role.CASE_MANAGER: Role.DEPARTMENT_HEAD,
    Role.MECHANISM_LIAISON: Role.DEPARTMENT_HEAD,
    Role.POLICY_REVIEWER: Role.CHIEF,
    Role.DEPARTMENT_HEAD: Role.CHIEF,
}


def next_above(roles: Iterable[str]) -> tuple[str, ...]:
    """The places next above, each once; empty where there is none."""
    return tuple(dict.fromkeys(ABOVE[Role(role)] for role in roles if Role(role) in ABOVE))


def in_place_of(organisation: Organisation, roles: Iterable[str]) -> list[Membership]:
    """Who holds one of `roles` today, else who stands next above; empty where the house has nobody."""
    asked = tuple(roles)
    while asked:
        if held := list(Membership.objects.holders(organisation, *asked)):
            return held
        asked = next_above(asked)
    return []


def labels(roles: Iterable[str]) -> str:
    return "、".join(Role(role).label for role in roles)
