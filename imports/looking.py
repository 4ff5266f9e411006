"""Looking at a ledger before anything is entered: what each row would become, and which names nobody knows."""

from dataclasses import dataclass

from django.db.models import Q

from imports.bodies import Roster, can_be_made, name_key, qualified
from imports.contract import Rows
from imports.divisions import COUNTRY, Division, read
from imports.facts import Facts
from imports.models import ImportedRow
from imports.sorts import PROCURATORATE, sort_of
from imports.suggestions import Candidate, suggestions
from imports.there import There
from matters.parties import LEAD, RECIPIENT
from organisations.models import Jurisdiction, Organisation


@dataclass(frozen=True)
class Unknown:
    """A name that the roster lacks: what a new organisation would be called and of which sort its name tells it is.

    `alike`: organisations that it may mean; `can_be_made`: whether it may be entered as a new one.
    """

    key: str
    name: str
    lead: str
    new_name: str
    where: str
    sort: str
    can_be_made: bool
    alike: tuple[Candidate, ...]

    @property
    def is_lead(self) -> bool:
        return not self.lead

    @property
    def side(self) -> str:
        return LEAD if self.is_lead else RECIPIENT


@dataclass(frozen=True)
class Doubt:
    """A row whose words are not certain, and why; `is_new`: whether something of it is entered in any case."""

    place: str
    title: str
    words: str
    reason: str
    is_new: bool


@dataclass(frozen=True)
class Becoming:
    """One matter that a row would become, or has become before."""

    place: str
    lead: str
    recipient: str
    kind: str
    title: str
    number: str
    days: list[tuple[str, str]]
    state: str
    tone: str
    remark: str
    first_here: bool = True


class Look:
    """Everything that the preview shows of some rows, in a few queries however many they are."""

    def __init__(self, room: Rows, rows: list[Facts], own: Organisation | None = None) -> None:
        self.room, self.rows, self.own = room, rows, own
        home = own and own.jurisdiction
        leads = Roster((facts.lead, home) for facts in rows)
        self._leads = {facts.lead: leads.find(facts.lead, home) for facts in rows}
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
                if name and key not in found and self._roster.find(name, self._home(facts)) is None:
                    found[key] = self._unknown_recipient(key, name, facts)
        return list(found.values())

    def _unknown_lead(self, name: str) -> Unknown:
        where = read(name).division or COUNTRY
        alike = suggestions(name, self._own_and_below())
        may_be_made = self.room.makes_leads() and can_be_made(name)
        return Unknown(name_key("", name), name, "", name, where.name, PROCURATORATE, may_be_made, alike)

    def _unknown_recipient(self, key: str, name: str, facts: Facts) -> Unknown:
        home = self._home(facts)
        near = Division(home.code, home.name) if home else read(facts.lead).division
        division = read(name, near=near).division
        where = division or near or COUNTRY
        new_name = name if division else qualified(name, where)
        alike = suggestions(name, self._names_at(home)) if home else ()
        return Unknown(key, name, facts.lead, new_name, where.name, sort_of(name), True, alike)

    def _own_and_below(self) -> list[Candidate]:
        """One's own house and those below it, for which one may enter rows."""
        if self.own is None:
            return []
        if not hasattr(self, "_own_houses"):
            own = self._able().filter(Q(pk=self.own.pk) | Q(superior=self.own)).distinct()
            self._own_houses = [Candidate(each.pk, each.name, each.short_name) for each in own]
        return self._own_houses

    def _able(self):
        """Those that are able to lead a matter of this kind."""
        able = self.room.model.party(LEAD).able
        houses = Organisation.objects.active()
        return houses.filter(capabilities__capability__in=able) if able else houses

    def _names_at(self, home: Jurisdiction) -> list[Candidate]:
        """Whom a name in this division may mean: the bodies there and those one division higher."""
        if not hasattr(self, "_at_home"):
            homes = {lead.jurisdiction for lead in self._leads.values() if lead}
            wanted = {pk for each in homes for pk in (each.pk, each.parent_id)}
            self._at_home: dict[int, list[Candidate]] = {}
            for row in Organisation.objects.recipients().filter(jurisdiction__in=wanted):
                self._at_home.setdefault(row.jurisdiction_id, []).append(
                    Candidate(row.pk, row.name, row.short_name)
                )
        return [*self._at_home.get(home.pk, []), *self._at_home.get(home.parent_id or 0, [])]

    def doubts(self) -> list[Doubt]:
        """The rows whose words are not certain, in their order; a repetition is entered only where it is said to be none."""
        new = {each.place for each in self.becoming() if not each.remark}
        told = ((facts, self.room.doubt(facts)) for facts in self.rows)
        return [
            Doubt(facts.place, facts.title, self.room.words_asked(facts), doubt, facts.place in new)
            for facts, doubt in told
            if doubt
        ]

    def repeated(self) -> dict[str, str]:
        """By the place of each row that is taken for a repetition why it is."""
        return {each.place: each.remark for each in self.becoming() if each.remark}

    def becoming(self) -> list[Becoming]:
        """Each matter, in the order of the rows."""
        if not hasattr(self, "_becoming"):
            self._becoming = self._read_becoming()
        return self._becoming

    def _read_becoming(self) -> list[Becoming]:
        keys = [key for facts in self.rows for name in facts.recipients for key in facts.keys(name)]
        known = set(ImportedRow.objects.filter(key__in=keys).values_list("key", flat=True))
        leads = self._leads
        there = self.room.there((facts, leads[facts.lead]) for facts in self.rows if leads[facts.lead])
        seen: dict[str, str] = {}
        return [
            self._matter(facts, name, known, there, seen) for facts in self.rows for name in facts.recipients
        ]

    def _matter(
        self, facts: Facts, name: str, known: set[str], there: There, seen: dict[str, str]
    ) -> Becoming:
        key, lead = facts.key(name), self._leads[facts.lead]
        organisation = self._roster.find(name, self._home(facts))
        is_known = bool(known & set(facts.keys(name))) or bool(lead and there.has(facts, lead, organisation))
        remark = "已登记过，不再登记" if is_known else ""
        if not remark and key in seen:
            remark = f"与{seen[key]}相同，只登记一次"
        seen.setdefault(key, facts.place)
        unsure = ("待选择", "soon") if self.room.doubt(facts) else None
        return Becoming(
            facts.place,
            facts.lead,
            organisation.name if organisation else name,
            self.room.kind_word(facts),
            facts.title,
            facts.number,
            self.room.days(facts),
            *(unsure or self.room.standing(facts, name)),
            remark,
            name == facts.recipients[0],
        )
