"""A number for each request, told on error pages and written to the log, so that a call can be traced."""

import logging
import secrets
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fujian_portal.busy import NoConnectionLeft

logger = logging.getLogger(__name__)


class ReferenceMiddleware:
    """Sets `request.reference`; the first in the list, so that whatever fails has one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(4).upper()
        response = self.get_response(request)
        if response.status_code >= 400:
            # The path without its query, which may hold names.
            logger.info(
                "reference %s: %s %s %s",
                request.reference,
                response.status_code,
                request.method,
                request.path.encode("unicode_escape").decode(),
            )
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page with its number and what was typed; needs no database and no context processors.

    503 where the database had no connection left: then nothing was done, and it may be tried again.
    """
    context = {"reference": getattr(request, "reference", ""), "request": request}
    if isinstance(sys.exception(), NoConnectionLeft):
        return _busy(context)
    return render(None, "500.html", context, status=500)


def _busy(context: dict[str, object]) -> HttpResponse:
    answer = render(None, "503.html", context, status=503)
    answer["Retry-After"] = "60"
    return answer
