"""What a room does with the rows of a ledger. Where a kind says nothing, its rows are entered as their columns say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from common.cells import BadCell
from imports.bodies import Bodies
from imports.facts import Facts, Plain
from imports.known import unknown
from imports.ledger import Ledger
from imports.numbers import number_taken
from imports.rows import Problem, Row
from imports.there import There
from matters.models import Matter
from matters.names import short_kind
from matters.parties import LEAD, RECIPIENT
from matters.registry import kinds_of
from organisations.models import Capability, Membership, Organisation
from workflow.actors import Actor
from workflow.ledgers.any_matter import SPAN
from workflow.ledgers.column import Column
from workflow.ledgers.declared import columns_of, name_of
from workflow.perform import perform
from workflow.steps import steps_of
from workflow.ways import able_to_take


@dataclass(frozen=True)
class Answer:
    """What words that are not certain may mean: `label` as it is chosen from; `needs_day`: a day goes with it."""

    label: str
    needs_day: bool = False


class Rows:
    """Asked by `imports`, which itself knows no column of any kind. One for each model (`imports.rooms`)."""

    #: The steps by which a row is entered and taken back (`imports.steps`).
    step, undo_step = "enter_row", "undo_import"
    #: Days that follow one another.
    sequence: Sequence[tuple[str, str]] = (tuple(SPAN),)
    #: The column that says of a line that it is a row, whatever it begins with.
    known_by = "state"
    led_by_whom, led_by_own = "由哪个单位主办", "本单位主办"
    #: The words that may have to be asked about: of which column, what they may mean, and which day goes with that.
    asked_about, asked_day = "", ""
    answers: ClassVar[Mapping[str, Answer]] = {}
    #: What pages say: what is to be done where a day is asked, of houses made new, and of what follows an import.
    when_asked = ""
    of_new_houses = "只有行政机关一类的，才作为行政机关参加事项。"
    after = "不发通知，不产生期限；在事项页面办理之后才有期限和提醒"

    def __init__(self, model: type[Matter]) -> None:
        self.model = model

    @property
    def name(self) -> str:
        return name_of(self.model)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.model)

    @property
    def called(self) -> str:
        """What addresses call it."""
        return self.model._meta.model_name

    def heading(self, *names: str) -> str:
        """Of the first column that has one of these names; "" where there is none."""
        return next((column.heading for column in self.columns if column.name in names), "")

    @property
    def lead_word(self) -> str:
        return self.heading(LEAD)

    @property
    def recipient_word(self) -> str:
        return self.heading(RECIPIENT, "recipients")

    @property
    def can_be_entered(self) -> bool:
        return self.step in steps_of(self.model)

    def is_kept_by(self, membership: Membership) -> bool:
        """Whether `membership` keeps such a ledger: whoever begins such a matter does, be it in use in its place or not."""
        return bool(able_to_take(self.model, membership))

    # Reading

    def says(self, value: object, epoch: datetime) -> bool:
        """Whether a cell of the column by which rows are known says what only a row says."""
        column = next(column for column in self.columns if column.name == self.known_by)
        try:
            return bool(column.read(value, epoch))
        except BadCell:
            return False

    def facts(self, row: Row, lead: str) -> Facts:
        """What a row without bad cells says; `lead`: whose it is."""
        kind = row.values.get("kind") or kinds_of(self.model)[0]
        told = {name: value for name, value in row.values.items() if value not in ("", ())}
        told["title"] = self.unsaved(kind, told).titled()
        recipients = (told.pop(RECIPIENT, ""),)
        number = told.pop("number", "")
        return Plain(row.place, lead, recipients, kind, told, number=number)

    def unsaved(self, kind: str, told: Mapping[str, Any]) -> Matter:
        """A matter that keeps what was told."""
        matter = self.model(kind=kind)
        for name, value in self.kept(told).items():
            setattr(matter, name, value)
        return matter

    def loaded(self, kept: Mapping[str, Any]) -> Facts:
        """The facts of a row as they were kept between reading and entering."""
        return Plain(**{**kept, "recipients": tuple(kept["recipients"])})

    # Looking

    def misplaced(self, facts: Facts, bodies: Bodies) -> Iterator[tuple[str, str]]:
        """Why the row cannot be entered as it stands, each with the column that says so."""
        if reason := number_taken(self, facts, bodies):
            yield "number", reason
        if reason := self.state_refused(facts, bodies):
            yield "state", reason
        if self.recipient_word and not any(facts.recipients) and unknown(self, facts, bodies):
            yield RECIPIENT, f"没有填写{self.recipient_word}。应为单位的全称。"
        yield from self.unsaved(facts.about, facts.values).problems_with(self.step, facts.values).items()

    def state_refused(self, facts: Facts, bodies: Bodies) -> str:
        """Why no row comes in in the state that a new one says; "" where it does."""
        labels, targets = self.model.state_labels(), steps_of(self.model)[self.step].targets()
        state = facts.values["state"]
        if state in targets or not unknown(self, facts, bodies):
            return ""
        words = "、".join(labels[each] for each in targets)
        return f"“{labels[state]}”的事项不从台账登记。应为{words}之一；请从台账中删去这一行。"

    def against(self, ledger: Ledger, bodies: Bodies) -> Iterator[Problem]:
        """What rows say against one another, and against the law."""
        return iter(())

    def there(self, rows: Iterable[tuple[Facts, Organisation]]) -> There:
        """The matters that the rows of these houses may tell of."""
        return There(self.model, rows)

    def kind_word(self, facts: Facts) -> str:
        return short_kind(facts.about)

    def days(self, facts: Facts) -> list[tuple[str, str]]:
        """The days that the preview shows, each with its heading."""
        return [(SPAN[name], facts.values.get(name, "")) for name in SPAN if hasattr(self.model, name)]

    def doubt(self, facts: Facts) -> str:
        """Why it has to be asked what the row says of how its matter went; "" where that is certain."""
        return ""

    def words_asked(self, facts: Facts) -> str:
        return ""

    def decided(self, code: str, day: str) -> dict[str, str]:
        """The facts that an answer sets."""
        return {}

    def standing(self, facts: Facts, recipient: str) -> tuple[str, str]:
        """The word and the colour of the state in which the row leaves its matter."""
        matter = self.model(kind=facts.about, state=facts.values["state"])
        return matter.get_state_display(), matter.state_tone

    # Houses

    def makes_leads(self) -> bool:
        """Whether a house that leads may be entered new: procuratorates alone."""
        return Capability.PROCURATORATE in self.model.party(LEAD).able

    def unfit_lead(self, organisation: Organisation) -> str:
        """Why a row that names `organisation` as the one that leads cannot be one; "" where it can."""
        party = self.model.party(LEAD)
        return "" if party.admits(organisation) else f"“{organisation.name}”不能是{party.word}，请核对。"

    def kept_elsewhere(self, organisation: Organisation) -> str:
        """What is said of rows of a house that uses the portal itself."""
        return f"“{organisation.name}”在本系统办案，其台账由该单位自己导入。应为本单位或者下级单位。"

    def unfit(self, organisation: Organisation, side: str) -> str:
        """Why a name on this side cannot mean `organisation`; "" where it can."""
        party = self.model.party(side)
        return "" if party.admits(organisation) else f"应为{party.word}，请核对。"

    # Entering

    def enter(
        self,
        facts: Facts,
        names: Sequence[str],
        lead: Organisation,
        bodies: Bodies,
        actor: Actor,
        **more: Any,
    ) -> list[Matter]:
        """One matter for each of these recipients. `more`: the import it comes with, and what the step is given."""
        return [self._enter_one(facts, name, lead, bodies, actor, more) for name in names]

    def _enter_one(
        self, facts, name: str, lead: Organisation, bodies: Bodies, actor: Actor, more: dict
    ) -> Matter:
        recipient = bodies.recipient(name, lead, facts.lead) if name else None
        given = {**more, "recipient": recipient, "number": facts.number, "state": facts.values["state"]}
        asked = steps_of(self.model)[self.step].asks()
        data = {name: value for name, value in given.items() if name in asked}
        matter = self.model.begun(lead, self.step, facts.about)
        return perform(
            matter=matter, step=self.step, actor=actor, values=self.kept(facts.values), **data
        ).matter

    def kept(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the matter, and what its kind keeps among its `values`."""
        columns = {column.name for column in self.model._meta.concrete_fields}
        names = {"title", *SPAN, "outcome", *self.model.fields}
        fields = {name: value for name, value in told.items() if name in names & columns}
        own = {name: value for name, value in told.items() if name in names - columns}
        return fields | ({"values": own} if own else {})

    def waits(self, matter: Matter) -> bool:
        """Whether what was entered waits for somebody to take it on."""
        return False
