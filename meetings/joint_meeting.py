"""联席会议议定事项: what a joint meeting decided, carried out by several owners, each by its own last day.

The house that convened enters it after the meeting. Agenda, invitations and minutes are no part of it yet.
"""

from django.db import models
from django_fsm import FSMModelMixin
from simple_history.models import HistoricalRecords

from common import clock
from common.fields import PartialDateField
from matters.kinds import OpenTo, Phase
from matters.models import Matter
from matters.parties import LEAD
from matters.queries import MatterQuerySet
from meetings import resolving, rules
from meetings.carrying_out import CarryingOut
from meetings.changing import Changing
from meetings.checking import Checking
from meetings.order_of_days import check_after_confirmed
from meetings.records import Part, PartQuerySet
from meetings.telling import asked_to_carry_out
from meetings.words import MeetingWords
from meetings.worklist import MeetingWorklist
from workflow.beginning import begin
from workflow.clocks import Clock
from workflow.content import Content
from workflow.declared import Declared
from workflow.effects import Effects, Join, Taking
from workflow.errors import Invalid
from workflow.houses import PEOPLE, copied, invited, lead
from workflow.keeping import Keeping
from workflow.kinds import kind
from workflow.moves import move
from workflow.shared_steps import SharedSteps
from workflow.states import States
from workflow.steps import NEW, condition, step
from workflow.who import Who

convener = lead("召集单位", "procuratorate", "judicial_bureau", "government")
owners = invited("责任单位")
watching = copied("抄送单位")

CLOSING = Clock(rules.CLOSE, convener)


class S(States):
    UNDER_WAY = "under_way", Phase.IN_PROGRESS, "落实中"
    CLOSED = "closed", Phase.CLOSED, "已全部销号"


#: So many of those that are open are named.
NAMED = 5


def still_open(meeting) -> str:
    """What stands in the way of closing, named."""
    waiting = list(meeting.parts().unconfirmed())
    named = "、".join(map(_named, waiting[:NAMED]))
    more = f"等{len(waiting)}项" if len(waiting) > NAMED else ""
    return f"还有没有销号的议定事项：{named}{more}。全部销号后可以办结。"


def _named(part: Part) -> str:
    return f"第{part.resolution.number}项（{part.owner.short_name}，{part.get_state_display()}）"


@condition(still_open)
def all_is_confirmed(meeting) -> bool:
    return not meeting.parts().unconfirmed().exists()


@kind("joint_meeting", "联席会议议定事项", paper="联席会议议定事项")
class JointMeeting(
    MeetingWords, CarryingOut, Checking, Changing, Declared, Keeping, SharedSteps, FSMModelMixin, Matter
):
    """`held_on`: the local day of the meeting."""

    parties = (convener, owners, watching)
    states, line = S, (S.UNDER_WAY, S.CLOSED)
    content = Content.FULL
    #: A joint meeting is the government's as much as the procuratorate's.
    above = OpenTo(government=True)
    outcomes = {"confirmed": "全部销号"}
    told = ("held_on", "ended_on", "outcome")
    worklist = MeetingWorklist()
    summary_template = "meetings/summary.html"

    held_on = models.DateField("会议日期")
    started_on = PartialDateField("开始日期")
    ended_on = PartialDateField("办结日期")
    outcome = models.CharField("办理结果", max_length=30, blank=True)
    values = models.JSONField("填报内容", default=dict, blank=True)
    history = HistoricalRecords(excluded_fields=["last_event_number", "head_hash", "version", "changed_at"])

    objects = MatterQuerySet.as_manager()

    close = move(
        "办结", S.UNDER_WAY, S.CLOSED, by=convener.worker, meets=[CLOSING], needs=[all_is_confirmed],
        outcome="confirmed", weight="primary", hint="全部议定事项销号以后办结。",
    )  # fmt: skip

    class Meta:
        verbose_name = "联席会议议定事项"
        verbose_name_plural = "联席会议议定事项"
        indexes = [models.Index(fields=["held_on"], name="joint_meeting_by_day")]

    @step(
        "登记议定事项",
        source=NEW,
        target=S.UNDER_WAY,
        who=Who(LEAD, PEOPLE),
        form="meetings.forms.entering.EnterForm",
        hint="联席会议开过以后，由召集单位登记议定事项。每个责任单位分别计算期限、分别反馈。",
    )
    def enter_resolutions(self, taking: Taking) -> Effects:
        self._check_day()
        items = resolving.checked(taking.get("resolutions", []), self.held_on)
        begin(self, taking)
        self.is_issued, self.started_on = True, self.held_on.isoformat()
        parts = resolving.parts_of(items)
        others = dict.fromkeys(part.owner for part in parts if part.owner != self.lead)
        return Effects(
            said={"held_on": self.held_on, "resolutions": [item.said() for item in items]},
            records=resolving.rows(parts),
            joins=[Join(self.lead, LEAD, self.handler), *(Join(each, owners.role) for each in others)],
            opens=[resolving.owed(self, part, taking) for part in parts],
            tells=asked_to_carry_out(self, parts),
        )

    def keep(self, move, given, taking: Taking) -> None:
        check_after_confirmed(self, taking)
        super().keep(move, given, taking)

    def _check_day(self) -> None:
        if self.held_on is None:
            raise Invalid({"held_on": "请填写会议日期。"})
        if self.held_on > clock.today():
            raise Invalid({"held_on": "会议日期不能晚于今天；会议开过以后登记。"})

    def parts(self) -> PartQuerySet:
        """Every owner's part of every resolution, in their order."""
        found = Part.objects.filter(resolution__meeting=self.pk)
        return found.select_related("resolution", "owner").order_by("resolution__number", "place", "pk")
