"""Forms of the import: the file, and what unknown names mean."""

import hashlib

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q

from common.form_fields import FilesField
from common.widgets import FilesInput
from imports import ledgers
from imports.looking import Look, Unknown
from imports.sheets import MOST_ROWS
from organisations.models import Capability, Membership, Organisation

#: Bytes; a ledger of 500 rows has less than one hundred thousand.
LARGEST = min(5 * 1024 * 1024, settings.PORTAL_UPLOAD_MAX)


class LedgerForm(forms.Form):
    """One ledger; what kind of file it is tells its content, when it is read."""

    use_required_attribute = False
    fieldsets = [("台账", ["file"], f"一次一个文件，不超过 {MOST_ROWS} 行。")]
    file = FilesField(
        label="台账文件（xlsx 或 CSV）",
        widget=FilesInput(accept=".xlsx,.csv,.txt,.et,.xls", max_bytes=LARGEST),
        error_messages={"required": "请选择台账文件。"},
        help_text="表头按名称识别，可以占两行，列的先后不限；没有“制发检察院”一列的，视为本院制发；只知道年月的日期写到年月。",
    )

    def clean_file(self):
        files = self.cleaned_data["file"]
        if len(files) != 1:
            raise ValidationError("请一次上传一个文件。")
        (file,) = files
        if file.size > LARGEST:
            raise ValidationError("文件超过 5 MB。请只保留台账一张工作表，另存后再上传。")
        return file


class NamesForm(forms.Form):
    """For each name that the roster lacks: the organisation it means, or nothing, and a new one is made."""

    use_required_attribute = False
    #: What the fields begin with; a digest of the name follows.
    BEGINNING = "name-"

    def __init__(self, *args, look: Look, by: Membership, **options) -> None:
        super().__init__(*args, **options)
        self.unknown, self.rows_read, self.by = look.unknown(), look.rows, by
        for each in self.unknown:
            self.fields[self._field(each)] = forms.CharField(
                label=f"“{each.name}”对应的单位", required=False, max_length=200, widget=self._widget()
            )

    def _field(self, each: Unknown) -> str:
        """The same for the same name, whatever other names there are."""
        return f"{self.BEGINNING}{hashlib.sha256(each.key.encode()).hexdigest()[:16]}"

    def _widget(self) -> forms.TextInput:
        return forms.TextInput(
            attrs={
                "class": "form-control",
                "list": "known-organisations",
                "placeholder": "留空则新建",
                "autocomplete": "off",
            }
        )

    def rows(self) -> list[tuple[Unknown, forms.BoundField]]:
        """For the page: each name beside its field."""
        return [(each, self[self._field(each)]) for each in self.unknown]

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        typed = {name: text.strip() for name, text in cleaned.items() if text.strip()}
        known = self._known(set(typed.values()))
        self.choices: dict[str, int | None] = {}
        for each in self.unknown:
            name = self._field(each)
            organisation = known.get(typed.get(name, ""))
            if name in typed and organisation is None:
                self.add_error(name, f"名录中没有“{typed[name]}”。请填写名录中的全称，或者留空新建。")
            elif organisation and (reason := self._refusal(each, organisation)):
                self.add_error(name, reason)
            self.choices[each.key] = organisation.pk if organisation else None
        self._check_names_shown()
        return cleaned

    def _refusal(self, each: Unknown, organisation: Organisation) -> str:
        """Why the name cannot mean this organisation; "" where it can."""
        if organisation.has(Capability.PROCURATORATE) != each.is_lead:
            return "应为检察院。" if each.is_lead else "被建议单位不能是检察院，请核对。"
        if each.is_lead:
            return ledgers.refusal_of_match(each.name, organisation, self.rows_read, self.by)
        return ""

    def _check_names_shown(self) -> None:
        """What was decided on must be what is asked: the roster may have changed since the page was shown."""
        if {name for name in self.data if name.startswith(self.BEGINNING)} != set(self.fields):
            self.add_error(None, "核对期间名录有变动，一行也没有登记。下面是变动后的内容，请再核对后确认。")

    def _known(self, texts: set[str]) -> dict[str, Organisation]:
        """Organisations by their name, and by their short name in one's own division."""
        at_home = Q(short_name__in=texts, jurisdiction=self.by.organisation.jurisdiction_id)
        rows = Organisation.objects.active().filter(Q(name__in=texts) | at_home)
        found = list(rows.prefetch_related("capabilities"))
        return {each.short_name: each for each in found} | {each.name: each for each in found}
