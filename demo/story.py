"""Telling the examples' stories through `workflow.perform`, the only door, with the clock on each step's day."""

from datetime import timedelta
from typing import Any

from common import clock
from common.when import When
from deadlines.days import calendar_in_use
from demo.courses import Turn, issue_of, month_of, receipt_of, schedule
from demo.people import COUNTY, Crew
from demo.plans import OF_MATTER, Act, Plan, load_plans
from demo.scans import scan
from matters.kinds import Kind
from organisations.models import Membership, Organisation, Role
from recommendations import drafting
from recommendations.choices import State
from recommendations.models import Recommendation
from workflow.perform import perform
from workflow.saving import save
from workflow.tasks import take_due_steps

CHIEFS = ("decide_investigation", "file_case", "approve", "decline", "reject_objection", "grant_extension",
          "refuse_extension", "terminate")  # fmt: skip
HEADS = ("review", "review_rectification", "annul", "reassign", "correct")
AGENCY = ("sign_for", "return_unsigned", "object", "request_extension", "reply", "assign_inside")
AT_SEND_BACK = {State.IN_REVIEW: Role.DEPARTMENT_HEAD, State.IN_POLICY_REVIEW: Role.POLICY_REVIEWER}
BEGINS = ("decide_investigation", "file_case", "register_issued")
#: Written as days from today.
DAYS = ("asked_until", "granted_until", "due_on")


class Story:
    """All examples on their way: which matter each plan has become, and who acts."""

    def __init__(self) -> None:
        self.crew = Crew()
        self.organisations = {each.code: each for each in Organisation.objects.all()}
        self.lead = self.organisations[COUNTY]
        self.matters: dict[tuple[int, str], int] = {}
        self.today = clock.today()
        self.calendar = calendar_in_use()

    def tell(self, plans: list[Plan]) -> None:
        """Take every step on its day; steps that a day takes are taken on the mornings between."""
        day = None
        for turn in schedule(plans, self.calendar):
            if clock.local(turn.moment).date() != day:
                day = clock.local(turn.moment).date()
                with clock.set_to(clock.at(day, 8)):
                    take_due_steps()
            with clock.set_to(turn.moment):
                self.take(turn)

    def take(self, turn: Turn) -> None:
        plan, act = turn.plan, turn.act
        matter = self._matter(turn)
        actor = self._actor(plan, act, matter)
        data = self._data(plan, act, matter, actor)
        event = perform(matter=matter, step=act.do, actor=actor, **data)
        if act.do in BEGINS:
            self.matters[turn.number, plan.to[0]] = event.matter_id
        if act.do == "start_draft":
            self._draft(plan, event.matter_id, actor)
        if act.do in ("issue", "register_issued"):
            self._find_siblings(turn.number, event.matter_id)

    def _matter(self, turn: Turn) -> Recommendation:
        plan, act = turn.plan, turn.act
        if act.do in BEGINS and act.on == "0":
            return plan.new(lead=self.lead, handler=self.crew.named(plan.handler, Role.HANDLER))
        return Recommendation.objects.get(pk=self.matters[turn.number, act.of or plan.to[0]])

    def _find_siblings(self, number: int, pk: int) -> None:
        for sibling in Recommendation.objects.filter(earlier_links__earlier=pk).select_related("recipient"):
            self.matters[number, sibling.recipient.code] = sibling.pk

    def _actor(self, plan: Plan, act: Act, matter: Recommendation) -> Membership:
        if act.by:
            return self.crew.named(act.by, Role.HANDLER if act.by == plan.handler else "")
        if act.do in CHIEFS:
            return self.crew.holder(self.lead, Role.CHIEF)
        if act.do in HEADS:
            return self.crew.named(plan.head, Role.DEPARTMENT_HEAD)
        if act.do == "review_policy":
            return self.crew.holder(self.lead, Role.POLICY_REVIEWER)
        if act.do == "send_back":
            return self.crew.holder(self.lead, AT_SEND_BACK.get(matter.state, Role.CHIEF))
        if act.do in AGENCY:
            return self.crew.holder(matter.recipient, Role.LIAISON)
        if act.do == "report_progress":
            part = matter.participations.get(role="recipient")
            return part.responsible or self.crew.holder(matter.recipient, Role.LIAISON)
        return self.crew.named(plan.handler, Role.HANDLER)

    def _data(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict[str, Any]:
        prepared = getattr(self, f"_{act.do}", None)
        data = prepared(plan, act, matter, actor) if prepared else {}
        given = {name: value for name, value in act.data.items() if name not in ("result", "texts", "finding")}
        for name in DAYS:
            if name in given:
                given[name] = self.calendar.next_working_day(self.today + timedelta(days=given[name]))
        if "person" in given:
            given["person"] = self.crew.holder(matter.recipient, Role.SECTION_OFFICER)
        if "handler" in given:
            given["handler"] = self.crew.named(given["handler"], Role.HANDLER)
        if happened := given.pop("happened", None):
            given["occurred_at"] = When.on(self.today + timedelta(days=happened))
        return data | given

    # What single steps are given besides what the plan says.

    def _start_draft(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        return {"report": plan.values.get("facts", "")}

    def _review(self, *args) -> dict:
        return {"opinion": "事实清楚，于法有据，同意提出检察建议。"}

    def _review_policy(self, *args) -> dict:
        return {"opinion": "符合《人民检察院检察建议工作规定》第十一条，同意。"}

    def _approve(self, *args) -> dict:
        return {"opinion": "同意。"}

    def _notify_filing(self, plan: Plan, *args) -> dict:
        return {"to": "、".join(self.organisations[code].name for code in plan.to)}

    def _record_with_superior(self, *args) -> dict:
        return {"to": "四川省阿坝藏族羌族自治州人民检察院"}

    def _sign_for(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        return {"consents": True}

    def _record_service(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        received = receipt_of(plan, self.calendar, self.today)
        return {
            "way": plan.way or "direct",
            "received_on": When.on(received),
            "receiver": "办公室值班人员",
            "files": [scan(actor.user, f"送达回证{matter.number}")],
        }

    def _reply(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        """The letter as a sealed scan where it is entered from paper, else built by the portal."""
        results, texts = act.data.get("result", "done"), act.data.get("texts", [])
        rows = [
            (advice, _at(results, n), _at(texts, n) if texts else "")
            for n, advice in enumerate(matter.advices.all())
        ]
        if actor.organisation_id == self.lead.pk:
            letter = {"paper_scans": [scan(actor.user, f"复函（{matter.recipient.short_name}）{matter.number}")]}
        else:
            letter = {"build_letter": True, "consent_of_head": True}
        return {"results": rows, **letter}

    def _review_rectification(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        found = act.data.get("finding", "done")
        rows = []
        for n, advice in enumerate(matter.advices.all()):
            finding = _at(found, n)
            rows.append((advice, finding, None if finding == "done" else False, ""))
        return {"findings": rows, "opinion": "经现场查看、查阅资料，回复情况属实。"}

    def _register_issued(self, plan: Plan, act: Act, matter: Recommendation, actor: Membership) -> dict:
        issued, received = self._true_days(plan)
        data = {
            "number": plan.registered.format(year=issued.isoformat()[:4]),
            "issued_on": issued,
            "recipients": [self.organisations[code] for code in plan.to],
            "advices": plan.advices,
            "signer": "周正平",
        }
        data["paper_scans"] = [scan(actor.user, f"检察建议书{data['number']}")]
        if received:
            data |= {"received_on": received, "way": plan.way or "direct", "receiver": "办公室值班人员"}
            data["receipt_assumed"] = plan.months_ago is not None
        return data

    def _true_days(self, plan: Plan) -> tuple[When, When | None]:
        """When it was issued and received: days, or only a month where no more is known."""
        if plan.months_ago is not None:
            month = When.parse(month_of(plan, self.today).isoformat()[:7])
            return month, month
        received = receipt_of(plan, self.calendar, self.today)
        issued = issue_of(plan, received, self.calendar, self.today)
        return When.on(issued), received and When.on(received)

    def _draft(self, plan: Plan, pk: int, actor: Membership) -> None:
        """Fill in the draft as far as the plan has it, through the door for drafts."""
        if not plan.drafted:
            return
        save(
            matter=Recommendation.objects.get(pk=pk),
            actor=actor,
            version=None,
            may=drafting.refusal,
            values={name: plan.values[name] for name in OF_MATTER if name in plan.values},
            rows=lambda matter: drafting.keep_rows(
                matter, plan.advices, [self.organisations[code] for code in plan.to]
            ),
        )


def _at(values: Any, number: int) -> Any:
    """One value for all advices, or one each, the last for the rest."""
    return values if isinstance(values, str) else values[min(number, len(values) - 1)]


def tell_everything() -> Story:
    story = Story()
    story.tell(load_plans())
    return story
