"""The admin site of Counterclaim: the records' forms, and the pages where people work."""

from django.contrib.admin import AdminSite

ENTRY = "claims.view_claim"  # who may see claims as they are curated may enter


class CurationSite(AdminSite):
    """Entered by role, not by a flag: analysts, reviewers and editors; readers have the reading pages."""

    site_title = site_header = "Counterclaim"
    index_title = "Curation"
    enable_nav_sidebar = False  # the lists need the room; the records stand in the header instead

    def has_permission(self, request):
        return request.user.is_active and request.user.has_perm(ENTRY)

    def frame(self, request):
        """What a working page needs around it, wherever it is made."""
        from claims.desk.pages import keys_of  # noqa: PLC0415 (models are not loaded yet when this site is)
        from claims.queues import counted  # noqa: PLC0415

        return self.each_context(request) | {"queues": counted(request.user), "single_keys": keys_of(request.user)}

    def index(self, request, extra_context=None):
        """The records, and beside them what waits for this person."""
        from claims.queues import counted  # noqa: PLC0415

        return super().index(request, {"queues": counted(request.user)} | (extra_context or {}))

    def get_urls(self):
        from claims.desk.urls import desk_urls  # noqa: PLC0415 (the records' admins are registered while this loads)

        return [*desk_urls(self), *super().get_urls()]
