"""Finding organisations of the roster while one types, for those who address papers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from organisations.choosing import SEARCHED, found
from organisations.models import Role
from organisations.permissions import role_required

LONGEST = 100
#: Who chooses to whom a paper goes.
ADDRESSING = (
    Role.HANDLER,
    Role.CLERK,
    Role.DEPARTMENT_HEAD,
    Role.POLICY_REVIEWER,
    Role.CHIEF,
    Role.CASE_MANAGER,
)


@role_required(*ADDRESSING)
@require_safe
def search(request: HttpRequest) -> JsonResponse:
    """The first that `q` means `among` those that a page chooses from: {found: [{value, label, pinyin, initials}]}."""
    if not request.membership.organisation.has("procuratorate"):
        raise PermissionDenied("收文单位和抄送单位由检察院选择。")
    among = SEARCHED.get(request.GET.get("among", "recipients"))
    if among is None:
        raise Http404
    rows = found(among().prefetch_related(None), request.GET.get("q", "")[:LONGEST])
    shown = [
        {"value": row.pk, "label": str(row), "pinyin": row.pinyin, "initials": row.initials} for row in rows
    ]
    return JsonResponse({"found": shown})
