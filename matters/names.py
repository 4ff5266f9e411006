"""What kinds and papers are called: as declared in code, and from a day on as a jurisdiction entered it.

A law may call a paper otherwise from its first day; then a row is entered and no release is needed. The name of a
matter is the one of its own day, so that what was issued before keeps the name it had.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from django.db import models
from django.db.models.signals import post_delete, post_save
from simple_history.models import HistoricalRecords

from common import clock
from common.changing import WritesChanges
from common.per_request import PerRequest
from organisations.models import Jurisdiction

#: GB/T 2260 has no code for the whole country; the roster's own row stands for the installation.
EVERYWHERE = "000000"
KIND, PAPER, DOCUMENT = "kind", "paper", "document"
WHAT = {KIND: "类型", PAPER: "该类型的文书", DOCUMENT: "其他文书"}
#: Words by which a kind is shortened where a column or a chip says already what it is.
ENDINGS = ("检察建议", "检察意见")
#: What titles and labels call the paper they are about, until it has another name.
RECOMMENDATION = "检察建议"

_declared: dict[str, str] = {}


class Placed(Protocol):
    """A matter: it carries the codes of its jurisdiction and of those above."""

    county: str
    prefecture: str
    province: str


def declare(what: str, texts: Mapping[str, str]) -> None:
    """Names as the code declares them, by their code; a room does it when it is loaded."""
    _declared.update({f"{what}.{code}": text for code, text in texts.items()})


def declared_name(what: str, code: str) -> str:
    """As the code declares it, whatever it is called today."""
    return _declared[f"{what}.{code}"]


def declared() -> list[tuple[str, str]]:
    """Everything that may be called otherwise, for the administrator to choose from."""
    return [(code, f"{WHAT[code.partition('.')[0]]}：{_shown(code)}") for code in sorted(_declared)]


def _shown(code: str) -> str:
    what, _, kind = code.partition(".")
    return f"{_declared[f'{KIND}.{kind}']}的文书（{_declared[code]}）" if what == PAPER else _declared[code]


class DatedName(WritesChanges):
    """One name from its first day on; the next one ends it."""

    code = models.CharField("对象", max_length=60, choices=declared)
    text = models.CharField("名称", max_length=60)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        related_name="dated_names",
        verbose_name="适用辖区",
        help_text="下级辖区没有另行登记的，同样适用。",
    )
    in_force_from = models.DateField("启用日期", help_text="自该日起制发的使用本名称，此前制发的名称不变。")
    basis = models.CharField("依据", max_length=200, help_text="法律、规定或者通知的名称和文号。")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "类型和文书名称"
        verbose_name_plural = "类型和文书名称"
        ordering = ["code", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "jurisdiction", "in_force_from"],
                name="dated_name_once_a_day",
                violation_error_message="该辖区这一天已经登记了这一名称，请修改原有的一条。",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="dated_name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{_declared.get(self.code, self.code)}改称{self.text}"


def _read() -> dict[str, list[tuple[str, date, str]]]:
    rows = defaultdict(list)
    newest_first = DatedName.objects.order_by("-in_force_from")
    for code, *row in newest_first.values_list("code", "jurisdiction__code", "in_force_from", "text"):
        rows[code].append(tuple(row))
    return dict(rows)


table = PerRequest(_read)
post_save.connect(table.forget, sender=DatedName)
post_delete.connect(table.forget, sender=DatedName)


def name(code: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """What `code` is called on a local day (today) in a place: the county's own name before those above it."""
    rows, on = table().get(code, ()), on or clock.today()
    for place in _places(where) if rows else ():
        for jurisdiction, since, text in rows:
            if jurisdiction == place and since <= on:
                return text
    return _declared[code]


def _places(where: Placed | Jurisdiction | None) -> list[str]:
    """The codes from the nearest division to the whole country."""
    if where is None:
        return [EVERYWHERE]
    codes = where.codes() if isinstance(where, Jurisdiction) else {}
    near = [codes.get(level) or getattr(where, level, "") for level in ("county", "prefecture", "province")]
    return [*(code for code in near if code), EVERYWHERE]


def kind_label(kind: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """公益诉讼检察建议, or as it is called on that day."""
    return name(f"{KIND}.{kind}", on, where)


def short_kind(kind: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """公益诉讼, where it goes without saying that it is a recommendation."""
    label = kind_label(kind, on, where)
    for ending in ENDINGS:
        label = label.removesuffix(ending)
    return label


def kind_choices(where: Jurisdiction | None, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """What `kinds` are called today, for a form or a list."""
    return [(str(kind), kind_label(kind, None, where)) for kind in kinds]


def paper_name(kind: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """The title of the paper that a matter of `kind` is about: 检察建议书."""
    return name(f"{PAPER}.{kind}", on, where)


def document_name(kind: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """The title of any other paper: 督促函; 撤回检察意见通知书 where the paper it is about is called so."""
    called = name(f"{DOCUMENT}.{kind}", on, where)
    return about(called, where) if called == _declared[f"{DOCUMENT}.{kind}"] else called


def as_called(title: str, on: date | None = None, where: Placed | Jurisdiction | None = None) -> str:
    """`title` of a paper as it is called on a day, where it is one that has a declared name; any other as it is."""
    code = next((code for code, text in _declared.items() if text == title and code.startswith(DOCUMENT)), "")
    return document_name(code.partition(".")[2], on, where) if code else title


def about(text: str, matter: object) -> str:
    """A declared title or label with the paper it is about as the matter calls it: 书面回复检察意见."""
    noun = getattr(matter, "noun", "")
    return text.replace(RECOMMENDATION, noun) if noun and RECOMMENDATION not in noun else text
