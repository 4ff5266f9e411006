"""What a request brings, before any view looks at it: texts without what nobody sees, no number beyond a column."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db.models import BigAutoField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from common.texts import seen

NUL = "\0"
#: The largest primary key there can be.
LARGEST = BigAutoField.MAX_BIGINT
#: A password is compared as it was set.
AS_TYPED = "password"


class SentMiddleware:
    """Takes controls and marks of direction out of everything typed; answers 400 to a NUL, 404 to impossible keys.

    No keyboard and no browser sends a NUL; PostgreSQL keeps none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for text in (request.path_info, *request.COOKIES.values(), *request.headers.values()):
            _refuse_nul(text)
        request.GET, request.POST = _cleaned(request.GET), _cleaned(request.POST)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]) -> None:
        """Raises Http404 where a number of the address is the key of nothing."""
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404


def _cleaned(given: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True, encoding=given.encoding)
    for name, values in given.lists():
        for text in (name, *values):
            _refuse_nul(text)
        kept = values if AS_TYPED in name else [seen(text) for text in values]
        cleaned.setlist(seen(name), kept)
    cleaned._mutable = False
    return cleaned


def _refuse_nul(text: str) -> None:
    """Raises SuspiciousOperation, which is answered with 400."""
    if NUL in text:
        raise SuspiciousOperation("a NUL was sent")
