"""Beginning a matter: the decision to investigate, and filing in public interest."""

from django import forms

from common.fields import written
from common.form_fields import WhenField
from matters import in_use
from matters.kinds import Sensitivity
from organisations.models import Role
from recommendations.choices import Kind, Source
from recommendations.forms.choosing import check_source, check_sub_kind, sub_kind_field
from workflow.forms import StepForm
from workflow.handlers import handler_field, proposed

FIELDS = (
    "kind",
    "sub_kind",
    "title",
    "domain",
    "sensitivity",
    "source",
    "source_number",
    "found_on",
    "origin",
)


class StartForm(StepForm):
    """What a new matter needs to be found again; the rest comes with the draft."""

    gives = ("handler",)
    asks_files = "线索材料"
    title = forms.CharField(
        label="标题", max_length=200, help_text="写明对象和问题，如“某某河段乱堆固体废物”。"
    )
    domain = forms.CharField(
        label="领域", max_length=60, required=False, help_text="如 生态环境、食品药品、安全生产。"
    )
    sensitivity = forms.ChoiceField(
        label="敏感级别", choices=Sensitivity.choices, initial=Sensitivity.ORDINARY
    )
    source = forms.ChoiceField(label="线索来源", choices=[("", "请选择"), *Source.choices])
    source_number = forms.CharField(
        label="来源编号", max_length=80, required=False, help_text="代表建议、政协提案、线索移送等的编号。"
    )
    found_on = WhenField(label="发现日期", required=False)

    def set_up(self) -> None:
        """A procurator who begins is in charge; whoever else does names somebody, or it would be nobody's."""
        if self.actor.role != Role.HANDLER:
            self.ask_handler()

    def ask_handler(self) -> None:
        """Left empty, a procurator is in charge themselves."""
        self.fields["handler"] = handler_field(self.matter.lead)
        self.fields["handler"].required = self.actor.role != Role.HANDLER
        usual = proposed(self.actor, self.matter.lead)
        self.initial.setdefault("handler", self.matter.handler_id or (usual and usual.pk))

    def clean(self) -> dict:
        cleaned = super().clean()
        check_source(self)
        if "sub_kind" in self.fields:
            check_sub_kind(self, cleaned.get("kind") or self.matter.kind)
        return cleaned

    def matter_values(self) -> dict:
        """The fields of the new matter."""
        names = (*FIELDS, "handler")
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        values["found_on"] = written(values.pop("found_on", None))
        return values


class InvestigationForm(StartForm):
    field_order = ["kind", "sub_kind"]
    sub_kind = sub_kind_field()
    kind = forms.ChoiceField(label="检察建议类型")

    def set_up(self) -> None:
        super().set_up()
        kinds = type(self.matter).kinds_begun_by("decide_investigation")
        self.fields["kind"].choices = in_use.choices(self.matter, kinds)


class FilingForm(StartForm):
    def matter_values(self) -> dict:
        return super().matter_values() | {"kind": Kind.PUBLIC_INTEREST}
