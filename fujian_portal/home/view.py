"""Where a person arrives after logging in: the worklist of the role they act in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import clock
from fujian_portal.home import administrators, agency, changes, office, oversight, procuratorate, watched
from organisations.models import Membership, Role
from organisations.permissions import role_required

#: Who follows what others do in matters in which their house merely reads along.
WATCHING = (Role.CASE_MANAGER, Role.DEPARTMENT_HEAD, Role.MECHANISM_LIAISON, Role.ASSESSOR, Role.LIAISON)


@role_required()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    membership = request.membership
    context = {
        "today": clock.today(),
        "parts": [part for part in (changes.part(membership), *parts_of(membership)) if part],
    }
    return render(request, "home/home.html", context)


def parts_of(membership: Membership) -> list[dict[str, Any] | None]:
    """What the role of `membership` finds, most urgent first."""
    if membership.is_administrator:
        return administrators.parts(membership)
    found = office.parts(membership) if membership.role == Role.MECHANISM_LIAISON else []
    if membership.organisation.has("procuratorate"):
        found += procuratorate.parts(membership)
    elif membership.role != Role.ASSESSOR:
        found += agency.parts(membership)
    if membership.role in WATCHING:
        found.append(watched.late(membership))
    if oversight.looks_after(membership):
        found += oversight.parts(membership)
    return found
