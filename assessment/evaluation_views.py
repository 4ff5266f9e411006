"""落实效果评估: the draft on a page, and as a paper to be edited."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessment import report
from assessment.evaluation import ROLES, evaluation, years
from assessment.papers import EFFECT_EVALUATION
from documents.services import DOCX, file_name, preview
from organisations.permissions import role_required
from workflow import access


@role_required(*ROLES)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The draft of one year, this one unless the address names another."""
    found = evaluation(request.membership, _year(request))
    listed = [(matter, report.state_of(matter)) for matter in found.not_done]
    context = {"draft": report.content(found), "year": found.year, "years": years(), "not_done": listed}
    return render(request, "assessment/evaluation.html", context)


@role_required(*ROLES)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The draft as docx; noted in the access log."""
    content = report.content(evaluation(request.membership, _year(request)))
    access.log(request, "download", subject=content.title)
    disposition = content_disposition_header(True, file_name(f"{content.title}（草稿）", None, "docx"))
    made = preview(EFFECT_EVALUATION, content)
    return HttpResponse(made, content_type=DOCX, headers={"Content-Disposition": disposition})


def _year(request: HttpRequest) -> str:
    """What is not understood is left out."""
    known = years()
    asked = request.GET.get("year", "")
    return asked if asked in known else known[0]
