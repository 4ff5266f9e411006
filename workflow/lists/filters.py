"""What a list is narrowed to: read from the address, applied to every branch, written back into links."""

import re
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from matters import registry
from matters.kinds import Phase
from matters.models import Matter, Participation
from matters.queries import MatterQuerySet
from matters.registry import registered_models
from matters.taking_part import acting
from organisations.models import Membership
from workflow.lists.due import DUE, duties
from workflow.lists.search import search

#: Everything that is not closed; a phase of its own for links from worklists.
OPEN = "open"
SORTS = {"changed": "最近变动", "due": "期限"}
#: Instead of a handler: what came in by an import and nobody has taken on.
NOBODY, NOBODY_WORD = "0", "待认领"
#: Fields that hold a number, and how many digits it may have.
NUMBERS = {"organisation": 18, "handler": 18, "year": 4}


def phases(*kinds: str) -> dict[str, str]:
    return {OPEN: "在办", **registry.phase_words(*kinds)}


def state_labels(*models: type[Matter]) -> dict[str, str]:
    """The states of every model of matters (of `models`), each in the order of its life. Two models may call a state
    by one code: the key says whose it is.
    """
    return {
        state_key(model, code): label
        for model in models or registered_models()
        for code, label in model.state_labels().items()
    }


def whole_state(written: str) -> str:
    """An address that somebody kept may name a state by its code alone, which is enough where one model has it."""
    keys = [key for key in state_labels() if key.partition(".")[2] == written]
    return keys[0] if len(keys) == 1 else written


def state_key(model: type[Matter], code: str) -> str:
    """model.state, as the address of a list names a state."""
    return f"{model._meta.model_name}.{code}"


@dataclass(frozen=True)
class Filters:
    """One list as its address names it; an empty field does not narrow. What is not understood is left out."""

    q: str = ""
    kind: str = ""
    sub_kind: str = ""
    phase: str = ""
    state: str = ""
    due: str = ""
    organisation: str = ""
    handler: str = ""
    year: str = ""
    sort: str = "changed"

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        given = {name: query.get(name, "").strip()[:100] for name in asdict(cls())}
        given["state"] = whole_state(given["state"])
        known = {"kind": registry.kinds(), "sub_kind": sub_kinds(), "phase": phases(), "state": state_labels(),
                 "due": DUE, "sort": SORTS}  # fmt: skip
        for name, values in known.items():
            if given[name] not in values:
                given[name] = getattr(cls(), name)
        for name, longest in NUMBERS.items():
            if not re.fullmatch(f"[0-9]{{1,{longest}}}", given[name]):
                given[name] = ""
        return cls(**given)

    def url(self, path: str = "", **changes: str) -> str:
        """This list with `changes`, always from its first page."""
        return f"{path}?{urlencode(replace(self, **changes).given())}"

    def given(self, leaving_out: str = "") -> dict[str, str]:
        """The fields that differ from the plain list."""
        plain = asdict(Filters())
        fields = asdict(self).items()
        return {name: value for name, value in fields if value != plain[name] and name != leaving_out}

    @property
    def is_empty(self) -> bool:
        return replace(self, sort="changed") == Filters()

    def apply(self, rows: MatterQuerySet, membership: Membership, *, leaving_out: str = "") -> MatterQuerySet:
        """`rows` narrowed by every field but `leaving_out`. 误录作废 is shown only when asked for."""
        for name, narrow in NARROW.items():
            value = getattr(self, name)
            if name != leaving_out and value:
                rows = narrow(rows, value, membership)
        return rows.not_annulled() if leaving_out != "state" and not self.state else rows


def _by_phase(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    return rows.exclude(phase=Phase.CLOSED) if value == OPEN else rows.filter(phase=value)


def _by_due(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    return rows.filter(Exists(duties(membership, value).filter(matter=OuterRef("pk"))))


def _by_organisation(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    parties = Participation.objects.filter(matter=OuterRef("pk"), organisation=value)
    return rows.filter(Exists(parties.filter(acting())))


def waits_for_a_handler(membership: Membership) -> Q:
    """Of the matters of one's own house, those that came in by an import and are nobody's yet."""
    return Q(is_imported=True, handler=None, lead=membership.organisation_id) & ~Q(phase=Phase.CLOSED)


def _by_handler(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    """Of one's own house alone, as the chips name them."""
    if value == NOBODY:
        return rows.filter(waits_for_a_handler(membership))
    return rows.filter(handler=value, lead=membership.organisation_id)


def _by_year(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    condition = Q()
    for table, column in dated():
        condition |= Exists(table.objects.filter(pk=OuterRef("pk"), **{f"{column}__startswith": value}))
    return rows.filter(condition)


def _by_sub_kind(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    condition = Q()
    for model in models_having("sub_kind"):
        condition |= Exists(model.objects.filter(pk=OuterRef("pk"), sub_kind=value))
    return rows.filter(condition)


def _by_state(rows: MatterQuerySet, value: str, membership: Membership) -> MatterQuerySet:
    name, _, code = value.partition(".")
    model = next(each for each in registered_models() if each._meta.model_name == name)
    return rows.filter(kind__in=registry.kinds_of(model), state=code)


def dated() -> list[tuple[type, str]]:
    """The tables of matters whose kinds say of which year they are, each with the column that does."""
    return [(table, table.dated_by) for table in registry.tables() if table.dated_by]


def models_having(name: str) -> list[type]:
    """The tables of matters that have the column `name`."""
    return [
        table
        for table in registry.tables()
        if any(field.name == name for field in table._meta.concrete_fields)
    ]


def sub_kinds() -> dict[str, str]:
    """The sub-kinds of every kind of matter that has some."""
    fields = (model._meta.get_field("sub_kind") for model in models_having("sub_kind"))
    return {value: label for field in fields for value, label in field.choices}


NARROW = {
    "kind": lambda rows, value, membership: rows.filter(kind=value),
    "sub_kind": _by_sub_kind,
    "phase": _by_phase,
    "state": _by_state,
    "due": _by_due,
    "organisation": _by_organisation,
    "handler": _by_handler,
    "year": _by_year,
    "q": lambda rows, value, membership: search(rows, value, membership),
}
