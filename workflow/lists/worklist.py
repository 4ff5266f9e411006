"""How the duties of a kind of matter stand on the workbench: their group, their buttons, whom a draft is meant for.

Everything follows from the declarations of the steps. A kind whose law asks for more subclasses `Worklist` and names
it as its `worklist`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from deadlines.models import Deadline
from deadlines.queries import DeadlineQuerySet
from matters.models import Matter
from matters.registry import registered_models
from organisations.models import Membership
from workflow import proposals
from workflow.lists.next_step import (
    button,
    decisions_meeting,
    may_prepare,
    may_take,
    preparing_button,
    proposal_button,
    step_button,
    step_meeting,
)
from workflow.steps import steps_of

Button = dict[str, Any]
Following = Callable[[Deadline, Matter, Membership], Button | None]


@dataclass(frozen=True)
class Ready:
    """A group of its own, of what the system has laid ready for the reader."""

    name: str
    title: str
    mover: str
    rows: DeadlineQuerySet
    following: Following


class Worklist:
    #: Rules under which whoever heads the house names a handler, as long as there is none.
    assigned_by_heads: Collection[str] = ()

    def group(self, rule: str) -> str:
        """`sign`, `reply`, `progress` or `other`: where a workbench of the recipient shows what is owed by `rule`."""
        return "other"

    def mine(self, deadline: Deadline, matter: Matter, membership: Membership) -> Button:
        """The button of a duty that is the reader's own: its step, or a look at the matter."""
        if deadline.rule in proposals.RULES:
            return proposal_button(deadline, matter, membership) or look("查看", deadline, matter)
        if found := self.special(deadline, matter, membership):
            return found
        if step := step_meeting(deadline, matter, membership):
            return step_button(step, matter, deadline)
        return look("查看", deadline, matter)

    def item(self, deadline: Deadline) -> str:
        """What a duty is about that stands in a row of its own, beside others of its matter; empty for most."""
        return ""

    def special(self, deadline: Deadline, matter: Matter, membership: Membership) -> Button | None:
        """Where the rule alone does not name the step."""
        return None

    def waiting(self, deadline: Deadline, matter: Matter, membership: Membership) -> Button | None:
        """What the one who waits may do meanwhile: a step of their own side."""
        if deadline.rule in proposals.RULES:
            return proposal_button(deadline, matter, membership)
        step = step_meeting(deadline, matter, membership)
        if step is None or matter.side_of(membership) != step.who.side:
            return None
        found = step_button(step, matter)
        return found | {"label": "登记决定"} if step.who.is_recording(matter, membership) else found

    def meant_for(self, drafts: Collection[Matter]) -> dict[int, str]:
        """By key, whom those that have no recipient yet are meant for, in words."""
        return {}

    def ready(self, membership: Membership) -> Sequence[Ready]:
        """Further groups for whoever handles matters of this kind."""
        return ()


class Choosing(Worklist):
    """Where several steps meet a duty, the row leads to the matter, where they stand side by side."""

    def special(self, deadline: Deadline, matter: Matter, membership: Membership) -> Button | None:
        several = len(decisions_meeting(deadline, matter, membership)) > 1
        return look("办理", deadline, matter) if several else None


def worklist_of(model: type[Matter]) -> Worklist:
    return model.worklist or Worklist()


def worklists() -> list[Worklist]:
    """Those of all kinds, each once."""
    return list(dict.fromkeys(model.worklist for model in registered_models() if model.worklist))


def look(label: str, deadline: Deadline, matter: Matter) -> Button:
    """To the matter, where all ways stand."""
    return button(label, reverse("matters:matter", args=[matter.pk]), deadline)


def named(name: str, deadline: Deadline, matter: Matter, membership: Membership) -> Button | None:
    """To the step `name`, for whoever takes it or fills it in; nothing for anybody else."""
    step = steps_of(type(matter)).get(name)
    if step and may_prepare(step, matter, membership):
        return preparing_button(step, matter, deadline)
    if step is None or not may_take(step, matter, membership):
        return None
    return step_button(step, matter, deadline)
