from django import forms
from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共"

    def ready(self) -> None:
        """Say what to do where a required field is empty; Django's own words name a 字段."""
        for field, words in (
            (forms.Field, "请填写此项。"),
            (forms.ChoiceField, "请选择。"),
            (forms.MultipleChoiceField, "请至少选择一项。"),
            (forms.ModelChoiceField, "请选择。"),
            (forms.ModelMultipleChoiceField, "请至少选择一项。"),
            (forms.FileField, "请选择文件。"),
        ):
            field.default_error_messages = {**field.default_error_messages, "required": words}
