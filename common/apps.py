import warnings
from collections.abc import Iterator
from importlib import import_module

from django import forms
from django.apps import AppConfig
from django.conf import settings
from django.core import validators
from django.db import models
from django.db.models.signals import pre_save
from django.utils.module_loading import autodiscover_modules

from common.texts import seen

REQUIRED = (
    (forms.Field, "请填写此项。"),
    (forms.ChoiceField, "请选择。"),
    (forms.MultipleChoiceField, "请至少选择一项。"),
    (forms.ModelChoiceField, "请选择。"),
    (forms.ModelMultipleChoiceField, "请至少选择一项。"),
    (forms.FileField, "请选择文件。"),
)
NOT_OFFERED = "所选的一项不在可选范围内，可能刚刚有了变动。请重新选择。"
INVALID = (
    (forms.ChoiceField, "invalid_choice", NOT_OFFERED),
    (forms.MultipleChoiceField, "invalid_choice", NOT_OFFERED),
    (forms.ModelChoiceField, "invalid_choice", NOT_OFFERED),
    (forms.ModelMultipleChoiceField, "invalid_choice", NOT_OFFERED),
    (forms.ModelMultipleChoiceField, "invalid_pk_value", NOT_OFFERED),
    (forms.IntegerField, "invalid", "请填写整数。"),
    (forms.FileField, "max_length", "文件名最多 %(max)d 字，现有 %(length)d 字，请改短后重新选择。"),
    (forms.FileField, "empty", "文件是空的，请检查后重新选择。"),
)
LIMITS = (
    (validators.MaxLengthValidator, "最多 %(limit_value)d 字，现有 %(show_value)d 字，请删减。"),
    (validators.MinLengthValidator, "至少 %(limit_value)d 字，现有 %(show_value)d 字，请补充。"),
    (validators.MaxValueValidator, "不能大于 %(limit_value)s，请核对。"),
    (validators.MinValueValidator, "不能小于 %(limit_value)s，请核对。"),
    (validators.ProhibitNullCharactersValidator, "内容中有无法保存的字符，请删去后重新填写。"),
)


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "公共"

    def ready(self) -> None:
        """Say what to do where a value is missing or does not fit; Django's own words name 字段 and 变量.

        And find what each room declares as evidence (`common.evidence`).
        """
        for field, code, words in wordings():
            field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), code: words}
        for validator, words in LIMITS:
            validator.message = words
        import_module("common.lookups")
        # Every model of every room is there by now.
        autodiscover_modules("evidence")
        # What a workbook holds besides its cells is told in our own remarks.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        pre_save.connect(take_out_what_is_not_seen, dispatch_uid="what is not seen")


def take_out_what_is_not_seen(sender: type[models.Model], instance: models.Model, **kwargs) -> None:
    """However a text came to a row of the portal's own, no control or direction mark of it is kept."""
    if sender._meta.app_label not in settings.ROOMS:
        return
    for field in sender._meta.local_concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            text = instance.__dict__.get(field.attname)
            if isinstance(text, str) and not text.isprintable():
                setattr(instance, field.attname, seen(text))


def wordings() -> Iterator[tuple[type[forms.Field], str, str]]:
    """Class of field, code of the error, words. A field finds those of its ancestors too."""
    yield from ((field, "required", words) for field, words in REQUIRED)
    yield from INVALID
