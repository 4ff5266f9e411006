"""The State Council's notice as a file: checked as a whole before any day is taken over."""

import io

from django import forms

from deadlines.calendar import Day, read_days

LARGEST = 200_000


class HolidayNoticeForm(forms.Form):
    """Columns date, status (rest or work), occasion, notice. `days` holds what the file says."""

    file = forms.FileField(
        label="放假安排（CSV）", help_text="列：date, status（rest 休息、work 上班）, occasion, notice。"
    )
    announces_year = forms.BooleanField(
        label="是全年放假安排", required=False, help_text="勾选后，该年度的期限不再标为暂定。"
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件过大，不是放假安排。日历没有改动。")
        try:
            self.days: list[Day] = read_days(io.StringIO(file.read().decode("utf-8-sig"), newline=""))
        except KeyError as missing:
            raise forms.ValidationError(f"表头缺少 {missing} 列，日历没有改动。") from None
        except ValueError as wrong:
            raise forms.ValidationError(f"有一行无法识别：{wrong}。日历没有改动。") from None
        return file
