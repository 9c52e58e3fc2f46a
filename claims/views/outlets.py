"""The list of outlets, and an outlet with what it publishes, whom it carries and whom it leans on."""

from django.db.models import Count, F
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.comparisons.carriage import copying, hops, printed_by, rivals, shares
from claims.comparisons.outlet_coverage import covered_events, cues_by_side
from claims.comparisons.voices import voice_of
from claims.filtersets import OutletFilterSet
from claims.histories import versions
from claims.listings import attributions, distinct, tally
from claims.models import Claim
from claims.views.documents import decorated
from claims.views.lasting import Lasting
from claims.views.lists import Column, ListPage
from sources.models import Document, Outlet

DOCUMENTS = 20  # the newest ones, on an outlet's page


class OutletListView(ListPage):
    filterset_class = OutletFilterSet
    row_template = "claims/lists/_outlet.html"
    title = "Outlets"
    lead = "Who publishes. A channel is an outlet, its platform is not."
    noun = ("outlet", "outlets")
    csv_name = "sources:outlet_csv"
    columns = (
        Column("Outlet", "name"),
        Column("Kind", "kind"),
        Column("Country", "country"),
        Column("Language", "language"),
        Column("Reliability", "reliability"),
        Column("Documents", css="num"),
        Column("Claims carried", css="num"),
        Column("Own voice", css="num"),
    )

    def get_rows(self):
        return Outlet.objects.prefetch_related("aliases")

    def decorate(self, rows):
        outlets = list(rows)
        pks = [outlet.pk for outlet in outlets]
        documents = tally(Document.objects.filter(outlet__in=pks), "outlet")
        printed = attributions(self.claims).filter(snapshot__document__outlet__in=pks)
        carried = distinct(printed, "snapshot__document__outlet", "claim")
        own = tally(self.claims.filter(outlet__in=pks), "outlet")
        for outlet in outlets:
            outlet.documents_count = documents.get(outlet.pk, 0)
            outlet.claims_count = carried.get(outlet.pk, 0)
            outlet.own_count = own.get(outlet.pk, 0)
        return outlets


class OutletDetailView(Lasting, TemplateView):
    """An outlet: what it says itself, whose voices it carries, whom it leans on, and how it stands beside others."""

    template_name = "claims/outlet.html"
    lasting = Outlet

    def get_context_data(self, slug, **kwargs):
        outlet = get_object_or_404(Outlet, slug=slug)
        visible = Claim.objects.visible_to(self.request.user)
        taken, given = copying(outlet)
        events, more_events = covered_events(outlet, visible)
        return super().get_context_data(
            outlet=outlet,
            aliases=list(outlet.aliases.all()),
            voice=voice_of(outlet, visible),
            shares=shares(outlet, visible),
            hops=hops(outlet, visible),
            events=events,
            more_events=more_events,
            cues=cues_by_side(outlet, visible),
            taken=taken,
            given=given,
            rivals=rivals(outlet, visible),
            counts=_counts(outlet, visible),
            documents=decorated(_newest(outlet.documents.with_outlets())[:DOCUMENTS], visible),
            feeds=list(outlet.feeds.all()) if self.request.user.has_perm("sources.add_document") else [],
            versions=versions(outlet) if self.request.user.is_authenticated else [],
            **kwargs,
        )


def _newest(documents):
    return documents.order_by(F("published_on").desc(nulls_last=True), "key")


def _counts(outlet, visible):
    documents = outlet.documents.aggregate(all=Count("pk"), copies=Count("republishes"))
    printed = (
        printed_by(outlet, visible)
        .order_by()
        .aggregate(claims=Count("claim", distinct=True), voices=Count("claim__speaker", distinct=True))
    )
    return documents | printed
