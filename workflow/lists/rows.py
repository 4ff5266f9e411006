"""A matter as a row of a list: on the screen, on a phone and in Excel the same words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from common import clock
from common.names import listed
from deadlines.models import Deadline
from matters.models import Matter
from matters.parties import LEAD
from organisations.models import Membership
from workflow.lists.concrete import concrete_rows, share_sides
from workflow.lists.due import heads
from workflow.lists.masking import may_read_title, shown_title
from workflow.lists.wording import OTHER_SIDE
from workflow.page import state_badge
from workflow.pills import short_pill

#: Characters of the other side's names in one row; of many houses the first ones stand there, and how many there are.
LONGEST_NAMES = 40


@dataclass(frozen=True)
class Row:
    """`matter` as its own class; `deadline` is the one that the list shows, if any."""

    matter: Matter
    deadline: Deadline | None
    membership: Membership

    @property
    def url(self) -> str:
        return reverse("matters:matter", args=[self.matter.pk])

    @property
    def title(self) -> str:
        return shown_title(self.matter, self.membership)

    @property
    def is_masked(self) -> bool:
        return not may_read_title(self.matter, self.membership)

    @property
    def lead(self) -> str:
        return self.matter.lead.short_name

    @cached_property
    def others(self) -> list[str]:
        """Those on the other side."""
        return list(dict.fromkeys(house.short_name for house in self.matter.counterparts))

    @property
    def recipient(self) -> str:
        return "、".join(self.others)

    @property
    def parties(self) -> str:
        """The other side; to those on neither side both."""
        side, others = self.matter.side_of(self.membership), listed(self.others, LONGEST_NAMES)
        if side == LEAD:
            return others
        if (party := self.matter.other_side()) and party.role == side:
            return self.lead
        return f"{self.lead} → {others}" if others else self.lead

    @property
    def handler(self) -> str:
        return self.matter.handler.user.full_name if self.matter.handler_id else ""

    @property
    def state(self) -> dict[str, str]:
        return state_badge(self.matter)

    @cached_property
    def pill(self) -> dict[str, Any] | None:
        return short_pill(self.deadline) if self.deadline else None

    @property
    def remaining(self) -> str:
        return self.pill["text"] if self.pill else ""

    @property
    def duty(self) -> str:
        """Who owes what, as 县水务局：书面回复."""
        return f"{self.deadline.debtor.short_name}：{self.deadline.label}" if self.deadline else ""

    @property
    def due_on(self) -> date | None:
        return self.deadline.due_on if self.deadline else None

    @property
    def changed_on(self) -> date:
        return clock.local(self.matter.changed_at).date()

    @property
    def flags(self) -> list[str]:
        """What stands beside the state, 示例, 导入, and 内部 or 封存."""
        marks = {"示例": self.matter.is_example, "导入": self.matter.is_imported}
        flags = [*self.matter.beside_state, *(word for word, holds in marks.items() if holds)]
        sensitive = self.matter.sensitivity != "ordinary"
        return [*flags, self.matter.get_sensitivity_display()] if sensitive else flags


def rows_of(matters: Iterable[Matter], membership: Membership, due: str = "") -> list[Row]:
    """The rows of `matters` in their order, in two queries and one for each model."""
    matters = list(matters)
    concrete = share_sides(concrete_rows(matters), membership)
    shown = heads(concrete, membership, due)
    return [Row(concrete[matter.pk], shown.get(matter.pk), membership) for matter in matters]


@dataclass(frozen=True)
class Column:
    """A column of the exported table: everything that the page shows, one thing in each."""

    label: str
    value: Callable[[Row], str | date | None]


COLUMNS = (
    Column("标题", lambda row: row.title),
    Column("文号", lambda row: row.matter.number),
    Column("类型", lambda row: row.matter.kind_label),
    Column("标记", lambda row: "、".join(row.flags)),
    Column("主办单位", lambda row: row.lead),
    Column(OTHER_SIDE, lambda row: row.recipient),
    Column("承办人", lambda row: row.handler),
    Column("状态", lambda row: row.state["word"]),
    Column("应办事项", lambda row: row.duty),
    Column("届满日", lambda row: row.due_on),
    Column("期限", lambda row: row.remaining),
    Column("最近变动", lambda row: row.changed_on),
)
