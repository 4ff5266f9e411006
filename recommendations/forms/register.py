"""登记已制发文书: the everyday door. Ninety seconds, nothing typed twice."""

from django import forms

from common.form_fields import WhenField
from matters import in_use
from matters.kinds import Sensitivity
from organisations.choosing import OrganisationsField
from organisations.models import Organisation
from recommendations import cited
from recommendations.advices import in_lines
from recommendations.by_hand import by_hand
from recommendations.choices import KINDS, CourtStage, Source
from recommendations.contradictions import with_values
from recommendations.forms.choosing import (
    ROUTE,
    ask_route,
    check_agreement,
    check_recipients,
    check_route,
    recipients_of,
    sub_kind_field,
)
from recommendations.forms.issue import texts_field
from recommendations.forms.service import consent_to_announcement
from recommendations.forms.start import StartForm
from recommendations.forms.taking_part import check_copies, copied_field
from recommendations.siblings import Texts
from workflow.forms import UploadsField, long_text
from workflow.period_field import StatedPeriodField
from workflow.served import ServiceWay

WAYS = [(way.value, way.label) for way in ServiceWay if way != ServiceWay.ONLINE]

PERIODS = [
    "stated_reply",
    "stated_objection",
    "stated_rectification",
    "court_stage",
    "is_emergency",
    "is_minor_protection",
]
EARLIER = ["sensitivity", "domain", "source", "source_number", "found_on", "filed_on", "approved_on"]

#: What is asked of each further unit that got a paper of its own, before the unit's key.
OF_EACH = ("number_", "scans_")


def _keys(posted) -> list[int]:
    """Of what was posted, what may be a key."""
    return [int(key) for key in posted if str(key).isdecimal()]


class RegisterForm(StartForm):
    """Number in any form, recipients, day, the sealed scan; earlier dates and service may come along."""

    gives = ("route", "route_note", "own", "advices")
    foretells = False
    asks_files = ""
    may_be_earlier = False
    kind = forms.ChoiceField(label="检察建议类型", choices=())
    sub_kind = sub_kind_field()
    number = forms.CharField(label="文号", max_length=80, help_text="照文书抄录，括号写法不限。")
    recipients = OrganisationsField(
        Organisation.objects.recipients(), label="被建议单位",
        help_text="发几个单位的，按文书所列次序逐一勾选，各成一件并相互关联。",
    )  # fmt: skip
    texts = texts_field()
    copied_to = copied_field()
    issued_on = WhenField(label="制发日期")
    signer = forms.CharField(label="签发人", max_length=60, required=False)
    paper_scans = UploadsField(label="盖章文书（PDF 或 OFD）", only=("pdf", "ofd"))
    source = forms.ChoiceField(label="线索来源", choices=[("", "请选择"), *Source.choices], required=False)
    approved_on = WhenField(label="批准日期", required=False)
    filed_on = WhenField(label="立案日期", required=False)
    advice_text = long_text(
        "建议事项", required=False, help_text="一行一项，对方逐项回复；不填则按文书整体回复。"
    )
    stated_reply = StatedPeriodField(label="文书载明的回复期限", required=False)
    stated_objection = StatedPeriodField(label="文书载明的异议期限", required=False)
    stated_rectification = StatedPeriodField(label="文书载明的整改期限", required=False)
    court_stage = forms.ChoiceField(
        label="法院案件环节", required=False, choices=[("", "不适用"), *CourtStage.choices],
        help_text="向法院发纠正违法检察建议的填写，审判活动一个月、执行活动三个月内回复。",
    )  # fmt: skip
    is_emergency = forms.BooleanField(label="公益诉讼情况紧急，十五日内回复", required=False)
    is_minor_protection = forms.BooleanField(label="涉未成年人保护，一个月内回复", required=False)
    received_on = WhenField(
        label="收到日期",
        required=False,
        help_text="已送达的填写，未送达的留空。几个单位收到日期不同的也留空，登记后在“登记送达”一并填写各单位的日期。",
    )
    receipt_assumed = forms.BooleanField(label="收到日期未知，以制发日期代替", required=False)
    way = forms.ChoiceField(label="送达方式", choices=[("", "未登记"), *WAYS], required=False)
    recipient_consents = consent_to_announcement()
    receiver = forms.CharField(label="签收人", max_length=60, required=False)

    trunk = [
        (
            "文书",
            [
                "kind",
                "sub_kind",
                "number",
                "title",
                "recipients",
                "texts",
                *ROUTE,
                "issued_on",
                "signer",
                "paper_scans",
                "handler",
            ],
        ),
        (
            "建议事项和期限",
            ["advice_text", *PERIODS],
            "未载明的留空：回复、整改按法定期限计算，异议期限不计算。",
        ),
        (
            "送达",
            ["received_on", "receipt_assumed", "way", "recipient_consents", "receiver"],
            "已有送达回证的一并登记。",
        ),
        ("来源和先前日期", EARLIER, "可以不填。只知道年月的，写到年月。"),
        ("抄送", ["copied_to"], "照文书抄送栏填写，没有的不填。登记后另行抄送的，由检察长决定。"),
    ]

    @property
    def fieldsets(self) -> list[tuple]:
        """Directly below the paper: what is asked of each further one, where each unit got its own."""
        own = [name for name in self.fields if name.startswith(OF_EACH)]
        hint = "上面的文号和文书是第一个单位的。"
        paper, *others = self.trunk
        return [paper, *([("其他单位的文书", own, hint)] if own else []), *others]

    def set_up(self) -> None:
        """Whoever registers is not in charge by that; a matter that began in the portal has its handler."""
        self.fields["sensitivity"].initial = Sensitivity.ORDINARY
        self.fields["kind"].choices = in_use.choices(self.matter, KINDS)
        if self.matter.pk:
            self._carry_over()
        else:
            self.ask_handler()
        self._ask_each()
        intended = self.matter.intended.all() if self.matter.pk else ()
        ask_route(self, self.matter.lead, recipients_of(self, [row.organisation for row in intended]))

    def _ask_each(self) -> None:
        """Where each unit got its own paper: number and scan of those after the first, once they are chosen."""
        typed = self.data if self.is_bound else self.initial
        if typed.get("texts") != Texts.EACH:
            return
        posted = self.fields["recipients"].widget.value_from_datadict(self.data, self.files, "recipients")
        chosen = posted if self.is_bound else self.initial.get("recipients", [])
        known = {str(row.pk): row for row in self.fields["recipients"].queryset.filter(pk__in=_keys(chosen))}
        for organisation in [known[str(key)] for key in chosen if str(key) in known][1:]:
            self.fields[f"number_{organisation.pk}"] = forms.CharField(
                label=f"{organisation.name}的文号", max_length=80
            )
            self.fields[f"scans_{organisation.pk}"] = UploadsField(
                label=f"{organisation.name}的盖章文书（PDF 或 OFD）", only=("pdf", "ofd")
            )

    def _carry_over(self) -> None:
        """A matter that began in the portal is not typed again."""
        for name in ("kind", "sub_kind", "title", "sensitivity", "domain", "source", "source_number"):
            self.initial.setdefault(name, getattr(self.matter, name))
        del self.fields["kind"]
        self.initial.setdefault("recipients", [row.organisation_id for row in self.matter.intended.all()])
        copies = [row.organisation_id for row in self.matter.intended_copies.all()]
        self.initial.setdefault("copied_to", copies)
        self.initial.setdefault("advice_text", "\n".join(row.text for row in self.matter.advices.all()))

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("receipt_assumed") and not cleaned.get("received_on"):
            cleaned["received_on"] = cleaned.get("issued_on")
        kind = cleaned.get("kind") or self.matter.kind
        check_recipients(self, kind, cleaned.get("sub_kind", ""))
        check_route(self, self.matter.lead, cleaned.get("recipients") or [])
        self._check_agreement(cleaned)
        check_copies(self)
        self._warn_of_laws(cleaned)
        return cleaned

    def _check_agreement(self, cleaned: dict) -> None:
        trial = with_values(self.matter, self.matter_values())
        number, received = cleaned.get("number", ""), cleaned.get("received_on")
        check_agreement(self, trial, number=number, received=received, issued=True)

    def warnings(self) -> list[str]:
        """Laws cited in the advices that were not in force on the day of the facts; whose paper goes by hand."""
        laws = getattr(self.fields["advice_text"], "warnings", [])
        is_served = self.cleaned_data.get("received_on")
        return laws + ([] if is_served else by_hand(self.cleaned_data["recipients"]))

    def _warn_of_laws(self, cleaned: dict) -> None:
        days = cited.days_of_facts({name: cleaned.get(name) for name in cited.FACTS})
        said = cited.warnings({"advice_text": cleaned.get("advice_text") or ""}, days)
        self.fields["advice_text"].warnings = said.get("advice_text", [])

    def matter_values(self) -> dict:
        names = (
            "kind",
            "sub_kind",
            "title",
            "domain",
            "sensitivity",
            "source",
            "source_number",
            "court_stage",
        )
        numbers = (
            "stated_reply",
            "stated_objection",
            "stated_rectification",
            "is_emergency",
            "is_minor_protection",
        )
        asked = (*names, *numbers, "handler")
        return {name: self.cleaned_data[name] for name in asked if name in self.cleaned_data}

    def step_data(self) -> dict:
        data = super().step_data()
        own = [name for name in data if name.startswith(OF_EACH)]
        data["own"] = {name: data.pop(name) for name in own}
        data["recipients"], data["copied_to"] = list(data["recipients"]), list(data["copied_to"])
        data["advices"] = in_lines(data.pop("advice_text") or "")
        return data
