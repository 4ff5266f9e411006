"""Whether this process lives, and whether it can work: for load balancers and monitors, without log-in."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from matters import storage


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def _unready(why: str) -> HttpResponse:
    return HttpResponse(why, status=503, content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and files can be kept, else 503. The broker is not asked: losing it loses nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _unready("database unavailable")
    if trouble := storage.trouble():
        return _unready(trouble)
    return HttpResponse("ok", content_type="text/plain")
