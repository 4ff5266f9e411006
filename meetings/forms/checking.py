"""What is asked where a reported part is confirmed or sent back; what was reported stands beside it."""

from typing import Any

from django import forms

from common.form_fields import ChineseDateField
from meetings.forms.choosing import PartForm
from meetings.records import Part, Term
from workflow.forms import long_text


class CheckingForm(PartForm):
    state = Part.State.REPORTED

    def reading(self) -> dict[str, Any] | None:
        """What was reported of the part that is chosen, or of the only one that waits."""
        key = _key(self["part"].value())
        parts = list(self.matter.parts().filter(pk=key) if key else self.offered()[:2])
        shown = {"template": "meetings/reported.html", "title": "反馈内容"}
        return shown | {"paper": parts[0]} if len(parts) == 1 else None

    def set_up(self) -> None:
        super().set_up()
        waiting = list(self.fields["part"].queryset[:2])
        if len(waiting) == 1:
            self.initial.setdefault("part", waiting[0].pk)


class ConfirmForm(CheckingForm):
    asks_files = "核对材料"
    word = long_text("核对意见", required=False, rows=2)
    goes_on = forms.BooleanField(
        label="本年度已经落实，下一年度继续",
        required=False,
        help_text="每年一次的事项勾选后不销号，按下一年的同一日期重新计算。",
    )

    def set_up(self) -> None:
        super().set_up()
        if not self.offered().filter(resolution__term=Term.YEARLY).exists():
            del self.fields["goes_on"]


class SendBackForm(CheckingForm):
    asks_files = ""
    reason = long_text("退回的理由和需要补充的内容")
    due_on = ChineseDateField(
        label="新的最后日期", required=False, help_text="不填的，仍为原定日期；原定日期已过的，应当填写。"
    )


def _key(value: Any) -> int | None:
    """Of a part, as a page sends it."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
