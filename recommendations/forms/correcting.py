"""The field of what is put right, and what would follow from it."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from common import dates
from common.form_fields import ChineseDateField, WhenField
from deadlines.models import Deadline
from deadlines.statute import Stated
from organisations.models import Membership, Organisation
from recommendations.correctable import CHOICE, DAY, LINES, ORGANISATION, PERIOD, WHEN, YES_NO, Item
from workflow.errors import Invalid, Refused
from workflow.perform import perform
from workflow.period_field import StatedPeriodField

LABEL = "更正为"


class _Nothing(Exception):
    """Takes back what was only tried."""


def asked(item: Item, matter) -> forms.Field:
    """The control for `item`."""
    required = not item.optional and item.sort != YES_NO
    if item.sort == WHEN:
        return WhenField(label=LABEL, required=required, help_text="只知道年月的，填到年月。")
    if item.sort == DAY:
        return ChineseDateField(label=LABEL, required=required, help_text="没有同意延期的，留空。")
    if item.sort == PERIOD:
        return StatedPeriodField(label=LABEL, required=required, help_text="文书没有载明的，留空。")
    if item.sort == CHOICE:
        return forms.ChoiceField(
            label=LABEL, required=required, choices=[("", "未登记"), *item.offered(matter)]
        )
    if item.sort == YES_NO:
        return forms.BooleanField(label=item.label, required=False)
    if item.sort == LINES:
        box = forms.Textarea(attrs={"rows": 5, "data-grow": ""})
        return forms.CharField(label=LABEL, widget=box, max_length=20000, help_text="每行一项。")
    if item.sort == ORGANISATION:
        return forms.ModelChoiceField(_recipients(matter), label=LABEL, empty_label="请选择")
    longest = matter._meta.get_field(item.name).max_length
    return forms.CharField(label=LABEL, required=required, max_length=longest)


def _recipients(matter):
    """Whom the paper could be addressed to."""
    found = Organisation.objects.filter(jurisdiction=matter.lead.jurisdiction, is_active=True)
    return found.exclude(capabilities__capability="procuratorate").order_by("name")


def shown(item: Item, present: Any) -> Any:
    """What stands there, as the control takes it."""
    if item.sort == LINES:
        return "\n".join(present or [])
    if item.sort == ORGANISATION:
        return present and present.pk
    return present


def posted(present: Any) -> list[tuple[str, list[str]]]:
    """What stands there, as the page would send it."""
    if isinstance(present, Stated):
        return [("new", [str(present.length), present.unit.value])]
    if isinstance(present, date):
        return [("new", [present.isoformat()])]
    return [("new", ["" if present is None else str(present)])]


def consequences(matter, actor: Membership, data: dict, cleaned: dict) -> list[str]:
    """Which days would move: the correction is taken and taken back."""
    before, told = _days(matter), []
    try:
        with transaction.atomic():
            perform(matter=matter, step="correct", actor=actor, **data)
            after = _days(matter)
            told = [
                sentence for key in before.keys() | after.keys() if (sentence := _moved(key, before, after))
            ]
            raise _Nothing
    except _Nothing:
        return sorted(told) or ["没有期限因此变动。"]
    except (Invalid, Refused):
        return []


def _days(matter) -> dict[tuple[str, str], Deadline]:
    """What is owed as it stands, by whom and what."""
    rows = Deadline.objects.filter(matter_id=matter.pk).exclude(status="replaced").select_related("debtor")
    return {(row.debtor.short_name, row.label): row for row in rows.order_by("id")}


def _moved(key: tuple[str, str], before: dict, after: dict) -> str:
    old, new = before.get(key), after.get(key)
    if old and new and (old.due_on, old.late_days, old.status) == (new.due_on, new.late_days, new.status):
        return ""
    return f"{key[0]}{key[1]}：{_words(old)}，更正后{_words(new)}。"


def _words(row: Deadline | None) -> str:
    if row is None or row.status == "cancelled":
        return "不计算期限"
    day = f"最迟{dates.chinese_date(row.due_on)}" if row.due_on else "日期不全，不推算到日"
    return f"{day}（逾期{row.late_days}天）" if row.late_days else day
