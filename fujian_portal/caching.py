"""Pages of somebody logged in stay in no cache: offices share machines, and Back must not show them later."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class NoStoreMiddleware:
    """Adds `no-store` below the log-in, unless a view said something itself.

    Static files are answered before by WhiteNoise and may be kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_known = request.user.is_authenticated
        response = self.get_response(request)
        if (is_known or request.user.is_authenticated) and "no-store" not in response.get(
            "Cache-Control", ""
        ):
            add_never_cache_headers(response)
        return response
