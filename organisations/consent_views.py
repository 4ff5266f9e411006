"""同意电子送达确认书, given once by an organisation's liaison or head."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organisations.consent import GIVERS, NOT_A_GIVER, consent_of, give_consent
from organisations.permissions import role_required


@role_required()
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Everybody of the organisation reads it; GIVERS give it."""
    may_give = request.membership.role in GIVERS
    if request.method == "POST":
        if not may_give:
            raise PermissionDenied(NOT_A_GIVER)
        give_consent(request.membership)
        messages.success(request, "已确认同意电子送达，本单位在本系统签收的文书即视为送达。")
        return redirect("organisations:consent")
    organisation = request.membership.organisation
    context = {"organisation": organisation, "given": consent_of(organisation), "may_give": may_give}
    return render(request, "organisations/consent.html", context)
