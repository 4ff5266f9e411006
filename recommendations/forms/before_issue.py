"""Before issue: notice of filing, drafting, opinions and decisions."""

from django import forms

from recommendations.cited import warnings_of
from recommendations.forms.consulting import addressee_field, ask_addressee
from recommendations.forms.letters import number_field, scans_field
from workflow.forms import ReasonForm, StepForm, long_text


class NotifyFilingForm(StepForm):
    asks_files = "立案决定书、送达回证"
    to = forms.CharField(label="告知单位", max_length=200)
    note = long_text("情况", required=False)


class StartDraftForm(StepForm):
    asks_files = "调查终结报告"
    report = long_text(
        "调查认定的事实", required=False, help_text="填写后带入检察建议书的事实部分，不必再录。"
    )


class SubmitForm(StepForm):
    asks_files = ""
    may_be_earlier = True
    note = long_text("提请说明", required=False)

    def set_up(self) -> None:
        """Laws that were not in force on the day of the facts are pointed out, and hinder nothing."""
        self.fields["note"].warnings = warnings_of(self.matter)


class SendBackForm(ReasonForm):
    asks_files = ""


class OpinionForm(StepForm):
    asks_files = ""
    opinion = long_text("审核意见", help_text="仅本院可见。")


class ApproveForm(StepForm):
    asks_files = ""
    opinion = long_text(
        "审批意见", required=False, help_text="仅本院可见。检察委员会决定的，写明会议和日期。"
    )


class DeclineForm(ReasonForm):
    """In a filed public-interest case the decision goes to the agency."""

    asks_files = ""
    agency = addressee_field()
    paper_number = number_field()
    letter_scans = scans_field()

    def set_up(self) -> None:
        ask_addressee(self)
