"""Entering jurisdictions and rosters. Doing it again changes only what differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from django.db import models, transaction

from common import tables
from common.names import tidy
from organisations.models import Capability, Jurisdiction, Organisation

#: Code, name, short name, level; each lies in the one before. Codes: GB/T 2260.
JURISDICTIONS = (
    ("000000", "中华人民共和国", "中国", Jurisdiction.Level.COUNTRY),
    ("510000", "四川省", "四川", Jurisdiction.Level.PROVINCE),
    ("513200", "阿坝藏族羌族自治州", "阿坝州", Jurisdiction.Level.PREFECTURE),
    ("513225", "九寨沟县", "九寨沟", Jurisdiction.Level.COUNTY),
)
Row = TypeVar("Row", bound=models.Model)
COLUMNS = ("code", "name", "short_name", "capabilities", "source")
#: A roster may name the organisation above by its code: a police station's bureau.
ABOVE = "superior"


class RosterError(ValueError):
    """A roster that cannot be read; the message says in Chinese which line and what to do."""


@dataclass
class Loaded:
    """How many organisations a roster added and changed."""

    added: int = 0
    changed: int = 0


def keep(row: Row, **values: object) -> tuple[Row, bool]:
    """Give `row` these values and save it where any differs, so that its history tells changes alone."""
    differing = {name: value for name, value in values.items() if getattr(row, name, None) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if row.pk is None:
        row.save()
    elif differing:
        row.save(update_fields=list(differing))
    return row, bool(differing)


@transaction.atomic
def load_jurisdictions(rows: Iterable[tuple[str, str, str, str]] = JURISDICTIONS) -> Jurisdiction:
    """Enter the chain from the country down and return its lowest division."""
    parent = None
    for code, name, short_name, level in rows:
        found = Jurisdiction.objects.filter(code=code).first() or Jurisdiction(code=code)
        parent, _ = keep(found, name=name, short_name=short_name, level=level, parent=parent)
    return parent


@transaction.atomic
def load_roster(lines: Iterable[str], jurisdiction: Jurisdiction) -> Loaded:
    """Enter a roster (CSV with `COLUMNS`, and `ABOVE` where wanted) as the organisations of `jurisdiction`.

    Rows with the capability `superior` lie one division higher, and stand above the organisations here
    that have the same first capability and name none above them. Raises RosterError; then nothing is entered.
    """
    loaded = Loaded()
    rows = [_checked(number, row) for number, row in _records(lines)]
    _refuse_doubled(rows)
    by_code = {row["code"]: row for row in rows}
    for row in sorted(
        rows, key=lambda row: (Capability.SUPERIOR not in row["capabilities"], _depth(row, by_code))
    ):
        _enter(row, jurisdiction, loaded)
    return loaded


def _records(lines: Iterable[str]) -> list[tables.Record]:
    try:
        return list(tables.of_lines(lines, COLUMNS))
    except tables.UnreadableTable as wrong:
        raise RosterError(f"名册{wrong}。未导入任何单位，请改正后重试。") from None


def _checked(number: int, row: dict) -> dict:
    capabilities = row["capabilities"].split()
    row = row | {"number": number, "capabilities": capabilities}
    row |= {name: tidy(row.get(name) or "") for name in ("code", "name", "short_name", "source", ABOVE)}
    unknown = [each for each in capabilities if each not in Capability.values]
    if not (row["code"] and row["name"] and capabilities) or unknown:
        _refuse(number, f"职能“{'、'.join(unknown)}”不认识" if unknown else "缺少代码、名称或者职能")
    for name in ("code", "name", "short_name", "source"):
        if len(row[name]) > (longest := Organisation._meta.get_field(name).max_length):
            _refuse(number, f"{name} 最多 {longest} 字，现有 {len(row[name])} 字")
    return row


def _refuse_doubled(rows: list[dict]) -> None:
    """One code is one organisation."""
    first: dict[str, int] = {}
    for row in rows:
        if (before := first.setdefault(row["code"], row["number"])) != row["number"]:
            _refuse(row["number"], f"代码 {row['code']} 与第 {before} 行重复")


def _refuse(number: int, reason: str) -> NoReturn:
    raise RosterError(f"名册第 {number} 行：{reason}。未导入任何单位，请改正后重试。")


def _enter(row: dict, jurisdiction: Jurisdiction, loaded: Loaded) -> None:
    capabilities, is_superior = row["capabilities"], Capability.SUPERIOR in row["capabilities"]
    found = Organisation.objects.filter(code=row["code"]).first()
    if twin := Organisation.objects.called(row["name"]).exclude(code=row["code"]).first():
        _refuse(
            row["number"],
            f"“{row['name']}”（{row['code']}）与已有的“{twin.name}”（{twin.code}）是同一名称，请核对代码",
        )
    organisation, changed = keep(
        found or Organisation(code=row["code"]),
        name=row["name"],
        short_name=row["short_name"] or row["name"],
        source=row["source"] or "",
        jurisdiction=jurisdiction.parent if is_superior else jurisdiction,
        superior=None if is_superior else _named_above(row) or _superior(capabilities, jurisdiction),
    )
    changed = _set_capabilities(organisation, capabilities) or changed
    loaded.added += found is None
    loaded.changed += found is not None and changed


def _depth(row: dict, rows: dict[str, dict], below: tuple[str, ...] = ()) -> int:
    """How many rows of the roster stand above this one, which have to be entered first."""
    above = row[ABOVE]
    if above in (*below, row["code"]):
        _refuse(row["number"], f"上级单位 {above} 是本单位或者本单位的下级")
    return 1 + _depth(rows[above], rows, (*below, row["code"])) if above in rows else 0


def _named_above(row: dict) -> Organisation | None:
    if not row[ABOVE]:
        return None
    found = Organisation.objects.filter(code=row[ABOVE]).first()
    if found is None:
        _refuse(row["number"], f"没有代码为 {row[ABOVE]} 的上级单位")
    return found


def _superior(capabilities: list[str], jurisdiction: Jurisdiction) -> Organisation | None:
    """The organisation one division higher that does there what this one does here."""
    above = Organisation.objects.having(Capability.SUPERIOR).filter(jurisdiction=jurisdiction.parent)
    ranked = {"procuratorate", "judicial_bureau"} & set(capabilities)
    return above.filter(pk__in=Organisation.objects.having(ranked.pop())).first() if ranked else None


def _set_capabilities(organisation: Organisation, wanted: list[str]) -> bool:
    present = {row.capability: row for row in organisation.capabilities.all()}
    for capability in set(wanted) - set(present):
        organisation.capabilities.create(capability=capability)
    for capability in set(present) - set(wanted):
        present[capability].delete()
    return set(present) != set(wanted)
