"""Which kinds of matter are in use in a place: all of them, but for those that its mechanism's office switched off."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Exists
from django.db.models.signals import post_delete, post_save
from simple_history.models import HistoricalRecords

from common.changing import WritesChanges
from common.per_request import PerRequest
from matters import registry
from matters.names import kind_choices, kind_label
from organisations import acting
from organisations.models import Jurisdiction


class UnusedKind(WritesChanges):
    """A kind that nobody begins in a place. Who switched it off and on again, and when, is its history."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="unused_kinds", verbose_name="辖区"
    )
    kind = models.CharField("事项种类", max_length=30, choices=registry.choices)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "停用的事项种类"
        verbose_name_plural = "停用的事项种类"
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "kind"], name="kind_switched_off_once"),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction}停用{kind_label(self.kind, None, self.jurisdiction)}"


def _read() -> set[tuple[int, str]]:
    return set(UnusedKind.objects.values_list("jurisdiction_id", "kind"))


table = PerRequest(_read)
post_save.connect(table.forget, sender=UnusedKind)
post_delete.connect(table.forget, sender=UnusedKind)


def _told(is_any_unused: bool) -> None:
    """Whoever acts was read along with whether anything is switched off anywhere: in most places nothing is."""
    if not is_any_unused:
        table.keep(set())


acting.ALONG["is_any_kind_unused"] = (Exists(UnusedKind.objects.all()), _told)


def used(kinds: Iterable[str], where: Jurisdiction) -> list[str]:
    """Those of `kinds` that may be begun in `where`."""
    return [kind for kind in kinds if (where.pk, kind) not in table()]


def choices(matter, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """What a form offers of `kinds` for `matter`: those in use where it is led, and the one that it is of already."""
    where = matter.lead.jurisdiction
    offered = used(kinds, where)
    kept = [kind for kind in kinds if kind in offered or (matter.pk and kind == matter.kind)]
    return kind_choices(where, kept)


def refusal(kinds: Iterable[str], where: Jurisdiction) -> str:
    """Why nothing of `kinds` is begun in `where`, in Chinese; empty where one of them may be."""
    kinds = list(kinds)
    if not kinds or used(kinds, where):
        return ""
    names = "、".join(kind_label(kind, None, where) for kind in kinds)
    return f"{where.short_name}没有启用“{names}”，不能新建。已经在办的照常办理；需要启用的，请与本地府检联动办公室联系。"


@transaction.atomic
def switch(where: Jurisdiction, wanted: Mapping[str, bool]) -> list[str]:
    """Switch each kind of `wanted` on or off in `where`. Returns those that were not so already."""
    # Two people on two old pages wait for each other, so that a change is made once and told once.
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=where.pk)
    off = {row.kind: row for row in UnusedKind.objects.filter(jurisdiction=where)}
    changed = [kind for kind, is_used in wanted.items() if is_used == (kind in off)]
    for kind in changed:
        if kind in off:
            off[kind].delete()
        else:
            UnusedKind.objects.create(jurisdiction=where, kind=kind)
    return changed


def last_changes(where: Jurisdiction) -> dict[str, Any]:
    """The latest row of the history of each kind that was ever switched in `where`."""
    rows = UnusedKind.history.filter(jurisdiction=where).select_related("history_user")
    return {row.kind: row for row in rows.order_by("history_id")}
