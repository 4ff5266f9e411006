"""What an owner is asked that reports on its part."""

from typing import Any

from django.db.models import QuerySet

from meetings.forms.choosing import PartForm
from meetings.records import Part
from meetings.words import PROGRESS
from workflow.asking import choice
from workflow.forms import long_text


class OwnReportForm(PartForm):
    """On a part of one's own house."""

    asks_files = "落实材料"
    nothing = "本单位的议定事项都已反馈，目前没有需要反馈的。核对结果和退回的，会另行通知。"
    progress = choice("落实情况", PROGRESS)
    text = long_text("具体情况", help_text="写明做了什么、结果如何；正在落实的，写明下一步和预计完成的日期。")

    def offered(self) -> QuerySet[Part]:
        return super().offered().filter(owner=self.actor.organisation_id)


class ReportForm(OwnReportForm):
    """The house that convened enters what another reported on paper: the part says whose paper it is."""

    def set_up(self) -> None:
        super().set_up()
        self.fields.pop("entered_for", None)
        if self.is_entered_for and self.fields["part"].help_text:
            self.fields["part"].help_text = PartForm.nothing

    def offered(self) -> QuerySet[Part]:
        if not self.is_entered_for:
            return super().offered()
        return self.matter.parts().filter(state=self.state).exclude(owner=self.matter.lead_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_entered_for and (part := cleaned.get("part")):
            cleaned["entered_for"] = part.owner
        return cleaned
