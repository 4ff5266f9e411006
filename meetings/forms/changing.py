"""What is asked where a last day becomes later or another house takes over."""

from django.db.models import QuerySet

from common.form_fields import ChineseDateField
from meetings.forms.choosing import PartForm, PartsField
from meetings.records import Part, Term
from organisations.choosing import AbleOrganisationField
from workflow.forms import StepForm, long_text


class ExtendForm(StepForm):
    asks_files = "延期申请等材料"
    foretells = False

    parts = PartsField(Part.objects.none(), label="议定事项")
    due_on = ChineseDateField(label="延长到")
    reason = long_text("理由")

    def set_up(self) -> None:
        self.fields["parts"].queryset = _with_a_day(self.matter)


class PassOnForm(PartForm):
    asks_files = ""
    owner = AbleOrganisationField(able=(), label="新的责任单位")
    due_on = ChineseDateField(
        label="最后日期", required=False, help_text="不填的，仍为原定日期；原定日期已过的，应当填写。"
    )
    reason = long_text("理由")


def _with_a_day(meeting) -> QuerySet[Part]:
    return meeting.parts().filter(state=Part.State.OPEN).exclude(resolution__term=Term.STANDING)
