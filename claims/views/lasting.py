"""Addresses that last: that of a record which was merged away leads to the one that stayed."""

from django.http import Http404, HttpResponsePermanentRedirect

from claims.curation.successors import successor


class Lasting:
    """Mixed into the page of one record; `lasting` is its model."""

    lasting = None

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            stayed = successor(self.lasting, kwargs["slug"])
            if stayed is None:
                raise
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(stayed.get_absolute_url() + (f"?{query}" if query else ""))
        response["Cache-Control"] = "no-cache"  # a merge can be undone
        return response
