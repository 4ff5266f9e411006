"""提起公益诉讼 and what follows it: the court's decision, its performance, the suit withdrawn (办 46, 58, 81–84 条)."""

from datetime import date, timedelta

from django_fsm import GET_STATE

from common.fields import written
from common.when import When
from deadlines.models import Deadline
from organisations.models import Role
from recommendations import rules
from recommendations.choices import (
    APPEAL_DAYS,
    OF_SECOND_INSTANCE,
    Appellant,
    Judgment,
    Outcome,
    Result,
    State,
    SuitGround,
)
from recommendations.court_papers import suit_withdrawal_content
from recommendations.in_court import begin_second_instance, take_effect
from recommendations.order_of_days import check_after_end
from recommendations.owed import owed_by_lead, termination_to_decide
from recommendations.sending import own_number, send_termination
from recommendations.steps.after_reply import is_not_paused
from recommendations.steps.before_issue import FORMS, is_public_interest
from recommendations.who import chief, handler
from workflow.effects import Close, Effects, Open, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.stating import stated_at
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler

AT_RECIPIENT = (Role.LIAISON, Role.ORGANISATION_HEAD)
#: Why a suit may be brought now.
PERIOD_OVER, REFUSED = "over", "refused"
BASES = {PERIOD_OVER: "整改期限和两个月的履职期限均已届满", REFUSED: "复函明确拒绝履行职责"}


@condition("法院已经裁判。裁判后仍需监督履行的，请使用“登记履行情况”。")
def is_not_judged(matter) -> bool:
    return not matter.judgment


def _too_early(matter) -> str:
    day = matter.suit_not_before()
    until = f"（至{day:%Y-%m-%d}）" if day else ""
    return (
        f"文书载明的整改期限和两个月的履职期限尚未全部届满{until}，对方也没有在回复中拒绝履行职责，还不能起诉"
        "（检察公益诉讼解释第二十一条，办案规则第八十一条、第八十二条）。"
    )


@condition(_too_early)
def may_be_sued(matter) -> bool:
    return matter.suit_period_is_past() or matter.refuses_duty()


@condition("法院尚未裁判，没有可以登记的履行情况。")
def is_judged(matter) -> bool:
    return bool(matter.judgment)


@condition("撤回起诉决定书已经提交，或者没有撤回起诉。")
def withdrawal_is_due(matter) -> bool:
    return matter.deadlines.filter(rule=rules.WITHDRAW_SUIT, status="open").exists()


@condition("没有需要告知的出庭事项。")
def appearance_is_due(matter) -> bool:
    return matter.deadlines.filter(rule=rules.APPEARANCE_NOTICE, status="open").exists()


def after_judgment(matter, taking: Taking) -> str:
    """An appeal, the period for one or a new trial keeps it in court; what is to be performed is followed; else it ends."""
    judgment = taking.get("judgment")
    if judgment == Judgment.REMANDED or taking.get("is_appealed"):
        return State.IN_COURT
    if not matter.appealed_on and judgment in APPEAL_DAYS:
        return State.IN_COURT
    return State.RECTIFYING if taking.get("follow_up") else State.CLOSED


class CourtSteps:
    """Mixed into Recommendation."""

    def suit_period_is_past(self, when: When | None = None) -> bool:
        """Whether rectification period and two months were over on `when` (today); without a day people judge."""
        day = self.suit_not_before()
        return day is None or not (when or When.now()).before(When.on(day + timedelta(days=1)))

    def suit_not_before(self) -> date | None:
        """The later end of the stated rectification period and of the two months of 解释 21 条."""
        period = self.rectification_period()
        days = [period and period.due_on, rules.two_months(self.received)]
        return max((day for day in days if day), default=None)

    def rectification_period(self) -> Deadline | None:
        """The rectification period as it stands after every change of the paper or of its day."""
        return self.deadlines.filter(rule=rules.RECTIFICATION).order_by("-id").first()

    def refuses_duty(self) -> bool:
        """Whether the last reply refuses one of the advices (拒绝履职)."""
        reply = self.reply_set.last()
        return bool(reply and reply.items.filter(result=Result.REFUSED).exists())

    @step(
        "提起公益诉讼",
        source=[State.RECTIFYING, State.REPLIED],
        target=State.IN_COURT,
        who=chief(),
        conditions=[is_public_interest, is_not_judged, is_not_paused, may_be_sued],
        form=f"{FORMS}.court.SueForm",
        weight="warning",
        fulfils=[rules.DECIDE_SUIT],
        hint="整改期限和两个月的履职期限均已届满，或者对方拒绝履行职责（参照检例第112号），公益仍处于受侵害状态的，可以起诉。",
    )
    def sue(self, taking: Taking) -> Effects:
        sued = When.of(taking.get("sued_on") or taking.decided)
        basis = taking.get("basis") or (PERIOD_OVER if self.suit_period_is_past() else REFUSED)
        self._check_suit(taking, sued, basis)
        self.sued_on, self.court = written(sued), taking.get("court")
        self.suit_ground = taking.get("ground")
        effects = Effects(
            said={
                "sued_on": self.sued_on,
                "court": self.court,
                "ground": SuitGround(self.suit_ground).label,
                "basis": BASES[basis],
                "reasons": taking.get("reasons"),
            }
        )
        effects.closes = [
            Close(rules.DECIDE_SUIT, on=taking.decided),
            *(Close(rule, fall_away=True) for rule in rules.ENDED_BY_SUIT),
        ]
        effects.opens = [owed_by_lead(self, rule, sued) for rule in (rules.RECORD_SUIT, rules.JUDGMENT)]
        text = f"{self.lead.name}就{name_of(self)}向{self.court}提起公益诉讼。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), *tell_handler(self, text)]
        return effects

    def _check_suit(self, taking: Taking, sued: When, basis: str) -> None:
        """Raises Invalid: harm or ground not stated, a day that cannot be, a reason that does not hold."""
        problems = {}
        if not taking.get("harmed"):
            problems["harmed"] = "起诉以国家利益或者社会公共利益仍处于受侵害状态为条件，请确认。"
        for name, what in (
            ("court", "受诉法院"),
            ("ground", "未依法履职的情形"),
            ("reasons", "公益仍受侵害的理由"),
        ):
            if not taking.get(name):
                problems[name] = f"请填写{what}。"
        if sued.in_future:
            problems["sued_on"] = "起诉日期不能晚于今天。"
        elif self.received and sued.before(self.received):
            problems["sued_on"] = f"起诉日期不能早于收到检察建议的日期（{self.received}），请核对。"
        if basis == REFUSED and not self.refuses_duty():
            problems["basis"] = "登记的回复中没有“不予采纳”的事项，请核对。"
        elif basis == REFUSED:
            refused = When.parse(self.replied_on)
            for name, when in (("sued_on", sued), (taking.decided_field, taking.decided)):
                if when.before(refused):
                    problems.setdefault(
                        name, f"不能早于对方书面回复拒绝履行职责的日期（{refused}），请核对。"
                    )
        if basis == PERIOD_OVER and not self.suit_period_is_past():
            problems["basis"] = f"整改期限和两个月的履职期限至{self.suit_not_before()}届满，请核对。"
        elif basis == PERIOD_OVER:
            for name, when in (("sued_on", sued), (taking.decided_field, taking.decided)):
                if not self.suit_period_is_past(when):
                    problems.setdefault(
                        name,
                        f"当日整改期限或者两个月的履职期限尚未届满（至{self.suit_not_before()}），请核对。",
                    )
        if problems:
            raise Invalid(problems)

    @step(
        "登记裁判",
        source=State.IN_COURT,
        target=GET_STATE(after_judgment, states=[State.CLOSED, State.RECTIFYING, State.IN_COURT]),
        who=handler(),
        form=f"{FORMS}.court.JudgmentForm",
        weight="primary",
        fulfils=[rules.JUDGMENT],
        hint="第一审裁判，收到之日起三日内报上一级院备案（办案规则第五十八条）；第二审裁判不再备案。",
    )
    def record_judgment(self, taking: Taking) -> Effects:
        received = When.of(taking.get("received_on") or taking.occurred)
        judged = When.of(taking.get("judged_on") or received)
        self._check_judgment(taking, judged, received)
        is_first = not self.judgment  # 办案规则第五十八条: the judgment of first instance is recorded
        state = after_judgment(self, taking)
        self.judgment, self.judged_on = taking.get("judgment"), written(judged)
        # That of second instance is another court than the one that was sued before.
        for name in (
            ("court_number", "performance") if self.appealed_on else ("court", "court_number", "performance")
        ):
            setattr(self, name, taking.get(name) or getattr(self, name))
        said = {name: getattr(self, name) for name in ("court_number", "judged_on", "performance")}
        said["judging_court"] = taking.get("court") or self.court
        effects = Effects(
            said=said | {"received_on": written(received), "judgment": Judgment(self.judgment).label}
        )
        effects.said |= {"appeal": taking.get("appeal"), "is_appealed": bool(taking.get("is_appealed"))}
        effects.closes = [Close(rules.JUDGMENT, on=received), Close(rules.APPEAL, fall_away=True)]
        self.stated_performance = taking.get("follow_up")
        if self.judgment == Judgment.REMANDED:
            self._begin_anew(effects, received)
        elif state == State.IN_COURT:
            self._go_on_in_court(effects, taking, received)
        else:
            take_effect(self, effects, state, received)
        if is_first:
            effects.opens.append(owed_by_lead(self, rules.RECORD_JUDGMENT, received))
        text = f"{name_of(self)}一案已有裁判：{effects.said['judgment']}。"
        effects.tells = [Tell(text, self.recipient, AT_RECIPIENT), Tell(text, self.lead, (Role.CHIEF,))]
        return effects

    def _begin_anew(self, effects: Effects, received: When) -> None:
        """发回重审 (行诉法 89 条): what was judged is set aside, and a first instance is waited for again."""
        self.judgment = self.judged_on = self.appealed_on = self.appellant = ""
        self.stated_performance = None
        effects.opens.append(owed_by_lead(self, rules.JUDGMENT, received))

    def _go_on_in_court(self, effects: Effects, taking: Taking, received: When) -> None:
        """The period to appeal runs from receipt (行诉法 85 条); an appeal that is known already goes on at once."""
        if taking.get("is_appealed"):
            begin_second_instance(self, effects, Appellant.DEFENDANT, received)
        if self.judgment in APPEAL_DAYS:
            effects.opens.append(self.period_to_appeal(received))

    def _follow_up(self, taking: Taking) -> Open:
        """Until when the judgment is to be performed, as whoever enters it says."""
        return Open(
            rules.FOLLOW_UP,
            self.recipient,
            creditor=self.lead,
            starts=taking.occurred,
            stated=stated_at(taking, "follow_up"),
            responsible_role=Role.LIAISON,
        )

    def _check_judgment(self, taking: Taking, judged: When, received: When) -> None:
        """Raises Invalid: no result, a day in the future or before the suit."""
        if not taking.get("judgment"):
            raise Invalid({"judgment": "请选择裁判结果。"})
        if self.judgment and not self.appealed_on:
            raise Invalid(
                {"judgment": "第一审裁判已经登记。收到第二审裁判的，请先登记上诉；登记有误的，请办理“更正”。"}
            )
        if taking.get("is_appealed") and self.appealed_on:
            raise Invalid({"is_appealed": "本裁判是第二审裁判，已经生效，不能再上诉。"})
        if taking.get("judgment") in OF_SECOND_INSTANCE and not self.appealed_on:
            raise Invalid({"judgment": "改判、发回重审是第二审裁判，请先登记上诉，再登记本裁判。"})
        if self.appealed_on and judged.before(appealed := When.parse(self.appealed_on)):
            raise Invalid({"judged_on": f"第二审裁判日期不能早于上诉日期（{appealed}），请核对。"})
        sued = When.parse(self.sued_on)
        for name, when in (("judged_on", judged), ("received_on", received)):
            if when.in_future:
                raise Invalid({name: "不能晚于今天。"})
            if when.before(sued):
                raise Invalid({name: f"不能早于起诉日期（{sued}），请核对。"})
        if received.before(judged):
            raise Invalid({"received_on": f"收到日期不能早于裁判日期（{judged}），请核对。"})

    @step(
        "登记出庭通知",
        source=State.IN_COURT,
        who=handler(),
        form=f"{FORMS}.court.SummonsForm",
        hint="收到出庭通知书之日起三日内，将派员出庭通知书送达法院（办案规则第四十九条）。",
    )
    def record_summons(self, taking: Taking) -> Effects:
        received = When.of(taking.get("received_on") or taking.occurred)
        if received.in_future or received.before(When.parse(self.sued_on)):
            raise Invalid({"received_on": f"应当在起诉日期（{self.sued_on}）以后，不晚于今天。"})
        said = {"received_on": written(received), "note": taking.get("note")}
        effects = Effects(said=said, audience=self.lead)
        effects.closes = [Close(rules.APPEARANCE_NOTICE, fall_away=True)]
        effects.opens = [owed_by_lead(self, rules.APPEARANCE_NOTICE, received)]
        return effects

    @step(
        "告知出庭人员",
        source=State.IN_COURT,
        who=handler(),
        conditions=[appearance_is_due],
        form=f"{FORMS}.court.AppearanceForm",
        fulfils=[rules.APPEARANCE_NOTICE],
    )
    def notify_appearance(self, taking: Taking) -> Effects:
        said = {"to": taking.get("to") or self.court, "people": taking.get("people")}
        return Effects(said=said, audience=self.lead, closes=[Close(rules.APPEARANCE_NOTICE)])

    @step(
        "登记履行情况",
        source=[State.RECTIFYING, State.CLOSED],
        who=handler(),
        conditions=[is_judged],
        form=f"{FORMS}.court.PerformanceForm",
        hint="裁判生效后被告履行的情况；全部履行的，提请检察长终结案件。",
    )
    def record_performance(self, taking: Taking) -> Effects:
        self.performance = taking.get("performance")
        if taking.get("is_performed"):
            self.outcome = Outcome.RECTIFIED
        effects = Effects(
            said={"performance": self.performance, "is_performed": bool(taking.get("is_performed"))}
        )
        if self.state == State.RECTIFYING and (taking.get("is_performed") or taking.get("follow_up")):
            effects.closes = [
                Close(rules.FOLLOW_UP, fall_away=not taking.get("is_performed")),
                Close(rules.DECIDE, subject="terminate", fall_away=True),
            ]
            goes_on = (
                termination_to_decide(self, taking) if taking.get("is_performed") else self._follow_up(taking)
            )
            effects.opens = [goes_on]
        return effects

    @step(
        "撤回起诉",
        source=State.IN_COURT,
        target=State.CLOSED,
        who=chief(),
        form=f"{FORMS}.court.WithdrawSuitForm",
        weight="warning",
        hint="诉讼请求全部实现的，可以撤回起诉（办案规则第八十四条）；决定书三日内提交法院。",
    )
    def withdraw_suit(self, taking: Taking) -> Effects:
        if not taking.get("fulfilled"):
            raise Invalid({"fulfilled": "诉讼请求全部实现才能撤回起诉（办案规则第八十四条），请确认。"})
        self.closed_on, self.outcome = written(taking.decided), Outcome.RECTIFIED
        effects = Effects(said={"reasons": taking.get("reasons"), "outcome": Outcome.RECTIFIED.label})
        effects.closes = [Close(rule, fall_away=True) for rule in (rules.JUDGMENT, rules.APPEAL)]
        effects.closes_all = "已经撤回起诉，办结"
        effects.opens = [owed_by_lead(self, rules.WITHDRAW_SUIT, taking.decided)]
        effects.papers = [
            Paper(
                "suit_withdrawal_decision",
                "撤回起诉决定书",
                lambda number: suit_withdrawal_content(self, taking, number),
                number=own_number(self, "suit_withdrawal_decision", taking, "withdrawal_number"),
                or_scan="paper_scans",
            )
        ]
        send_termination(self, effects, taking)
        text = f"{self.lead.name}决定撤回{name_of(self)}一案的起诉。"
        effects.tells = [
            Tell(text, self.recipient, AT_RECIPIENT),
            *tell_handler(self, text, "submit_withdrawal"),
        ]
        return effects

    @step(
        "提交撤回起诉决定书",
        source=State.CLOSED,
        who=handler(),
        conditions=[withdrawal_is_due],
        form=f"{FORMS}.court.SubmitWithdrawalForm",
        fulfils=[rules.WITHDRAW_SUIT],
    )
    def submit_withdrawal(self, taking: Taking) -> Effects:
        check_after_end(self, taking)
        said = {"to": taking.get("to") or self.court}
        return Effects(said=said, audience=self.lead, closes=[Close(rules.WITHDRAW_SUIT)])
