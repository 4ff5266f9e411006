"""What the recipient reports and answers: progress, what was entered for it wrong, the formal reply."""

from django_fsm import GET_STATE

from common.fields import written
from organisations.models import Role
from recommendations import rules
from recommendations.choices import Result, State
from recommendations.order_of_days import check_after_receipt
from recommendations.papers import reply_letter_content
from recommendations.records import ExtensionRequest, Progress, Reply, ReplyItem
from recommendations.requests import EXTENSION
from recommendations.steps.before_issue import FORMS
from recommendations.who import agency_inside, agency_report, liaison
from workflow.effects import Close, Effects, Open, Paper, Pause, Taking
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler


@condition("没有检察院代为录入的记录。")
def something_was_entered_for_it(matter) -> bool:
    return matter.events.filter(entered_for=matter.recipient_id).exists()


def after_reply(matter, taking: Taking) -> str:
    """Where rectification goes on and its own period still runs, it goes on; else the reply is reviewed."""
    goes_on = any(result == Result.ONGOING for _, result, _ in taking.get("results", []))
    period = matter.deadlines.filter(rule=rules.RECTIFICATION, status="open").first()
    still_runs = period and period.due_on and taking.occurred.day and taking.occurred.day <= period.due_on
    return State.RECTIFYING if goes_on and still_runs else State.REPLIED


class ReplySteps:
    """Mixed into Recommendation."""

    @step(
        "报送整改进展",
        source=[State.RECTIFYING, State.REPLIED],
        who=agency_report(),
        form=f"{FORMS}.agency.ProgressForm",
        prepared_meets=[rules.INSIDE],
    )
    def report_progress(self, taking: Taking) -> Effects:
        type_, text = taking.get("type") or "progress", taking.get("text", "")
        effects = Effects(said={"type": Progress.Type(type_).label, "text": text})
        effects.records = [Progress(type=type_, text=text)]
        effects.closes = [Close(rules.INSIDE)]
        effects.tells = tell_handler(self, f"{self.recipient.name}就{name_of(self)}报送了整改进展。")
        return effects

    @step(
        "更正代录内容",
        source=[State.RECTIFYING, State.REPLIED, State.CLOSED],
        who=agency_inside(),
        conditions=[something_was_entered_for_it],
        form=f"{FORMS}.agency.CorrectEnteredForm",
        hint="检察院代为录入的内容与纸质材料不符的，在这里说明，原记录与更正并列保留。",
    )
    def correct_entered(self, taking: Taking) -> Effects:
        entry = taking.get("entry")
        said = {"entry": entry and f"第{entry.number}条", "text": taking.get("text")}
        text = f"{self.recipient.name}对{name_of(self)}中代为录入的内容提出更正，请核对。"
        return Effects(said=said, tells=tell_handler(self, text, "correct"))

    @step(
        "书面回复",
        source=State.RECTIFYING,
        target=GET_STATE(after_reply, states=[State.REPLIED, State.RECTIFYING]),
        who=liaison(approvers=(Role.ORGANISATION_HEAD,)),
        form=f"{FORMS}.agency.ReplyForm",
        weight="primary",
        fulfils=[*rules.REPLIES, rules.RECTIFICATION, rules.URGED, rules.FOLLOW_UP],
        hint="上传盖章的复函并逐项勾选结果即可；没有复函的，可以由本页生成。",
    )
    def reply(self, taking: Taking) -> Effects:
        when = taking.occurred
        check_after_receipt(self, when)
        self.replied_on, self.late_reason = written(when), self._late_reason(taking) or self.late_reason
        reply = Reply(replied_on=self.replied_on, text=taking.get("text", ""))
        items = [
            ReplyItem(reply=reply, advice=advice, result=result, text=text)
            for advice, result, text in taking.get("results", [])
        ]
        effects = Effects(said=self._said_of_reply(items, taking), records=[reply, *items])
        effects.closes = [
            *rules.close_replies(when),
            Close(rules.URGED),
            *self.waits_lapsing(rules.URGED),
            Close(rules.FOLLOW_UP),
            Close(rules.OBJECTION, fall_away=True),
            Close(rules.INSIDE),
            Close(rules.REVIEW, fall_away=True),
        ]
        effects.include(EXTENSION.lapsed(self, answer=ExtensionRequest.Answer.LAPSED))
        if items and all(item.result == Result.DONE for item in items):
            effects.hushes = [rules.RECTIFICATION]
        effects.opens = [self._review_period(taking)]
        if self.is_paused and taking.occurred.day:
            since = self.not_before_the_pause(taking.occurred.day)
            effects.pauses = [Pause(rules.REVIEW, since, "已经中止审查")]
        effects.scan_is_paper = "reply_letter"
        if taking.get("build_letter"):
            effects.said |= self._head_decides(taking)
            effects.papers = [
                Paper("reply_letter", "复函", lambda number: reply_letter_content(self, reply, items, taking))
            ]
        effects.tells = tell_handler(
            self, f"{self.recipient.name}已书面回复{name_of(self)}，请审查。", "review_rectification"
        )
        return effects

    def _head_decides(self, taking: Taking) -> dict:
        """What the head decides and the liaison sends: the head's decision is recorded. Raises Invalid."""
        actor, decider = taking.actor, taking.get("decided_by")
        if actor.pk is None or taking.entered_for or actor.role == Role.ORGANISATION_HEAD:
            return {}
        if (
            not decider
            or decider.role != Role.ORGANISATION_HEAD
            or decider.organisation_id != self.recipient_id
        ):
            raise Invalid(
                {"decided_by": "须经单位负责人同意：请选择作出决定的负责人，或者由负责人登录办理。"}
            )
        if not taking.get("decided_on") or taking.decided.in_future:
            raise Invalid({"decided_on": "请填写单位负责人作出决定的日期，不能晚于今天。"})
        return {"decided_by": str(decider), "decided_on": taking.decided}

    def _late_reason(self, taking: Taking) -> str:
        """Why the reply is late, where it is and the recipient says so. Raises Invalid where it came in time."""
        reason = taking.get("late_reason", "")
        if reason and not rules.is_late_to_reply(self, taking.occurred):
            problem = "按所填日期，回复没有超过期限，不需要说明逾期原因。请清空这一栏，或者核对回复日期。"
            raise Invalid({"late_reason": problem})
        return reason

    def _review_period(self, taking: Taking) -> Open:
        return Open(
            rules.REVIEW,
            self.lead,
            creditor=self.recipient,
            starts=taking.occurred,
            responsible_role=Role.HANDLER,
        )

    def _said_of_reply(self, items: list[ReplyItem], taking: Taking) -> dict:
        results = [
            {"advice": item.advice.text, "result": Result(item.result).label, "text": item.text}
            for item in items
        ]
        said = {"results": results, "letter_number": taking.get("letter_number")}
        return said | {"late_reason": taking.get("late_reason")}
