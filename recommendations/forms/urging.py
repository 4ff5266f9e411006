"""督促 and before it 提示; the decision on the reason."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from common import clock, dates
from deadlines.statute import Stated
from recommendations.choices import UrgeGround
from recommendations.forms.escalation import conditions_met
from recommendations.forms.letters import number_field, scans_field
from recommendations.prepared import letter_ready, letter_to_read
from workflow.forms import StepForm, long_text
from workflow.period_field import StatedPeriodField

GROUNDS = [(ground.value, ground.label) for ground in UrgeGround if ground != UrgeGround.DUE_SOON]
JUSTIFIED = [("no", "无正当理由"), ("yes", "有正当理由")]


class RemindForm(StepForm):
    """提示函: begun from the one that lies ready."""

    asks_files = ""
    text = long_text("提示内容", required=False, help_text="写入提示函，可以不填。提示不规定新的期限。")

    def set_up(self) -> None:
        if letter := letter_ready(self.matter, is_reminder=True):
            self.initial.setdefault("text", letter.demand)
            self.fields["text"].help_text = _made_ready(letter, "提示函")


class UrgeForm(StepForm):
    """The letter as it will be stands beside; whoever prepares or decides reads it before it goes."""

    asks_files = "附件"
    previews = True
    ground = forms.ChoiceField(label="情形", choices=GROUNDS)
    stated = StatedPeriodField(label="督促期限", help_text="照督促函载明的填写，自收到督促函的次日起计算。")
    demand = long_text(
        "督促内容", required=False, help_text="写入督促函。不填则请对方落实检察建议并书面回复。"
    )
    paper_number = number_field()
    paper_scans = scans_field()

    def set_up(self) -> None:
        grounds = self.matter.standing.grounds
        if grounds:
            self.initial.setdefault("ground", grounds[0])
        if letter := letter_ready(self.matter, is_reminder=False):
            self.foreseen_with = {"ground": letter.ground, "stated": letter.stated}
            for name in ("ground", "stated", "demand"):
                self.initial.setdefault(name, getattr(letter, name))
            self.fields["demand"].help_text = _made_ready(letter, "督促函")

    def reading(self) -> dict[str, Any] | None:
        """The letter from what the form holds now."""
        held = self._held()
        if held.get("ground") not in dict(GROUNDS):
            return None
        paper = letter_to_read(self.matter, self.actor, held)
        return {"template": "recommendations/paper.html", "paper": paper}

    def _held(self) -> dict[str, Any]:
        """What is typed, or what the form begins with."""
        names = ("ground", "demand", "stated", "decided_on", "occurred_at", "paper_number")
        held = self.cleaned_data if self.is_bound else self.initial
        return {name: held.get(name) for name in names} | {"stated": _read_period(held.get("stated"))}


def _read_period(value: Any) -> Stated | None:
    """A period that is half typed is none yet."""
    try:
        return StatedPeriodField(required=False).to_python(value)
    except forms.ValidationError:
        return None


def _made_ready(letter, name: str) -> str:
    return format_html(
        '系统已于{}备好{}，内容已经填入，可以修改。<a href="{}">预览{}</a>',
        dates.chinese_date(clock.local(letter.made_at).date()),
        name,
        reverse("recommendations:urging_letter", args=[letter.recommendation_id]),
        name,
    )


class ReasonForm(StepForm):
    """认定有无正当理由: with what the agency stated and what proves the finding."""

    foretells = False
    asks_files = "证据材料"
    field_order = ["ground", "justified", "stated_by_agency", "evidence", "reasons"]
    ground = forms.ChoiceField(label="情形", choices=GROUNDS)
    justified = forms.ChoiceField(label="认定", choices=JUSTIFIED, widget=forms.RadioSelect)
    stated_by_agency = long_text(
        "被建议单位的说明", rows=3, help_text="没有说明的，写明“未作说明”和询问的情况。"
    )
    evidence = long_text("证据", rows=3)
    reasons = long_text("认定理由", rows=3)

    def set_up(self) -> None:
        grounds = self.matter.standing.grounds
        self.fields["ground"].choices = [(each, UrgeGround(each).label) for each in grounds]
        self.fields["ground"].help_text = conditions_met(self.matter)

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        return data | {"justified": data["justified"] == "yes"}
