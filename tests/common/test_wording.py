"""What a field says about a value that does not fit: in office Chinese, with what to do."""

import pytest
from django import forms

from organisations.models import User

CASES = [
    (forms.CharField(max_length=200), "字" * 201, "最多 200 字，现有 201 字，请删减。"),
    (forms.CharField(min_length=3), "字", "至少 3 字，现有 1 字，请补充。"),
    (forms.CharField(), "a\x00", "内容中有无法保存的字符，请删去后重新填写。"),
    (forms.IntegerField(max_value=9), "10", "不能大于 9，请核对。"),
    (forms.IntegerField(min_value=1), "0", "不能小于 1，请核对。"),
    (forms.IntegerField(), "十", "请填写整数。"),
    (forms.CharField(), "", "请填写此项。"),
    (forms.ChoiceField(), "", "请选择。"),
    (forms.FileField(), None, "请选择文件。"),
]
NOT_OFFERED = "所选的一项不在可选范围内，可能刚刚有了变动。请重新选择。"


@pytest.mark.parametrize(("field", "value", "words"), CASES)
def test_a_value_that_does_not_fit_is_told_what_to_do(field: forms.Field, value: object, words: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [words]


@pytest.mark.parametrize(("kind", "value"), [(forms.ChoiceField, "x"), (forms.MultipleChoiceField, ["x"])])
def test_a_choice_that_is_not_offered(kind: type[forms.ChoiceField], value: object) -> None:
    with pytest.raises(forms.ValidationError, match=NOT_OFFERED):
        kind(choices=[("a", "甲")]).clean(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (forms.ModelChoiceField, "9"),
        (forms.ModelMultipleChoiceField, ["9"]),
        (forms.ModelMultipleChoiceField, ["x"]),
    ],
)
def test_a_row_that_is_not_offered(kind: type[forms.ModelChoiceField], value: object) -> None:
    with pytest.raises(forms.ValidationError, match=NOT_OFFERED):
        kind(User.objects.none()).clean(value)
