"""One box over statements, quotes, documents and names."""

from django.views.generic import TemplateView

from claims.models import Claim
from claims.search import LONGEST, search


class SearchView(TemplateView):
    template_name = "claims/search/search.html"

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "").strip()
        results = search(query, Claim.objects.visible_to(self.request.user))
        too_long = LONGEST if len(query) > LONGEST else 0
        return super().get_context_data(query=query[:LONGEST], results=results, too_long=too_long, **kwargs)
