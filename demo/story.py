"""Telling the examples' stories through `workflow.perform`, the only door, with the clock on each step's day."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from common import clock
from deadlines import reminders
from deadlines.days import calendar_in_use
from demo import tales
from demo.courses import Turn, issue_of, receipt_of, schedule
from demo.crew import Crew
from demo.given import Setting, given
from demo.people import COUNTY
from demo.plans import OF_MATTER, Plan
from organisations.models import Membership, Organisation, Role
from recommendations import drafting
from recommendations.models import Recommendation
from workflow.perform import perform
from workflow.saving import save
from workflow.tasks import take_due_steps

BEGINS = ("propose_new", "decide_investigation", "file_case", "register_issued")
#: Days up to today whose mornings remind also where no step is taken.
REMINDED = 14


class Story:
    """All examples on their way: which matters each plan has become."""

    def __init__(self) -> None:
        self.organisations = {each.code: each for each in Organisation.objects.all()}
        self.lead = self.organisations[COUNTY]
        self.crew = Crew(self.lead)
        self.setting = Setting(
            clock.today(), calendar_in_use(self.lead.jurisdiction), self.crew, self.organisations
        )
        self.matters: dict[tuple[int, str], int] = {}
        self.teller = tales.Teller(self.organisations, self.crew)

    def tell(self, plans: list[Plan], told: Sequence[tales.Tale] = ()) -> None:
        """Take every step on its day; what a morning itself brings comes first."""
        calendar = self.setting.calendar
        planned = [*schedule(plans, calendar), *tales.schedule(told, calendar)]
        turns = groupby(sorted(planned, key=lambda turn: turn.moment), _day_of)
        by_day = {day: list(taken) for day, taken in turns}
        for day in sorted(by_day.keys() | self._last_days()):
            _morning(day)
            for turn in by_day.get(day, ()):
                with clock.set_to(turn.moment):
                    self.teller.take(turn) if isinstance(turn, tales.Telling) else self._take(turn)
        take_due_steps()

    def _last_days(self) -> set[date]:
        return {self.setting.today - timedelta(days=n) for n in range(REMINDED)}

    def _take(self, turn: Turn) -> None:
        plan, act = turn.plan, turn.act
        matter = self._matter(turn)
        actor = self.crew.actor(plan, act, matter)
        data = given(self.setting, plan, act, matter, actor)
        event = perform(matter=matter, step=act.do, actor=actor, **data)
        if act.do in BEGINS:
            self.matters[turn.number, plan.to[0]] = event.matter_id
        if act.do == "start_draft" and plan.drafted:
            self._draft(plan, event.matter_id, actor)
        if act.do in ("issue", "register_issued"):
            self._find_siblings(turn.number, event.matter_id)

    def _matter(self, turn: Turn) -> Recommendation:
        plan, act = turn.plan, turn.act
        if act.do in BEGINS:
            plan.cite_as_of(self._day_of_facts(turn))
            return plan.new(lead=self.lead, handler=self.crew.named(plan.handler, Role.HANDLER))
        return Recommendation.objects.get(pk=self.matters[turn.number, act.of or plan.to[0]])

    def _day_of_facts(self, turn: Turn) -> date:
        """That of the decision to look into them; of a paper issued elsewhere, its own."""
        plan, setting = turn.plan, self.setting
        if not plan.registered or plan.months_ago is not None:
            return clock.local(turn.moment).date()
        received = receipt_of(plan, setting.calendar, setting.today)
        return issue_of(plan, received, setting.calendar, setting.today)

    def _find_siblings(self, number: int, pk: int) -> None:
        for sibling in Recommendation.objects.filter(earlier_links__earlier=pk).select_related("recipient"):
            self.matters[number, sibling.recipient.code] = sibling.pk

    def _draft(self, plan: Plan, pk: int, actor: Membership) -> None:
        """Fill in the draft as far as the plan has it, through the door for drafts."""
        recipients = [self.organisations[code] for code in plan.to]
        save(
            matter=Recommendation.objects.get(pk=pk),
            actor=actor,
            version=None,
            may=drafting.refusal,
            values={name: plan.values[name] for name in OF_MATTER if name in plan.values},
            rows=lambda matter: drafting.keep_rows(matter, plan.advices, recipients),
        )


def _day_of(turn: Turn | tales.Telling) -> date:
    return clock.local(turn.moment).date()


def _morning(day: date) -> None:
    """What falls due by itself, and the reminders as they left then: nobody gets those of a month at once."""
    for hour, work in ((8, take_due_steps), (9, reminders.sweep)):
        if clock.at(day, hour) <= clock.now():
            with clock.set_to(clock.at(day, hour)):
                work()
