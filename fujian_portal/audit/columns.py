"""A list of the auditor: its columns, and those that several have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, QuerySet

from fujian_portal.audit import words

Value = str | datetime | None


@dataclass(frozen=True)
class Column:
    """One column: what stands above it, and what a row says."""

    label: str
    value: Callable[[Model], Value]


@dataclass(frozen=True)
class Records:
    """One list. `rows(home)` are its branches for the auditor's jurisdiction (a primary key).

    `moment` orders it, latest first; `person`, `organisation` and `kind` are what it is narrowed by, empty where
    it has none.
    """

    name: str
    title: str
    about: str
    rows: Callable[[int], list[QuerySet]]
    moment: str
    columns: Sequence[Column]
    person: str = ""
    organisation: str = ""
    kind: str = ""
    kinds: Sequence[tuple[str, str]] = ()


CHANGE = (("+", "新增"), ("~", "修改"), ("-", "删除"))


#: A row stands for what is switched off.
SWITCH = (("+", "停用"), ("-", "重新启用"))


BY = Column("操作人", lambda row: words.name(row.history_user))


HOW = Column("变动", lambda row: dict(CHANGE)[row.history_type])


AT = Column("时间", lambda row: row.history_date)
