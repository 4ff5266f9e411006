"""A notice as a file: checked as a whole, foretold, and taken over once it was confirmed."""

from datetime import date

from django import forms
from django.core import signing

from common import receiving
from common.filetypes import UnacceptableFile
from common.foretold import ForetellingForm, Foretold
from deadlines.calendar import Day
from deadlines.forms import moves
from deadlines.new_days import no_longer_said, would_move
from deadlines.notice_file import UnreadableNotice, read
from organisations.models import Jurisdiction

SALT = "deadlines.notice"


class HolidayNoticeForm(ForetellingForm):
    """`days` holds what the file says; it is kept in the page, signed, so that it need not be chosen again."""

    file = forms.FileField(
        label="放假安排",
        required=False,
        help_text="WPS 或 Excel 保存的 xlsx 或者 CSV。列：日期、安排（休息、上班）、事由、依据。",
    )
    jurisdiction = forms.ModelChoiceField(
        label="地区",
        queryset=Jurisdiction.objects.none(),
        required=False,
        empty_label="全国",
        help_text="不选的，全国适用；选定的，只在该地区适用。",
    )
    announces_year = forms.BooleanField(
        label="是全年放假安排", required=False, help_text="勾选后，该年度的期限不再标为暂定。"
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, places, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = places

    def clean(self) -> dict:
        cleaned = super().clean()
        self.days: list[Day] = self._days(cleaned)
        if not self.days and "file" not in self.errors:
            self.add_error("file", "请选择放假安排文件。日历没有改动。")
        if cleaned.get("jurisdiction") and cleaned.get("announces_year"):
            self.add_error("announces_year", "一个地区的安排不是全年放假安排。日历没有改动。")
        # What is confirmed is what the file says, not what it is called.
        return cleaned | {"file": None, "kept": repr(self.days)}

    def _days(self, cleaned: dict) -> list[Day]:
        if file := cleaned.get("file"):
            try:
                receiving.check(file)
                days = read(file.read())
            except (UnreadableNotice, UnacceptableFile) as wrong:
                self.add_error("file", str(wrong))
                return []
            self.data = self.data.copy()
            self.data["kept"] = signing.dumps([_plain(day) for day in days], salt=SALT, compress=True)
            return days
        try:
            return [_read(row) for row in signing.loads(cleaned.get("kept") or "", salt=SALT)]
        except signing.BadSignature:
            return []

    def foretell(self) -> Foretold:
        given = self.cleaned_data
        announces = given["announces_year"]
        how = {"announces_year": announces, "jurisdiction": given["jurisdiction"], "is_whole": True}
        found = moves(would_move(self.days, **how))
        first, last = min(day.date for day in self.days), max(day.date for day in self.days)
        read_days = f"文件共{len(self.days)}天（{first} 至 {last}）。"
        gone = no_longer_said(self.days) if announces else []
        if gone:
            read_days += f"原全年安排中的{len(gone)}天不在文件中，将从日历中删去。"
        return Foretold(read_days + found.summary, [f"删去：{row}" for row in gone] + list(found.lines))


def _plain(day: Day) -> list[str]:
    return [day.date.isoformat(), day.status, day.occasion, day.notice]


def _read(row: list[str]) -> Day:
    return Day(date.fromisoformat(row[0]), *row[1:])
