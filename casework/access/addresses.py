"""The address a request comes from, as far as our own proxies vouch for it."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Return the address before PROXY_COUNT proxies; what a client claims itself counts nothing."""
    if "REMOTE_ADDR" not in request.META:
        return ""  # no request that came over the network
    return str(get_adapter(request).get_client_ip(request))
