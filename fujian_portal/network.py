"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The visitor's address, believing only as many entries of X-Forwarded-For as we have proxies.

    What is no address is none: columns and locks know addresses alone.
    """
    forwarded = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()
    ]
    hops = settings.PORTAL_PROXIES
    if hops and len(forwarded) >= hops:
        return _address(forwarded[-hops])
    return _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
