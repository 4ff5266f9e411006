"""The style page of those who build the portal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import styleguide as examples


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with example content; its address exists in development and demo only."""
    request.memberships = examples.acting()
    request.membership = request.memberships[0]
    messages.success(request, "已送达县水务局，回复期限自明天起算，最迟10月8日（含当日）。")
    messages.warning(
        request, "您打开此页后，事项有新的进展：县水务局于 14:03 报送进展。您填写的内容仍在下方。"
    )
    return render(request, "styleguide.html", examples.context())
