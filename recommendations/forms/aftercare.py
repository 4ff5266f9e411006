"""Looking back, and feeding the result back."""

from django import forms

from recommendations.letters import result_in_words
from workflow.forms import StepForm, long_text


class LookBackForm(StepForm):
    asks_files = "现场照片、核查材料"
    people = forms.CharField(label="核查人员", max_length=200, required=False)
    findings = long_text("核查情况")
    relapse = forms.BooleanField(
        label="问题反弹，另行起草检察建议",
        required=False,
        help_text="新草稿与本件关联，带入事实和建议事项；公益诉讼案件须重新立案的，按规定报批。",
    )
    build_report = forms.BooleanField(label="生成回头看报告", required=False)
    shared = forms.BooleanField(label="被建议单位可以看到本条记录", required=False)


class FeedBackForm(StepForm):
    asks_files = "盖章函件、送达凭证"
    told = forms.CharField(label="反馈对象", max_length=200, help_text="代表、委员姓名或者交办机关。")
    way = forms.ChoiceField(
        label="方式", choices=[(way, way) for way in ("书面", "当面", "电话", "建议提案办理系统")]
    )
    text = long_text("反馈内容", help_text="写入办理结果反馈函，可以修改。")

    def set_up(self) -> None:
        self.initial.setdefault("text", result_in_words(self.matter))
