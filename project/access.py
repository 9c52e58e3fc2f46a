"""Who may see a page: everything needs a login, unless PUBLIC_PAGES opens the reading pages; who tries to log in."""

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware


class ReadingPagesMiddleware(LoginRequiredMiddleware):
    """Asks for a login on every page; with PUBLIC_PAGES only where a view asks for it itself.

    The admin guards itself. What an anonymous visitor sees of the claims is decided by
    `claims.querysets.ClaimQuerySet.visible_to`.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if settings.PUBLIC_PAGES:
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


def client_address(request):
    """Where a login comes from, as text; None if that is not known.

    Behind a proxy (https in CSRF_TRUSTED_ORIGINS) it is the last address of X-Forwarded-For, which the proxy itself
    wrote: whatever stands before it, the visitor may have made up. Without a proxy the header is not believed at all.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_HTTPS else ""
    return _address(forwarded.rpartition(",")[2]) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(words):
    try:
        return str(ip_address(words.strip().partition("%")[0]))
    except ValueError:
        return None


def tried_username(request, credentials):
    """The name that somebody tries to log in with, no longer than names are."""
    return (credentials or {}).get("username", "")[:150]
