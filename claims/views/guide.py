"""The coding rules, how agreement is decided, and the words: a page that forms link to."""

from django.views.generic import TemplateView


class GuideView(TemplateView):
    template_name = "claims/guide/guide.html"
