"""What a step does besides changing its matter, as data. `workflow.perform` carries it out.

A transition is a plain function from (matter, taking) to `Effects`: testable without a database, and
callable beforehand to tell what will happen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from common.when import When
from deadlines.statute import Stated
from matters.models import Upload
from organisations.models import Membership, Organisation
from workflow.actors import Actor


@dataclass(frozen=True)
class Taking:
    """A step as it is taken: by whom, when it happened, for whom it is entered, with which values."""

    actor: Actor
    occurred: When
    recorded_at: datetime
    entered_for: Organisation | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        value = self.data.get(name, default)
        return default if value in (None, "") else value

    @property
    def files(self) -> dict[str, list[Upload]]:
        """The files of the step by the name of their field. What goes to another matter lies deeper in the data."""
        given = {
            name: list(value) if isinstance(value, list | tuple) else [value]
            for name, value in self.data.items()
        }
        return {name: files for name, files in given.items() if files and isinstance(files[0], Upload)}

    @property
    def decided(self) -> When:
        """The day of the decision: the one recorded from elsewhere, else the moment of the step."""
        return When.of(self.get("decided_on") or self.occurred)

    @property
    def decided_field(self) -> str:
        """The field in which the day of the decision was entered."""
        return "decided_on" if self.get("decided_on") else "occurred_at"


@dataclass(frozen=True)
class Open:
    """A period that starts. Exactly one of `starts` (counted by the rule) and `due_on` (stated) is needed.

    `follows`: the rules of the matter's periods at whose last end it starts, also after they have moved.

    `met_on`: when it was met, of what was owed and done before its matter came into the portal.
    """

    rule: str
    debtor: Organisation
    creditor: Organisation | None = None
    starts: When | None = None
    stated: Stated | None = None
    due_on: date | None = None
    label: str | None = None
    responsible_role: str | None = None
    audience: Organisation | None = None
    starts_assumed: bool = False
    subject: str = ""
    met_on: When | None = None
    follows: Sequence[str] = ()


@dataclass(frozen=True)
class Close:
    """Periods of `rule` that are met on `on` (when the step happened, if not said), or fall away.

    A `When` that is a month stays one: then no day is known, and nothing is called late.
    """

    rule: str
    on: When | date | None = None
    debtor: Organisation | None = None
    subject: str | None = None
    fall_away: bool = False


@dataclass(frozen=True)
class Replace:
    """A period of `rule` that gets a new day; the old row stays. A correction reaches those too that have ended and
    began on the day `instead_of`. Where several of the rule run, `debtor` and `subject` tell which is meant.

    An extension is to the day `due_on` or by the length `granted`, decided on the local day `decided_on` (that of
    the step's decision, if not said).
    """

    rule: str
    kind: str
    reason: str
    decided_by: str = ""
    due_on: date | None = None
    starts: When | None = None
    stated: Stated | None = None
    granted: Stated | None = None
    decided_on: date | None = None
    instead_of: When | None = None
    debtor: Organisation | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Amend:
    """An obligation that was entered wrong: `row` is any of its versions, or the one that holds the wrong fact.

    `values`: what `deadlines.rewrite` takes. `met_on`: the day on which it was met. `grant`: the day to which it was
    extended in truth (None in it: not at all). `paused_on`: the day on which counting stopped, or went on.
    """

    row: Model
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    met_on: When | None = None
    grant: tuple[date | None] = ()
    paused_on: date | None = None


@dataclass(frozen=True)
class Pause:
    """Open periods of `rule` that stop after `on` (a local day); among `resumes`, stopped ones that go on from it."""

    rule: str
    on: date
    reason: str
    decided_by: str = ""


@dataclass(frozen=True)
class Number:
    """The number of a paper: allotted by a series of `kind`, or registered as written.

    `on`: the day of the paper, by which the words of its number go.

    `shared`: the number of the same paper to another recipient, registered before.
    """

    organisation: Organisation
    kind: str = ""
    year: int = 0
    on: date | None = None
    text: str = ""
    shared: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper to make. `content` gets the number allotted (or "") and returns the room's content object.

    `numbered`: it bears the number of its matter. `number`: one of its own, kept as `number` by the row
    `kept_by` too. `or_scan`: the field of the scans that, where there are any, are the paper in its place.
    """

    kind: str
    title: str
    content: Callable[[str], Any]
    numbered: bool = False
    audience: Organisation | None = None
    number: Number | None = None
    kept_by: Model | None = None
    or_scan: str = ""


@dataclass(frozen=True)
class Join:
    """An organisation that takes part from this event on."""

    organisation: Organisation
    role: str
    responsible: Model | None = None


@dataclass(frozen=True)
class Tell:
    """People to tell: whoever holds one of `roles` in `organisation`, or one `person`.

    `item`: which of several things the page of `step` is about (`StepForm.item_field`).
    `leaving`: they see the matter no more from this step on; the notice leads nowhere, and names no title.
    `instead_of`: the house that has nobody, whose notice comes to `organisation` beside its own.
    """

    text: str
    organisation: Organisation
    roles: Sequence[str] = ()
    person: Model | None = None
    step: str = ""
    item: str = ""
    leaving: bool = False
    instead_of: Organisation | None = None


@dataclass(frozen=True)
class Also:
    """A further step in the same transaction: on this matter, or on `matter` when given.

    `asked_in`: the fields of the page in which values of this step were asked, where they are called otherwise there.
    """

    step: str
    data: Mapping[str, Any] = field(default_factory=dict)
    occurred: When | None = None
    matter: Model | None = None
    relation: str = ""
    as_system: str = ""
    asked_in: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Effects:
    """Everything a transition asks for. Lists are carried out in their order.

    `seal`: the scan with the seal of the paper in force; `shares_seal_of`: the matter whose sealed scan it is already.
    `shares_paper_of`: the matter whose paper in force, one row, is that of this matter too.
    `rewrites`: rows whose facts are put right; no answer or receipt follows from that, as it does for `records`.
    `closes_all`: why whatever still runs falls away; what outlasts the end (`outlasting_rules`) does not.
    `lets_rest`: rules whose periods run on while the examination stands still, neither red nor called for;
    `wakes_resting` ends that.
    `consents`: who agrees to electronic service for their organisation, if nobody has by then.
    `wakes_deadlines`: the quiet periods of an imported matter are reminded of from now on.
    `takes_stock`: the event speaks for every row of the matter as it is, and nothing else happens.
    """

    said: dict[str, Any] = field(default_factory=dict)
    audience: Organisation | None = None
    number: Number | None = None
    release_number: bool = False
    records: list[Model] = field(default_factory=list)
    consents: Membership | None = None
    rewrites: list[Model] = field(default_factory=list)
    removes: list[Model] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    closes: list[Close] = field(default_factory=list)
    closes_all: str = ""
    replaces: list[Replace] = field(default_factory=list)
    amends: list[Amend] = field(default_factory=list)
    hushes: list[str] = field(default_factory=list)
    lets_rest: Sequence[str] = ()
    wakes_resting: bool = False
    opens: list[Open] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    resumes: list[Pause] = field(default_factory=list)
    wakes_deadlines: bool = False
    papers: list[Paper] = field(default_factory=list)
    scan_is_paper: str = ""
    shares_paper_of: Model | None = None
    seal: Model | None = None
    shares_seal_of: Model | None = None
    tells: list[Tell] = field(default_factory=list)
    also: list[Also] = field(default_factory=list)
    takes_stock: bool = False

    def include(self, other: "Effects") -> None:
        """Ask for what `other` asks too, behind one's own."""
        for name, value in vars(other).items():
            if isinstance(value, list):
                getattr(self, name).extend(value)
            elif isinstance(value, dict):
                getattr(self, name).update(value)
            elif value:
                setattr(self, name, value)
