"""Visits, review, ending."""

from typing import Any

from django import forms

from recommendations.choices import REVIEWED, Finding, Outcome
from recommendations.forms.letters import number_field, scans_field
from recommendations.steps.taking_part import TOOK_PART
from workflow.forms import StepForm, UploadsField, long_text
from workflow.period_field import StatedPeriodField

JUSTIFIED = [("", "不适用"), ("yes", "有正当理由"), ("no", "无正当理由")]


class VisitForm(StepForm):
    way = forms.ChoiceField(
        label="方式",
        choices=[
            (word, word)
            for word in ("询问", "走访", "会商", "联席会议", "电话", "现场查看", "公开听证", TOOK_PART)
        ],
    )
    people = forms.CharField(label="参加人员", max_length=200, required=False)
    findings = long_text("情况")
    shared = forms.BooleanField(label="被建议单位可以看到本条记录", required=False)


class ReviewForm(StepForm):
    """A finding for each advice; where something is left, the period in which it is to be done."""

    gives = ("findings",)
    foretells = False
    asks_files = "审查材料"
    opinion = long_text("审查意见", required=False)
    follow_up = StatedPeriodField(
        label="继续整改期限", required=False,
        help_text="有未到位事项的，照整改审查意见载明的填写，自收到意见的次日起计算。",
    )  # fmt: skip
    paper_number = number_field()
    paper_scans = scans_field()
    ends = forms.BooleanField(
        label="不再要求继续整改，以此结论办结", required=False,
        help_text="未到位、未采纳的事项都有正当理由，或者已经报告、通报有关机关、提请上级院跟进的，可以勾选。",
    )  # fmt: skip

    def set_up(self) -> None:
        if self.matter.is_public_interest:
            del self.fields["ends"]
        self.advices = list(self.matter.advices.all())
        said = self._said()
        for advice in self.advices:
            self.fields[f"finding_{advice.pk}"] = forms.ChoiceField(
                label="审查结果",
                choices=Finding.choices,
                widget=forms.RadioSelect,
                help_text=said.get(advice.pk, ""),
            )
            self.fields[f"justified_{advice.pk}"] = forms.ChoiceField(
                label="未到位、未采纳的理由", choices=JUSTIFIED, required=False
            )
            self.fields[f"note_{advice.pk}"] = long_text("说明（选填）", required=False, rows=2)

    def _said(self) -> dict[int, str]:
        """What the recipient said of each advice in its last reply."""
        reply = self.matter.reply_set.last()
        rows = reply.items.all() if reply else []
        return {row.advice_id: f"对方回复：{row.get_result_display()}。{row.text}" for row in rows}

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        advices = [
            (f"建议{a.order}", [f"finding_{a.pk}", f"justified_{a.pk}", f"note_{a.pk}"], a.text)
            for a in self.advices
        ]
        names = ["opinion", "follow_up", "ends", "paper_number", "paper_scans", "occurred_at", "files"]
        conclusion = ("结论", names, self.matter.invited_in_words())
        return [*advices, conclusion, *self.decision_group()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for advice in self.advices:
            finding = cleaned.get(f"finding_{advice.pk}")
            if finding and finding != Finding.DONE and not cleaned.get(f"justified_{advice.pk}"):
                self.add_error(f"justified_{advice.pk}", "未到位或者未采纳的，请认定是否有正当理由。")
        return cleaned

    def step_data(self) -> dict[str, Any]:
        data = {
            name: value
            for name, value in super().step_data().items()
            if "_" not in name or not name[-1].isdigit()
        }
        justified = {"yes": True, "no": False}
        data["findings"] = [
            (
                advice,
                self.cleaned_data[f"finding_{advice.pk}"],
                justified.get(self.cleaned_data.get(f"justified_{advice.pk}")),
                self.cleaned_data.get(f"note_{advice.pk}", ""),
            )
            for advice in self.advices
        ]
        return data


class TerminateForm(StepForm):
    """The report on which it rests, uploaded or written here; the decision, which is served on the agency."""

    foreseen_with = {"report": "—", "outcome": Outcome.RECTIFIED}
    reasons = long_text(
        "终结理由",
        help_text="写入终结案件决定书，如已经依法履职、公益得到有效保护（办案规则第七十四、七十九、八十条）。",
    )
    outcome = forms.ChoiceField(
        label="整改结论", choices=[("", "请选择"), *((each, each.label) for each in REVIEWED)]
    )
    report = long_text(
        "审查终结报告",
        required=False,
        help_text="写明审查的经过、查明的情况和处理意见；已有报告的，可以改为上传。",
    )
    report_scans = UploadsField(label="审查终结报告（文件）", required=False)
    paper_number = number_field("终结案件决定书文号")
    letter_scans = scans_field("终结案件决定书扫描件")

    def set_up(self) -> None:
        """What the last review found stands there, and may have been overtaken since; unreviewed, nothing is guessed."""
        if self.matter.outcome:
            self.initial.setdefault("outcome", self.matter.outcome)
