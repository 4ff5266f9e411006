"""After the reply, and without one: visits, review, the end."""

from django_fsm import GET_STATE

from common import clock
from common.fields import written
from common.when import When
from deadlines.models import Deadline
from organisations.models import Role
from recommendations import rules
from recommendations.choices import OPEN, Finding, Kind, Outcome, State
from recommendations.letters import review_report_content
from recommendations.owed import termination_to_decide
from recommendations.records import Escalation, Review, ReviewItem
from recommendations.sending import send_letter, send_termination
from recommendations.steps.before_issue import FORMS, is_public_interest
from recommendations.urging_papers import review_letter_content
from recommendations.who import chief, department_head, handler
from workflow.effects import Close, Effects, Open, Paper, Pause, Taking, Tell
from workflow.errors import Invalid
from workflow.stating import stated_at
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler
from workflow.who import system

ENDS_WITHOUT = "不再要求继续整改，以此结论办结"


@condition("被建议单位尚未回复，且回复期限未满，还不能审查。")
def may_be_reviewed(matter) -> bool:
    return bool(matter.state == State.REPLIED or matter.replied_on or matter.last_day_is_over())


@condition("本件已经中止审查，请先恢复审查。")
def is_not_paused(matter) -> bool:
    return not matter.is_paused


@condition("整改期限尚未届满，或者已经登记届满。")
def rectification_is_over(matter) -> bool:
    period = matter.deadlines.filter(rule=rules.RECTIFICATION, status="open").first()
    if not (period and period.due_on and period.due_on < clock.today()):
        return False
    # Said once for each end: a changed paper or a corrected day of receipt gives another one.
    return not matter.events.filter(verb="rectification_ended", recorded_at__gte=period.due_at).exists()


@condition("两个月的履职期限尚未届满，或者已经登记届满。")
def months_to_act_are_over(matter) -> bool:
    period = matter.deadlines.filter(rule=rules.ACT, status="open").first()
    if not (period and period.due_on and period.due_on < clock.today()):
        return False
    return not matter.events.filter(verb="months_to_act_ended", recorded_at__gte=period.due_at).exists()


@condition("异议期尚未届满。")
def objection_period_is_over(matter) -> bool:
    period = matter.deadlines.filter(rule=rules.OBJECTION, status="open").first()
    return bool(period and period.due_on and period.due_on < clock.today())


def after_rectification_review(matter, taking: Taking) -> str:
    """All done closes the matter, or that no more is asked; public interest the chief ends (办 80 条)."""
    done = matter.outcome == Outcome.RECTIFIED or taking.get("ends")
    return State.CLOSED if done and matter.kind != Kind.PUBLIC_INTEREST else State.RECTIFYING


class AfterReplySteps:
    """Mixed into Recommendation."""

    def last_day_is_over(self) -> bool:
        """Whether the reply's last day has passed (Asia/Shanghai) and it is still owed."""
        running = self.deadlines.filter(rule__in=rules.REPLIES, status="open").first()
        return bool(running and running.due_on and running.due_on < clock.today())

    @step(
        "跟进记录",
        source=list(OPEN),
        who=handler(),
        form=f"{FORMS}.after_reply.VisitForm",
        hint="询问、走访、会商、联席会议、电话等跟进情况（规定第二十四条）。",
    )
    def record_visit(self, taking: Taking) -> Effects:
        said = {name: taking.get(name) for name in ("way", "people", "findings")}
        audience = None if taking.get("shared") else self.lead
        return Effects(said=said, audience=audience)

    @step(
        "整改审查",
        source=[State.REPLIED, State.RECTIFYING],
        target=GET_STATE(after_rectification_review, states=[State.CLOSED, State.RECTIFYING]),
        who=department_head(),
        conditions=[is_not_paused, may_be_reviewed],
        form=f"{FORMS}.after_reply.ReviewForm",
        weight="primary",
        fulfils=[rules.REVIEW],
    )
    def review_rectification(self, taking: Taking) -> Effects:
        review = Review(opinion=taking.get("opinion", ""))
        items = [
            ReviewItem(review=review, advice=advice, finding=finding, justified=justified, text=text)
            for advice, finding, justified, text in taking.get("findings", [])
        ]
        self.outcome = overall([item.finding for item in items])
        if taking.get("ends"):
            self._check_ending(items)
        effects = Effects(said=self._said_of_review(items, taking), records=[review, *items])
        superseded = Close(rules.DECIDE, subject="terminate", fall_away=True)
        effects.closes = [Close(rules.REVIEW), Close(rules.FOLLOW_UP), superseded]
        self._end_or_follow_up(effects, items, taking)
        text = f"{self.lead.name}已完成{name_of(self)}的整改审查：{Outcome(self.outcome).label}。"
        roles, sign = (Role.LIAISON, Role.ORGANISATION_HEAD), "sign_for_letter"
        effects.tells = [Tell(text, self.recipient, roles, step=sign if taking.get("follow_up") else "")]
        return effects

    def _end_or_follow_up(self, effects: Effects, items: list[ReviewItem], taking: Taking) -> None:
        if self.outcome != Outcome.RECTIFIED and not taking.get("ends"):
            self._send_review(effects, items, taking)
        elif self.kind == Kind.PUBLIC_INTEREST:
            effects.closes.append(self._rectification(taking))
            effects.opens = [termination_to_decide(self, taking)]
        else:
            self.closed_on = written(taking.occurred)
            done = self.outcome == Outcome.RECTIFIED
            effects.closes_all = "整改到位，办结" if done else ENDS_WITHOUT

    def _check_ending(self, items: list[ReviewItem]) -> None:
        """What was not done may be left only with good reason, or once it lies with others. Raises Invalid."""
        left = [item for item in items if item.finding != Finding.DONE]
        if self.is_public_interest:
            raise Invalid({"ends": "公益诉讼案件由检察长决定终结，请使用“终结案件”。"})
        if not all(item.justified for item in left) and not self._lies_with_others():
            raise Invalid(
                {
                    "ends": "尚有无正当理由未到位、未采纳的事项，且没有报告、通报有关机关或者提请上级院跟进，还不能办结。"
                }
            )

    def _lies_with_others(self) -> bool:
        """Whether other bodies were told of it (规 25 条) or handed to the superior procuratorate."""
        told = (Escalation.Type.REPORT, Escalation.Type.CIRCULAR)
        reported = self.escalation_set.filter(type__in=told)
        return reported.exists() or self.events.filter(verb="refer_to_superior").exists()

    def _rectification(self, taking: Taking) -> Close:
        """Met on the day on which it was reported as done; what was not done falls away."""
        done = When.parse(self.replied_on) if self.replied_on else taking.decided
        return Close(rules.RECTIFICATION, on=done, fall_away=self.outcome != Outcome.RECTIFIED)

    def _send_review(self, effects: Effects, items: list[ReviewItem], taking: Taking) -> None:
        """整改审查意见: what is left and until when; the period runs from its receipt. Raises Invalid without one."""
        stated = stated_at(taking, "follow_up")
        effects.said["stated"] = stated.words
        send_letter(
            self,
            effects,
            taking,
            "review_letter",
            "整改审查意见",
            lambda number: review_letter_content(self, items, taking, number),
            rule=rules.FOLLOW_UP,
            stated=stated,
            or_scan="paper_scans",
        )

    def _said_of_review(self, items: list[ReviewItem], taking: Taking) -> dict:
        found = [
            {
                "advice": item.advice.text,
                "finding": Finding(item.finding).label,
                "justified": item.justified,
                "text": item.text,
            }
            for item in items
        ]
        ending = ENDS_WITHOUT if taking.get("ends") else ""
        outcome = Outcome(self.outcome).label
        return {"findings": found, "opinion": taking.get("opinion"), "outcome": outcome, "ending": ending}

    @step(
        "终结案件",
        source=[State.REPLIED, State.RECTIFYING],
        target=State.CLOSED,
        who=chief(),
        conditions=[is_public_interest],
        form=f"{FORMS}.after_reply.TerminateForm",
        weight="primary",
        fulfils=[rules.DECIDE_SUIT, rules.DECIDE],
        tone="done",
    )
    def terminate(self, taking: Taking) -> Effects:
        if not (taking.get("report") or taking.data.get("report_scans")):
            raise Invalid({"report": "终结案件须有审查终结报告（办案规则第八十条），请填写或者上传。"})
        self.outcome = self._concluded(taking)
        self.closed_on = written(taking.decided)
        self.paused_on = ""
        effects = Effects(said={"reasons": taking.get("reasons"), "outcome": Outcome(self.outcome).label})
        effects.closes = [
            Close(rules.DECIDE_SUIT, on=taking.decided),
            self._rectification(taking),
            Close(rules.DECIDE, subject="terminate"),
            Close(rules.REVIEW),
        ]
        effects.closes_all = "案件已经终结"
        effects.papers = [
            Paper(
                "review_report",
                "审查终结报告",
                lambda number: review_report_content(self, taking),
                audience=self.lead,
                or_scan="report_scans",
            )
        ]
        send_termination(self, effects, taking)
        text = f"{self.lead.name}决定终结{name_of(self)}一案。"
        effects.tells = [Tell(text, self.recipient, (Role.LIAISON, Role.ORGANISATION_HEAD))]
        return effects

    def _concluded(self, taking: Taking) -> str:
        """What is decided now, else what a review found. Raises Invalid without either: nothing is guessed."""
        if outcome := taking.get("outcome") or self.outcome:
            return outcome
        raise Invalid({"outcome": "本件尚未作过整改审查，没有可以沿用的结论，请选择整改结论。案件没有终结。"})

    @step(
        "整改期限届满",
        source=[State.RECTIFYING, State.REPLIED],
        who=system(),
        conditions=[is_public_interest, rectification_is_over],
        listed=False,
        on_expiry=rules.RECTIFICATION,
    )
    def rectification_ended(self, taking: Taking) -> Effects:
        """The month in which to decide on a suit runs from the end of the rectification period (办 47 条)."""
        return self._end_before_suit(rules.RECTIFICATION, "整改期限")

    @step(
        "两个月履职期限届满",
        source=[State.RECTIFYING, State.REPLIED],
        who=system(),
        conditions=[is_public_interest, months_to_act_are_over],
        listed=False,
        on_expiry=rules.ACT,
    )
    def months_to_act_ended(self, taking: Taking) -> Effects:
        """However short the paper's own period, no suit is decided on before these are over (解释 21 条)."""
        return self._end_before_suit(rules.ACT, "两个月的履职期限")

    def _end_before_suit(self, rule: str, name: str) -> Effects:
        """With the later of the two ends the month to decide begins; with the earlier nothing does."""
        period = self.deadlines.filter(rule=rule, status="open").first()
        effects = Effects(said={"due_on": period.due_on})
        if not self.suit_period_is_past():
            return effects
        effects.opens = self._decision_after(period)
        if self.is_paused and effects.opens:
            began = self.suit_not_before() or clock.today()
            effects.pauses = [Pause(rules.DECIDE_SUIT, self.not_before_the_pause(began), "已经中止审查")]
        text = f"{name_of(self)}{name}届满，请审查是否终结案件或者提起诉讼。"
        effects.tells = [*tell_handler(self, text), Tell(text, self.lead, (Role.CHIEF,))]
        return effects

    def _decision_after(self, period: Deadline) -> list[Open]:
        """Nothing where it runs already: it was opened at an end that has moved since, and has moved along."""
        if self.deadlines.running().filter(rule=rules.DECIDE_SUIT).exists():
            return []
        return [
            Open(
                rules.DECIDE_SUIT,
                self.lead,
                starts=When.on(self.suit_not_before() or period.due_on),
                follows=rules.BEFORE_SUIT,
                responsible_role=Role.CHIEF,
                audience=self.lead,
            )
        ]

    @step(
        "异议期届满",
        source=[State.RECTIFYING, State.REPLIED],
        who=system(),
        conditions=[objection_period_is_over],
        listed=False,
        on_expiry=rules.OBJECTION,
    )
    def objection_ended(self, taking: Taking) -> Effects:
        period = self.deadlines.filter(rule=rules.OBJECTION, status="open").first()
        return Effects(said={"due_on": period.due_on}, closes=[Close(rules.OBJECTION, fall_away=True)])


def overall(findings: list[str]) -> str:
    """The outcome of a review from the findings for each advice: the least favourable that matters."""
    if findings and all(finding == Finding.DONE for finding in findings):
        return Outcome.RECTIFIED
    if findings and all(finding == Finding.NOT_ADOPTED for finding in findings):
        return Outcome.NOT_ADOPTED
    if any(finding in (Finding.DONE, Finding.PARTLY) for finding in findings):
        return Outcome.PARTLY
    return Outcome.NOT_RECTIFIED
