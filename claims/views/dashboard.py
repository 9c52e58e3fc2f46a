"""The first page: where accounts part now, and what waits for a person."""

from django.views.generic import TemplateView

from claims.comparisons.thin import newest_events, thin_questions, unread
from claims.models import Claim
from claims.overview import latest, newest_contested, reversals, totals, waiting
from claims.views.parts import GlanceRow


class DashboardView(TemplateView):
    template_name = "claims/dashboard/dashboard.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        claims = Claim.objects.visible_to(user)
        contested, events = newest_contested(claims), newest_events()
        return super().get_context_data(
            totals=totals(claims),
            contested=[(event, [GlanceRow(one) for one in found]) for event, found in contested],
            waiting=waiting(user, claims) if user.is_authenticated else None,
            reversals=list(reversals(claims)),
            thin=thin_questions(events, [one for _, found in contested for one in found], claims),
            unread=unread(events, claims),
            latest=list(latest(claims)),
            **kwargs,
        )
