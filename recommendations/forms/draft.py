"""Drafting: the paper's contents in the order of article 16, advices one by one."""

from typing import Any

from django import forms

from matters.kinds import Sensitivity
from organisations.choosing import OrganisationsField, begin_near
from organisations.models import Organisation
from recommendations import cited, routes, rules
from recommendations.advices import as_items
from recommendations.choices import Ground, Kind, Source
from recommendations.contents import ROUTE as ROUTE_CONTENT
from recommendations.contents import Content, missing_contents, required_contents
from recommendations.contradictions import with_values
from recommendations.forms.choosing import (
    ROUTE,
    ask_route,
    check_agreement,
    check_recipients,
    check_source,
    check_sub_kind,
    recipients_of,
    sub_kind_field,
)
from recommendations.forms.taking_part import check_copies, copied_field
from recommendations.models import Recommendation
from recommendations.rules import is_to_court
from workflow.forms import long_text
from workflow.merging import BASE, base_of, stored_in
from workflow.period_field import StatedPeriodField

ADVICE_ROWS = 5
STATED = ("stated_objection", "stated_reply", "stated_rectification")
PERIODS = (
    *STATED,
    "court_stage",
    "is_emergency",
    "is_minor_protection",
)
#: What a paper of this kind does not state: public interest no reply of its own, a court no objection (规 30 条).
UNUSED = {
    Kind.PUBLIC_INTEREST: ("stated_objection", "stated_reply", "is_minor_protection"),
    Kind.RETRIAL: (*STATED, "is_emergency", "is_minor_protection"),
}
UNUSED_OTHERWISE = ("stated_rectification", "is_emergency")
HELP = {
    "stated_objection": "法律未定日数，建议十五日，自收到次日起计算。留空的，文书不写，也不计算异议期限。",
    "stated_reply": "一般不填，为收到后两个月；情况紧急的，写明短于法定期限的期限。",
}
SUBJECT = ("title", "sub_kind", "sensitivity", "recipients", *ROUTE)
#: Boxes that are not ticked are not posted, and so are absent from what was kept of an unsaved draft.
UNTICKED = {"recipients": [], "copied_to": [], "is_emergency": False, "is_minor_protection": False}


class DraftForm(forms.ModelForm):
    """One column in the order of the paper; nothing is required to save, what is missing is named."""

    recipients = OrganisationsField(
        Organisation.objects.recipients(),
        label="被建议单位",
        required=False,
        help_text="几个单位的，文书上按勾选的先后排列。",
    )
    copied_to = copied_field()
    sub_kind = sub_kind_field()
    sensitivity = forms.ChoiceField(label="敏感级别", choices=Sensitivity.choices)
    source = forms.ChoiceField(label="线索来源", choices=[("", "请选择"), *Source.choices], required=False)
    ground = forms.ChoiceField(label="适用情形", choices=[("", "请选择"), *Ground.choices], required=False)
    stated_objection = StatedPeriodField(label="异议期限", required=False)
    stated_reply = StatedPeriodField(label="回复期限", required=False)
    stated_rectification = StatedPeriodField(label="整改期限", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    #: What each field held when the form was opened: `workflow.merging`.
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Recommendation
        fields = [
            "title",
            "sub_kind",
            "sensitivity",
            "domain",
            "source",
            "source_number",
            "origin",
            "facts",
            "problem",
            "ground",
            "legal_basis",
            "court_stage",
            "is_emergency",
            "is_minor_protection",
            "other",
            "enclosures",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 5, "data-grow": ""})
            for name in ("origin", "facts", "problem", "legal_basis", "other")
        } | {"enclosures": forms.Textarea(attrs={"rows": 2, "data-grow": ""})}
        help_texts = {
            "enclosures": "一行一件。发人民法院的写明检察卷宗册数，如“检察卷宗2册”。制发时随附的文件，名称自动列入。"
        }

    def __init__(self, *args, **options) -> None:
        """`initial` is what was kept of an unsaved draft; it stands before what is stored."""
        if kept := options.get("initial"):
            options["initial"] = UNTICKED | kept
        super().__init__(*args, **options)
        self.use_required_attribute = False
        begin_near(self, self.instance.lead.jurisdiction_id)
        self.initial.setdefault("version", self.instance.version)
        stored = [row.organisation for row in self.instance.intended.all()]
        self.initial.setdefault("recipients", [organisation.pk for organisation in stored])
        for name in STATED:
            self.initial.setdefault(name, getattr(self.instance, name))
        self.initial.setdefault(
            "copied_to", [row.organisation_id for row in self.instance.intended_copies.all()]
        )
        self.chosen = recipients_of(self, stored)
        ask_route(self, self.instance.lead, self.chosen)
        for name in ROUTE:
            self.initial.setdefault(name, getattr(self.instance, name))
        self._fit_kind()
        self._explain_contents()
        self._add_advices()
        if not self.is_bound and not kept:
            self.initial[BASE] = base_of(stored_in(self))

    def _fit_kind(self) -> None:
        """Each kind asks what its paper states; the ground is social governance's."""
        unused = set(UNUSED.get(self.instance.kind, UNUSED_OTHERWISE))
        if self.instance.kind != Kind.SOCIAL_GOVERNANCE:
            unused.add("ground")
        if self.instance.kind != Kind.CORRECTION:
            unused.add("court_stage")
        if self.instance.kind not in rules.KIND_OF_SUB_KIND.values():
            unused.add("sub_kind")
        for name in unused:
            del self.fields[name]
        for name, help_text in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = help_text

    def _explain_contents(self) -> None:
        self.days = cited.days_of(self.instance)
        for item in required_contents(self.instance.kind):
            if item.field in self.fields:
                self.fields[item.field].label = item.name
                self.fields[item.field].help_text = f"{item.article}：{item.help}"
                self.fields[item.field].example = item.example(self.days)

    def _add_advices(self) -> None:
        rows = list(self.instance.advices.all()) if self.instance.pk else []
        wanted = max(ADVICE_ROWS, len(rows) + 2)
        typed = self.data if self.is_bound else self.initial
        wanted = max(wanted, sum(name.startswith("advice_") for name in typed))
        for number in range(1, wanted + 1):
            text = rows[number - 1].text if number <= len(rows) else ""
            field = long_text(f"建议{number}", required=False, rows=2)
            self.fields[f"advice_{number}"] = field
            self.initial.setdefault(f"advice_{number}", text)

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        advices = [name for name in self.fields if name.startswith("advice_")]
        periods = PERIODS
        return [
            ("标题和对象", [name for name in SUBJECT if name in self.fields], ""),
            ("一、案件或者问题的来源", ["source", "source_number", "domain", "origin"], ""),
            ("二、事实和证据", ["facts"], ""),
            ("三、问题", ["problem", "ground"], ""),
            ("四、建议的具体内容", advices, "每一项单独填写，对方将逐项回复。不用的留空。"),
            ("五、依据", ["legal_basis"], ""),
            ("六、期限", [name for name in periods if name in self.fields], "期限自收到次日起计算。"),
            ("七、其他需要说明的事项和附件", ["other", "enclosures"], ""),
            ("抄送", ["copied_to"], "随文书由检察长审批决定；制发后另行抄送的，也由检察长决定。"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_source(self)
        check_sub_kind(self, self.instance.kind)
        check_agreement(self, with_values(self.instance, self.values()))
        check_copies(self)
        check_recipients(self, self.instance.kind, cleaned.get("sub_kind", ""))
        return cleaned

    def clean_title(self) -> str:
        title = self.cleaned_data["title"].strip()
        if not title:
            raise forms.ValidationError("标题不能为空。")
        return title

    def advice_texts(self) -> list[str]:
        names = [name for name in self.fields if name.startswith("advice_")]
        return as_items(self.cleaned_data.get(name) or "" for name in names)

    def values(self) -> dict[str, Any]:
        """The columns of the matter; recipients and advices are rows of their own."""
        names = [name for name in (*self.Meta.fields, *STATED, *ROUTE) if name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in names}

    def warn_of_laws(self) -> dict[str, list[str]]:
        """Point out at its field each law cited that was not in force on the day of the facts; what was said."""
        names = [name for name in self.fields if name in cited.TEXTS or name.startswith("advice_")]
        said = cited.warnings({name: self[name].value() or "" for name in names}, self.days)
        for name, words in said.items():
            self.fields[name].warnings = words
        return said

    def missing(self) -> list[Content]:
        """The required contents that the form lacks, to be named at their fields; unbound, the saved draft."""
        if not (self.is_bound and self.is_valid()):
            return missing_contents(self.instance)
        given = self.cleaned_data
        recipients = list(given["recipients"])
        missing = [item for item in required_contents(self.instance.kind) if not self._holds(item.field)]
        way = given.get("route", ""), given.get("route_note", "")
        return [*missing, ROUTE_CONTENT] if routes.problems(self.instance.lead, recipients, *way) else missing

    def _holds(self, field: str) -> bool:
        if field == "stated_objection" and is_to_court(
            self.instance, self.cleaned_data.get("recipients") or ()
        ):
            return True
        return bool(self.advice_texts() if field == "advices" else self.cleaned_data.get(field))

    def _post_clean(self) -> None:
        """The instance is written by `workflow.save` under lock, never by this form."""
