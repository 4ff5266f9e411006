"""申请延期: more time to reply, asked of the chief, who says why."""

from datetime import date

from common.when import When
from deadlines.days import calendar_in_use
from deadlines.history import extended_day
from deadlines.models import Deadline
from recommendations import rules
from recommendations.choices import Kind, State
from recommendations.records import ExtensionRequest
from recommendations.requests import EXTENSION
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, liaison
from workflow.effects import Effects, Replace, Taking
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler

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


def _reason_of(taking: Taking) -> str:
    """What the chief himself gives as reason; the agency's own stands with its request. Raises Invalid."""
    if reason := taking.get("reason"):
        return reason
    raise Invalid({"reason": "请写明检察长决定的理由；申请单位的理由已在申请中载明，不能代替。"})


class ExtensionSteps:
    """Mixed into Recommendation."""

    @step(
        "申请延期",
        source=State.RECTIFYING,
        who=liaison(),
        conditions=[may_be_extended, reply_is_running, EXTENSION.waits_not],
        form=f"{FORMS}.agency.RequestExtensionForm",
        hint="法律没有规定延期；须经检察长同意，法定期限仍在旁边列明。",
    )
    def request_extension(self, taking: Taking) -> Effects:
        text = f"{self.recipient.name}就{name_of(self)}申请延期回复，请答复。"
        facts = {"asked_until": taking.get("asked_until"), "reason": taking.get("reason")}
        effects = EXTENSION.asked(self, taking, text, **facts)
        effects.tells += tell_handler(self, text)
        return effects

    @step(
        "同意延期",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[may_be_extended, EXTENSION.waits, reply_is_running],
        form=f"{FORMS}.agency.GrantExtensionForm",
        fulfils=[rules.ANSWER_REQUEST],
        hint="没有条文规定延期，由检察长决定并说明理由；法定期限仍在旁边列明，至多再加一倍。",
    )
    def grant_extension(self, taking: Taking) -> Effects:
        """The chief says why, and until when; beyond once the length of the period says why once more."""
        period = self.running_reply()
        until, reason = self._granted(taking, EXTENSION.of(self), period), _reason_of(taking)
        self._check_extension(taking, period, until)
        text = f"{name_of(self)}的回复期限，经检察长同意延至{until:%Y-%m-%d}（含当日）。"
        effects = EXTENSION.answered(self, text, answer=ExtensionRequest.Answer.GRANTED, granted_until=until)
        said = {"granted_until": until, "reason": reason, "beyond_reason": taking.get("beyond_reason")}
        effects.said = said | {"statutory": rules.first_day(period)}
        # What was granted for a length stays one: where the receipt is corrected, the day follows.
        more = taking.get("granted_for")
        what = {"granted": more} if more else {"due_on": until}
        decider = str(taking.get("decided_by") or "")
        effects.replaces = [
            Replace(rule, kind="extension", reason=reason, decided_by=decider, **what)
            for rule in rules.REPLIES
        ]
        return effects

    def running_reply(self) -> Deadline | None:
        """The reply's period while it is owed."""
        return self.deadlines.filter(rule__in=rules.REPLIES, status="open").first()

    def _granted(self, taking: Taking, request: ExtensionRequest, period: Deadline) -> date:
        """The day granted: named, or so long after the day that stands. Raises Invalid for both or neither."""
        until, length = taking.get("granted_until"), taking.get("granted_for")
        if until and length:
            raise Invalid({"granted_for": "延至的日期和延长的期限，只填一项。"})
        if length and not period.due_on:
            raise Invalid({"granted_for": "现在的期限没有具体日期，请填写延至的日期。"})
        return (
            extended_day(period.due_on, length, calendar_in_use(period))
            if length
            else until or request.asked_until
        )

    def _check_extension(self, taking: Taking, period: Deadline, until: date) -> None:
        """More time than there is, from the day of the decision on, with an end. Raises Invalid."""
        name = "granted_for" if taking.get("granted_for") else "granted_until"
        if not taking.decided.before(When.on(until)):
            raise Invalid({name: "延期后的日期应当晚于作出决定的日期。"})
        if period.due_on and until <= period.due_on:
            raise Invalid({name: f"延期后的日期应当晚于现在的期限（{period.due_on:%Y-%m-%d}）。"})
        end = rules.end_of_extension(period)
        if end and until > end and rules.is_of_a_court(period):
            raise Invalid(
                {name: f"法院执行活动的回复期限至多延长一个月（法发〔2016〕30号第13条），至{end:%Y-%m-%d}。"}
            )
        if end and until > end and not taking.get("beyond_reason"):
            problem = f"延期后的日期超过原期限再加一倍（{end:%Y-%m-%d}），请由检察长写明超出的理由，或者改为该日以前。"
            raise Invalid({"beyond_reason": problem})

    @step(
        "不同意延期",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[EXTENSION.waits],
        form=f"{FORMS}.agency.RefuseExtensionForm",
        weight="warning",
    )
    def refuse_extension(self, taking: Taking) -> Effects:
        text = f"{name_of(self)}的延期申请未获同意，回复期限不变。"
        effects = EXTENSION.answered(self, text, answer=ExtensionRequest.Answer.REFUSED)
        effects.said = {"reason": _reason_of(taking)}
        return effects
