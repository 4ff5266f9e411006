"""What the rooms above ask of any matter, whatever its kind, and what a kind says that has nothing of its own to say.

What cannot be answered for a kind (`MUST_SAY`) is missing by a system check, not by a page that breaks.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Self

from common.when import When
from matters.carried import Carried
from matters.kinds import ANNULLED, OpenTo, Phase
from organisations.models import Membership, Organisation

MUST_SAY = ("parties", "summary_template", "state_labels", "phase_of_state")


class Contract:
    """Mixed into Matter. Steps and effects are described in `workflow`; here they are only passed on."""

    #: The template of 概况 on its page.
    summary_template = ""
    #: What stands around its steps: the template of further links, included with `place` "before" and "after".
    links_template = ""
    #: What a kind calls a phase otherwise than any matter does.
    phase_words: Mapping[str, str] = {}
    #: The same of columns of the base row.
    column_words: Mapping[str, str] = {}
    #: The name of each value that a kind keeps in a JSON column, by its key there.
    value_words: Mapping[str, str] = {}
    #: What pages of the kind read along with its row, beside what they read of any matter.
    shown_with: Collection[str] = ()
    #: The kinds of the model that are divided further, by its column `sub_kind`.
    divided_kinds: Collection[str] = ()
    #: How its duties stand on the workbench (`workflow.lists.worklist.Worklist`); None for what its steps declare.
    worklist: Any = None
    #: The column (a partial date) that says of which year it is; empty where none does.
    dated_by = ""
    #: Columns, and words of events, that the house that leads it alone knows.
    inside_fields: frozenset[str] = frozenset()
    #: The steps by which a house merely takes delivery: who did no more sees nothing of what was entered by mistake.
    taking_delivery: frozenset[str] = frozenset()
    #: What goes along where another matter is opened from it: for each way one declaration (`matters.carried`).
    carried: Sequence[Carried] = ()
    #: The columns of its ledger (`workflow.ledgers`); empty for those that follow from what it asks.
    ledger: Sequence[Any] = ()
    #: What it keeps beside the columns of any matter, each name with the form field that asks it.
    fields: Mapping[str, Any] = {}
    #: The words of the ways in which it ends, where it keeps one of them as its `outcome`.
    outcomes: Mapping[str, str] = {}
    #: How a matter is given up that waits for its first decision alone.
    given_up_by = "办理“误录作废”"

    @classmethod
    def begun(cls, lead: Organisation, step: str, kind: str = "") -> Self:
        """An unsaved matter that `lead` begins by `step`; `kind` is what the form says, where the model has several."""
        from matters.registry import kinds_of

        kinds = kinds_of(cls)
        return cls(lead=lead, kind=kinds[0] if len(kinds) == 1 else kind)

    @classmethod
    def kinds_begun_by(cls, step: str) -> list[str]:
        """The kinds that a matter begun by `step` may be of."""
        from matters.registry import kinds_of

        return kinds_of(cls)

    @staticmethod
    def state_labels() -> dict[str, str]:
        """The word of each state, in the order in which they follow one another."""
        return {}

    def get_state_display(self) -> str:
        return self.state_labels().get(self.state, "新建")

    @property
    def state_tone(self) -> str:
        """The colour of the state's badge."""
        return "done" if self.phase_of_state() == Phase.CLOSED else "progress"

    @property
    def beside_state(self) -> Sequence[str]:
        """What stands beside the state's badge."""
        return ()

    def phase_of_state(self) -> Phase:
        """The phase in which its state lies; written to the base row after every step."""
        # Only the kind knows its states; one that does not say is refused by the system check (MUST_SAY).
        raise NotImplementedError

    def open_to(self) -> OpenTo:
        """Who sees it as it stands without taking part in it: nobody, unless the kind says otherwise."""
        return OpenTo()

    def stepper(self, *, inside: bool) -> Sequence[dict[str, str]]:
        """The stations of its life, {label, status, note}; `inside`: for the house that leads. Empty: none are drawn."""
        return ()

    def words_of(self, event, hidden: frozenset[str] = frozenset()) -> list[str]:
        """What the timeline says of an event behind its name, without what is `hidden` from the reader."""
        return []

    def quote_of(self, event, hidden: frozenset[str] = frozenset()) -> str:
        """The words of a person that the timeline shows below an event."""
        return event.data.get("reason", "")

    def reading(self, actor) -> dict[str, Any] | None:
        """What `actor` has to read before deciding, {template, paper}."""
        return None

    def refuses_copies(self) -> str:
        """Why nobody else may read along, in Chinese; empty where somebody may."""
        return ""

    def value_in_words(self, name: str, value: Any) -> Any:
        """What its JSON column keeps under `name`, as a reader reads it."""
        return value

    def urging_step(self, rule: str) -> str:
        """The step by which its lead urges whoever is late with `rule`; empty where nobody is urged."""
        return ""

    def named_on(self) -> date | None:
        """The day whose names it bears; None for today's. Kinds say when their paper was issued."""
        return None

    @property
    def named_in_group(self) -> str:
        """How it is told from the matters that belong together with it."""
        return self.title

    def began(self) -> When | None:
        """When it came to where it stands: nothing entered later happened before."""
        return None

    def titled(self) -> str:
        """What it is called: the title that was typed, unless its kind makes one of what it keeps."""
        return self.title

    def problems_with(self, step: str, given: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong with what `step` was given, by its field, beyond what the fields say themselves."""
        return {}

    @property
    def is_in_ledger(self) -> bool:
        """Whether it is a line of the ledger that clerks keep: what nobody has decided on, or was a mistake, is none."""
        return self.phase_of_state() != Phase.DRAFTING and self.state != ANNULLED

    def kept(self, name: str) -> Any:
        """What it keeps under a name of `fields`: in a column of its own, else among its `values`."""
        columns = {column.name for column in self._meta.concrete_fields}
        return getattr(self, name) if name in columns else self.values.get(name)

    def hidden_from(self, reader: Membership) -> frozenset[str]:
        """Which columns and words are not `reader`'s to know."""
        return frozenset() if self.is_led_by(reader) else self.inside_fields

    def owed_after_end(self, taking) -> list:
        """The deadlines (`Open`) of what somebody still owes once the matter is over."""
        return []

    def outlasting_rules(self) -> Sequence[str]:
        """The rules of what runs on where an end lets everything else fall away."""
        return ()

    def number_taken(self, taken) -> str:
        """Why its paper cannot be registered under a number that another bears (`NumberTaken`)."""
        return taken.message_zh
