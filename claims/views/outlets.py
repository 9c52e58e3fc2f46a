"""The list of outlets, and an outlet with what it publishes, whom it carries and whom it leans on."""

from claims.filtersets import OutletFilterSet
from claims.listings import attributions, distinct, tally
from claims.views.lists import Column, ListPage
from sources.models import Document, Outlet


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
