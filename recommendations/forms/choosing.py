"""What the forms that begin, write and register a matter ask alike: sub-kind, source and its number."""

from typing import Any

from django import forms

from organisations.models import Organisation
from recommendations import routes, rules
from recommendations.choices import SubKind
from recommendations.contradictions import contradictions
from recommendations.steps.aftercare import ANSWERED_SOURCES
from workflow.forms import long_text

ROUTE = ("route", "route_note")

NO_NUMBER = "线索来源为代表建议、政协提案的，请填写编号，办结后据以反馈。"


def sub_kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="细类",
        required=False,
        choices=[("", "不适用"), *SubKind.choices],
        help_text="社区矫正属于纠正违法检察建议，行政违法行为监督属于其他检察建议，回复期限有各自的依据。",
    )


def check_source(form: forms.Form) -> None:
    """Whoever raised it as a deputy or member is answered under the number of what they raised."""
    source, number = form.cleaned_data.get("source"), form.cleaned_data.get("source_number")
    if source in ANSWERED_SOURCES and not number and "source_number" not in form.errors:
        form.add_error("source_number", NO_NUMBER)


def check_sub_kind(form: forms.Form, kind: str) -> None:
    """The sub-kind belongs to the kind."""
    if reason := rules.why_not_this_sub_kind(kind, form.cleaned_data.get("sub_kind", "")):
        form.add_error("sub_kind", reason)


def check_recipients(form: forms.Form, kind: str, sub_kind: str, field: str = "recipients") -> None:
    """Everybody chosen is somebody to whom a recommendation of this kind may go."""
    chosen = form.cleaned_data.get(field) or []
    for each in chosen if field == "recipients" else [chosen] if chosen else []:
        if reason := rules.why_not_to(kind, sub_kind, each):
            form.add_error(field, reason)


def ask_route(form: forms.Form, lead: Organisation, recipients: list[Organisation]) -> None:
    """The way to a body of another level or place, where one of `recipients` is such a body."""
    ways = routes.open_ways(lead, recipients)
    if not ways:
        for name in ROUTE:
            form.fields.pop(name, None)
        return
    form.fields["route"] = forms.ChoiceField(
        label="提出途径",
        required=False,
        choices=[("", "请选择"), *((way.value, way.label) for way in ways)],
        help_text=routes.explained(lead, recipients),
    )
    form.fields["route_note"] = long_text(
        "提出途径的说明",
        required=False,
        rows=2,
        help_text="写明对方检察院名称、文号或者意见和日期；涉案单位写明案件。",
    )


def check_agreement(form: forms.Form, trial, **given: Any) -> None:
    """What does not agree stands at its field; `trial` is the matter as it would be with what was entered."""
    recipients = list(form.cleaned_data.get("recipients") or ())
    for name, problem in contradictions(trial, recipients, **given).items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, problem)


def check_route(form: forms.Form, lead: Organisation, recipients: list[Organisation]) -> None:
    """Raises no error where no way is to be said; else the way is chosen and fits."""
    given = [form.cleaned_data.get(name) or "" for name in ROUTE]
    for field, problem in routes.problems(lead, recipients, *given).items():
        form.add_error(field if field in form.fields else "recipients", problem)


def recipients_of(form: forms.Form, otherwise: list[Organisation]) -> list[Organisation]:
    """Those that are ticked in what was posted, else `otherwise`."""
    if not form.is_bound:
        return otherwise
    ticked = [key for key in form.data.getlist("recipients") if str(key).isdecimal()]
    chosen = Organisation.objects.recipients().filter(pk__in=ticked)
    return list(chosen.select_related("jurisdiction"))
