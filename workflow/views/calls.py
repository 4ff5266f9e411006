"""今日需电话提醒: whom the office calls today, and the note that it has."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.returning import own_page
from deadlines.calls import record_call
from deadlines.models import CallRecord, Deadline
from matters import standing
from organisations.models import Membership, Organisation, Role
from organisations.permissions import role_required
from workflow.lists.calls import call_rows

#: A second click within this time is the first one again, not a second call.
SAME_CALL = timedelta(minutes=1)
LONGEST_NOTE = CallRecord._meta.get_field("note").max_length


@role_required(Role.MECHANISM_LIAISON)
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    home = request.membership.organisation
    missing = Organisation.objects.without_liaison().filter(jurisdiction=home.jurisdiction_id)
    context = {"calls": call_rows(request.membership), "missing": list(missing), "asks_note": True}
    return render(request, "workflow/calls.html", context)


@role_required(Role.MECHANISM_LIAISON)
@require_POST
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """已电话: noted once, whoever clicks twice."""
    waited_for = Deadline.objects.owed_to(request.membership.organisation).select_related("debtor")
    deadline = get_object_or_404(waited_for, pk=pk)
    _record(deadline, request.membership, request.POST.get("note", "").strip()[:LONGEST_NOTE])
    messages.success(request, f"已记录：电话提醒{deadline.debtor.short_name}{deadline.label}。")
    return redirect(_back(request))


@transaction.atomic
def _record(deadline: Deadline, caller: Membership, note: str) -> None:
    Deadline.objects.select_for_update().get(pk=deadline.pk)
    since = clock.now() - SAME_CALL
    if not deadline.calls.filter(by=caller, note=note, at__gt=since).exists():
        with standing.collecting():
            record_call(deadline, by=caller, note=note)


def _back(request: HttpRequest) -> str:
    """The page the button stood on."""
    return own_page(request, request.POST.get("next", ""), reverse("matters:calls"))
