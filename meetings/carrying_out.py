"""Carrying out a resolution: each owner reports on its own part, as often as there is something to say."""

from common.fields import written
from matters.parties import LEAD
from meetings import rules
from meetings.order_of_days import check_after_opened
from meetings.parts import one_of
from meetings.records import Part, Report
from meetings.telling import REPORT, REPORT_OWN, to_convener
from workflow.effects import Close, Effects, Open, Taking
from workflow.errors import Invalid
from workflow.houses import PEOPLE
from workflow.steps import step
from workflow.who import Who

FORMS = "meetings.forms.reporting"


def has_own_part(meeting) -> bool:
    """Whether the house that convened has something to carry out itself."""
    return meeting.parts().filter(owner=meeting.lead_id, state=Part.State.OPEN).exists()


class CarryingOut:
    """Mixed into JointMeeting."""

    @step(
        "反馈本单位落实情况",
        source="under_way",
        who=Who(LEAD, PEOPLE),
        form=f"{FORMS}.OwnReportForm",
        fulfils=[rules.RESOLUTION],
        listed=has_own_part,
    )
    def report_own(self, taking: Taking) -> Effects:
        return _reported(self, taking)

    @step(
        "反馈落实情况",
        source="under_way",
        who=Who("invited", PEOPLE, from_paper=True),
        form=f"{FORMS}.ReportForm",
        weight="primary",
        fulfils=[rules.RESOLUTION],
        hint="每一项分别反馈；没有落实完的，可以多次反馈进展。",
    )
    def report(self, taking: Taking) -> Effects:
        return _reported(self, taking)


def _reported(meeting, taking: Taking) -> Effects:
    part = one_of(meeting, taking)
    _check(part, taking)
    check_after_opened(meeting, part, taking)
    done, text = taking.get("progress") == "done", taking.get("text")
    effects = Effects(
        said={**said_of(part), "progress": taking.get("progress"), "text": text},
        records=[Report(part=part, text=text, is_complete=done)],
    )
    owner, number = part.owner.short_name, part.resolution.number
    if not done:
        effects.tells = [to_convener(meeting, f"{owner}反馈了第{number}项的进展。")]
        return effects
    part.state, part.reported_on = Part.State.REPORTED, written(taking.occurred)
    effects.records.insert(0, part)
    effects.closes = [Close(rules.RESOLUTION, debtor=part.owner, subject=part.subject)]
    effects.opens = [_to_confirm(meeting, part, taking)]
    told = f"{owner}反馈第{number}项已经落实，请核对后销号或者退回。"
    effects.tells = [to_convener(meeting, told, step="confirm", item=part.item)]
    return effects


def _check(part: Part, taking: Taking) -> None:
    acting = taking.entered_for or taking.actor.organisation
    if part.owner != acting:
        raise Invalid({"part": f"这一项由{part.owner.name}落实，请选择本单位的一项。"})
    if part.state != Part.State.OPEN:
        raise Invalid({"part": f"这一项现为“{part.get_state_display()}”，不能再反馈。请刷新页面查看。"})
    if not (taking.get("text") or "").strip():
        raise Invalid({"text": "请写明落实情况。"})


def _to_confirm(meeting, part: Part, taking: Taking) -> Open:
    label = f"核对第{part.resolution.number}项落实情况（{part.owner.short_name}）"
    creditor = None if part.owner == meeting.lead else part.owner
    return Open(rules.CONFIRM, meeting.lead, creditor, starts=taking.occurred, subject=part.item, label=label)


def said_of(part: Part) -> dict[str, object]:
    """Which part an event is about."""
    return {"resolution": part.resolution.number, "owner": part.owner.short_name}


__all__ = ["REPORT", "REPORT_OWN", "CarryingOut", "said_of"]
