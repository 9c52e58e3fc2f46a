"""The first page: where accounts part now, and what waits for a person."""

from django.views.generic import TemplateView


class DashboardView(TemplateView):
    template_name = "claims/dashboard.html"
