"""What follows urging in vain: 通报, 约谈, 报告和通报有关机关 (规定 25 条, and the mechanism), and an end unanswered."""

from django.db.models import Max, QuerySet
from django.utils.functional import cached_property

from common.fields import written
from common.when import When
from deadlines.models import Deadline
from matters.kinds import Kind
from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.court_papers import (
    circular_content,
    interview_minutes_content,
    interview_notice_content,
    report_content,
)
from recommendations.overseer import overseer_of
from recommendations.records import Escalation, Urging
from recommendations.steps.before_issue import FORMS
from workflow.effects import Call, Effects, Paper, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.who import chief

AT_RECIPIENT = (Role.LIAISON, Role.ORGANISATION_HEAD)
AT_OVERSEER = (Role.ASSESSOR, Role.LIAISON)
#: Who at the overseer may enter a joint paper.
JOINTLY = (Role.ASSESSOR, Role.LIAISON, Role.ORGANISATION_HEAD)
#: 规定第二十五条: each is ticked with its proof.
CONDITIONS = {
    "in_period": "规定的期限已过",
    "urged": "经督促",
    "unjustified": "无正当理由",
}


@condition("对人民法院不作通报、约谈；需要继续监督的，可以提请上级院跟进。")
def is_no_court(matter) -> bool:
    return not (matter.recipient_id and matter.recipient.has("court"))


@condition("尚未督促，请先发出督促函（规定第二十四条、第二十五条）。")
def was_urged(matter) -> bool:
    return matter.has_urging


@condition("书面回复期限尚未届满，也没有收到回复，不能报告、通报有关机关（规定第二十五条）。")
def period_has_passed(matter) -> bool:
    return bool(matter.replied_on) or matter.reply_is_past()


@condition("公益诉讼案件不以未回复办结，请终结案件或者提起公益诉讼。")
def may_end_unanswered(matter) -> bool:
    return matter.kind != Kind.PUBLIC_INTEREST


@condition("被建议单位已经回复，请办理整改审查。")
def has_no_reply(matter) -> bool:
    return not matter.replied_on


@condition("书面回复期限尚未届满，还不能办结。")
def reply_day_is_over(matter) -> bool:
    return matter.reply_is_past()


class EscalationSteps:
    """Mixed into Recommendation."""

    @cached_property
    def has_urging(self) -> bool:
        """Whether the paper in force was urged. Asked by each of these steps for one page."""
        return self.urgings_in_force().exists()

    def urgings_in_force(self) -> QuerySet[Urging]:
        """Those since the last change: what urged an earlier version urged another paper."""
        urgings = self.urging_set.all()
        if self.paper_version == 1:
            return urgings
        changes = self.events.filter(verb__in=("modify", "uphold_objection"))
        return urgings.filter(event__number__gt=changes.aggregate(last=Max("number"))["last"])

    def reply_is_past(self, when: When | None = None) -> bool:
        """Whether the reply's last day was over on `when` (today, Asia/Shanghai); no day known: people judge."""
        return rules.is_past(self.reply_period(), when)

    def reply_period(self) -> Deadline | None:
        """The reply's period as it stands after every change, whatever became of it."""
        return (
            self.deadlines.filter(rule__in=rules.REPLIES).exclude(status="replaced").order_by("-id").first()
        )

    @step(
        "通报",
        source=State.RECTIFYING,
        who=chief(jointly=JOINTLY),
        conditions=[is_no_court, was_urged],
        form=f"{FORMS}.escalation.CirculateForm",
        weight="warning",
        hint="可以与司法行政机关联合通报：一方登记盖章文书，另一方收到通知。",
    )
    def circulate(self, call: Call) -> Effects:
        held = self._day_of(call)
        self._check_joint(call)
        addressee, text = call.get("addressee"), call.get("text")
        row = Escalation(
            type=Escalation.Type.CIRCULAR, addressee=addressee, text=text or "", held_on=written(held)
        )
        effects = Effects(said={"addressee": addressee, "text": text, "dated": row.held_on}, records=[row])
        effects.scan_is_paper = "circular"
        if not call.data.get("paper_scans"):
            effects.papers = [Paper("circular", "通报", lambda number: circular_content(self, row, held))]
        effects.tells = self._tell_of_escalation(call, "通报")
        return effects

    @step(
        "约谈",
        source=State.RECTIFYING,
        who=chief(jointly=JOINTLY),
        conditions=[is_no_court, was_urged],
        form=f"{FORMS}.escalation.InterviewForm",
        weight="warning",
        hint="约谈前登记时间和人员，生成约谈通知书；约谈后登记谈话情况，生成约谈记录。",
    )
    def interview(self, call: Call) -> Effects:
        """Before it the notice is made; once there are minutes, their record."""
        minutes = call.get("minutes") or ""
        held = When.of(call.get("held_on") or call.occurred)
        self._check_joint(call)
        if minutes and held.in_future:
            raise Invalid({"held_on": "约谈尚未进行，请不要填写约谈情况；约谈后再登记。"})
        row = Escalation(
            type=Escalation.Type.INTERVIEW,
            people=call.get("people") or "",
            text=call.get("text") or "",
            held_on=written(held),
            minutes=minutes,
        )
        said = {name: getattr(row, name) for name in ("people", "text", "minutes")}
        effects = Effects(said=said | {"dated": row.held_on}, records=[row])
        effects.scan_is_paper = "interview_minutes" if minutes else "interview_notice"
        if not call.data.get("paper_scans"):
            effects.papers = [self._interview_paper(row, call)]
        effects.tells = self._tell_of_escalation(call, "约谈")
        return effects

    def _interview_paper(self, row: Escalation, call: Call) -> Paper:
        if row.minutes:
            return Paper("interview_minutes", "约谈记录", lambda number: interview_minutes_content(self, row))
        return Paper(
            "interview_notice", "约谈通知书", lambda number: interview_notice_content(self, row, call)
        )

    def _day_of(self, call: Call) -> When:
        """The day of the paper. Raises Invalid for one ahead."""
        held = When.of(call.get("held_on") or call.occurred)
        if held.in_future:
            raise Invalid({"held_on": "文书日期不能晚于今天。"})
        return held

    def _check_joint(self, call: Call) -> None:
        """Who enters it beside the lead enters the joint paper itself. Raises Invalid."""
        if self.side_of(call.actor) == "overseer" and not call.data.get("paper_scans"):
            raise Invalid({"paper_scans": "联合通报、约谈由贵单位登记的，请上传盖章文书的扫描件。"})

    def _tell_of_escalation(self, call: Call, what: str) -> list[Tell]:
        """The recipient, and of the two who act jointly the one who did not enter it."""
        overseer = overseer_of(self) if self.to_administrative_body else None
        text = f"{self._name()}已登记{what}。"
        to_recipient = Tell(
            f"{self._name()}：对贵单位{what}，请及时整改并回复。", self.recipient, AT_RECIPIENT
        )
        if self.side_of(call.actor) == "overseer":
            return [to_recipient, *self._tell_handler(text), Tell(text, self.lead, (Role.CHIEF,))]
        return [to_recipient, *([Tell(text, overseer, AT_OVERSEER)] if overseer else [])]

    @step(
        "报告、通报有关机关",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[was_urged, period_has_passed],
        form=f"{FORMS}.escalation.ReportUpForm",
        weight="warning",
        hint="规定第二十五条的三个条件逐项写明依据，由检察长决定。",
    )
    def report_up(self, call: Call) -> Effects:
        """Bodies that are informed get the paper; who is to see the matter itself is copied in 抄送."""
        missing = {
            name: f"“{label}”须确认并写明依据。"
            for name, label in CONDITIONS.items()
            if not (call.get(name) and call.get(f"{name}_proof"))
        }
        if not call.get("addressee"):
            missing["addressee"] = "请选择或者填写送交的机关。"
        if missing:
            raise Invalid(missing)
        proofs = [f"{label}：{call.get(f'{name}_proof')}" for name, label in CONDITIONS.items()]
        text = "\n".join([*proofs, call.get("text") or ""]).strip()
        row = Escalation(
            type=Escalation.Type.REPORT,
            addressee=call.get("addressee"),
            text=text,
            held_on=written(call.decided),
        )
        effects = Effects(said={"addressee": row.addressee, "text": text}, records=[row], audience=self.lead)
        effects.papers = [
            Paper(
                "report_letter",
                "情况报告（通报）函",
                lambda number: report_content(self, row, call),
                audience=self.lead,
            )
        ]
        effects.tells = self._tell_handler(f"{self._name()}已决定报告、通报有关机关。")
        return effects

    @step(
        "未回复办结",
        source=State.RECTIFYING,
        target=State.CLOSED,
        who=chief(),
        conditions=[may_end_unanswered, has_no_reply, reply_day_is_over],
        form=f"{FORMS}.escalation.CloseUnansweredForm",
        weight="danger",
        hint="期限届满仍未回复，不再跟进的，写明理由办结；统计为未回复。",
    )
    def close_unanswered(self, call: Call) -> Effects:
        if not self.reply_is_past(call.decided):
            raise Invalid({call.decided_field: "作出决定时书面回复期限尚未届满，请核对日期。"})
        self.closed_on = written(call.decided)
        effects = Effects(said={"reasons": call.get("reasons")}, closes_all="未回复办结")
        text = f"{self._name()}因期限届满未回复，已经办结，记为未回复。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), *self._tell_handler(text)]
        return effects
