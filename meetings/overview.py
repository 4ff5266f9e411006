"""议定事项 as a table on the page of the meeting: each owner's part, how it stands, and what the reader may do next."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from common.names import shortened
from deadlines.models import Deadline
from matters.kinds import ANNULLED
from meetings import rules
from meetings.records import SHORT, Part, Report
from organisations.models import Membership
from workflow.items import address
from workflow.lists.next_step import may_take
from workflow.pills import short_pill
from workflow.steps import steps_of

#: Of the last report as much as a cell holds.
REPORTED = 60
TONES = {
    Part.State.OPEN: "progress",
    Part.State.REPORTED: "soon",
    Part.State.CONFIRMED: "done",
    Part.State.RELEASED: "withdrawn",
}
COLUMNS = ("序号", "议定事项", "责任单位", "最后日期", "情况", "最近反馈", "办理")


def table(meeting, reader: Membership) -> dict[str, Any]:
    """For components/data_table.html."""
    reports = Prefetch("reports", Report.objects.select_related("event").order_by("-pk"))
    running = {
        (row.rule, row.debtor_id, row.subject): row for row in meeting.deadlines.running().in_audience(reader)
    }
    parts = meeting.parts().prefetch_related(reports)
    return {
        "caption": "议定事项和责任单位",
        "columns": [{"label": label} for label in COLUMNS],
        "rows": [{"cells": _cells(meeting, part, running, reader)} for part in parts],
    }


# The whole text stands once, at the owner that leads.
def _cells(
    meeting, part: Part, running: Mapping[tuple, Deadline], reader: Membership
) -> list[dict[str, Any]]:
    owed = running.get((rules.RESOLUTION, part.owner_id, part.subject))
    waits = running.get((rules.CONFIRM, meeting.lead_id, part.item))
    role = "牵头" if part.leads else "配合"
    return [
        {"text": str(part.resolution.number)},
        {"text": part.resolution.text if part.leads else shortened(part.resolution.text, SHORT)},
        {"text": f"{part.owner.short_name}（{role}）"},
        {"pill": short_pill(owed)} if owed and part.due_on else {"text": part.due_words, "nowrap": True},
        {"state": _state(meeting, part)},
        {"text": _last(part.reports.all())},
        _next(meeting, owed or waits, reader),
    ]


def _state(meeting, part: Part) -> dict[str, str]:
    """Of a meeting that was entered by mistake nothing is owed any more."""
    if meeting.state == ANNULLED:
        return {"word": meeting.get_state_display(), "tone": "withdrawn"}
    return {"word": part.get_state_display(), "tone": TONES[part.state]}


def _last(reports: Sequence[Report]) -> str:
    if not reports:
        return ""
    return f"{reports[0].event.when} {shortened(reports[0].text, REPORTED)}"


def _next(meeting, deadline: Deadline | None, reader: Membership) -> dict[str, str]:
    """The step that meets what is owed, for the house that owes it."""
    if deadline is None or deadline.debtor_id != reader.organisation_id:
        return {"text": ""}
    steps = (step for step in steps_of(type(meeting)).values() if deadline.rule in step.fulfils)
    found = next((step for step in steps if may_take(step, meeting, reader)), None)
    return {"text": found.label, "url": address(found, meeting, deadline)} if found else {"text": ""}
