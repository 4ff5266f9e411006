"""待确认的变更: what one has asked for, and what another decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organisations import two_hands
from organisations.models import ResetCode, SensitiveChange
from organisations.permissions import role_required

RELATED = ("person", "organisation", "asked_by__user", "asked_by__organisation", "decided_by__user",
           "decided_by__organisation")  # fmt: skip


@role_required()
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: shown to whom it concerns, confirmed by another hand, refused or withdrawn."""
    found = get_object_or_404(SensitiveChange.objects.select_related(*RELATED), pk=pk)
    acting = request.membership
    if not two_hands.is_concerned(found, acting):
        raise Http404
    if request.method == "POST":
        return _answer(request, found)
    context = {
        "change": found,
        "places": list(dict.fromkeys(two_hands.confirmers(found))) if found.is_open else [],
        "may_confirm": two_hands.may_confirm(found, acting),
        "may_withdraw": found.is_open and acting.user_id == found.asked_by.user_id,
        "may_refuse": found.is_open and acting.user_id != found.asked_by.user_id,
    }
    return render(request, "organisations/change.html", context)


def _answer(request: HttpRequest, found: SensitiveChange) -> HttpResponse:
    try:
        if request.POST.get("answer") != "confirm":
            two_hands.refuse(found, by=request.membership)
            messages.success(request, "已处理，没有作任何改动，申请人已得到通知。")
            return redirect(two_hands.address(found))
        code = two_hands.confirm(found, by=request.membership, request=request)
    except two_hands.NotPossible as problem:
        raise PermissionDenied(str(problem)) from problem
    messages.success(request, "已确认并办理，本人、申请人和单位负责人已得到通知。")
    if not code:
        return redirect(two_hands.address(found))
    hours = int(ResetCode.LIFE.total_seconds() // 3600)
    context = {"person": found.person, "code": code, "hours": hours, "back_url": reverse("home")}
    return render(request, "organisations/code.html", context)
