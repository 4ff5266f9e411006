"""Handing on to the superior or to another procuratorate."""

from django.db.models import Q

from organisations.choosing import OrganisationField
from organisations.models import Organisation
from workflow.forms import StepForm, long_text


class ReferForm(StepForm):
    foretells = False
    asks_files = "材料"
    files_help = "随事项一并移交上级院。"
    reasons = long_text("提请跟进的理由", help_text="写明检察建议的内容、对方的回复和仍需监督的问题。")


class TransferForm(StepForm):
    foretells = False
    asks_files = "移送材料"
    files_help = "随事项一并移交受移送的检察院。"
    to = OrganisationField(Organisation.objects.none(), label="受移送的检察院", empty_label="请选择")
    reasons = long_text("移送理由")

    def set_up(self) -> None:
        houses = Organisation.objects.active().filter(capabilities__capability="procuratorate")
        self.fields["to"].queryset = houses.exclude(pk=self.matter.lead_id).order_by("code")
        above = self.matter.lead.superior_id
        widget = self.fields["to"].widget
        widget.among, widget.near = "procuratorates", Q(pk=above) | Q(superior=above, superior__isnull=False)
