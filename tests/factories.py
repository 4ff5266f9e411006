"""Making organisations and people in tests, with one line each."""

from itertools import count

from organisations.models import Jurisdiction, Membership, Organisation, User
from organisations.seed import load_jurisdictions

PASSWORD = "jiuzhai-2026-test"
_numbers = count(1)


def county() -> Jurisdiction:
    """九寨沟县 513225, with the divisions above it."""
    return Jurisdiction.objects.filter(code="513225").first() or load_jurisdictions()


def jurisdiction(code: str) -> Jurisdiction:
    """One of 000000, 510000, 513200, 513225."""
    county()
    return Jurisdiction.objects.get(code=code)


def organisation(
    name: str = "",
    *capabilities: str,
    code: str = "",
    short_name: str = "",
    where: Jurisdiction | None = None,
    superior: Organisation | None = None,
) -> Organisation:
    """An organisation of the county, an agency unless other capabilities are named."""
    number = next(_numbers)
    made = Organisation.objects.create(
        code=code or f"TEST-{number}",
        name=name or f"第{number}测试局",
        short_name=short_name or name or f"{number}局",
        jurisdiction=where or county(),
        superior=superior,
    )
    for capability in capabilities or ("agency",):
        made.capabilities.create(capability=capability)
    return made


def person(username: str = "", full_name: str = "", *, password: str | None = None, **fields) -> User:
    """A user; without a password they can only be logged in by the test client."""
    number = next(_numbers)
    return User.objects.create_user(
        username or f"user{number}", password=password, full_name=full_name or f"测试人{number}", **fields
    )


def membership(where: Organisation, role: str, user: User | None = None, **fields) -> Membership:
    """A place held since the beginning of 2020, so that clocks set back still find it."""
    fields = {"started_on": "2020-01-01", **fields}
    made = Membership(user=user or person(), organisation=where, role=role, **fields)
    # The database holds the constraints; asking for each beforehand was a fifth of all tests' time.
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    return made
