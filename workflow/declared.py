"""What a declared kind answers from its declaration: states, words, line of its life, what is kept and who reads it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.functional import classproperty

from common.fields import written
from common.sealed import CLOSED, seal, unseal
from common.when import When
from matters.kinds import OpenTo, Phase
from matters.models import Event
from organisations.models import Membership
from workflow import wording
from workflow.asking import Fields, is_sealed
from workflow.content import Content
from workflow.effects import Taking
from workflow.line import stations_of
from workflow.states import States
from workflow.steps import steps_of

if TYPE_CHECKING:
    from workflow.moves import Move


class Declared:
    """Mixed into a table of declared kinds, which has a JSON column `values` for what each keeps of its own."""

    #: Of its states, those through which a matter goes that meets no trouble.
    line: Sequence[States] = ()
    states: type[States]
    #: How much it may hold at all.
    content = Content.SUMMARY
    #: What it keeps of its own, by name; validated by these very fields wherever it comes from.
    fields: Fields = {}
    #: The words of the ways in which it ends.
    outcomes: Mapping[str, str] = {}
    #: Who of those above sees it without taking part, once it has left its house.
    above = OpenTo()
    dated_by = "started_on"
    #: The columns that 概况 names.
    told: Sequence[str] = ("started_on", "ended_on", "outcome", "is_enterprise", "concerns_minor")
    summary_template = "workflow/declared.html"

    @classmethod
    def state_labels(cls) -> dict[str, str]:
        return cls.states.words()

    def phase_of_state(self) -> Phase:
        return self.states.phase_of(self.state)

    @property
    def is_over(self) -> bool:
        return self.phase_of_state() == Phase.CLOSED

    def open_to(self) -> OpenTo:
        return self.above if self.is_issued else OpenTo()

    def stepper(self, *, inside: bool) -> list[dict[str, str]]:
        return stations_of(self)

    def began(self) -> When | None:
        """When its last step that moved it happened."""
        moving = [name for name, step in steps_of(type(self)).items() if step.targets()]
        event = self.events.filter(verb__in=moving).order_by("-number").first()
        return event.when if event else None

    def keep(self, move: "Move", given: Mapping[str, Any], taking: Taking) -> None:
        """What was given, as far as it is the matter's own; and how far it has come by that."""
        for name, value in given.items():
            self._keep_one(name, value, sealed=is_sealed(move.asks[name]))
        self.title = self.titled()
        self.started_on = self.started_on or written(taking.occurred)
        self.outcome = move.outcome or self.outcome
        if move.target:
            phase = self.states.phase_of(move.target)
            self.is_issued = self.is_issued or phase not in (Phase.DRAFTING, Phase.CLOSED)
            self.ended_on = written(taking.occurred) if phase == Phase.CLOSED else ""

    def _keep_one(self, name: str, value: Any, *, sealed: bool) -> None:
        if sealed:
            value = seal(value)
        if name in self.fields:
            self.values = {**self.values, name: wording.kept(value)}
        elif name in self.own_columns():
            setattr(self, name, value)

    @classmethod
    def own_columns(cls) -> set[str]:
        """What a step may fill in by asking it: the columns of the table of declared kinds, and the title."""
        own = cls._meta.concrete_model._meta.local_concrete_fields
        return {column.name for column in own if not column.is_relation} - {"values"} | {"title"}

    def is_over_by(self, move: "Move") -> bool:
        return bool(move.target) and self.states.phase_of(move.target) == Phase.CLOSED

    def said_of(self, move: "Move", given: Mapping[str, Any]) -> dict[str, Any]:
        """What the event says for good: nothing sealed, and no title, which stands on the matter."""
        hidden = {name for name, field in move.asks.items() if is_sealed(field)} | {"title"}
        return {
            name: value
            for name, value in given.items()
            if name not in hidden and value not in (None, "", False)
        }

    @classmethod
    def sealed_names(cls) -> frozenset[str]:
        return frozenset(name for name, field in cls.fields.items() if is_sealed(field))

    def hidden_from(self, reader: Membership) -> frozenset[str]:
        """What is sealed is for the parties that act."""
        acts = self.side_of(reader) in self.acting_sides()
        return super().hidden_from(reader) | (frozenset() if acts else self.sealed_names())

    @classproperty
    def value_words(cls) -> dict[str, str]:
        """The name of each of its own fields."""
        return {name: str(field.label) for name, field in cls.fields.items()}

    def value_in_words(self, name: str, value: Any) -> Any:
        if value in (None, "") or name not in self.fields:
            return value
        return CLOSED if is_sealed(self.fields[name]) else wording.shown(self.fields[name], value)

    def value(self, name: str) -> Any:
        """What it keeps under `name`, opened where it is sealed."""
        kept = self.values.get(name)
        return unseal(kept) if isinstance(kept, str) else kept

    def summary(self, hidden: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
        """概况: (name, words) of everything that it keeps, as far as its reader may know."""
        rows = [
            (str(field.label), CLOSED if name in hidden else wording.shown(field, self.value(name)))
            for name, field in self.fields.items()
            if self.values.get(name) not in (None, "", [], False)
        ]
        return rows + self._columns_said()

    def _columns_said(self) -> list[tuple[str, str]]:
        """Of the columns that all declared kinds have."""
        said = {"outcome": self.outcomes.get(self.outcome, self.outcome)}
        own = (
            column
            for column in self._meta.concrete_model._meta.local_concrete_fields
            if column.name in self.told
        )
        found = ((column, said.get(column.name, getattr(self, column.name))) for column in own)
        return [(str(column.verbose_name), wording.shown(column, value)) for column, value in found if value]

    def words_of(self, event: Event, hidden: frozenset[str] = frozenset()) -> list[str]:
        step = steps_of(type(self)).get(event.verb)
        asked = step.form_class().base_fields if step else {}
        return wording.of_event(event, asked, hidden)
