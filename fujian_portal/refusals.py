"""Refused access is recorded: who asked for which page of an object and was not let in, for the auditor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from matters.models import AccessLog, Matter
from workflow.access import log

WORDS = {403: "没有权限", 404: "没有找到或者无权查阅"}
#: Namespaces of pages whose `pk` is a matter's.
OF_MATTERS = {"matters", "recommendations"}


class RefusedAccessMiddleware:
    """Notes each 403 and 404 of a page that names an object by its number; the path names nothing else of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in WORDS and request.user.is_authenticated and _names_an_object(request):
            subject = f"{WORDS[response.status_code]}：{request.method} {request.path}"
            log(request, AccessLog.Action.REFUSED, matter=_matter(request), subject=subject)
        return response


def _names_an_object(request: HttpRequest) -> bool:
    """By a number: links that carry a secret of their own are not written down."""
    found = request.resolver_match
    return bool(found) and any(isinstance(value, int) for value in found.kwargs.values())


def _matter(request: HttpRequest) -> Matter | None:
    """The matter asked for, where it belongs to the jurisdiction whose auditor reads the record."""
    found = request.resolver_match
    number = found.kwargs.get("matter_pk", found.kwargs.get("pk") if found.namespace in OF_MATTERS else None)
    if number is None or request.membership is None or not 0 < number < 2**63:
        return None
    home = request.membership.organisation.jurisdiction_id
    return Matter.objects.filter(pk=number, lead__jurisdiction=home).only("pk").first()
