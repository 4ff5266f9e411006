"""The matter page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflow import access, page


@login_required
@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """事项页: 404 for those whom it is not for; the look is logged."""
    found = access.visible_matter(request.membership, pk)
    access.log(request, "view", matter=found)
    return render(request, "workflow/matter.html", page.context(found, request.membership))
