"""Keeping the record right: a correction, and an imported matter taken on."""

from django import forms
from django.utils.text import Truncator

from organisations.models import Role
from recommendations.correctable import LINES, SCAN, YES_NO, Item, items
from recommendations.forms.correcting import asked, consequences, posted, shown
from workflow.forms import ReasonForm, StepForm, UploadsField
from workflow.handlers import handler_field, proposed


class CorrectForm(ReasonForm):
    """First what is wrong is chosen from what is registered; then its field is shown, filled in with what stands there.

    Without script: each press of the button brings the next page. 查看影响 tells what would move, and enters nothing.
    """

    gives = ("new", "paper_scans")
    foretells = False
    asks_files = "依据材料"
    field_order = ["field", "new", "paper_scans"]
    more_buttons = [("look", "查看影响")]
    field = forms.ChoiceField(label="更正事项", help_text="先选择事项，再填写正确的内容。")

    def set_up(self) -> None:
        """What stands there now is shown beside each choice."""
        found = items(self.matter)
        stands = {item.name: item.words(self.matter.stands_at(item), self.matter) for item in found}
        named = [
            (item.name, f"{item.label}（现为：{Truncator(stands[item.name]).chars(40)}）") for item in found
        ]
        self.fields["field"].choices = [("", "请选择"), *named]
        chosen = self.data.get("field") if self.is_bound else self.initial.get("field")
        self.item = next((item for item in found if item.name == chosen), None)
        if self.item:
            self._ask(self.item)
        self.order_fields(self.field_order)

    def _ask(self, item: Item) -> None:
        """The item's own field; where nothing was typed yet, with what stands there."""
        if item.sort == SCAN:
            self.fields["paper_scans"] = UploadsField(label="正确的扫描件")
            return
        self.fields["new"] = asked(item, self.matter)
        present = self.fields["new"].prepare_value(shown(item, self.matter.stands_at(item)))
        self.initial.setdefault("new", present)
        self.is_chosen_now = self.is_bound and "new" not in self.data and item.sort != YES_NO
        if self.is_chosen_now:
            self.data = self.data.copy()
            for name, text in posted(present):
                self.data.setlist(name, text)

    def clean(self) -> dict:
        cleaned = super().clean()
        if getattr(self, "is_chosen_now", False):
            self.errors.pop("reason", None)
            self.add_error("new", "这里是现在登记的内容，请改为正确的内容，写明理由后再提交。")
        elif self.item and self.item.sort == LINES and "new" in cleaned:
            cleaned["new"] = [line.strip() for line in cleaned["new"].splitlines() if line.strip()]
        if "look" in self.data and not self.errors:
            self.foretold = consequences(self.matter, self.actor, self.step_data(), self.cleaned_data)
            self.add_error(None, "尚未登记。更正后的变化见下，核对后再点“更正”。")
        return cleaned


class TakeOnForm(StepForm):
    """认领: asked once, since reminders begin with it; a clerk names the procurator for whom it is."""

    gives = ("handler",)
    asks_files = ""
    may_be_earlier = False

    def set_up(self) -> None:
        if self.actor.role != Role.HANDLER:
            self.fields["handler"] = handler_field(self.matter.lead)
            usual = proposed(self.actor, self.matter.lead)
            self.initial.setdefault("handler", usual and usual.pk)
