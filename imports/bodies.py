"""The organisations that rows name: found under their own name, or made. No likeness is taken for a match."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from common.names import bare
from imports import divisions
from imports.divisions import Division
from imports.sorts import OTHER, SORTS, sort_of
from organisations.models import Capability, Jurisdiction, Organisation

PROCURATORATE = "人民检察院"
#: Procuratorates of their own sort, whose full names lack 人民.
SPECIAL = re.compile(r".{2,}(?:铁路运输|林区|军事|农垦|矿区|油田|水上|工业园区)检察院")


class Undecided(Exception):
    """Nobody has said what a name that the roster lacks means; the message says in Chinese which name."""


@dataclass
class Made:
    """What had to be made, and what could not be told, for whoever runs the import to read."""

    organisations: list[str] = field(default_factory=list)
    jurisdictions: list[str] = field(default_factory=list)
    undetermined: list[str] = field(default_factory=list)


def division_of(organisation: Organisation) -> Division | None:
    where = organisation.jurisdiction
    known = where.level != Jurisdiction.Level.COUNTRY
    return Division(where.code, where.name) if known else None


class Roster:
    """The organisations that names mean, however they are written, read in two queries however many they are.

    `pairs`: each name with the division in which its short name counts, or None where it does not.
    """

    def __init__(self, pairs: Iterable[tuple[str, Jurisdiction | None]]) -> None:
        pairs = {(name, home) for name, home in pairs if bare(name)}
        full = {bare(name) for name, _ in pairs} | {
            bare(qualified(name, home)) for name, home in pairs if home
        }
        named = Organisation.objects.filter(bare_name__in=full).select_related("jurisdiction")
        self._named = {each.bare_name: each for each in named}
        homes = {home for _, home in pairs if home}
        short = Organisation.objects.filter(
            jurisdiction__in=homes, bare_short_name__in={bare(name) for name, _ in pairs}
        ).select_related("jurisdiction")
        self._short = {(each.bare_short_name, each.jurisdiction_id): each for each in short.order_by("-pk")}

    def find(self, name: str, home: Jurisdiction | None = None) -> Organisation | None:
        """Of exactly this name; or, at `home`, of this short name or of the name with its place."""
        plain = bare(name)
        if not plain or plain in self._named or home is None:
            return self._named.get(plain)
        return self._short.get((plain, home.pk)) or self._named.get(bare(qualified(name, home)))


def find(name: str, near: Organisation | None = None) -> Organisation | None:
    """The organisation of exactly this name; or of this short name, in the division of `near`."""
    home = near and near.jurisdiction
    return Roster([(name, home)]).find(name, home)


def name_key(lead: str, name: str) -> str:
    """Under which a decision on `name` is kept: 县水务局 is another one for each procuratorate."""
    return f"{bare(lead)}→{bare(name)}" if lead else bare(name)


def qualified(name: str, where: Jurisdiction | Division) -> str:
    """A name that does not tell its place, with the place: 应急管理局（贵溪市）."""
    return f"{name}（{where.name}）"


def can_be_made(lead: str) -> bool:
    """Whether a procuratorate can be entered by this name: 县检察院 does not tell which one it is."""
    before, found, _ = lead.partition(PROCURATORATE)
    return len(before) > 1 if found else bool(SPECIAL.search(lead))


class Bodies:
    """Finds organisations for an import, and makes those that are missing.

    `matched`: which organisation a name means, and `sorts`: as what sort a new one is made, as the person who imports
    decided (see `name_key`); without `sorts`, for a publication, by what the name tells. `own`: whose import it is.
    `unnamed`: what those are called whom a publication does not name.
    """

    def __init__(
        self,
        matched: Mapping[str, Organisation] | None = None,
        sorts: Mapping[str, str] | None = None,
        own: Organisation | None = None,
        unnamed: str = "",
    ) -> None:
        self.made = Made()
        self.matched = matched or {}
        self.sorts, self.own, self.unnamed = sorts, own, unnamed
        self._known: dict[str, Organisation] = {}

    def lead(self, name: str) -> Organisation:
        found = self.known_lead(name) or self._make_lead(name)
        return self._known.setdefault(name_key("", name), found)

    def known_lead(self, name: str) -> Organisation | None:
        """The procuratorate that the roster or the person who imports knows by `name`."""
        key = name_key("", name)
        return self._known.get(key) or find(name, self.own) or self.matched.get(key)

    def _sort(self, key: str, name: str) -> str:
        """As what `name` is made. Raises Undecided where nobody has said so."""
        if self.sorts is None:
            return sort_of(name) or OTHER
        if not self.sorts.get(key):
            raise Undecided(f"名录中没有“{name}”，没有选择它对应的单位，也没有选择新建为哪一类单位。")
        return self.sorts[key]

    def _make_lead(self, name: str) -> Organisation:
        self._sort(name_key("", name), name)
        reading = divisions.read(name)
        where = self._jurisdiction(reading.division)
        if not reading.rest.startswith(PROCURATORATE):
            stands = f"暂列{where.name}，请在单位管理中核对"
            self.made.undetermined.append(f"{name}：名称没有载明完整的行政区划，{stands}。")
        made = self._make(name, name, where, (Capability.PROCURATORATE,))
        if where.level in (Jurisdiction.Level.PREFECTURE, Jurisdiction.Level.PROVINCE) and _is_its(reading):
            made.capabilities.create(capability=Capability.SUPERIOR)
        return made

    def recipient(self, name: str, lead: Organisation, called: str) -> Organisation:
        """`name` as published, "" where nobody is named. `called`: the lead as the row names it."""
        if not name:
            return self._unnamed(lead)
        key = name_key(called, name)
        found = self.known(name, lead, called) or self._make_recipient(name, lead, self._sort(key, name))
        return self._known.setdefault(key, found)

    def known(self, name: str, lead: Organisation, called: str) -> Organisation | None:
        """The organisation that the roster or the person who imports knows by `name`."""
        key = name_key(called, name)
        return self._known.get(key) or find(name, lead) or self.matched.get(key)

    def _make_recipient(self, name: str, lead: Organisation, sort: str) -> Organisation:
        """A new organisation in the division its name begins with, else in that of `lead`, which is then added."""
        reading = divisions.read(name, near=division_of(lead))
        if reading.division is None:
            full, where = qualified(name, lead.jurisdiction), lead.jurisdiction
        else:
            full, where = name, self._jurisdiction(reading.division)
        return self._make(full, name, where, SORTS[sort].capabilities if sort in SORTS else ())

    def _unnamed(self, lead: Organisation) -> Organisation:
        """Stands for whom a publication does not name; inactive, so that nobody is addressed by it."""
        name = qualified(self.unnamed, lead.jurisdiction)
        found = Organisation.objects.filter(name=name).first()
        return found or self._make(name, "未公布", lead.jurisdiction, (), is_active=False)

    def _jurisdiction(self, division: Division | None) -> Jurisdiction:
        before = set(Jurisdiction.objects.values_list("code", flat=True))
        where = divisions.jurisdiction_of(division)
        new = Jurisdiction.objects.exclude(code__in=before)
        self.made.jurisdictions += [f"{each.code} {each.name}" for each in new]
        return where

    def _make(self, name: str, short_name: str, where: Jurisdiction, capabilities, **more) -> Organisation:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8].upper()
        made = Organisation.objects.create(
            code=f"{where.code}-{digest}",
            name=name,
            short_name=short_name[:60],
            jurisdiction=where,
            superior=_superior(where) if Capability.PROCURATORATE in capabilities else None,
            source="导入时登记，待核对",
            **more,
        )
        for capability in capabilities:
            made.capabilities.create(capability=capability)
        self.made.organisations.append(name)
        return made


def _is_its(reading: divisions.Reading) -> bool:
    """Whether it is the procuratorate of the division itself, and no branch."""
    return reading.rest == PROCURATORATE


def _superior(where: Jurisdiction) -> Organisation | None:
    above = Organisation.objects.having(Capability.PROCURATORATE).filter(jurisdiction=where.parent_id)
    return above.filter(pk__in=Organisation.objects.having(Capability.SUPERIOR)).first()
