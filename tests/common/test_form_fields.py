"""Fields for dates as they are written, times partly known, several files."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from common.form_fields import ChineseDateField, FilesField, WhenField
from common.widgets import SearchSelect


class PaperForm(forms.Form):
    day = ChineseDateField(required=False)
    known = WhenField(required=False)
    files = FilesField(required=False)


def upload(name: str, content: bytes = b"x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_chinese_date_becomes_a_date() -> None:
    form = PaperForm({"day": "2026年11月5日"})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 5)


@pytest.mark.parametrize("text", ["2026年11月", "11月5号", "2026-02-30"])
def test_a_day_has_to_be_whole(text: str) -> None:
    assert PaperForm({"day": text}).errors["day"] == ["请填写日期，如 2026年11月5日 或 2026-11-05。"]


def test_a_known_month_stays_a_month() -> None:
    form = PaperForm({"known": "2020年6月"})
    assert form.is_valid()
    assert str(form.cleaned_data["known"]) == "2020年6月"


def test_a_known_month_is_shown_again_as_it_was_entered() -> None:
    form = PaperForm(initial={"known": WhenField().clean("2020年6月")})
    assert 'value="2020-06"' in str(form["known"])


def test_several_files_become_a_list() -> None:
    form = PaperForm({}, MultiValueDict({"files": [upload("回证.pdf"), upload("照片.jpg")]}))
    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["files"]] == ["回证.pdf", "照片.jpg"]


def test_no_file_is_an_empty_list() -> None:
    form = PaperForm({})
    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_an_empty_file_is_refused() -> None:
    form = PaperForm({}, MultiValueDict({"files": [upload("空.pdf", b"")]}))
    assert "files" in form.errors


def test_staged_files_are_shown_and_stay_ticked() -> None:
    form = PaperForm()
    form.fields["files"].widget.staged = ({"name": "回证.pdf", "size": 2048, "value": "u-1"},)
    shown = str(form["files"])
    assert "回证.pdf" in shown
    assert 'name="files-staged" value="u-1" checked' in shown


def test_a_searching_select_carries_the_spelling_of_each_choice() -> None:
    widget = SearchSelect(choices=[("JZG-SWJ", "九寨沟县水务局")])
    widget.spellings = {"JZG-SWJ": "jzgxswj"}
    assert 'data-initials="jzgxswj"' in widget.render("recipient", None)
