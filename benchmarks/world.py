"""Who is there: counties under prefectures under provinces, their organisations and one person in each.

Everything has a key that follows from its place, so that both databases agree on who is who. The first
county holds the agency that is measured, its prefecture the superior procuratorate that is measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

from django.contrib.auth.hashers import make_password

from benchmarks.copying import copy, restart_sequence
from organisations.models import Jurisdiction, Membership, Organisation, OrganisationCapability, Role, User

COUNTIES_IN_PREFECTURE = 6
PREFECTURES_IN_PROVINCE = 5
AGENCIES_IN_COUNTY = 7
FIRST_PROVINCE = 11


@dataclass(frozen=True)
class Place:
    """An organisation. Its membership and its user have the same key."""

    pk: int
    name: str
    capabilities: tuple[str, ...]
    role: str
    code: str
    level: str

    @property
    def is_agency(self) -> bool:
        return self.capabilities[0] == "agency"

    @property
    def is_county_procuratorate(self) -> bool:
        return self.level == "county" and self.capabilities[0] == "procuratorate"

    @property
    def prefecture(self) -> str:
        return self.code[:4] + "00"

    @property
    def province(self) -> str:
        return self.code[:2] + "0000"

    @property
    def username(self) -> str:
        return f"person{self.pk}"


#: name, capabilities, role of its one person
PROCURATORATE = ("人民检察院", ("procuratorate",), Role.HANDLER)
SUPERIOR = ("人民检察院", ("procuratorate", "superior"), Role.HANDLER)
BUREAU = ("司法局", ("judicial_bureau",), Role.ASSESSOR)
GOVERNMENT = ("人民政府", ("government",), Role.ASSESSOR)


def places(organisations: int) -> list[Place]:
    """So many organisations, county after county; each province and prefecture opens with its superior."""
    return list(islice(_places(), organisations))


def _places() -> Iterator[Place]:
    keys = count(1)
    for code, level in _divisions():
        for name, capabilities, role in _kinds(level):
            yield Place(next(keys), f"{code}{name}", capabilities, role, code, level)


def _kinds(level: str) -> list[tuple]:
    if level != "county":
        return [SUPERIOR]
    agencies = [(f"第{number}局", ("agency",), Role.LIAISON) for number in range(1, AGENCIES_IN_COUNTY + 1)]
    return [PROCURATORATE, BUREAU, GOVERNMENT, *agencies]


def _divisions() -> Iterator[tuple[str, str]]:
    """Codes in the order of GB/T 2260."""
    for province in range(FIRST_PROVINCE, 100):
        yield f"{province}0000", "province"
        for prefecture in range(1, PREFECTURES_IN_PROVINCE + 1):
            yield f"{province}{prefecture:02}00", "prefecture"
            for county in range(1, COUNTIES_IN_PREFECTURE + 1):
                yield f"{province}{prefecture:02}{county:02}", "county"


def people_the_country(found: list[Place]) -> None:
    """Jurisdictions, organisations, capabilities, users and memberships."""
    keys = _jurisdictions(found)
    columns = ["id", "code", "name", "short_name", "bare_name", "bare_short_name", "jurisdiction_id"]
    copy(Organisation, columns, ([p.pk, f"B{p.pk}", *[p.name] * 4, keys[p.code]] for p in found))
    able = (
        [number, *row] for number, row in enumerate(((p.pk, c) for p in found for c in p.capabilities), 1)
    )
    copy(OrganisationCapability, ["id", "organisation_id", "capability"], able)
    same = {"password": make_password(None)}
    copy(User, ["id", "username", "full_name"], ([p.pk, p.username, f"人员{p.pk}"] for p in found), **same)
    held = ([p.pk, p.pk, p.pk, p.role] for p in found)
    copy(Membership, ["id", "user_id", "organisation_id", "role"], held, started_on="2020-01-01")
    for model in (Jurisdiction, Organisation, OrganisationCapability, User, Membership):
        restart_sequence(model)


def _jurisdictions(found: list[Place]) -> dict[str, int]:
    """Adds them; keys by code."""
    levels = {"000000": "country"} | {place.code: place.level for place in found}
    keys = {code: number for number, code in enumerate(levels, 1)}
    above = {"province": lambda code: "000000", "prefecture": lambda code: code[:2] + "0000"}
    above["county"] = lambda code: code[:4] + "00"
    rows = (
        [keys[code], code, code, code, level, keys[above[level](code)] if level in above else None]
        for code, level in levels.items()
    )
    copy(Jurisdiction, ["id", "code", "name", "short_name", "level", "parent_id"], rows)
    return keys
