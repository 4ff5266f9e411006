"""What each step of an example is given: what its plan says, and what people always write at that step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from common import clock
from common.when import When
from deadlines.calendar import WorkingCalendar
from deadlines.statute import Stated
from demo.courses import issue_of, month_of, receipt_of
from demo.crew import Crew
from demo.people import SUPERIOR
from demo.plans import Act, Plan
from demo.scans import scan
from organisations.models import Membership, Organisation, Role
from recommendations.choices import Outcome
from recommendations.models import Recommendation
from workflow.proposals import Prepared

#: Written in a plan as days from today.
DAYS = ("wanted_on", "asked_until", "granted_until", "due_on")
#: Written so too, and known to the day: a `When`.
MOMENTS = ("held_on",)
#: Read here, not by the step.
OWN = ("result", "texts", "finding", "happened")
AT_THE_DOOR = "办公室值班人员"


@dataclass(frozen=True)
class Setting:
    """The day on which the county is loaded, and who and what is there."""

    today: date
    calendar: WorkingCalendar
    crew: Crew
    organisations: dict[str, Organisation]

    def day(self, offset: int) -> date:
        """A working day: what has been lies on or before the day planned, what is to come on or after it."""
        day = self.today + timedelta(days=offset)
        moved = self.calendar.next_working_day if offset > 0 else self.calendar.previous_working_day
        return moved(day)


@dataclass(frozen=True)
class Moment:
    """One step about to be taken."""

    setting: Setting
    plan: Plan
    act: Act
    matter: Recommendation
    actor: Membership


def given(
    setting: Setting, plan: Plan, act: Act, matter: Recommendation, actor: Membership
) -> dict[str, Any]:
    """The data for `perform`."""
    usual = USUAL.get(act.do, lambda moment: {})(Moment(setting, plan, act, matter, actor))
    said = {name: value for name, value in act.data.items() if name not in OWN}
    said |= {name: setting.day(said[name]) for name in DAYS if name in said}
    said |= {name: When.on(setting.day(said[name])) for name in MOMENTS if name in said}
    if "person" in said:
        said["person"] = setting.crew.holder(matter.recipient, said["person"])
    if "handler" in said:
        said["handler"] = setting.crew.named(said["handler"], Role.HANDLER)
    if "happened" in act.data:
        # Entered on the working day before a holiday, it did not happen during it.
        happened = setting.today + timedelta(days=act.data["happened"])
        said["occurred_at"] = When.on(min(happened, clock.today()))
    return usual | said


def _notify_filing(moment: Moment) -> dict[str, Any]:
    return {"to": "、".join(moment.setting.organisations[code].name for code in moment.plan.to)}


def _record_with_superior(moment: Moment) -> dict[str, Any]:
    return {"to": moment.setting.organisations[SUPERIOR].name}


def _seal_paper(moment: Moment) -> dict[str, Any]:
    return {"sealed": [scan(moment.actor.user, f"检察建议书（盖章）{moment.matter.number}")]}


def _record_service(moment: Moment) -> dict[str, Any]:
    """On the planned day of receipt; one of its own where the plan writes the step out."""
    setting, own = moment.setting, int(moment.act.on)
    planned = receipt_of(moment.plan, setting.calendar, setting.today)
    received = setting.calendar.previous_working_day(setting.today + timedelta(days=own)) if own else planned
    return {
        "way": moment.plan.way or "direct",
        "received_on": When.on(received),
        "receiver": AT_THE_DOOR,
        "files": [scan(moment.actor.user, f"送达回证{moment.matter.number}")],
    }


def _record_letter_service(moment: Moment) -> dict[str, Any]:
    return {
        "way": "direct",
        "receiver": AT_THE_DOOR,
        "files": [scan(moment.actor.user, f"文书送达回证{moment.matter.number}")],
    }


def _head_agrees(moment: Moment) -> dict[str, Any]:
    """The head of the agency has agreed on paper; nothing where the head or the procuratorate enters it."""
    if moment.actor.role != Role.LIAISON:
        return {}
    head = moment.setting.crew.holder(moment.matter.recipient, Role.ORGANISATION_HEAD)
    sheet = scan(moment.actor.user, f"负责人签署页{moment.matter.number}")
    return {"decided_by": head, "decided_on": When.on(clock.today()), "signed_sheet": sheet}


def _reply(moment: Moment) -> dict[str, Any]:
    """The letter as a sealed scan where it is entered from paper, else built by the portal."""
    results, texts = moment.act.data.get("result", "done"), moment.act.data.get("texts", [""])
    rows = [
        (advice, each(results, number), each(texts, number))
        for number, advice in enumerate(moment.matter.advices.all())
    ]
    if moment.actor.organisation_id != moment.matter.lead_id:
        return {"results": rows, "build_letter": True, **_head_agrees(moment)}
    name = f"复函（{moment.matter.recipient.short_name}）{moment.matter.number}"
    return {"results": rows, "paper_scans": [scan(moment.actor.user, name)]}


def _review_rectification(moment: Moment) -> dict[str, Any]:
    findings = moment.act.data.get("finding", "done")
    rows = []
    for number, advice in enumerate(moment.matter.advices.all()):
        finding = each(findings, number)
        rows.append((advice, finding, None if finding == "done" else False, ""))
    left = {} if all(finding == "done" for _, finding, _, _ in rows) else {"follow_up": Stated(30)}
    return {"findings": rows, "opinion": "经现场查看、查阅资料，回复情况属实。", **left}


def _register_issued(moment: Moment) -> dict[str, Any]:
    """The sealed paper as it was issued elsewhere, and its service where it has been served."""
    setting, plan = moment.setting, moment.plan
    issued, received = _true_days(plan, setting)
    number = plan.registered.format(year=issued.isoformat()[:4])
    data = {
        "number": number,
        "issued_on": issued,
        "recipients": [setting.organisations[code] for code in plan.to],
        "advices": plan.advices,
        "signer": "周正平",
        "paper_scans": [scan(moment.actor.user, f"检察建议书{number}")],
    }
    if received is None:
        return data
    assumed = plan.months_ago is not None
    served = {"received_on": received, "way": plan.way or "direct", "receiver": AT_THE_DOOR}
    return data | served | {"receipt_assumed": assumed}


def _true_days(plan: Plan, setting: Setting) -> tuple[When, When | None]:
    """When it was issued and received: days, or only a month where no more is known."""
    if plan.months_ago is not None:
        month = When.parse(month_of(plan, setting.today).isoformat()[:7])
        return month, month
    received = receipt_of(plan, setting.calendar, setting.today)
    issued = issue_of(plan, received, setting.calendar, setting.today)
    return When.on(issued), When.on(received) if received else None


def _propose_new(moment: Moment) -> dict[str, Any]:
    """The form of the step that begins it, as its handler filled it in."""
    matter = moment.matter
    begin = "file_case" if moment.plan.is_public_interest else "decide_investigation"
    names = ("kind", "title", "domain", "sensitivity", "source", "source_number")
    text = {name: [getattr(matter, name)] for name in names if getattr(matter, name)}
    return {"prepared": Prepared(begin, text)}


def each(values: str | list[str], number: int) -> str:
    """One value for all advices, or one each, the last for the rest."""
    return values if isinstance(values, str) else values[min(number, len(values) - 1)]


#: By step, what is written at it whatever the plan says.
USUAL: dict[str, Callable[[Moment], dict[str, Any]]] = {
    "propose_new": _propose_new,
    "start_draft": lambda moment: {"report": moment.plan.values.get("facts", "")},
    "review": lambda moment: {"opinion": "事实清楚，于法有据，同意提出检察建议。"},
    "review_policy": lambda moment: {"opinion": "符合《人民检察院检察建议工作规定》第十一条，同意。"},
    "approve": lambda moment: {"opinion": "同意。"},
    "issue": lambda moment: {"texts": moment.plan.texts},
    "seal_paper": _seal_paper,
    "sign_for": lambda moment: {"consents": True},
    "notify_filing": _notify_filing,
    "record_with_superior": _record_with_superior,
    "record_service": _record_service,
    "record_letter_service": _record_letter_service,
    "object": _head_agrees,
    "reply": _reply,
    "review_rectification": _review_rectification,
    "terminate": lambda moment: {"outcome": moment.matter.outcome or Outcome.RECTIFIED},
    "register_issued": _register_issued,
}
