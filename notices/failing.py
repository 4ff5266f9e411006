"""投递失败的地址: for those who can put an address right."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from notices import outbox
from notices.models import Delivery
from notices.queries import DeliveryQuerySet
from notices.tasks import wake
from organisations.models import Role

MENDERS = frozenset({Role.MECHANISM_LIAISON, Role.SYSTEM_ADMIN})
SHOWN = 200


def deliveries_for(membership) -> DeliveryQuerySet:
    """The failing deliveries to people of the membership's jurisdiction. Raises PermissionDenied."""
    if membership is None or membership.role not in MENDERS:
        raise PermissionDenied
    return Delivery.objects.failing().to_people_of(membership.organisation.jurisdiction)


@login_required
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    rows = deliveries_for(request.membership).select_related("recipient").order_by("-id")[:SHOWN]
    context = {"deliveries": rows, "mail_is_off": not settings.PORTAL_EMAIL_ENABLED}
    return render(request, "notices/failing.html", context)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again to the address the person has now."""
    delivery = get_object_or_404(deliveries_for(request.membership), pk=pk)
    if outbox.retry(delivery):
        wake()
        messages.success(request, f"已安排重新发送给{delivery.recipient}（{delivery.recipient.email}）。")
    else:
        messages.info(request, "这封邮件正在发送，无需重试。")
    return redirect("notices:failing")
