"""A form with one of each control, bound with mistakes."""

from django import forms

from common.form_fields import ChineseDateField, FilesField
from common.widgets import SearchCheckboxes, SearchSelect

ORGANISATIONS = (
    ("JZG-STJ", "阿坝州九寨沟生态环境局", "abzjzgsthjj"),
    ("JZG-SWJ", "九寨沟县水务局", "jzgxswj"),
    ("JZG-LCJ", "九寨沟县林业和草原局", "jzgxlyhcyj"),
    ("JZG-WLJ", "九寨沟县文化体育和旅游局", "jzgxwhtyhlyj"),
    ("JZG-YJJ", "九寨沟县应急管理局", "jzgxyjglj"),
    ("JZG-SCJG", "九寨沟县市场监督管理局", "jzgxscjdglj"),
    ("JZG-X01", "九寨沟县南坪镇人民政府", "jzgxnpzrmzf"),
    ("JZG-X02", "九寨沟县漳扎镇人民政府", "jzgxzzzrmzf"),
    ("JZG-X03", "九寨沟县双河镇人民政府", "jzgxshzrmzf"),
)
TYPED = {"title": "关于白水江勿角段非法采砂问题的检察建议", "received_on": "11月5号", "kind": "p", "way": "l"}


class ExampleForm(forms.Form):
    fieldsets = [
        ("基本情况", ["title", "kind", "recipient", "copied"]),
        ("送达", ["received_on", "way", "consented"], "留置送达限公益诉讼，须附照片（办案规则第七十六条）。"),
        ("内容", ["facts", "files"]),
    ]
    title = forms.CharField(label="标题", max_length=60, help_text="写明问题，不写单位名称。")
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), ("p", "公益诉讼"), ("s", "社会治理")])
    recipient = forms.ChoiceField(label="被建议单位", widget=SearchSelect)
    copied = forms.MultipleChoiceField(label="抄送", required=False, widget=SearchCheckboxes)
    received_on = ChineseDateField(label="收到日期", help_text="如 2026年11月5日，也可从日历中选。")
    way = forms.ChoiceField(
        label="送达方式",
        widget=forms.RadioSelect,
        choices=[("d", "直接送达"), ("m", "邮寄送达"), ("a", "宣告送达"), ("l", "留置送达")],
    )
    consented = forms.BooleanField(label="受送达单位同意宣告送达", required=False)
    facts = forms.CharField(label="查明的事实及证据", max_length=3000, widget=forms.Textarea)
    files = FilesField(label="送达回证", required=False, help_text="可上传 PDF、OFD、Word、WPS 和图片。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, name) for code, name, _ in ORGANISATIONS]
        self.fields["recipient"].choices = [("", "请选择"), *choices]
        self.fields["copied"].choices = choices
        for name in ("recipient", "copied"):
            self.fields[name].widget.spellings = {code: initials for code, _, initials in ORGANISATIONS}
        self.fields["files"].widget.staged = ({"name": "送达回证.pdf", "size": 412_000, "value": "u-1"},)


def with_mistakes() -> ExampleForm:
    return ExampleForm(TYPED)
