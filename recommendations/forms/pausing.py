"""Pausing, resuming, more time to decide on a suit."""

from django import forms

from common.form_fields import ChineseDateField
from recommendations.forms.letters import number_field, scans_field
from workflow.forms import ReasonForm, StepForm, long_text


class PauseForm(StepForm):
    foretells = False
    asks_files = "证明材料"
    cause = forms.CharField(
        label="客观障碍", max_length=200, help_text="如 汛期不能施工、需待上级机关批复、受季节条件限制。"
    )
    reasons = long_text("事实和依据", help_text="写入中止审查决定书。")
    plan_made = forms.BooleanField(label="已经依法作出行政决定或者制定整改方案", required=False)
    no_neglect = forms.BooleanField(label="不存在怠于履行职责的情形", required=False)
    paper_number = number_field()
    letter_scans = scans_field()


class ResumeForm(StepForm):
    foretells = False
    asks_files = "证明材料"
    reasons = long_text("客观障碍消除的情况", help_text="写入恢复审查决定书。")
    paper_number = number_field()
    letter_scans = scans_field()


class ExtendDecisionForm(ReasonForm):
    foretells = False
    asks_files = "批准材料"
    by_superior = forms.BooleanField(label="经上一级院批准", required=False)
    superior_number = forms.CharField(label="上一级院批准文号", max_length=80, required=False)
    until = ChineseDateField(
        label="延长至", required=False, help_text="检察长批准的不填，自动延长一个月；上一级院批准的填写。"
    )

    def set_up(self) -> None:
        self.initial.setdefault("by_superior", self.matter.extended_by_chief())
