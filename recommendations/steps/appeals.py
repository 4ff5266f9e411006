"""上诉: by the procuratorate or the defendant, waived, or not made in time (办 58—62 条, 行政诉讼法 85 条)."""

from datetime import date, timedelta

from django_fsm import GET_STATE

from common.fields import written
from common.when import When
from deadlines.models import Deadline
from deadlines.statute import Stated
from organisations.models import Role
from recommendations import rules
from recommendations.choices import APPEAL_DAYS, Appellant, Judgment, State
from recommendations.in_court import begin_second_instance, take_effect
from recommendations.steps.before_issue import FORMS
from recommendations.who import chief, handler
from workflow.effects import Close, Effects, Open, Taking, Tell
from workflow.errors import Invalid
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler
from workflow.who import system

AT_RECIPIENT = (Role.LIAISON, Role.ORGANISATION_HEAD)


#: How a judgment of first instance became effective; what was lodged in time and is entered later undoes it.
BY_TIME, BY_WAIVER = "appeal_period_ended", "waive_appeal"
MADE_EFFECTIVE = (BY_TIME, BY_WAIVER)
APPEALS = ("appeal", "record_appeal")
#: What decides, one after the other, whether a judgment stands.
COURSE_OF_JUDGMENT = (*MADE_EFFECTIVE, "record_judgment", "withdraw_suit", "terminate", "import_registered")


def was_judged(matter) -> bool:
    return bool(matter.judgment)


@condition("上诉期没有在计算，或者不适用上诉。")
def appeal_is_open(matter) -> bool:
    return matter.appeal_period() is not None


@condition("上诉期没有在计算，不适用上诉，或者已经提出上诉。")
def may_be_appealed(matter) -> bool:
    """While the period runs; an appeal of one of its days also after the system has noted its end."""
    if not matter.judgment or matter.appellant in (Appellant.LEAD, Appellant.BOTH):
        return False
    return appeal_is_open(matter) or matter.made_effective_by() == BY_TIME


@condition("上诉期尚未届满。")
def appeal_period_is_over(matter) -> bool:
    """Never by a day of receipt that was only assumed: that it is over is then for the chief to say."""
    period = matter.appeal_period()
    return bool(period and period.due_on and not period.starts_assumed and rules.is_past(period))


@condition("法院尚未作出第一审裁判，裁判已经终结本案，或者已经登记被告上诉。")
def may_be_appealed_by_defendant(matter) -> bool:
    """Also after the judgment was taken for effective: what was posted in time arrives days later."""
    if not matter.judgment or matter.appellant in (Appellant.DEFENDANT, Appellant.BOTH):
        return False
    return matter.state == State.IN_COURT or matter.made_effective_by() in MADE_EFFECTIVE


def once_effective(matter, *args) -> str:
    """Where nobody appealed the judgment is effective: followed until performed, or ended."""
    if matter.appealed_on:
        return State.IN_COURT
    return State.RECTIFYING if matter.stated_performance else State.CLOSED


class AppealSteps:
    """Mixed into Recommendation."""

    def made_effective_by(self) -> str:
        """The step by which the judgment of first instance became effective, if that is where the matter stands."""
        last = self.events.filter(verb__in=COURSE_OF_JUDGMENT).order_by("number").last()
        return last.verb if last and last.verb in MADE_EFFECTIVE else ""

    def period_to_appeal(self, starts: When) -> Open:
        """Fifteen days against a judgment, ten against a ruling, from its receipt (行政诉讼法 85 条)."""
        days = APPEAL_DAYS[self.judgment]
        return Open(
            rules.APPEAL,
            self.lead,
            starts=starts,
            stated=Stated(days) if days != APPEAL_DAYS[Judgment.SUPPORTED] else None,
            responsible_role=Role.CHIEF,
            audience=self.lead,
        )

    def appeal_period(self) -> Deadline | None:
        """The period in which to appeal, while it runs."""
        return self.deadlines.filter(rule=rules.APPEAL, status="open").first()

    def last_day_to_appeal(self) -> date | None:
        """The last day of the period, also once it is over; None where no day is known for certain."""
        period = self.deadlines.filter(rule=rules.APPEAL).order_by("-id").first()
        return period.due_on if period and not period.starts_assumed else None

    @step(
        "提出上诉",
        source=[State.IN_COURT, State.RECTIFYING, State.CLOSED],
        target=State.IN_COURT,
        who=chief(),
        conditions=[may_be_appealed],
        form=f"{FORMS}.court.AppealForm",
        weight="warning",
        fulfils=[rules.APPEAL],
        listed=was_judged,
        hint="认为第一审裁判确有错误的，应当在上诉期内提出上诉（办案规则第五十八条、第六十条）。"
        "上诉期内已经提出、期满后才登记的，登记后事项回到“诉讼中”。",
    )
    def appeal(self, taking: Taking) -> Effects:
        appealed = When.of(taking.get("appealed_on") or taking.decided)
        self._check_appeal(taking, appealed)
        effects = Effects(said={"reasons": taking.get("reasons"), "appealed_on": written(appealed)})
        effects.closes = [Close(rules.APPEAL, on=appealed)]
        begin_second_instance(self, effects, Appellant.LEAD, appealed)
        text = f"{self.lead.name}对{name_of(self)}一案的第一审裁判提出上诉。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), *tell_handler(self, text)]
        return effects

    def _check_appeal(self, taking: Taking, appealed: When) -> None:
        """Raises Invalid: no reasons, ahead, before the judgment, after the last day."""
        if not taking.get("reasons"):
            raise Invalid({"reasons": "请填写上诉理由。"})
        last = self.last_day_to_appeal()
        if appealed.in_future or appealed.before(When.parse(self.judged_on)):
            raise Invalid({"appealed_on": f"上诉日期应当在裁判日期（{self.judged_on}）以后，不晚于今天。"})
        if last and not appealed.before(When.on(last + timedelta(days=1))):
            raise Invalid({"appealed_on": f"上诉期至{last}（含当日）届满，请核对日期。"})

    @step(
        "登记被告上诉",
        source=[State.IN_COURT, State.RECTIFYING, State.CLOSED],
        target=State.IN_COURT,
        who=handler(),
        conditions=[may_be_appealed_by_defendant],
        form=f"{FORMS}.court.DefendantAppealForm",
        listed=was_judged,
        hint="收到上诉状副本之日起三日内报告上一级院（办案规则第六十二条）。"
        "期满后收到上诉期内提出的上诉的，登记后事项回到“诉讼中”。",
    )
    def record_appeal(self, taking: Taking) -> Effects:
        received = When.of(taking.get("received_on") or taking.occurred)
        if received.in_future or received.before(When.parse(self.judged_on)):
            raise Invalid({"received_on": f"应当在裁判日期（{self.judged_on}）以后，不晚于今天。"})
        effects = Effects(said={"received_on": written(received), "appeal": taking.get("appeal")})
        begin_second_instance(self, effects, Appellant.DEFENDANT, received)
        effects.tells = [Tell(f"{name_of(self)}一案，被告已经上诉。", self.lead, (Role.CHIEF,))]
        return effects

    @step(
        "决定不上诉",
        source=State.IN_COURT,
        target=GET_STATE(once_effective, states=[State.IN_COURT, State.CLOSED, State.RECTIFYING]),
        who=chief(),
        conditions=[appeal_is_open],
        form=f"{FORMS}.court.WaiveAppealForm",
        fulfils=[rules.APPEAL],
        hint="双方都不上诉的，裁判生效；被告的上诉期未满的，等候届满，由系统办理。",
    )
    def waive_appeal(self, taking: Taking) -> Effects:
        if not self.appealed_on and not taking.get("defendant_waives"):
            raise Invalid(
                {"defendant_waives": "被告的上诉期未满、也没有放弃上诉的，裁判尚未生效，请等候届满。"}
            )
        effects = Effects(
            said={"reasons": taking.get("reasons")}, closes=[Close(rules.APPEAL, on=taking.decided)]
        )
        if not self.appealed_on:
            take_effect(self, effects, once_effective(self), taking.decided)
        text = f"{name_of(self)}一案，本院决定不上诉。"
        effects.tells = tell_handler(self, text)
        return effects

    @step(
        "上诉期届满",
        source=State.IN_COURT,
        target=GET_STATE(once_effective, states=[State.IN_COURT, State.CLOSED, State.RECTIFYING]),
        who=system(),
        conditions=[appeal_period_is_over],
        listed=False,
        on_expiry=rules.APPEAL,
    )
    def appeal_period_ended(self, taking: Taking) -> Effects:
        """Nobody appealed in time: the judgment is effective. With an appeal the second instance ends the matter."""
        period = self.appeal_period()
        effects = Effects(said={"due_on": period.due_on}, closes=[Close(rules.APPEAL, fall_away=True)])
        if self.appealed_on:
            return effects
        # Effective from the day after, however late the judgment came to be entered.
        take_effect(self, effects, once_effective(self), When.on(period.due_on + timedelta(days=1)))
        text = f"{name_of(self)}一案上诉期届满，第一审裁判生效。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), *tell_handler(self, text)]
        return effects
