"""Matters as their own classes, in as many queries as there are tables and never one for each row."""

from collections.abc import Iterable

from django.db.models import Field, Model

from matters.models import Matter, Participation
from matters.parties import LEAD, RECIPIENT
from matters.registry import model_for
from organisations.models import Membership, Organisation

#: Whom rows name. The same few stand in many rows: read once, shared by all.
SHARED = {
    Organisation: Organisation.objects.select_related("jurisdiction"),
    Membership: Membership.objects.select_related("user"),
}


def concrete_rows(matters: Iterable[Matter]) -> dict[int, Matter]:
    """Every one of `matters` as its own class, by primary key, with what a row shows of it."""
    return share(concrete_by_key((matter.pk, matter.kind) for matter in matters))


def concrete_by_key(wanted: Iterable[tuple[int, str]]) -> dict[int, Matter]:
    """By primary key; each is wanted by its key and its kind."""
    keys: dict[type, set[int]] = {}
    for pk, kind in wanted:
        keys.setdefault(model_for(kind)._meta.concrete_model, set()).add(pk)
    found: dict[int, Matter] = {}
    for table, wanted_keys in keys.items():
        found |= table.objects.in_bulk(wanted_keys)
    for row in found.values():
        # Kinds of one table differ in what they can do, not in their columns: read once, each row gets its class.
        row.__class__ = model_for(row.kind)
    return found


def share(rows: dict[int, Matter], *others: Model) -> dict[int, Matter]:
    """Give every row, and `others`, the organisations and people that it names, in two queries."""
    everything = [*rows.values(), *others]
    for model, query in SHARED.items():
        named = [(row, field) for row in everything for field in _naming(type(row), model)]
        keys = {getattr(row, field.attname) for row, field in named} - {None}
        found = query.in_bulk(keys) if keys else {}
        for row, field in named:
            if key := getattr(row, field.attname):
                setattr(row, field.name, found[key])
    return rows


def share_sides(rows: dict[int, Matter], membership: Membership) -> dict[int, Matter]:
    """Give every row the sides that no column names, in one query: whoever reads a list stands on one in each row, and
    a row names those who act in it.
    """
    asked = {pk: row for pk, row in rows.items() if _names_houses(row) or _asks_side(row, membership)}
    if not asked:
        return rows
    taken: dict[int, list[Participation]] = {pk: [] for pk in asked}
    for each in Participation.objects.filter(matter__in=asked).select_related("organisation").order_by("pk"):
        taken[each.matter_id].append(each)
    for pk, row in asked.items():
        sides, acting = row.sides_unnamed(), set(row.acting_sides()) - {LEAD}
        row._sides_taken = {each.organisation_id: each.role for each in taken[pk] if each.role in sides}
        if _names_houses(row):
            row.counterparts = [each.organisation for each in taken[pk] if each.role in acting]
    return rows


def _names_houses(row: Matter) -> bool:
    """Whether it is addressed to nobody, so that no column names those who act in it."""
    return row.party(RECIPIENT) is None and "counterparts" not in row.__dict__


def _asks_side(row: Matter, membership: Membership) -> bool:
    house = membership.organisation_id
    return house not in (row.lead_id, row.recipient_id) and bool(row.sides_unnamed()) and not row.knows_sides


def _naming(model: type[Model], other: type[Model]) -> list[Field]:
    """The fields of `model` that name one of `other`."""
    return [field for field in model._meta.concrete_fields if field.related_model is other]
