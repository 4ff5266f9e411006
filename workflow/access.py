"""Finding a matter for a person: one accessor that looks, authorises and hands over."""

from django.http import Http404, HttpRequest

from matters.models import AccessLog, Matter
from matters.registry import model_for
from organisations.models import Membership

SHOWN_WITH = ("lead__jurisdiction", "handler__user", "handler__organisation", "recipient")


def visible_matter(membership: Membership | None, pk: int) -> Matter:
    """The matter as its own class. Raises Http404 where it does not exist or is not for `membership`."""
    if membership is None:
        raise Http404
    found = Matter.objects.visible_to(membership).filter(pk=pk).values_list("kind", flat=True).first()
    if found is None:
        raise Http404
    model = model_for(found)
    return model.objects.select_related(*SHOWN_WITH, *model.shown_with).get(pk=pk)


def log(request: HttpRequest, action: str, *, matter: Matter | None = None, subject: str = "") -> None:
    """Note who looked at or took out what; `subject` names no content."""
    AccessLog.objects.create(
        membership=request.membership,
        user=request.user,
        matter_id=matter.pk if matter else None,
        action=action,
        subject=subject,
    )
