"""The list of claims, and a claim with all its evidence."""

from claims.filtersets import ClaimFilterSet
from claims.listings import contested, outlets
from claims.views.lists import Column, ListPage


class ClaimListView(ListPage):
    filterset_class = ClaimFilterSet
    row_template = "claims/lists/_claim.html"
    title = "Claims"
    noun = ("claim", "claims")
    csv_name = "claims:claim_csv"
    columns = (
        Column("Said on", "said_on"),
        Column("Speaker", "speaker"),
        Column("Statement", "statement"),
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
