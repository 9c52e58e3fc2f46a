"""Two outlets beside each other."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from claims.comparisons.two_outlets import TwoOutlets, carried_by_one, questions_of_both, reversals_of, wordings_of
from claims.models import Claim
from sources.models import Outlet

QUESTIONS = 50  # compared on one page


class OutletVsView(TemplateView):
    template_name = "sources/outlet_vs.html"

    def get(self, request, slug, other):
        if slug == other:
            return redirect(get_object_or_404(Outlet, slug=slug))
        return self.render_to_response(self.get_context_data(slug=slug, other=other))

    def get_context_data(self, slug, other):
        first, second = get_object_or_404(Outlet, slug=slug), get_object_or_404(Outlet, slug=other)
        claims = Claim.objects.visible_to(self.request.user)
        page = self._page(questions_of_both(first, second, claims))
        return super().get_context_data(
            first=first,
            second=second,
            page=page,
            pair=TwoOutlets(first, second, page.object_list, claims),
            only_one=carried_by_one(first, second, claims),
            reversals=reversals_of(first, second, claims),
            subjects=wordings_of(first, second, claims),
        )

    def _page(self, questions):
        wanted = self.request.GET.get("page") or "1"
        pages = Paginator(questions, QUESTIONS)
        if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= pages.num_pages):
            raise Http404(f"There is no page {wanted[:20]}.")
        return pages.page(int(wanted[:9]))
