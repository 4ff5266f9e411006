"""What the forms that begin, write and register a matter ask alike: sub-kind, source and its number."""

from typing import Any

from django import forms

from matters.kinds import Kind
from recommendations import rules
from recommendations.choices import SubKind
from recommendations.contradictions import contradictions
from recommendations.steps.aftercare import ANSWERED_SOURCES

NO_NUMBER = "线索来源为代表建议、政协提案的，请填写编号，办结后据以反馈。"
ONLY_OTHER = "细类只用于“其他检察建议”，请核对类型，或者选“不适用”。"


def sub_kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="细类",
        required=False,
        choices=[("", "不适用"), *SubKind.choices],
        help_text="类型为“其他检察建议”的选择，回复期限有各自的依据。",
    )


def check_source(form: forms.Form) -> None:
    """Whoever raised it as a deputy or member is answered under the number of what they raised."""
    source, number = form.cleaned_data.get("source"), form.cleaned_data.get("source_number")
    if source in ANSWERED_SOURCES and not number and "source_number" not in form.errors:
        form.add_error("source_number", NO_NUMBER)


def check_sub_kind(form: forms.Form, kind: str) -> None:
    """Only of 其他检察建议; and community correction goes to those who carry it out."""
    sub_kind = form.cleaned_data.get("sub_kind", "")
    if not sub_kind:
        return
    if kind != Kind.OTHER_RECOMMENDATION:
        form.add_error("sub_kind", ONLY_OTHER)
    elif unfit := rules.unfit_recipients(sub_kind, form.cleaned_data.get("recipients") or []):
        form.add_error("recipients", not_corrections(unfit))


def check_agreement(form: forms.Form, trial, **given: Any) -> None:
    """What does not agree stands at its field; `trial` is the matter as it would be with what was entered."""
    recipients = list(form.cleaned_data.get("recipients") or ())
    for name, problem in contradictions(trial, recipients, **given).items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, problem)


def not_corrections(unfit: list) -> str:
    names = "、".join(each.name for each in unfit)
    return f"社区矫正纠正违法检察建议只能向社区矫正机构或者司法行政机关提出，请核对：{names}。"
