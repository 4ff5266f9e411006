"""督促, before it 提示, and after it the decision on the reason (规定 24、25 条)."""

from typing import Any

from django.utils.functional import cached_property

from common import clock
from common.fields import written
from common.when import When
from deadlines.models import Deadline
from organisations.models import Role
from recommendations import rules
from recommendations.choices import State, UrgeGround
from recommendations.papers import urging_letter_content
from recommendations.records import ReasonFinding, Urging
from recommendations.sending import send_letter
from recommendations.steps.after_reply import is_not_paused
from recommendations.steps.before_issue import FORMS
from recommendations.urged import Standing, was_once_late
from recommendations.urging_papers import reminder_content
from recommendations.who import chief, department_head, handler
from workflow.effects import Effects, Paper, Taking, Tell
from workflow.errors import Invalid
from workflow.pressing import Before, Measure, check
from workflow.steps import condition, step
from workflow.telling import name_of, tell_handler

AT_RECIPIENT = (Role.LIAISON, Role.ORGANISATION_HEAD)
NOT_YET = "书面回复期限尚未届满，也没有审查认定的未采纳、未实际整改、整改不到位，还不能督促；期限将至的，请使用“提示”。"
NOT_THEN = "当日书面回复期限尚未届满，也没有审查认定的情形，还不能督促，请核对日期。"


@condition("书面回复期限已经届满或者已经收到回复，不再提示；没有按要求回复、整改的，请使用“督促”。")
def reply_is_awaited(matter) -> bool:
    return not (matter.standing.is_answered or matter.standing.is_past)


@condition(NOT_YET)
def may_be_urged(matter) -> bool:
    return bool(matter.standing.grounds) or was_once_late(matter)


something_is_left = Before(
    lambda matter, when: bool(matter.standing_on(when).grounds),
    "规定的期限尚未届满，也没有审查认定的未采纳、未实际整改、整改不到位（规定第二十五条）。",
    "当日规定的期限尚未届满，也没有审查认定的情形（规定第二十五条），请核对日期。",
)
was_urged = Before(
    lambda matter, when: bool(matter.standing_on(when).urgings),
    "尚未督促，或者督促函尚未送达，请先督促并登记收到日期（规定第二十四条、第二十五条）。",
    "当日督促函尚未送达（规定第二十五条），请核对日期。",
)
urging_is_over = Before(
    lambda matter, when: matter.standing_on(when).urging_is_over,
    "督促函载明的期限尚未届满（规定第二十五条）。",
    "当日督促函载明的期限尚未届满（规定第二十五条），请核对日期。",
)
#: The first two conditions of 规 25, in its order.
URGED_IN_VAIN = (something_is_left, was_urged, urging_is_over)
#: Its period begins with the receipt of the letter.
URGE = Measure(hears=AT_RECIPIENT, step="sign_for_letter")


class UrgingSteps:
    """Mixed into Recommendation."""

    @cached_property
    def standing(self) -> Standing:
        """As of today. Read once for the instance: the conditions of several steps ask for it."""
        return Standing(self)

    def standing_on(self, when: When) -> Standing:
        """As of `when`, which is mostly today."""
        return self.standing if when.day == clock.today() else Standing(self, when)

    def reply_is_past(self, when: When | None = None) -> bool:
        """Whether the reply's last day was over on `when` (today, Asia/Shanghai); no day known: people judge."""
        return rules.is_past(self.reply_period(), when)

    def reply_period(self) -> Deadline | None:
        """The reply's period as it stands after every change, whatever became of it."""
        return (
            self.deadlines.filter(rule__in=rules.REPLIES).exclude(status="replaced").order_by("-id").first()
        )

    @step(
        "提示",
        source=State.RECTIFYING,
        who=handler(),
        conditions=[is_not_paused, reply_is_awaited],
        form=f"{FORMS}.urging.RemindForm",
        hint="期限将至，提醒落实。提示不是督促，不计入规定第二十五条的“经督促”。",
        tone="soon",
    )
    def remind(self, taking: Taking) -> Effects:
        """A letter before the last day: it asks nothing beyond the paper and starts no period."""
        if self.standing_on(taking.occurred).is_past:
            raise Invalid({"occurred_at": "当日书面回复期限已经届满，不再提示，请核对日期。"})
        text = taking.get("text", "")
        ready = self.prepared_letters.filter(event=None, ground=UrgeGround.DUE_SOON)
        effects = Effects(said={"text": text}, records=list(ready))
        effects.papers = [
            Paper("reminder_letter", "提示函", lambda number: reminder_content(self, text, taking))
        ]
        told = f"{self.lead.name}提示：{name_of(self)}的书面回复期限将至，请按期回复。"
        effects.tells = [Tell(told, self.recipient, AT_RECIPIENT, step="reply")]
        return effects

    @step(
        "督促",
        source=[State.RECTIFYING, State.REPLIED],
        who=department_head(),
        conditions=[is_not_paused, may_be_urged],
        form=f"{FORMS}.urging.UrgeForm",
        weight="warning",
        hint="承办人准备督促函，部门负责人决定；期限自收到督促函之日起计算。系统自动提醒和提示都不是督促。",
        tone="overdue",
    )
    def urge(self, taking: Taking) -> Effects:
        ground, stated = taking.get("ground"), taking.get("stated")
        self._check_urging(taking, ground)
        urging = Urging(ground=ground, demand=taking.get("demand", ""))
        effects = Effects(said={"stated": stated.words})
        urging.letter = send_letter(
            self,
            effects,
            taking,
            "urging_letter",
            "督促函",
            lambda number: urging_letter_content(self, urging, taking, number),
            rule=rules.URGED,
            stated=stated,
            or_scan="paper_scans",
        )
        text = f"{self.lead.name}就{name_of(self)}发出督促函，请签收，并自收到之日起{stated}内办理。"
        said = {"ground": UrgeGround(ground).label, "demand": urging.demand}
        effects.include(URGE.effects(self, taking, urging, said, text))
        effects.records += self.prepared_letters.filter(event=None)
        effects.closes += self.waits_lapsing(rules.URGED)
        return effects

    def _check_urging(self, taking: Taking, ground: str | None) -> None:
        """The letter states its period, and its ground stood on its day. Raises Invalid."""
        then = self.standing_on(taking.decided).grounds
        if not then:
            raise Invalid({taking.decided_field: NOT_THEN})
        if ground not in then:
            words = "、".join(UrgeGround(each).label for each in then)
            raise Invalid({"ground": f"督促的情形应当与记录相符，当日为：{words}。"})
        if not taking.get("stated"):
            raise Invalid({"stated": "请填写督促函载明的期限，没有默认的日数。"})

    @step(
        "认定有无正当理由",
        source=State.RECTIFYING,
        who=chief(),
        conditions=[is_not_paused, *URGED_IN_VAIN],
        form=f"{FORMS}.urging.ReasonForm",
        hint="通报、约谈、报告以前，由检察长认定被建议单位有无正当理由（规定第二十五条）。仅本院可见。",
    )
    def decide_reason(self, taking: Taking) -> Effects:
        """Whether the agency has a justified reason: what it stated, what proves it, why so decided."""
        check(URGED_IN_VAIN, self, taking.decided, taking.decided_field)
        standing = self.standing_on(taking.decided)
        ground = taking.get("ground") or standing.grounds[0]
        if ground not in standing.grounds:
            raise Invalid({"ground": "所选情形与记录不符，请核对。"})
        row = ReasonFinding(
            ground=ground, justified=bool(taking.get("justified")), **self._reasons_given(taking)
        )
        effects = Effects(said=self._said_of_reason(row), audience=self.lead, records=[row])
        effects.tells = tell_handler(self, f"{name_of(self)}：检察长认定{row.word}。")
        return effects

    def _reasons_given(self, taking: Taking) -> dict[str, str]:
        given = {name: taking.get(name, "") for name in ("stated_by_agency", "evidence", "reasons")}
        missing = {name: "请填写。" for name, value in given.items() if not value}
        if missing:
            raise Invalid(missing)
        return given

    def _said_of_reason(self, row: ReasonFinding) -> dict[str, Any]:
        names = ("stated_by_agency", "evidence", "reasons")
        said = {"found_reason": row.word, "ground": UrgeGround(row.ground).label}
        return said | {name: getattr(row, name) for name in names}

    def day_of_urging(self) -> str:
        """The receipt of the last letter, for the papers that rest on it."""
        received = self.standing.urgings[-1].received if self.standing.urgings else None
        return written(received) if received else ""
