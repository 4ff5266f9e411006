"""The form of an upload. What is decided before it is entered stands in `imports.deciding`."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from common import receiving
from common.filetypes import UnacceptableFile
from common.form_fields import FilesField
from common.widgets import FilesInput
from imports.contract import Rows
from imports.sheets import MOST_ROWS

#: Bytes; a ledger of 500 rows has less than one hundred thousand.
LARGEST = min(5 * 1024 * 1024, settings.PORTAL_UPLOAD_MAX)


class LedgerForm(forms.Form):
    """One ledger; what kind of file it is tells its content, when it is read. Whose ledger it is is asked where the
    house keeps several.
    """

    use_required_attribute = False
    fieldsets = [("台账", ["about", "file"], f"一次一个文件，不超过 {MOST_ROWS} 行。")]
    about = forms.ChoiceField(
        label="哪一类事项的台账",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择是哪一类事项的台账。"},
    )
    file = FilesField(
        label="台账文件（xlsx 或 CSV）",
        widget=FilesInput(accept=".xlsx,.csv,.txt,.et,.xls", max_bytes=LARGEST),
        error_messages={"required": "请选择台账文件。"},
    )

    def __init__(self, *args, rooms: list[Rows], **options) -> None:
        super().__init__(*args, **options)
        choices = [(room.called, str(room.model._meta.verbose_name)) for room in rooms]
        self.fields["about"].choices = choices
        if len(rooms) == 1:
            del self.fields["about"]
            self.fieldsets = [(name, ["file"], about) for name, _, about in self.fieldsets]
        lead = "、".join(dict.fromkeys(f"“{room.lead_word}”" for room in rooms))
        self.fields["file"].help_text = (
            f"表头按名称识别，可以占两行，列的先后不限；没有{lead}一列的，视为{rooms[0].led_by_own}；"
            "只知道年月的日期写到年月。"
        )

    def clean_file(self):
        files = self.cleaned_data["file"]
        if len(files) != 1:
            raise ValidationError("请一次上传一个文件。")
        (file,) = files
        try:
            receiving.check(file)
        except UnacceptableFile as refused:
            raise ValidationError(refused.message_zh) from refused
        if file.size > LARGEST:
            raise ValidationError("文件超过 5 MB。请只保留台账一张工作表，另存后再上传。")
        return file
