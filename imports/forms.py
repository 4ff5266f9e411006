"""The form of an upload. What is decided before it is entered stands in `imports.deciding`."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from common import receiving
from common.filetypes import UnacceptableFile
from common.form_fields import FilesField
from common.widgets import FilesInput
from imports.sheets import MOST_ROWS

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
        try:
            receiving.check(file)
        except UnacceptableFile as refused:
            raise ValidationError(refused.message_zh) from refused
        if file.size > LARGEST:
            raise ValidationError("文件超过 5 MB。请只保留台账一张工作表，另存后再上传。")
        return file
