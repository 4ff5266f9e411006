"""Suing, the court's decision, its performance, withdrawing the suit."""

from django import forms

from common.form_fields import WhenField
from deadlines.statute import Stated
from organisations.models import Organisation
from recommendations.choices import OF_SECOND_INSTANCE, Judgment, SuitGround
from recommendations.forms.letters import number_field, scans_field
from recommendations.steps.court import BASES, PERIOD_OVER, REFUSED
from workflow.forms import StepForm, long_text
from workflow.period_field import StatedPeriodField


class SueForm(StepForm):
    """On what ground, before which court, and that the interest is still harmed."""

    foretells = False
    asks_files = "起诉书、人民法院立案材料"
    ground = forms.ChoiceField(
        label="未依法履行职责的情形",
        choices=[("", "请选择"), *SuitGround.choices],
        help_text="办案规则第八十二条。",
    )
    basis = forms.ChoiceField(
        label="起诉时机",
        choices=list(BASES.items()),
        widget=forms.RadioSelect,
        help_text="文书载明的整改期限短于两个月的，仍须满两个月（检察公益诉讼解释第二十一条）；紧急情形不以第十五日为准。"
        "只有回复明确拒绝履行职责的，可以提前（检例第112号）。",
    )
    harmed = forms.BooleanField(
        label="国家利益或者社会公共利益仍处于受侵害状态",
        required=False,
        help_text="没有回复不等于可以起诉，公益仍受侵害的才起诉（办案规则第八十一条）。",
    )
    reasons = long_text("公益仍受侵害的事实和理由")
    court = forms.CharField(label="受诉法院", max_length=200)
    sued_on = WhenField(
        label="起诉书提交法院的日期",
        help_text="报上一级院备案的五日自次日起计算；只知道年月的，写到年月，不据此推算期限。",
    )

    def set_up(self) -> None:
        over = self.matter.suit_period_is_past()
        self.initial.setdefault("basis", PERIOD_OVER if over else REFUSED)
        courts = Organisation.objects.active().filter(
            capabilities__capability="court", jurisdiction=self.matter.lead.jurisdiction_id
        )
        if len(found := list(courts[:2])) == 1:
            self.initial.setdefault("court", found[0].name)


class JudgmentForm(StepForm):
    foretells = False
    may_be_earlier = False
    asks_files = "裁判文书"
    court = forms.CharField(label="作出裁判的法院", max_length=200)
    court_number = forms.CharField(label="案号", max_length=80, required=False)
    judgment = forms.ChoiceField(label="裁判结果", choices=[("", "请选择"), *Judgment.choices])
    judged_on = WhenField(label="裁判日期", required=False, help_text="当庭宣判的，填写宣判日期。")
    received_on = WhenField(label="收到裁判文书的日期", help_text="报上一级院备案的三日自次日起计算。")
    is_appealed = forms.BooleanField(
        label="被告已经上诉，本裁判尚未生效",
        required=False,
        help_text="本院提出上诉的，登记后由检察长办理“提出上诉”。",
    )
    appeal = long_text("上诉情况", required=False, rows=2)
    performance = long_text("履行情况", required=False, rows=3)
    follow_up = StatedPeriodField(
        label="继续监督履行的期限",
        required=False,
        help_text="裁判尚待履行的填写，裁判生效后事项回到“整改中”；已经履行的留空。第一审裁判登记后仍在诉讼中，上诉期届满或者决定不上诉后办结。",
    )

    def set_up(self) -> None:
        if self.matter.appealed_on:
            self._ask_second_instance()
            return
        self.initial.setdefault("court", self.matter.court)
        judgment = self.fields["judgment"]
        judgment.choices = [each for each in judgment.choices if each[0] not in OF_SECOND_INSTANCE]

    def _ask_second_instance(self) -> None:
        """Another court; no appeal against it, and no record of it with the superior (办案规则第五十八条)."""
        for name in ("is_appealed", "appeal"):
            del self.fields[name]
        fields = self.fields
        fields["court"].help_text = "第二审人民法院。"
        fields[
            "judgment"
        ].help_text = "维持原判的，选与第一审相同的结果；发回重审的，等候第一审法院重新裁判。"
        fields["received_on"].help_text = "第二审裁判自送达起生效，不再上诉。"
        fields["follow_up"].help_text = "裁判尚待履行的填写，事项回到“整改中”；已经履行的留空，事项办结。"


class PerformanceForm(StepForm):
    foretells = False
    asks_files = "履行情况的材料"
    performance = long_text("履行情况")
    is_performed = forms.BooleanField(label="已经全部履行", required=False)
    follow_up = StatedPeriodField(label="继续监督履行的期限", required=False, initial=Stated(30))

    def set_up(self) -> None:
        if self.matter.state == "closed":
            for name in ("is_performed", "follow_up"):
                del self.fields[name]


class WithdrawSuitForm(StepForm):
    foreseen_with = {"fulfilled": True}
    asks_files = "诉讼请求实现的材料"
    fulfilled = forms.BooleanField(label="诉讼请求已经全部实现", required=False)
    reasons = long_text("理由", help_text="写入撤回起诉决定书和终结案件决定书。")
    withdrawal_number = number_field("撤回起诉决定书文号")
    paper_scans = scans_field("撤回起诉决定书扫描件")
    paper_number = number_field("终结案件决定书文号")
    letter_scans = scans_field("终结案件决定书扫描件")


class SubmitWithdrawalForm(StepForm):
    asks_files = "送达材料"
    to = forms.CharField(label="提交的法院", max_length=200)

    def set_up(self) -> None:
        self.initial.setdefault("to", self.matter.court)


class AppealForm(StepForm):
    foretells = False
    asks_files = "上诉书"
    reasons = long_text("上诉理由")
    appealed_on = WhenField(label="提出上诉的日期", help_text="应当在上诉期届满以前。")


class DefendantAppealForm(StepForm):
    foretells = False
    may_be_earlier = False
    asks_files = "上诉状副本"
    received_on = WhenField(label="收到上诉状副本的日期", help_text="报告上一级院的三日自次日起计算。")
    appeal = long_text("上诉请求和理由", required=False, rows=3)


class WaiveAppealForm(StepForm):
    foretells = False
    reasons = long_text("不上诉的理由")
    defendant_waives = forms.BooleanField(
        label="被告没有上诉，且已经书面放弃上诉或者其上诉期已经届满", required=False
    )


class SummonsForm(StepForm):
    foretells = False
    may_be_earlier = False
    asks_files = "出庭通知书"
    received_on = WhenField(label="收到出庭通知书的日期")
    note = long_text("开庭时间、地点", required=False, rows=2)


class AppearanceForm(StepForm):
    asks_files = "派员出庭通知书"
    to = forms.CharField(label="送达的法院", max_length=200)
    people = forms.CharField(label="出庭人员", max_length=200)

    def set_up(self) -> None:
        self.initial.setdefault("to", self.matter.court)
