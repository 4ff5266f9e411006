"""What follows urging in vain: 通报, 约谈, 报告 (规定 25 条, and the mechanism), and an end unanswered."""

from collections.abc import Callable
from typing import Any

from common.fields import written
from common.when import When
from matters.parties import LEAD
from organisations.models import Role
from recommendations.choices import Kind, State
from recommendations.overseer import overseer_of
from recommendations.records import Escalation, ReasonFinding
from recommendations.steps.after_reply import is_not_paused
from recommendations.steps.before_issue import FORMS
from recommendations.steps.urging import AT_RECIPIENT, URGED_IN_VAIN, urging_is_over, was_urged
from recommendations.urging_papers import (
    circular_content,
    interview_minutes_content,
    interview_notice_content,
    report_content,
)
from recommendations.who import Jointly, chief
from workflow.effects import Effects, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.pressing import Before, Measure, check
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler
from workflow.who import HANDLERS

AT_OVERSEER = (Role.ASSESSOR, Role.LIAISON)
#: Who at the overseer may enter a joint paper.
JOINTLY = (Role.ASSESSOR, Role.LIAISON, Role.ORGANISATION_HEAD)
DECIDED_JOINTLY = Jointly(LEAD, (Role.CHIEF,), recorders=HANDLERS, partners=JOINTLY)


@condition("对人民法院不作通报、约谈；需要继续监督的，可以提请上级院跟进。")
def is_no_court(matter) -> bool:
    return not (matter.recipient_id and matter.recipient.has("court"))


is_unjustified = Before(
    lambda matter, when: matter.standing_on(when).is_unjustified,
    "检察长尚未认定无正当理由，请先办理“认定有无正当理由”（规定第二十五条）。",
    "当日尚未认定无正当理由（规定第二十五条），请核对日期。",
)
#: The three conditions of 规 25, in its order.
IN_VAIN = (*URGED_IN_VAIN, is_unjustified)

CIRCULAR = Measure(before=IN_VAIN, paper="circular", title="通报", hears=AT_RECIPIENT)
INTERVIEW = Measure(before=IN_VAIN, paper="interview_notice", title="约谈通知书", hears=AT_RECIPIENT)
REPORT = Measure(before=IN_VAIN, paper="report_letter", title="关于检察建议落实情况的报告", inside=True)


@condition("公益诉讼案件不以未回复办结，请终结案件或者提起公益诉讼。")
def may_end_unanswered(matter) -> bool:
    return matter.kind != Kind.PUBLIC_INTEREST


@condition("被建议单位已经回复，请办理整改审查。")
def has_no_reply(matter) -> bool:
    return not matter.replied_on


@condition("书面回复期限尚未届满，还不能办结。")
def reply_day_is_over(matter) -> bool:
    return matter.standing.is_past


class EscalationSteps:
    """Mixed into Recommendation."""

    @step(
        "通报",
        source=State.RECTIFYING,
        who=DECIDED_JOINTLY,
        conditions=[is_no_court, is_not_paused, *IN_VAIN],
        form=f"{FORMS}.escalation.CirculateForm",
        weight="warning",
        hint="送被建议单位的上级机关、行政主管部门、行业自律组织，必要时送同级人民政府、监察机关（规定第二十五条）；可以与司法行政机关联合。",
    )
    def circulate(self, taking: Taking) -> Effects:
        held = self._day_of(taking)
        self._check_joint(taking)
        self._check_said(taking, addressee="请填写通报送交的机关。", text="请填写通报内容。")
        row = Escalation(
            type=Escalation.Type.CIRCULAR,
            addressee=taking.get("addressee"),
            text=taking.get("text", ""),
            held_on=written(held),
            is_joint=self._is_joint(taking),
            finding=self._found_by(held, "held_on"),
        )
        effects = self._done_to_recipient(CIRCULAR, "通报", row, taking)
        effects.papers = [
            self._numbered(CIRCULAR, taking, lambda number: circular_content(self, row, held, number))
        ]
        return effects

    @step(
        "约谈",
        source=State.RECTIFYING,
        who=DECIDED_JOINTLY,
        conditions=[is_no_court, is_not_paused, *IN_VAIN],
        form=f"{FORMS}.escalation.InterviewForm",
        weight="warning",
        hint="约谈前登记时间和人员，生成约谈通知书；约谈后登记谈话情况，生成约谈记录。",
    )
    def interview(self, taking: Taking) -> Effects:
        """Before it the notice is made; once there are minutes, their record."""
        minutes = taking.get("minutes") or ""
        held = When.of(taking.get("held_on") or taking.occurred)
        self._check_joint(taking)
        self._check_said(taking, people="请填写参加人员。", text="请填写约谈事由。")
        if minutes and held.in_future:
            raise Invalid({"held_on": "约谈尚未进行，请不要填写约谈情况；约谈后再登记。"})
        row = Escalation(
            type=Escalation.Type.INTERVIEW,
            people=taking.get("people") or "",
            text=taking.get("text") or "",
            held_on=written(held),
            minutes=minutes,
            is_joint=self._is_joint(taking),
            finding=self._found_by(*self._day_of_interview(taking, held)),
        )
        effects = self._done_to_recipient(INTERVIEW, "约谈", row, taking)
        effects.papers = [self._interview_paper(row, taking)]
        return effects

    def _day_of_interview(self, taking: Taking, held: When) -> tuple[When, str]:
        """The day on which the conditions are judged: of one to come the day of its notice."""
        return (taking.decided, taking.decided_field) if held.in_future else (held, "held_on")

    def _interview_paper(self, row: Escalation, taking: Taking) -> Paper:
        if row.minutes:
            content = interview_minutes_content(self, row)
            return Paper("interview_minutes", "约谈记录", lambda number: content, or_scan="paper_scans")
        return self._numbered(
            INTERVIEW, taking, lambda number: interview_notice_content(self, row, taking, number)
        )

    def _found_by(self, when: When, field: str) -> ReasonFinding:
        """What was decided about the reason, once all of 规 25 was met on that day. Raises Invalid."""
        check(IN_VAIN, self, when, field)
        return self.standing_on(when).finding

    def _numbered(self, measure: Measure, taking: Taking, content: Callable[[str], Any]) -> Paper:
        """In the series of the house that enters it."""
        by = taking.actor.organisation if self.side_of(taking.actor) == "overseer" else self.lead
        return measure.paper_of(self, taking, content, by)

    def _done_to_recipient(self, measure: Measure, what: str, row: Escalation, taking: Taking) -> Effects:
        text = f"{name_of(self)}：对贵单位{what}，请及时整改并回复。"
        effects = measure.effects(self, taking, row, self._said_of_escalation(row), text)
        effects.tells += self._tell_partner(taking, what)
        return effects

    def _said_of_escalation(self, row: Escalation) -> dict[str, Any]:
        names = ("addressee", "people", "text", "minutes")
        return {name: getattr(row, name) for name in names} | {
            "dated": row.held_on,
            "jointly": overseer_of(self).name if row.is_joint else "",
        }

    def _day_of(self, taking: Taking) -> When:
        """The day of the paper. Raises Invalid for one ahead."""
        held = When.of(taking.get("held_on") or taking.occurred)
        if held.in_future:
            raise Invalid({"held_on": "文书日期不能晚于今天。"})
        return held

    def _is_joint(self, taking: Taking) -> bool:
        """With the overseer, where there is one: it enters it itself, or the lead says so."""
        given = taking.get("is_joint") or self.side_of(taking.actor) == "overseer"
        return bool(given and self.to_administrative_body and overseer_of(self))

    def _check_joint(self, taking: Taking) -> None:
        """Who enters it beside the lead enters the joint paper itself. Raises Invalid."""
        if self.side_of(taking.actor) == "overseer" and not taking.data.get("paper_scans"):
            raise Invalid({"paper_scans": "联合通报、约谈由贵单位登记的，请上传盖章文书的扫描件。"})

    def _check_said(self, taking: Taking, **missing: str) -> None:
        """What the paper cannot do without, whoever enters it. Raises Invalid at each field that is empty."""
        if problems := {name: words for name, words in missing.items() if not taking.get(name)}:
            raise Invalid(problems)

    def _tell_partner(self, taking: Taking, what: str) -> list[Tell]:
        """Of the two who act jointly the one who did not enter it."""
        text = f"{name_of(self)}已登记{what}。"
        if self.side_of(taking.actor) == "overseer":
            return [*tell_handler(self, text), Tell(text, self.lead, (Role.CHIEF,))]
        overseer = overseer_of(self) if self.to_administrative_body else None
        return [Tell(text, overseer, AT_OVERSEER)] if overseer else []

    @step(
        "报告",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[is_not_paused, *IN_VAIN],
        form=f"{FORMS}.escalation.ReportUpForm",
        weight="warning",
        hint="报告上级人民检察院，必要时报告同级党委、人大（规定第二十五条）；通报有关机关另用“通报”。",
    )
    def report_up(self, taking: Taking) -> Effects:
        """Bodies that are told get the paper; who is to see the matter itself is copied in 抄送."""
        if not taking.get("addressee"):
            raise Invalid({"bodies": "请选择或者填写报告的机关。"})
        row = Escalation(
            type=Escalation.Type.REPORT,
            addressee=taking.get("addressee"),
            text=taking.get("text", ""),
            held_on=written(taking.decided),
            finding=self._found_by(taking.decided, taking.decided_field),
        )
        effects = REPORT.effects(self, taking, row, {"addressee": row.addressee, "text": row.text})
        effects.papers = [
            self._numbered(REPORT, taking, lambda number: report_content(self, row, taking, number))
        ]
        effects.tells = tell_handler(self, f"{name_of(self)}已决定报告。")
        return effects

    @step(
        "未回复办结",
        source=State.RECTIFYING,
        target=State.CLOSED,
        who=chief(),
        conditions=[may_end_unanswered, has_no_reply, reply_day_is_over, was_urged, urging_is_over],
        form=f"{FORMS}.escalation.CloseUnansweredForm",
        weight="danger",
        hint="期限届满、经督促仍未回复，不再跟进的，写明理由办结；统计为未回复。",
    )
    def close_unanswered(self, taking: Taking) -> Effects:
        if not self.reply_is_past(taking.decided):
            raise Invalid({taking.decided_field: "作出决定时书面回复期限尚未届满，请核对日期。"})
        check(URGED_IN_VAIN, self, taking.decided, taking.decided_field)
        self.closed_on = written(taking.decided)
        effects = Effects(said={"reasons": taking.get("reasons")}, closes_all="未回复办结")
        text = f"{name_of(self)}因期限届满、经督促仍未回复，已经办结，记为未回复。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), *tell_handler(self, text)]
        return effects
