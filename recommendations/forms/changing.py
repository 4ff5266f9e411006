"""Change and withdrawal of what was issued; a draft to the right recipient."""

from typing import Any

from django import forms

from common.form_fields import WhenField
from organisations.choosing import OrganisationField
from organisations.models import Organisation
from recommendations.advices import in_lines
from recommendations.changed_paper import PERIODS, TEXTS
from recommendations.choices import Decided, Kind, State
from recommendations.forms.choosing import check_recipients
from recommendations.forms.letters import number_field, scans_field
from recommendations.requests import OBJECTION
from recommendations.rules import is_to_court
from recommendations.siblings import Others, named
from recommendations.steps.changing import decision_fields
from workflow.forms import StepForm, UploadsField, long_text
from workflow.period_field import StatedPeriodField

ORDER = ["order_number", "ordered_on"]
UNSTATED = {"stated_objection": "文书没有载明的留空，不计算异议期限。"}


def _decision(other, data: dict[str, Any]) -> dict[str, Any]:
    """What was entered of the decision on `other`, taken out of `data`: it is that matter's alone."""
    given = {name: data.pop(field, None) for name, field in decision_fields(other).items()}
    return {name: value for name, value in given.items() if value}


class WithReasonsForm(StepForm):
    """Reasons that go to the recipient; where the superior ordered it, by which paper."""

    gives = ("others", "along", "decisions")
    foretells = False
    asks_files = "决定、指令等依据材料"
    reasons = long_text("理由", help_text="写入通知书，送达被建议单位。")
    order_number = forms.CharField(
        label="上级检察院指令文号", max_length=80, required=False, help_text="按上级检察院指令办理的填写。"
    )
    ordered_on = WhenField(label="指令日期", required=False)

    def set_up(self) -> None:
        """What the superior has ordered is filled in; where the very paper went to others too, what becomes of them."""
        if order := self.matter.superior_order():
            self.initial.setdefault("order_number", order.order_number)
            self.initial.setdefault("ordered_on", order.ordered_on)
        if others := self.matter.changed_together():
            self.fields["others"] = forms.ChoiceField(
                label="同一文书的其他单位", choices=Others.choices, widget=forms.RadioSelect,
                help_text=f"本文书还发往{named(others)}。只处理本单位并变更文书的，变更后的文书另编文号。",
            )  # fmt: skip

    def step_data(self) -> dict[str, Any]:
        """Those who go along are locked with it."""
        data = super().step_data()
        others = self.matter.changed_together()
        decisions = {each.pk: _decision(each, data) for each in others}
        together = others if data.get("others") == Others.ALL else []
        return data | {"along": together, "decisions": {each.pk: decisions[each.pk] for each in together}}

    def ask_decisions_of_others(self) -> list[str]:
        """For a withdrawal: each unit's case ends by a decision with a number of its own. The fields' names."""
        asked = []
        for other in filter(lambda each: each.ends_a_case(), self.matter.changed_together()):
            number, scans = decision_fields(other).values()
            unit = other.recipient.short_name
            self.fields[number] = number_field(f"一并撤回的，{unit}的终结案件决定书文号")
            self.fields[scans] = scans_field(f"一并撤回的，{unit}的终结案件决定书扫描件")
            asked += [number, scans]
        return asked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number, day = cleaned.get("order_number"), cleaned.get("ordered_on")
        if number and not day and "ordered_on" not in self.errors:
            self.add_error("ordered_on", "填写了指令文号的，请同时填写指令日期。")
        if day and not number:
            self.add_error("order_number", "填写了指令日期的，请同时填写指令文号。")
        if day and day.in_future:
            self.add_error("ordered_on", "指令日期不能晚于今天。")
        return cleaned


class WithdrawForm(WithReasonsForm):
    """A filed public-interest case ends with the decision beside the notice."""

    foretells = True
    paper_number = number_field("终结案件决定书文号")
    letter_scans = scans_field("终结案件决定书扫描件")

    def set_up(self) -> None:
        super().set_up()
        for name in ("paper_number", "letter_scans"):
            if not self.matter.ends_a_case():
                del self.fields[name]
        self.ask_decisions_of_others()


class ModifyForm(WithReasonsForm):
    """Every part of the paper that may change, with what stands there now."""

    gives = ("changes", "advices")
    advice_text = long_text("建议事项", help_text="一行一项，对方逐项回复。")
    number = forms.CharField(
        label="变更后的文号", max_length=80, required=False, help_text="沿用原文号的不填。"
    )
    paper_scans = UploadsField(
        label="变更后的盖章文书（PDF 或 OFD）", only=("pdf", "ofd"), required=False, inside=True,
        help_text="已在检察业务应用系统制发的上传；不上传的，由本系统按本页内容生成，各项内容须完整。",
    )  # fmt: skip

    def set_up(self) -> None:
        super().set_up()
        for name, label in TEXTS.items():
            self.fields[name] = long_text(label, required=False)
            self.initial.setdefault(name, getattr(self.matter, name))
        for name in self._periods():
            self.fields[name] = StatedPeriodField(
                label=PERIODS[name],
                required=False,
                help_text=UNSTATED.get(name, "文书没有载明的留空，按法定期限计算。"),
            )
            self.initial.setdefault(name, getattr(self.matter, name))
        self.initial.setdefault("advice_text", "\n".join(row.text for row in self.matter.advices.all()))
        if not self.matter.lead.jurisdiction.decides_in_portal:
            self.fields["paper_scans"].required = True
            self.fields["paper_scans"].help_text = "检察建议在检察业务应用系统制发，请上传变更后的文书。"

    def _periods(self) -> list[str]:
        """What a paper of this kind and to this recipient may state."""
        if self.matter.kind == Kind.PUBLIC_INTEREST:
            return ["stated_rectification", "stated_objection"]
        if self.matter.kind == Kind.RETRIAL:
            return []
        return ["stated_reply"] if is_to_court(self.matter) else ["stated_reply", "stated_objection"]

    @property
    def fieldsets(self) -> list[tuple[str, list[str], str]]:
        return [
            *self.result_group(),
            ("变更后的内容", [*TEXTS, "advice_text", *self._periods()], "不变的部分保持原样。"),
            ("文书", ["number", "paper_scans"], "原文书仍保留在文书栏。"),
            ("理由", [*self._reason_names(), "files"], ""),
            *self.decision_group(),
        ]

    def result_group(self) -> list[tuple[str, list[str], str]]:
        """What is asked before the contents."""
        return [("其他单位", ["others"], "")] if "others" in self.fields else []

    def _reason_names(self) -> list[str]:
        return [name for name in ("reasons", *ORDER, "occurred_at") if name in self.fields]

    def step_data(self) -> dict[str, Any]:
        data = super().step_data()
        names = [*TEXTS, *self._periods()]
        data["changes"] = {name: data.pop(name) for name in names}
        data["advices"] = in_lines(data.pop("advice_text"))
        return data


class UpholdObjectionForm(ModifyForm):
    asks_files = "附件"
    result = forms.ChoiceField(
        label="决定",
        choices=[(State.ISSUED, "变更检察建议"), (State.WITHDRAWN, "撤回检察建议")],
        widget=forms.RadioSelect,
        initial=State.ISSUED,
    )
    decided_in = forms.ChoiceField(
        label="由谁决定",
        choices=Decided.choices,
        widget=forms.RadioSelect,
        initial=Decided.CHIEF,
        required=False,
    )
    committee_number = forms.CharField(
        label="会议纪要、决定文号", max_length=80, required=False, help_text="检察委员会决定的填写，没有文号的写会议届次。"
    )  # fmt: skip
    committee_on = WhenField(label="检察委员会决定日期", required=False)
    committee_paper = UploadsField(
        label="会议纪要、决定（扫描件，仅本院可见）", required=False, single=True, inside=True
    )
    paper_number = number_field("撤回的，终结案件决定书文号")
    letter_scans = scans_field("撤回的，终结案件决定书扫描件")

    def set_up(self) -> None:
        super().set_up()
        for name in ORDER if self.matter.is_filed else (*ORDER, "paper_number", "letter_scans"):
            del self.fields[name]
        self.of_others = self.ask_decisions_of_others()
        if objection := OBJECTION.of(self.matter):
            self.fields["result"].help_text = f"对方的异议：{objection.grounds}"

    def result_group(self) -> list[tuple[str, list[str], str]]:
        names = ["result", "others", "decided_in", "committee_number", "committee_on", "committee_paper"]
        names += [name for name in ("paper_number", "letter_scans") if name in self.fields] + self.of_others
        return [("决定", names, "决定撤回的，下面变更后的内容和文书不填。")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("result") == State.WITHDRAWN:
            for name in ("paper_scans", "advice_text"):
                self.errors.pop(name, None)
                cleaned.setdefault(name, [] if name == "paper_scans" else "")
        return cleaned


class DraftForAnotherForm(StepForm):
    asks_files = ""
    may_be_earlier = False
    recipient = OrganisationField(
        Organisation.objects.recipients(),
        label="应收单位",
        empty_label="请选择",
        help_text="新的草稿与本件关联，仍须审核、审批后制发。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_recipients(self, self.matter.kind, self.matter.sub_kind, "recipient")
        return cleaned

    def set_up(self) -> None:
        others = self.fields["recipient"].queryset.exclude(pk=self.matter.recipient_id)
        self.fields["recipient"].queryset = others
