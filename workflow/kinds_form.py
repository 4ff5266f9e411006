"""启用的事项种类: which kinds are begun in a place, as its mechanism's office ticks them."""

from collections.abc import Iterator
from typing import Any

from django import forms

from matters import in_use, registry
from matters.names import kind_label
from organisations.models import Jurisdiction


class KindsForm(forms.Form):
    """`ticked` are those in use, `shown` those that were when the page was made.

    Only what was changed on the page counts, so that an old page puts nothing back that others switched meanwhile.
    """

    ticked = forms.MultipleChoiceField(label="启用的事项种类", choices=registry.choices, required=False)
    shown = forms.MultipleChoiceField(choices=registry.choices, required=False)

    def __init__(self, *args, where: Jurisdiction, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.where = where

    def save(self) -> list[str]:
        """The kinds that were switched."""
        ticked, shown = self.cleaned_data["ticked"], self.cleaned_data["shown"]
        changed = {kind: kind in ticked for kind in registry.kinds() if (kind in ticked) != (kind in shown)}
        return in_use.switch(self.where, changed)

    def areas(self) -> Iterator[dict[str, Any]]:
        """The kinds by the area in which they are begun: {label, rows}."""
        used, changes = in_use.used(registry.kinds(), self.where), in_use.last_changes(self.where)
        for area, models in registry.areas().items():
            kinds = [kind for model in models for kind in registry.kinds_of(model)]
            yield {
                "label": area,
                "rows": [self._row(kind, kind in used, changes.get(kind)) for kind in kinds],
            }

    def _row(self, kind: str, is_used: bool, change: Any) -> dict[str, Any]:
        label = kind_label(kind, None, self.where)
        return {"kind": kind, "label": label, "is_used": is_used, "change": change, "how": self._how(change)}

    @staticmethod
    def _how(change: Any) -> str:
        """Who switched it last and which way."""
        if change is None:
            return ""
        who = change.history_user.full_name if change.history_user else "系统运维人员"
        return f"{who}{'停用' if change.history_type == '+' else '重新启用'}"
