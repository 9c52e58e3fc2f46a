"""Who may see a page: everything needs a login, unless PUBLIC_PAGES opens the reading pages."""

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
