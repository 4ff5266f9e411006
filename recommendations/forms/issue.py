"""Issue by the portal, and the record with the superior."""

from django import forms

from organisations.models import Organisation
from recommendations.by_hand import by_hand
from recommendations.forms.along import AlongForm
from recommendations.forms.choosing import ask_route, check_route
from recommendations.siblings import Texts
from workflow.forms import StepForm


def texts_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="几个单位的文书",
        choices=Texts.choices,
        initial=Texts.ONE,
        widget=forms.RadioSelect,
        required=False,
    )


class IssueForm(StepForm):
    """Recipients, text and copies were decided with the draft. Where it goes to several, one chooses: one text or several."""

    gives = ("texts", "route", "route_note")
    asks_files = "随附材料"

    def set_up(self) -> None:
        chosen = self._intended()
        if len(chosen) > 1:
            self.fields["texts"] = texts_field()
            self.fields["texts"].required = True
            self.fields["texts"].help_text = f"依次发：{'、'.join(each.name for each in chosen)}。"
            self.order_fields(["texts"])
        if not self.matter.route:
            ask_route(self, self.matter.lead, chosen)

    def _intended(self) -> list[Organisation]:
        rows = self.matter.intended.select_related("organisation__jurisdiction")
        return [row.organisation for row in rows]

    def clean(self) -> dict:
        """The way to another level or place is asked here where the draft did not say it."""
        cleaned = super().clean()
        if "route" in self.fields:
            check_route(self, self.matter.lead, self._intended())
        return cleaned

    def warnings(self) -> list[str]:
        """Whose paper goes by hand."""
        return by_hand(self._intended() or [self.matter.recipient])


class RecordForm(AlongForm, StepForm):
    """Which of the things that are due for record; where it is one, nothing is asked. Once for several units."""

    gives = ("what",)
    along_label, along_ticked = "同时备案的其他单位", True

    foretells = False
    asks_files = "备案材料"
    to = forms.CharField(label="报送", max_length=200, initial="上一级人民检察院对口部门、法律政策研究部门")

    def set_up(self) -> None:
        self.ask_along()
        due = self.matter.records_due()
        if len(due) > 1:
            choices = [(row.rule, row.label) for row in due]
            self.fields["what"] = forms.MultipleChoiceField(
                label="备案事项", choices=choices, widget=forms.CheckboxSelectMultiple
            )
            self.initial.setdefault("what", [row.rule for row in due])
