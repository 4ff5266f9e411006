"""启用的事项种类: the mechanism's office says which kinds of matter are begun in its place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from matters.names import kind_label
from organisations.models import Jurisdiction
from organisations.permissions import OFFICE, role_required
from workflow.kinds_form import KindsForm


@role_required(*OFFICE)
@require_http_methods(["GET", "POST"])
def kinds(request: HttpRequest) -> HttpResponse:
    where = request.membership.organisation.jurisdiction
    form = KindsForm(request.POST if request.method == "POST" else None, where=where)
    if form.is_valid():
        messages.success(request, _said(form.save(), where))
        return redirect("matters:kinds")
    status = 422 if form.is_bound else 200
    return render(request, "workflow/kinds.html", {"form": form, "where": where}, status=status)


def _said(changed: list[str], where: Jurisdiction) -> str:
    if not changed:
        return "没有变动。"
    return f"已保存，变动{len(changed)}种：{'、'.join(kind_label(kind, None, where) for kind in changed)}。"
