"""One box over statements, quotes, documents and names."""

from django.views.generic import TemplateView


class SearchView(TemplateView):
    template_name = "claims/search.html"
