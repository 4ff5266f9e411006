"""Consultation, and the end without a recommendation."""

from django import forms

from recommendations.forms.letters import number_field, scans_field
from workflow.forms import StepForm, long_text


def addressee_field() -> forms.CharField:
    return forms.CharField(
        label="行政机关",
        max_length=200,
        help_text="终结案件决定书送达的机关，几个机关用顿号分开，各送一份；打印盖章送达后，登记文书送达。",
    )


WAYS = ("磋商会议", "事实确认书", "书面征求意见")


class ConsultForm(StepForm):
    asks_files = "事实确认书、会议签到表等"
    field_order = ["way", "agency", "occurred_at", "place", "people", "minutes", "plan"]
    way = forms.ChoiceField(label="方式", choices=[(way, way) for way in WAYS])
    agency = forms.CharField(label="磋商单位", max_length=200)
    place = forms.CharField(label="地点", max_length=200, required=False)
    people = forms.CharField(label="参加人员", max_length=300)
    minutes = long_text("磋商情况", help_text="写明对方是否认可认定的事实和应当履行的职责。")
    plan = long_text("商定的整改方案", required=False, help_text="写明措施和完成时间；没有商定的不填。")

    def set_up(self) -> None:
        self.initial.setdefault("agency", intended_names(self.matter))


class EndWithoutForm(StepForm):
    asks_files = "调查终结报告"
    agency = addressee_field()
    reasons = long_text("理由", help_text="写明调查查明的情况，以及为什么不提出检察建议。")
    paper_number = number_field()
    letter_scans = scans_field()

    def set_up(self) -> None:
        ask_addressee(self)


def ask_addressee(form: StepForm) -> None:
    """Of a filed public-interest case, to whom the decision goes; otherwise there is no decision to serve."""
    if form.matter.is_filed:
        names = intended_names(form.matter)
        form.initial.setdefault("agency", names)
        form.foreseen_with = {"agency": names or "行政机关"}
        return
    for name in ("agency", "paper_number", "letter_scans"):
        del form.fields[name]


def intended_names(matter) -> str:
    """Whom the draft is meant for, as one line."""
    return "、".join(row.organisation.name for row in matter.intended.select_related("organisation"))
