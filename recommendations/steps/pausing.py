"""中止审查 and 恢复, and more time to decide on a suit (办 47, 48, 78 条)."""

from datetime import date

from common import clock
from common.fields import written
from common.when import When
from deadlines.models import Deadline
from deadlines.services import extended_day
from deadlines.statute import Stated, Unit
from organisations.models import Role
from recommendations import rules
from recommendations.choices import State
from recommendations.court_papers import resumption_content, suspension_content
from recommendations.owed import owed_by_lead
from recommendations.sending import own_number
from recommendations.steps.after_reply import is_not_paused
from recommendations.steps.before_issue import FORMS, is_public_interest
from recommendations.who import chief
from workflow.effects import Effects, Paper, Pause, Replace, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler

AT_RECIPIENT = (Role.LIAISON, Role.ORGANISATION_HEAD)
EXTENDED_MONTHS = 1
EXTENDED_BY = Stated(EXTENDED_MONTHS, Unit.MONTHS)


@condition("本件没有中止审查。")
def is_paused(matter) -> bool:
    return matter.is_paused


@condition("审查起诉的期限没有在计算，不需要延长。")
def decision_is_running(matter) -> bool:
    period = matter.decision_period()
    return bool(period and period.due_on)


class PausingSteps:
    """Mixed into Recommendation."""

    def decision_period(self) -> Deadline | None:
        """The period in which to decide on a suit, while it runs."""
        return self.deadlines.filter(rule=rules.DECIDE_SUIT, status="open").first()

    @step(
        "中止审查",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[is_public_interest, is_not_paused],
        form=f"{FORMS}.pausing.PauseForm",
        weight="warning",
        fulfils=[rules.DECIDE_SUIT],
        hint="已经依法作出决定或者制定整改方案，因客观障碍不能按期完成的（办案规则第七十八条）。",
    )
    def pause(self, taking: Taking) -> Effects:
        on = self._decided_day(taking)
        for name in ("plan_made", "no_neglect"):
            if not taking.get(name):
                raise Invalid({name: "办案规则第七十八条以此为条件，请确认。"})
        self.paused_on = written(taking.decided)
        said = {"cause": taking.get("cause"), "reasons": taking.get("reasons")}
        effects = Effects(said=said)
        decider = str(taking.get("decided_by") or taking.actor)
        effects.pauses = [
            Pause(rule, on, taking.get("cause") or "中止审查", decider) for rule in rules.EXAMINATION
        ]
        effects.lets_rest = rules.RESTING
        effects.opens = [owed_by_lead(self, rules.RECORD_PAUSE, taking.decided)]
        effects.papers = [
            Paper(
                "suspension_decision",
                "中止审查决定书",
                lambda number: suspension_content(self, taking, number),
                number=own_number(self, "suspension_decision", taking),
                or_scan="letter_scans",
            )
        ]
        effects.tells = self._tell_of_pause(
            "中止审查", "整改期限继续计算，中止期间不催办；障碍消除后请及时整改"
        )
        return effects

    def not_before_the_pause(self, day: date) -> date:
        """From when a period that begins on `day` stands still in a matter that is paused: never before the pause."""
        return max(day, When.parse(self.paused_on).day or day)

    def _decided_day(self, taking: Taking):
        """A pause counts by days. Raises Invalid where only a month is known."""
        if taking.decided.day is None:
            raise Invalid({"decided_on": "中止、恢复按日计算，请填写到日。"})
        return taking.decided.day

    def _tell_of_pause(self, what: str, then: str) -> list[Tell]:
        text = f"{self.lead.name}决定对{name_of(self)}一案{what}，{then}。"
        return [Tell(text, self.recipient, AT_RECIPIENT), *tell_handler(self, text)]

    @step(
        "恢复审查",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[is_paused],
        form=f"{FORMS}.pausing.ResumeForm",
        weight="primary",
        hint="客观障碍消除的，恢复审查，期限自次日起接着计算。",
    )
    def resume(self, taking: Taking) -> Effects:
        on = self._decided_day(taking)
        if When.on(on).before(When.parse(self.paused_on)):
            raise Invalid({"decided_on": f"恢复日期不能早于中止审查的日期（{self.paused_on}）。"})
        effects = Effects(said={"reasons": taking.get("reasons")})
        decider = str(taking.get("decided_by") or taking.actor)
        effects.resumes = [
            Pause(rule, on, taking.get("reasons") or "恢复审查", decider)
            for rule in (*rules.EXAMINATION, rules.RECTIFICATION)
        ]
        effects.wakes_resting = True
        effects.papers = [
            Paper(
                "resumption_decision",
                "恢复审查决定书",
                lambda number: resumption_content(self, taking, number),
                number=own_number(self, "resumption_decision", taking),
                or_scan="letter_scans",
            )
        ]
        effects.tells = self._tell_of_pause("恢复审查", "请继续整改")
        self.paused_on = ""
        return effects

    @step(
        "延长审查起诉期限",
        source=[State.RECTIFYING, State.REPLIED],
        who=chief(),
        conditions=[is_public_interest, is_not_paused, decision_is_running],
        form=f"{FORMS}.pausing.ExtendDecisionForm",
        hint="检察长可以批准延长一个月一次，再延长须经上一级院批准（办案规则第四十七条、第四十八条）。",
    )
    def extend_decision(self, taking: Taking) -> Effects:
        until = self._later_decision(taking)
        by_superior = bool(taking.get("by_superior"))
        decider = self.lead.superior.name if by_superior and self.lead.superior_id else ""
        said = {"granted_until": until, "reason": taking.get("reason"), "by_superior": by_superior}
        said["superior_number"] = taking.get("superior_number")
        effects = Effects(said=said, audience=self.lead)
        effects.replaces = [
            Replace(
                rules.DECIDE_SUIT,
                kind="extension",
                reason=taking.get("reason"),
                decided_by=decider or str(taking.get("decided_by") or ""),
                due_on=until if by_superior else None,
                granted=None if by_superior else EXTENDED_BY,
            )
        ]
        effects.tells = tell_handler(self, f"{name_of(self)}审查起诉的期限已延长至{until:%Y-%m-%d}。")
        return effects

    def _later_decision(self, taking: Taking):
        """The day granted. Raises Invalid: a second time by the chief, a day that is not later."""
        period = self.decision_period()
        if not taking.get("by_superior"):
            if self.extended_by_chief():
                raise Invalid({"by_superior": "检察长已经批准延长一次，再延长须经上一级院批准。"})
            return extended_day(period, months=EXTENDED_MONTHS)
        until = taking.get("until")
        if not until or until <= period.due_on or until <= clock.today():
            raise Invalid(
                {"until": f"请填写上一级院批准延长至的日期，晚于现在的期限（{period.due_on:%Y-%m-%d}）。"}
            )
        return until

    def extended_by_chief(self) -> bool:
        rows = self.events.filter(verb="extend_decision")
        return any(not row.data.get("by_superior") for row in rows)
