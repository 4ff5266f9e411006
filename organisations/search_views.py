"""Finding organisations of the roster while one types, for those who address papers."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from organisations.choosing import found, searched
from organisations.models import Role
from organisations.permissions import role_required

LONGEST = 100
#: Who chooses to whom a paper or a matter goes, in any house.
ADDRESSING = (
    Role.HANDLER,
    Role.CLERK,
    Role.DEPARTMENT_HEAD,
    Role.POLICY_REVIEWER,
    Role.CHIEF,
    Role.CASE_MANAGER,
    Role.LIAISON,
    Role.INTAKE,
    Role.ORGANISATION_HEAD,
)


@role_required(*ADDRESSING)
@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """The first that `q` means `among` those that a page chooses from: {found: [{value, label, pinyin, initials}]}."""
    among = searched(request.GET.get("among", "recipients"))
    if among is None:
        raise Http404
    rows = found(among.prefetch_related(None), request.GET.get("q", "")[:LONGEST])
    shown = [
        {"value": row.pk, "label": str(row), "pinyin": row.pinyin, "initials": row.initials} for row in rows
    ]
    return JsonResponse({"found": shown})
