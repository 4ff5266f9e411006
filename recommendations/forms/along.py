"""One step entered once for several linked matters: which of them go along."""

from typing import Any

from django import forms

from recommendations.siblings import ready


class AlongForm(forms.Form):
    """Mixed into the form of a step that can be entered for the other units of a paper at once."""

    gives = ("along",)
    along_label = "同时办理的其他单位"
    along_ticked = False

    def ask_along(self) -> list:
        """The box for each unit where the reader may take the step too; those units."""
        others = ready(self.matter, self.step.name, self.actor)
        if others:
            choices = [(str(each.pk), f"{each.recipient.name}（{each.number}）") for each in others]
            self.fields["along"] = forms.MultipleChoiceField(
                label=self.along_label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.initial.setdefault("along", [key for key, _ in choices] if self.along_ticked else [])
        self.others = {str(each.pk): each for each in others}
        self.foreseen_with = {"along": [self.others[key] for key in self._ticked() if key in self.others]}
        return others

    def _ticked(self) -> list[str]:
        return self.data.getlist("along") if self.is_bound else self.initial.get("along", [])

    def chosen_along(self) -> list:
        return [self.others[key] for key in self.cleaned_data.get("along", [])]

    def step_data(self) -> dict[str, Any]:
        return super().step_data() | {"along": self.chosen_along()}
