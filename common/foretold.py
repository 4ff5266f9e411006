"""A form that tells what saving would change, and saves only what was looked at and confirmed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

MOST_LINES = 60


@dataclass(frozen=True)
class Foretold:
    """`summary`: what will happen, with the counts. `lines`: each thing that is touched, one a line."""

    summary: str
    lines: Sequence[str] = ()

    def words(self) -> list[str]:
        more = len(self.lines) - MOST_LINES
        rest = [f"另有 {more} 项，未一一列出。"] if more > 0 else []
        asked = "尚未保存。请核对以下影响，无误的再点一次按钮确认；改动后会重新列出。"
        return [asked, self.summary, *self.lines[:MOST_LINES], *rest]


class ForetellingForm(forms.Form):
    """Mixed in before a ModelForm or alone; `foretell` says what saving would touch, once all is valid.

    What was confirmed is known by a digest of what was typed, so that a later change is foretold again.
    """

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def foretell(self) -> Foretold:
        """Each form says it itself: what saving would touch is known to its room alone."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        if self.data.get(self.add_prefix("confirmed")) != self._digest():
            self.data = self.data.copy()
            self.data[self.add_prefix("confirmed")] = self._digest()
            self.add_error(None, self.foretell().words())

    def _digest(self) -> str:
        typed = {name: str(value) for name, value in self.cleaned_data.items() if name != "confirmed"}
        return hashlib.sha256(repr(sorted(typed.items())).encode()).hexdigest()[:32]
