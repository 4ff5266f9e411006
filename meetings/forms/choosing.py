"""Choosing a part of a resolution: only those are offered for which the step is meant."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.records import Part
from organisations.models import Membership
from workflow.forms import StepForm


def named(part: Part) -> str:
    """第3项 县水务局：… （最后日期：2026-11-30）."""
    return f"第{part.resolution.number}项 {part.owner.short_name}：{part.resolution.text}（{part.due_words}）"


class PartField(forms.ModelChoiceField):
    def __init__(self, label: str = "议定事项", **options) -> None:
        super().__init__(Part.objects.none(), label=label, empty_label="请选择", **options)

    def label_from_instance(self, part: Part) -> str:
        return named(part)


class PartsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, part: Part) -> str:
        return named(part)


class PartForm(StepForm):
    """Asks which part it is about, of those in `state`; the address of the page may say so already."""

    item_field = "part"
    foretells = False
    state = Part.State.OPEN
    #: What the reader finds where nothing is offered.
    nothing = "目前没有正在落实的议定事项。"

    part = PartField()

    def set_up(self) -> None:
        self.fields["part"].queryset = self.offered()
        if not self.offered().exists():
            self.fields["part"].help_text = self.nothing

    def offered(self) -> QuerySet[Part]:
        return self.matter.parts().filter(state=self.state)

    @classmethod
    def about_item(cls, matter, actor: Membership, item: str) -> dict[str, Any]:
        """`item`: the number of the reader's own resolution, or number and owner."""
        number, _, owner = item.partition("-")
        whose = owner or str(actor.organisation_id)
        if not (number.isascii() and number.isdigit() and whose.isascii() and whose.isdigit()):
            return {}
        found = matter.parts().filter(
            resolution__number=int(number[:4]), owner=int(whose[:18]), state=cls.state
        )
        return {"part": found[0].pk} if found else {}
