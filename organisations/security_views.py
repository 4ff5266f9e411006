"""会话与锁定: the security administrator sees who is logged in and who is locked out, and ends either."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from organisations import sessions
from organisations.lock_outs import lock_outs
from organisations.lock_outs import release as let_in
from organisations.models import Membership, Role, User
from organisations.permissions import role_required

#: More sessions than one page of a county ever has; who looks for one searches.
MOST = 200


def _people(membership: Membership) -> QuerySet:
    """Everybody who holds or held a place in the administrator's own division."""
    places = Membership.objects.filter(organisation__jurisdiction=membership.organisation.jurisdiction_id)
    return User.objects.filter(pk__in=places.values("user"))


def _sessions(membership: Membership, text: str = "") -> QuerySet:
    found = sessions.living().filter(user__in=_people(membership))
    if text:
        found = found.filter(Q(user__full_name__icontains=text) | Q(user__username=text))
    return found


def _key(text: str) -> int:
    """A primary key that was posted; 0, which nobody has, for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0


@role_required(Role.SECURITY_ADMIN)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    rows = list(_sessions(request.membership, text)[: MOST + 1])
    context = {
        "lock_outs": lock_outs(_people(request.membership)),
        "sessions": rows[:MOST],
        "is_cut": len(rows) > MOST,
        "own_key": request.session.session_key,
        "filters": {
            "action": request.path,
            "query": text,
            "placeholder": "姓名或者用户名",
            "clear_url": request.path if text else "",
        },
    }
    return render(request, "organisations/security.html", context)


@role_required(Role.SECURITY_ADMIN)
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session (`session`, its mark), or all of one person (`person`); the own one is left by logging out."""
    rows = _sessions(request.membership).exclude(session_key=request.session.session_key)
    if person := request.POST.get("person", ""):
        rows = rows.filter(user=_key(person))
    else:
        mark = request.POST.get("session", "")
        rows = rows.filter(pk__in=[row.pk for row in rows if row.mark == mark])
    number = sessions.end(rows, request=request, by=request.membership)
    messages.success(request, f"已终止 {number} 处登录。" if number else "该处已经不在登录状态。")
    return redirect("organisations:security")


@role_required(Role.SECURITY_ADMIN)
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """Lift the lock-out of a person, never one's own."""
    user = get_object_or_404(_people(request.membership), pk=_key(request.POST.get("person", "")))
    try:
        let_in(user, request=request, by=request.membership)
    except ValueError as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(request, f"{user.full_name}的账号已解除锁定，可以重新登录。")
    return redirect("organisations:security")
