"""The matter page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from deadlines.models import Deadline
from matters.verifying import verify
from workflow import access, fieldhistory, page
from workflow.items import address
from workflow.lists.next_step import step_meeting
from workflow.together import origin_of


@login_required
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """事项页: 404 for those whom it is not for; the look is logged."""
    found = access.visible_matter(request.membership, pk)
    access.log(request, "view", matter=found)
    return render(request, "workflow/matter.html", page.context(found, request.membership))


@login_required
@require_safe
def due(request: HttpRequest, pk: int, deadline: int) -> HttpResponse:
    """Where a reminder leads: to the step that meets the deadline, or to the matter where it may not be taken."""
    found = access.visible_matter(request.membership, pk)
    rows = Deadline.objects.filter(matter_id=pk).in_audience(request.membership)
    row = get_object_or_404(rows, pk=deadline)
    step = step_meeting(row, found, request.membership)
    if step is None or step.refusal(found, request.membership):
        return redirect("matters:matter", pk)
    return redirect(address(step, found, row))


@login_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """字段历史和校验: for the procuratorate that leads; others do not find the page.

    Events and rows are verified here, files by the command: they may be hundreds of megabytes.
    """
    found = access.visible_matter(request.membership, pk)
    if not found.is_led_by(request.membership):
        raise Http404
    access.log(request, "view", matter=found, subject="字段历史")
    context = {
        "matter": found,
        "entries": fieldhistory.changes(found, found.hidden_from(request.membership)),
        "breaks": list(verify(found, with_files=False)),
    }
    if origin := origin_of(found, request.membership):
        context |= {"origin": origin, "origin_breaks": list(verify(origin.matter, with_files=False))}
    return render(request, "workflow/history.html", context | {"count": found.last_event_number})
