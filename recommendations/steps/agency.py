"""What the recipient does: inside assignment, objection, extension, progress, the formal reply."""

from datetime import date

from django_fsm import GET_STATE

from common.fields import written
from common.when import When
from deadlines.days import calendar_in_use
from deadlines.history import extended_day
from deadlines.models import Deadline
from organisations.models import Role
from recommendations import rules
from recommendations.choices import Kind, Result, State
from recommendations.papers import objection_answer_content, reply_letter_content
from recommendations.records import ExtensionRequest, InsideAssignment, Objection, Progress, Reply, ReplyItem
from recommendations.steps.before_issue import FORMS
from recommendations.who import agency_inside, agency_report, chief, liaison, organisation_head
from workflow.effects import Call, Close, Effects, Join, Open, Paper, Pause, Replace, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step


@condition("已有一项异议正在审查，请等待答复后再提。")
def no_open_objection(matter) -> bool:
    return matter.open_objection() is None


@condition("没有待审查的异议。")
def objection_is_open(matter) -> bool:
    return matter.open_objection() is not None


@condition("已有一项延期申请等待答复。")
def no_open_extension(matter) -> bool:
    return matter.open_extension() is None


@condition("没有待答复的延期申请。")
def extension_is_open(matter) -> bool:
    return matter.open_extension() is not None


NOT_EXTENDED = {
    Kind.PUBLIC_INTEREST: "公益诉讼检察建议的回复期限由司法解释规定，不能延期；确有客观障碍的，检察院可以决定中止审查。",
    Kind.RETRIAL: "再审检察建议的回复期限由司法解释规定，检察院不能延长。",
}


@condition(lambda matter: NOT_EXTENDED.get(matter.kind, ""))
def may_be_extended(matter) -> bool:
    return matter.kind not in NOT_EXTENDED


@condition("回复期限已经办结，没有可以延长的期限。")
def reply_is_running(matter) -> bool:
    return matter.running_reply() is not None


@condition("没有检察院代为录入的记录。")
def something_was_entered_for_it(matter) -> bool:
    return matter.events.filter(entered_for=matter.recipient_id).exists()


def _reason_of(call: Call) -> str:
    """What the chief himself gives as reason; the agency's own stands with its request. Raises Invalid."""
    if reason := call.get("reason"):
        return reason
    raise Invalid({"reason": "请写明检察长决定的理由；申请单位的理由已在申请中载明，不能代替。"})


def after_reply(matter, call: Call) -> str:
    """Where rectification goes on and its own period still runs, it goes on; else the reply is reviewed."""
    goes_on = any(result == Result.ONGOING for _, result, _ in call.get("results", []))
    period = matter.deadlines.filter(rule=rules.RECTIFICATION, status="open").first()
    still_runs = period and period.due_on and call.occurred.day and call.occurred.day <= period.due_on
    return State.RECTIFYING if goes_on and still_runs else State.REPLIED


class AgencySteps:
    """Mixed into Recommendation."""

    def _head_decides(self, call: Call) -> dict:
        """What the head decides and the liaison sends: the head's decision is recorded. Raises Invalid."""
        actor, decider = call.actor, call.get("decided_by")
        if actor.pk is None or call.entered_for or actor.role == Role.ORGANISATION_HEAD:
            return {}
        if (
            not decider
            or decider.role != Role.ORGANISATION_HEAD
            or decider.organisation_id != self.recipient_id
        ):
            raise Invalid(
                {"decided_by": "须经单位负责人同意：请选择作出决定的负责人，或者由负责人登录办理。"}
            )
        if not call.get("decided_on") or call.decided.in_future:
            raise Invalid({"decided_on": "请填写单位负责人作出决定的日期，不能晚于今天。"})
        return {"decided_by": str(decider), "decided_on": call.decided}

    def _tell_handler(self, text: str, step_name: str = "") -> list[Tell]:
        return [Tell(text, self.lead, person=self.handler, step=step_name)] if self.handler_id else []

    @step(
        "内部转办",
        source=[State.RECTIFYING, State.REPLIED],
        who=agency_inside(),
        form=f"{FORMS}.agency.AssignInsideForm",
        fulfils=[rules.INSIDE],
        hint="仅本单位可见。承办股室经办人随后填写整改情况，交联络员核对后报送。",
    )
    def assign_inside(self, call: Call) -> Effects:
        names = ("incoming_number", "section", "person", "instruction", "due_on")
        given = {name: call.get(name) for name in names if call.get(name)}
        recipient, person = self.recipient, call.get("person")
        if person and person.organisation_id != recipient.pk:
            raise Invalid({"person": "请选择本单位的经办人。"})
        effects = Effects(said=given, audience=recipient, records=[InsideAssignment(**given)])
        effects.joins = [Join(recipient, "recipient", person)]
        effects.closes = [Close(rules.INSIDE, fall_away=True)]
        if due_on := call.get("due_on"):
            effects.opens = [self._inside_period(due_on)]
        if person:
            effects.tells = [
                Tell(f"{self._name()}已转您办理。", recipient, person=person, step="report_progress")
            ]
        return effects

    def _inside_period(self, due_on) -> Open:
        return Open(
            rules.INSIDE,
            self.recipient,
            due_on=due_on,
            responsible_role=Role.SECTION_OFFICER,
            audience=self.recipient,
            label="内部时限：提交整改材料",
        )

    @step(
        "提出异议",
        source=State.RECTIFYING,
        who=organisation_head(),
        conditions=[no_open_objection],
        form=f"{FORMS}.agency.ObjectForm",
        hint="异议审查期间，回复期限继续计算。",
    )
    def object(self, call: Call) -> Effects:
        self._check_after_receipt(call.occurred)
        period = self.deadlines.filter(rule=rules.OBJECTION).order_by("-id").first()
        day = call.occurred.day
        in_time = None if not (period and period.due_on and day) else day <= period.due_on
        said = {"grounds": call.get("grounds"), "in_time": in_time}
        effects = Effects(said=said)
        effects.records = [Objection(grounds=call.get("grounds"), in_time=in_time)]
        effects.closes = [Close(rules.OBJECTION)]
        effects.opens = [
            Open(
                rules.OBJECTION_REVIEW,
                self.lead,
                creditor=self.recipient,
                starts=call.occurred,
                responsible_role=Role.HANDLER,
            )
        ]
        effects.tells = self._tell_handler(
            f"{self.recipient.name}对{self._name()}提出异议，请复核。", "reject_objection"
        )
        return effects

    @step(
        "异议不成立",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[objection_is_open],
        form=f"{FORMS}.agency.RejectObjectionForm",
        fulfils=[rules.OBJECTION_REVIEW],
    )
    def reject_objection(self, call: Call) -> Effects:
        objection = self.open_objection()
        if not call.get("reasons"):
            raise Invalid({"reasons": "异议不成立的，须向被建议单位说明理由（规定第二十三条），请填写。"})
        objection.answer, objection.upheld = call.get("reasons"), False
        effects = Effects(said={"reasons": call.get("reasons")}, records=[objection])
        effects.closes = [Close(rules.OBJECTION_REVIEW)]
        effects.papers = [
            Paper(
                "objection_answer",
                "异议审查答复",
                lambda number: objection_answer_content(self, objection, call),
            )
        ]
        text = f"关于{self._name()}的异议，经复核不成立，理由见答复；回复期限不变。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD))]
        return effects

    @step(
        "申请延期",
        source=State.RECTIFYING,
        who=liaison(),
        conditions=[may_be_extended, reply_is_running, no_open_extension],
        form=f"{FORMS}.agency.RequestExtensionForm",
        hint="法律没有规定延期；须经检察长同意，法定期限仍在旁边列明。",
    )
    def request_extension(self, call: Call) -> Effects:
        asked, reason = call.get("asked_until"), call.get("reason")
        effects = Effects(said={"asked_until": asked, "reason": reason})
        effects.records = [ExtensionRequest(asked_until=asked, reason=reason)]
        effects.opens = [
            Open(
                rules.ANSWER_REQUEST,
                self.lead,
                creditor=self.recipient,
                starts=call.occurred,
                responsible_role=Role.CHIEF,
                label="答复延期申请",
                subject="extension",
            )
        ]
        text = f"{self.recipient.name}就{self._name()}申请延期回复，请答复。"
        effects.tells = [
            *self._tell_handler(text),
            Tell(text, self.lead, (Role.CHIEF,), step="grant_extension"),
        ]
        return effects

    @step(
        "同意延期",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[may_be_extended, extension_is_open, reply_is_running],
        form=f"{FORMS}.agency.GrantExtensionForm",
        fulfils=[rules.ANSWER_REQUEST],
        hint="没有条文规定延期，由检察长决定并说明理由；法定期限仍在旁边列明，至多再加一倍。",
    )
    def grant_extension(self, call: Call) -> Effects:
        """The chief says why, and until when; beyond once the length of the period says why once more."""
        request, period = self.open_extension(), self.running_reply()
        until, reason = self._granted(call, request, period), _reason_of(call)
        self._check_extension(call, period, until)
        request.answer, request.granted_until = ExtensionRequest.Answer.GRANTED, until
        said = {"granted_until": until, "reason": reason, "beyond_reason": call.get("beyond_reason")}
        effects = Effects(said=said | {"statutory": rules.first_day(period)}, records=[request])
        effects.closes = [Close(rules.ANSWER_REQUEST, subject="extension")]
        # What was granted for a length stays one: where the receipt is corrected, the day follows.
        more = call.get("granted_for")
        what = {"granted": more} if more else {"due_on": until}
        decider = str(call.get("decided_by") or "")
        effects.replaces = [
            Replace(rule, kind="extension", reason=reason, decided_by=decider, **what)
            for rule in rules.REPLIES
        ]
        text = f"{self._name()}的回复期限，经检察长同意延至{until:%Y-%m-%d}（含当日）。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD))]
        return effects

    def running_reply(self) -> Deadline | None:
        """The reply's period while it is owed."""
        return self.deadlines.filter(rule__in=rules.REPLIES, status="open").first()

    def _granted(self, call: Call, request: ExtensionRequest, period: Deadline) -> date:
        """The day granted: named, or so long after the day that stands. Raises Invalid for both or neither."""
        until, length = call.get("granted_until"), call.get("granted_for")
        if until and length:
            raise Invalid({"granted_for": "延至的日期和延长的期限，只填一项。"})
        if length and not period.due_on:
            raise Invalid({"granted_for": "现在的期限没有具体日期，请填写延至的日期。"})
        return (
            extended_day(period.due_on, length, calendar_in_use(period))
            if length
            else until or request.asked_until
        )

    def _check_extension(self, call: Call, period: Deadline, until: date) -> None:
        """More time than there is, from the day of the decision on, with an end. Raises Invalid."""
        name = "granted_for" if call.get("granted_for") else "granted_until"
        if not call.decided.before(When.on(until)):
            raise Invalid({name: "延期后的日期应当晚于作出决定的日期。"})
        if period.due_on and until <= period.due_on:
            raise Invalid({name: f"延期后的日期应当晚于现在的期限（{period.due_on:%Y-%m-%d}）。"})
        end = rules.end_of_extension(period)
        if end and until > end and rules.is_of_a_court(period):
            raise Invalid(
                {name: f"法院执行活动的回复期限至多延长一个月（法发〔2016〕30号第13条），至{end:%Y-%m-%d}。"}
            )
        if end and until > end and not call.get("beyond_reason"):
            problem = f"延期后的日期超过原期限再加一倍（{end:%Y-%m-%d}），请由检察长写明超出的理由，或者改为该日以前。"
            raise Invalid({"beyond_reason": problem})

    @step(
        "不同意延期",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[extension_is_open],
        form=f"{FORMS}.agency.RefuseExtensionForm",
        weight="warning",
    )
    def refuse_extension(self, call: Call) -> Effects:
        request = self.open_extension()
        request.answer = ExtensionRequest.Answer.REFUSED
        effects = Effects(said={"reason": _reason_of(call)}, records=[request])
        effects.closes = [Close(rules.ANSWER_REQUEST, subject="extension")]
        text = f"{self._name()}的延期申请未获同意，回复期限不变。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD))]
        return effects

    @step(
        "报送整改进展",
        source=[State.RECTIFYING, State.REPLIED],
        who=agency_report(),
        form=f"{FORMS}.agency.ProgressForm",
        prepared_meets=[rules.INSIDE],
    )
    def report_progress(self, call: Call) -> Effects:
        type_, text = call.get("type") or "progress", call.get("text", "")
        effects = Effects(said={"type": Progress.Type(type_).label, "text": text})
        effects.records = [Progress(type=type_, text=text)]
        effects.closes = [Close(rules.INSIDE)]
        effects.tells = self._tell_handler(f"{self.recipient.name}就{self._name()}报送了整改进展。")
        return effects

    @step(
        "更正代录内容",
        source=[State.RECTIFYING, State.REPLIED, State.CLOSED],
        who=agency_inside(),
        conditions=[something_was_entered_for_it],
        form=f"{FORMS}.agency.CorrectEnteredForm",
        hint="检察院代为录入的内容与纸质材料不符的，在这里说明，原记录与更正并列保留。",
    )
    def correct_entered(self, call: Call) -> Effects:
        entry = call.get("entry")
        said = {"entry": entry and f"第{entry.number}条", "text": call.get("text")}
        text = f"{self.recipient.name}对{self._name()}中代为录入的内容提出更正，请核对。"
        return Effects(said=said, tells=self._tell_handler(text, "correct"))

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
    def reply(self, call: Call) -> Effects:
        when = call.occurred
        self._check_after_receipt(when)
        self.replied_on, self.late_reason = written(when), self._late_reason(call) or self.late_reason
        reply = Reply(replied_on=self.replied_on, text=call.get("text", ""))
        items = [
            ReplyItem(reply=reply, advice=advice, result=result, text=text)
            for advice, result, text in call.get("results", [])
        ]
        effects = Effects(said=self._said_of_reply(items, call), records=[reply, *items])
        if request := self.open_extension():
            request.answer = ExtensionRequest.Answer.LAPSED
            effects.records.append(request)
        effects.closes = [
            *rules.close_replies(when),
            Close(rules.URGED),
            *self.waits_lapsing(rules.URGED),
            Close(rules.FOLLOW_UP),
            Close(rules.OBJECTION, fall_away=True),
            Close(rules.INSIDE),
            Close(rules.REVIEW, fall_away=True),
            Close(rules.ANSWER_REQUEST, subject="extension", fall_away=True),
        ]
        if items and all(item.result == Result.DONE for item in items):
            effects.hushes = [rules.RECTIFICATION]
        effects.opens = [self._review_period(call)]
        if self.is_paused and call.occurred.day:
            since = self.not_before_the_pause(call.occurred.day)
            effects.pauses = [Pause(rules.REVIEW, since, "已经中止审查")]
        effects.scan_is_paper = "reply_letter"
        if call.get("build_letter"):
            effects.said |= self._head_decides(call)
            effects.papers = [
                Paper("reply_letter", "复函", lambda number: reply_letter_content(self, reply, items, call))
            ]
        effects.tells = self._tell_handler(
            f"{self.recipient.name}已书面回复{self._name()}，请审查。", "review_rectification"
        )
        return effects

    def _check_after_receipt(self, when) -> None:
        """Nobody answers what has not arrived. Raises Invalid."""
        if self.received and when.before(self.received):
            raise Invalid({"occurred_at": f"办理日期不能早于收到日期（{self.received}），请核对。"})

    def _late_reason(self, call: Call) -> str:
        """Why the reply is late, where it is and the recipient says so. Raises Invalid where it came in time."""
        reason = call.get("late_reason", "")
        if reason and not rules.is_late_to_reply(self, call.occurred):
            problem = "按所填日期，回复没有超过期限，不需要说明逾期原因。请清空这一栏，或者核对回复日期。"
            raise Invalid({"late_reason": problem})
        return reason

    def _review_period(self, call: Call) -> Open:
        return Open(
            rules.REVIEW,
            self.lead,
            creditor=self.recipient,
            starts=call.occurred,
            responsible_role=Role.HANDLER,
        )

    def _said_of_reply(self, items: list[ReplyItem], call: Call) -> dict:
        results = [
            {"advice": item.advice.text, "result": Result(item.result).label, "text": item.text}
            for item in items
        ]
        said = {"results": results, "letter_number": call.get("letter_number")}
        return said | {"late_reason": call.get("late_reason")}
