"""Entering a meeting's resolutions: as many rows as there are resolutions, each with its owners and its last day."""

import re
from typing import Any

from django import forms

from common import clock
from common.form_fields import ChineseDateField
from common.when import When
from meetings.records import Term
from meetings.resolving import Item
from organisations.choosing import AbleOrganisationsField
from organisations.models import Organisation
from workflow.forms import StepForm, long_text

#: Rows of an empty form, and how many more a press of the button adds; there are never more than the last.
FIRST, MORE, MOST = 3, 5, 120
ADD = "more_rows"
FIELDS = ("text", "owners", "term", "due_on")
ROW = re.compile(rf"(?:{'|'.join(FIELDS)})_(\d{{1,3}})")


class EnterForm(StepForm):
    gives = ("resolutions",)
    asks_files = "会议纪要"
    may_be_earlier = False  # it happened on the day of the meeting
    foretells = False
    redrawing = ((ADD, f"再加{MORE}项"),)

    title = forms.CharField(label="会议名称", max_length=200, help_text="例：2026年第二次府检联动联席会议")
    held_on = ChineseDateField(label="会议日期")

    def set_up(self) -> None:
        self.numbers = range(1, self._rows_wanted() + 1)
        for number in self.numbers:
            self.fields |= {f"{name}_{number}": field for name, field in _row().items()}
            self.initial.setdefault(f"term_{number}", Term.FIXED)

    def _rows_wanted(self) -> int:
        """Rows enough for what was typed, and one that is empty; more where they were asked for."""
        typed = self.data if self.is_bound else self.initial
        filled = [
            int(found[1]) for name in typed if (found := ROW.fullmatch(name)) and _says(name, typed[name])
        ]
        shown = [int(found[1]) for name in typed if (found := ROW.fullmatch(name))]
        more = MORE if self.is_bound and ADD in self.data else 0
        return min(
            max([FIRST, *(number + 1 for number in filled), *(number + more for number in shown)]), MOST
        )

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        hint = "先选的为牵头单位，其余配合；每个责任单位分别反馈。不用的留空。"
        rows = [
            (f"第{number}项", [f"{name}_{number}" for name in FIELDS], hint if number == 1 else "")
            for number in self.numbers
        ]
        return [("会议", ["title", "held_on", "files"], ""), *rows]

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise forms.ValidationError("会议日期不能晚于今天；会议开过以后登记。")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        held_on, filled = cleaned.get("held_on"), list(self._filled())
        for number, item in filled:
            for name, sentence in item.problems(held_on):
                self._add_once(f"{name}_{number}", sentence)
        if not filled:
            self._add_once("text_1", "请至少登记一项议定事项。")
        if held_on and held_on < clock.today():
            cleaned["occurred_at"] = When.on(held_on)
        return cleaned

    def _add_once(self, name: str, sentence: str) -> None:
        """A field that could not be read says so itself."""
        if name not in self.errors:
            self.add_error(name, sentence)

    def _filled(self):
        """(number of the row, its resolution) of each row in which something was written."""
        for number in self.numbers:
            given = {name: self.cleaned_data.get(f"{name}_{number}") for name in FIELDS}
            if given["text"] or given["owners"] or given["due_on"] or given["term"] == Term.STANDING:
                yield number, Item(given["text"] or "", given["owners"] or (), given["term"], given["due_on"])

    def warnings(self) -> list[str]:
        items = [item for _, item in self._filled()]
        passed = [item for item in items if item.due_on and item.due_on < clock.today()]
        owners = {owner.pk for item in items for owner in item.owners}
        nobody = Organisation.objects.reached_by_nobody().filter(pk__in=owners).order_by("pk")
        names = "、".join(nobody.values_list("name", flat=True))
        return [
            *([f"有{len(passed)}项的最后日期已过，登记后即为逾期。"] if passed else []),
            *([f"{names}没有可以在线办理的人员，请以书面方式告知，反馈由贵单位代录。"] if names else []),
        ]

    def matter_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "held_on")}

    def step_data(self) -> dict[str, Any]:
        items = [item for _, item in self._filled()]
        return {"resolutions": items, "files": self.cleaned_data.get("files", [])}


def _row() -> dict[str, forms.Field]:
    return {
        "text": long_text("议定事项", required=False, rows=2),
        "owners": AbleOrganisationsField(able=(), label="责任单位", required=False),
        "term": forms.ChoiceField(label="期限", choices=Term.choices, required=False),
        "due_on": ChineseDateField(
            label="最后日期", required=False, help_text="每年一次的，填写本次的最后日期。"
        ),
    }


def _says(name: str, value: Any) -> bool:
    """Whether something was typed there; every row has a term."""
    return bool(value) and not name.startswith("term_")
