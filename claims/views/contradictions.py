"""Contradictions put together as disputes, and one judgement on two claims with all its evidence."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.comparisons.disputes import SHOWN, disputed_questions, disputes_of
from claims.comparisons.judgements import BASES, KINDS, STANDING, judged_pair
from claims.filtersets import RelationFilterSet, between
from claims.models import Claim, Relation
from claims.views.lists import Column, ListPage

QUESTIONS = 12  # on one page: each is compared
OTHERS = 30  # other pairs of the same accounts, on the page of one


class DisputeFilterSet(RelationFilterSet):
    """The filters of contradictions; its rows are questions, so that a dispute is never torn apart by a page."""

    def relations(self):
        return self.qs

    def filtered(self):
        relations = self.relations()
        columns = self.filters["sort"].columns
        wanted = [part for part in self.form.cleaned_data.get("sort") or [] if part]
        sorts = [(columns[part.removeprefix("-")], part.startswith("-")) for part in wanted]
        return disputed_questions(relations, sorts)


class ContradictionListView(ListPage):
    template_name = "claims/contradiction_list.html"
    filterset_class = DisputeFilterSet
    title = "Contradictions"
    lead = "Where two claims cannot both hold: one line for each two accounts, however many voices carry them."
    noun = ("disputed question", "disputed questions")
    csv_name = "claims:contradiction_csv"
    columns = (
        Column("event", "event"),
        Column("question", "question"),
        Column("basis", "basis"),
        Column("said on", "first_said_on"),
        Column("decided", "decided_at"),
    )

    def decorate(self, rows):
        return disputes_of(rows, self.filterset.relations(), self.claims)

    def get_context_data(self, **kwargs):
        pairs = self.filterset.relations().count() if kwargs["page"] is not None else 0
        newest = self.filterset.query_with(sort=None)
        others = self.filterset.query_with(question=None, event=None)
        return super().get_context_data(
            pairs=pairs, newest=newest, others=others, shown=f":{SHOWN}", most=SHOWN, **kwargs
        )

    def _per_page(self):
        return super()._per_page() if self.request.GET.get("per_page") else QUESTIONS


class ContradictionDetailView(TemplateView):
    """One judgement on two claims, whatever its kind."""

    template_name = "claims/contradiction_detail.html"

    def get_context_data(self, **kwargs):
        claims = Claim.objects.visible_to(self.request.user)
        relations = Relation.objects.between(claims).for_listing().annotate(standing=between())
        relation = get_object_or_404(relations, key=kwargs["key"])
        return super().get_context_data(
            relation=relation,
            pair=judged_pair(relation, claims),
            words=KINDS[relation.kind],
            standing=STANDING[relation.standing],
            basis=BASES.get(relation.basis, ""),
            shown=f":{OTHERS}",
            most=OTHERS,
            **kwargs,
        )
