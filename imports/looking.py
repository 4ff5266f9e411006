"""Looking at a ledger before anything is entered: what each row would become, and which names nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from types import SimpleNamespace

from imports.bodies import Roster, name_key, qualified
from imports.divisions import COUNTRY, Division, read
from imports.entering import There, said
from imports.facts import Facts
from imports.models import ImportedRow
from matters.kinds import Kind
from organisations.models import Jurisdiction, Organisation
from recommendations.choices import TONES, State
from recommendations.models import Recommendation
from recommendations.steps.importing import stands

MOST_ALIKE = 3
ALIKE = 0.6


@dataclass(frozen=True)
class Unknown:
    """A name that the roster lacks: what a new organisation would be called, and known names that look like it."""

    key: str
    name: str
    lead: str
    new_name: str
    where: str
    alike: tuple[str, ...]

    @property
    def is_lead(self) -> bool:
        return not self.lead


@dataclass(frozen=True)
class Becoming:
    """One matter that a row would become, or has become before."""

    place: str
    lead: str
    recipient: str
    kind: str
    title: str
    number: str
    days: dict[str, str]
    state: str
    tone: str
    remark: str


class Look:
    """Everything that the preview shows of some rows, in a few queries however many they are."""

    def __init__(self, rows: list[Facts]) -> None:
        self.rows = rows
        leads = Roster((facts.lead, None) for facts in rows)
        self._leads = {facts.lead: leads.find(facts.lead) for facts in rows}
        self._roster = Roster((name, self._home(facts)) for facts in rows for name in facts.recipients)

    def _home(self, facts: Facts) -> Jurisdiction | None:
        lead = self._leads[facts.lead]
        return lead and lead.jurisdiction

    def unknown(self) -> list[Unknown]:
        """The names that the roster lacks, procuratorates first, each once."""
        found: dict[str, Unknown] = {}
        for facts in self.rows:
            if self._leads[facts.lead] is None:
                found.setdefault(facts.lead, self._unknown_lead(facts.lead))
        for facts in self.rows:
            for name in facts.recipients:
                key = name_key(facts.lead, name)
                if key not in found and self._roster.find(name, self._home(facts)) is None:
                    found[key] = self._unknown_recipient(key, name, facts)
        return list(found.values())

    def _unknown_lead(self, name: str) -> Unknown:
        where = read(name).division or COUNTRY
        return Unknown(name_key("", name), name, "", name, where.name, ())

    def _unknown_recipient(self, key: str, name: str, facts: Facts) -> Unknown:
        home = self._home(facts)
        near = Division(home.code, home.name) if home else read(facts.lead).division
        division = read(name, near=near).division
        where = division or near or COUNTRY
        new_name = name if division else qualified(name, where)
        return Unknown(key, name, facts.lead, new_name, where.name, self._alike(name, home))

    def _alike(self, name: str, home: Jurisdiction | None) -> tuple[str, ...]:
        """Names of the division that look like it: for the reader's eye, never taken by itself."""
        return (
            tuple(get_close_matches(name, self._names_at(home), n=MOST_ALIKE, cutoff=ALIKE)) if home else ()
        )

    def _names_at(self, home: Jurisdiction) -> list[str]:
        if not hasattr(self, "_at_home"):
            homes = {lead.jurisdiction_id for lead in self._leads.values() if lead}
            self._at_home: dict[int, list[str]] = {}
            for row in Organisation.objects.recipients().filter(jurisdiction__in=homes):
                self._at_home.setdefault(row.jurisdiction_id, []).append(row.name)
        return self._at_home.get(home.pk, [])

    def becoming(self) -> list[Becoming]:
        """Each matter, in the order of the rows."""
        keys = [facts.key(name) for facts in self.rows for name in facts.recipients]
        known = set(ImportedRow.objects.filter(key__in=keys).values_list("key", flat=True))
        leads = self._leads
        there = There((facts, leads[facts.lead]) for facts in self.rows if leads[facts.lead])
        seen: dict[str, str] = {}
        return [
            self._matter(facts, name, known, there, seen) for facts in self.rows for name in facts.recipients
        ]

    def _matter(
        self, facts: Facts, name: str, known: set[str], there: There, seen: dict[str, str]
    ) -> Becoming:
        key, lead = facts.key(name), self._leads[facts.lead]
        organisation = self._roster.find(name, self._home(facts))
        is_known = key in known or bool(lead and there.has(facts, lead, organisation))
        remark = "已登记过，不再登记" if is_known else ""
        if not remark and key in seen:
            remark = f"与{seen[key]}相同，只登记一次"
        seen.setdefault(key, facts.place)
        state = state_of(facts, name)
        return Becoming(
            facts.place,
            facts.lead,
            organisation.name if organisation else name,
            Kind(facts.kind).label.removesuffix("检察建议"),
            facts.title,
            facts.number,
            facts.days,
            State(state).label,
            TONES[state],
            remark,
        )


def state_of(facts: Facts, recipient: str) -> State:
    """Where the facts of a row leave its matter with `recipient`."""
    data = said(facts, recipient)
    matter = Recommendation(kind=facts.kind, **data["values"])
    return State(stands(matter, SimpleNamespace(data=data, get=data.get)))


def names_to_decide(rows: Iterable[Facts]) -> list[Unknown]:
    return Look(list(rows)).unknown()
