"""A person's inbox and preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices.failing import MENDERS
from notices.forms import PreferenceForm
from notices.models import Notice, Preference
from notices.paging import page
from notices.sight import UNSEEN, masked
from organisations.acting import switch

SHOWN = {"all": "全部", "unread": "未读", "read": "已读"}


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The person's own notices, whichever place they act from: unread first."""
    shown = request.GET.get("show", "all")
    notices = Notice.objects.of(request.user)
    if shown in ("unread", "read"):
        notices = notices.filter(is_unread=shown == "unread")
    try:
        rows, pager = page(notices, request.GET.get("after", ""), shown)
    except ValueError as error:
        raise Http404 from error
    chips = [{"label": label, "show": key, "selected": key == shown} for key, label in SHOWN.items()]
    mends = request.membership is not None and request.membership.role in MENDERS
    context = {
        "notices": masked(rows, request.memberships),
        "pager": pager,
        "chips": chips,
        "mends_addresses": mends,
    }
    return render(request, "notices/inbox.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it by GET, which changes nothing: browsers and mail scanners fetch links that nobody has followed.

    By POST it counts as read, and leads to the step it is about, acting from the place it was sent to.
    """
    found = get_object_or_404(Notice.objects.of(request.user).select_related("organisation"), pk=pk)
    (notice,) = masked([found], request.memberships)
    if request.method != "POST":
        return render(request, "notices/notice.html", {"notice": notice})
    Notice.objects.filter(pk=pk).mark_read()
    if notice.text == UNSEEN:
        messages.warning(request, UNSEEN)
        return redirect("notices:inbox")
    _act_for(request, notice)
    return redirect(notice.link or "notices:inbox")


def _act_for(request: HttpRequest, notice: Notice) -> None:
    """Whoever holds several places is taken to the one the notice is for, and told so."""
    if request.membership is None or request.membership.organisation_id == notice.organisation_id:
        return
    place = next(
        (each for each in request.memberships if each.organisation_id == notice.organisation_id), None
    )
    if place is None:
        return
    switch(place, request.session)
    messages.info(request, f"已切换到{place.organisation.short_name}（{place.place}）办理。")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    count = Notice.objects.of(request.user).mark_read()
    messages.success(request, f"已将{count}条消息标为已读。")
    return redirect("notices:inbox")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferenceForm(request.POST or None, instance=Preference.of(request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "通知偏好已保存，从下一条通知起生效。")
        return redirect("notices:preferences")
    return render(request, "notices/preferences.html", {"form": form})
