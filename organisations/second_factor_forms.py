"""The one field of every page of the second factor."""

from django import forms

from organisations.second_factor import Outcome


class CodeForm(forms.Form):
    """A code of the device or, where `recovery` allows, a recovery code."""

    enter_sends = True

    code = forms.CharField(
        label="动态口令",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "请输入动态口令。"},
    )

    def __init__(self, *args, recovery: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.help_text = "验证器应用当前显示的六位数字。"
        if recovery:
            field.widget.attrs["inputmode"] = "text"
            field.help_text = "验证器应用当前显示的六位数字；手机不在身边的，输入一个恢复码。"

    def refuse(self, outcome: Outcome) -> None:
        self.add_error("code", outcome.reason)
