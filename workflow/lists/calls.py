"""The calls to make today as rows: whom, under which number, about what, and whether it was done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common import clock
from deadlines.calls import CallToMake, calls_today
from organisations.models import Membership
from workflow.lists.concrete import concrete_rows
from workflow.lists.masking import shown_title
from workflow.pills import short_pill


@dataclass(frozen=True)
class CallRow:
    call: CallToMake
    title: str

    @property
    def deadline(self):
        return self.call.deadline

    @property
    def url(self) -> str:
        return reverse("matters:matter", args=[self.deadline.matter_id])

    @property
    def record_url(self) -> str:
        return reverse("matters:called", args=[self.deadline.pk])

    @property
    def pill(self) -> dict[str, Any]:
        return short_pill(self.deadline)

    @property
    def last(self) -> str:
        """最近一次：今天10:32 孙丽; empty where nobody has called yet."""
        if not self.call.last_call:
            return ""
        at = clock.local(self.call.last_call.at)
        day = "今天" if self.call.called_today else f"{at.month}月{at.day}日"
        return f"{day}{at:%H:%M} {self.call.last_call.by.user.full_name}"


def call_rows(membership: Membership) -> list[CallRow]:
    """One call a matter: those not yet called today first, each part most urgent first."""
    calls: dict[int, CallToMake] = {}
    for call in calls_today(membership.organisation):
        calls.setdefault(call.deadline.matter_id, call)
    concrete = concrete_rows(call.deadline.matter for call in calls.values())
    rows = [CallRow(call, shown_title(concrete[matter], membership)) for matter, call in calls.items()]
    return sorted(rows, key=lambda row: row.call.called_today)
