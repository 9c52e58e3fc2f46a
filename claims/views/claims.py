"""The list of claims, and a claim with all its evidence."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.citations import citation
from claims.comparisons.accounts import attributed
from claims.comparisons.beside import beside
from claims.comparisons.ways import way
from claims.filtersets import ClaimFilterSet
from claims.highlights import Mark, around
from claims.histories import versions
from claims.listings import contested, outlets
from claims.models import Claim
from claims.views.lists import Column, ListPage
from sources.models import Snapshot

PLACES = 50  # attributions shown in full on a claim's page


class ClaimListView(ListPage):
    filterset_class = ClaimFilterSet
    row_template = "claims/lists/_claim.html"
    title = "Claims"
    noun = ("claim", "claims")
    csv_name = "claims:claim_csv"
    columns = (
        Column("Said on", "said_on"),
        Column("Speaker", "speaker"),
        Column("Statement", "statement", css="wide"),
        Column("Question", "question"),
        Column("Answer", "low"),
        Column("Outlets"),
        Column("Contested by"),
        Column("Status", "status"),
    )

    def get_rows(self):
        return self.claims.for_listing()

    def decorate(self, rows):
        claims = list(rows)
        disputes, printed = contested(claims, self.claims), outlets(claims)
        for claim in claims:
            claim.disputes, claim.printed_by = disputes[claim.pk], printed.get(claim.pk, [])
        return claims


class ClaimDetailView(TemplateView):
    """A claim: who says it, every place where a document attributes it, and who says otherwise."""

    template_name = "claims/claim.html"

    def get_context_data(self, key, **kwargs):
        user = self.request.user
        visible = Claim.objects.visible_to(user)
        claim = get_object_or_404(_openable(user).for_listing().select_related("speaker__affiliation"), key=key)
        account = attributed([claim])[0]
        return super().get_context_data(
            claim=claim,
            account=account,
            shown=self._shown(claim, account.places[:PLACES]),
            beside=beside(claim, visible),
            versions=versions(claim) if user.is_authenticated else [],
            **kwargs,
        )

    def _shown(self, claim, places):
        """Each place with the paragraphs around its words and a citation."""
        snapshots = Snapshot.objects.filter(pk__in=[place.attribution.snapshot_id for place in places])
        texts = dict(snapshots.values_list("pk", "text"))
        return [self._with_context(claim, place, texts[place.attribution.snapshot_id]) for place in places]

    def _with_context(self, claim, place, text):
        found = place.attribution
        address = self.request.build_absolute_uri(found.get_absolute_url())
        words = around(text, Mark(found.start, found.end, found.key))
        cited = citation(claim, place, address)
        return {"place": place, "paragraphs": words, "way": way(claim, place), "citation": cited}


def _openable(user):
    """Who is logged in may open a claim that was returned or dropped, too, or their own blind one."""
    return Claim.objects.seen_by(user) if user.is_authenticated else Claim.objects.accepted()
