"""What appeals and judgments bring about, whichever step enters them."""

from common.fields import written
from common.when import When
from organisations.models import Role
from recommendations import rules
from recommendations.choices import Appellant, State
from recommendations.owed import owed_by_lead
from workflow.effects import Close, Effects, Open

#: What was owed because the judgment had become effective.
OWED_ONCE_EFFECTIVE = (
    Close(rules.FOLLOW_UP, fall_away=True),
    Close(rules.DECIDE, subject="terminate", fall_away=True),
    Close(rules.FEED_BACK, fall_away=True),
)


def begin_second_instance(matter, effects: Effects, appellant: str, when: When) -> None:
    """The second instance begins, with the first of two appeals; what the end of the period had ended goes on."""
    if not matter.appealed_on:
        matter.appealed_on, matter.appellant = written(when), appellant
        effects.opens.append(owed_by_lead(matter, rules.JUDGMENT, when))
    elif matter.appellant != appellant:
        matter.appellant = Appellant.BOTH
    if matter.state != State.IN_COURT:
        matter.closed_on = ""
        effects.closes += OWED_ONCE_EFFECTIVE
    if appellant == Appellant.DEFENDANT:
        effects.opens.append(owed_by_lead(matter, rules.REPORT_APPEAL, when))


def take_effect(matter, effects: Effects, state: str, when: When) -> None:
    """The judgment is effective: its performance is followed for as long as was said, or the matter ends."""
    if state == State.RECTIFYING:
        effects.opens.append(
            Open(
                rules.FOLLOW_UP,
                matter.recipient,
                creditor=matter.lead,
                starts=when,
                stated=matter.stated_performance,
                responsible_role=Role.LIAISON,
            )
        )
        return
    matter.closed_on = written(when)
    effects.closes_all = "法院裁判已经生效，办结"
