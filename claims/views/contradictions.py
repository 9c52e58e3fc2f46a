"""Contradictions put together as disputes, and one judgement on two claims with all its evidence."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from claims.comparisons.disputes import SHOWN, disputed_questions, disputes_of
from claims.comparisons.judgements import BASES, KINDS, STANDING, judged_pair
from claims.curation.judging import DecidedMeanwhile, mark
from claims.filtersets import RelationFilterSet, between
from claims.forms import JudgementForm
from claims.models import Claim, Relation
from claims.views.lists import Column, ListPage

QUESTIONS = 12  # on one page: each is compared
OTHERS = 30  # other pairs of the same accounts, on the page of one
JUDGE = "claims.change_relation"  # the permission to decide


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
    """One judgement on two claims, whatever its kind; who may decide finds a form to do so."""

    template_name = "claims/contradiction_detail.html"

    def get_relation(self):
        claims = Claim.objects.visible_to(self.request.user)
        relations = Relation.objects.between(claims).for_listing().annotate(standing=between())
        return get_object_or_404(relations, key=self.kwargs["key"])

    def get_context_data(self, **kwargs):
        relation = self.get_relation()
        if "form" not in kwargs and self.request.user.has_perm(JUDGE):
            kwargs["form"] = JudgementForm(relation=relation)
        return super().get_context_data(
            relation=relation,
            mark=mark(relation),
            pair=judged_pair(relation, Claim.objects.visible_to(self.request.user)),
            words=KINDS[relation.kind],
            standing=STANDING[relation.standing],
            basis=BASES.get(relation.basis, ""),
            shown=f":{OTHERS}",
            most=OTHERS,
            **kwargs,
        )


@method_decorator(login_not_required, name="dispatch")  # it asks for one itself, to lead back to the page
class ContradictionDecideView(ContradictionDetailView):
    """Stores a decision on one judgement; what cannot be stored is shown again, with what was written."""

    http_method_names = ["post"]

    def post(self, request, key):
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("claims:contradiction_detail", args=[key]))
        if not request.user.has_perm(JUDGE):
            raise PermissionDenied
        form = JudgementForm(request.POST, relation=self.get_relation())
        if not form.is_valid():
            return self.again(form, 400)
        wanted = form.decision
        try:
            form.decide(request.user)
        except DecidedMeanwhile:
            return self.again(form, 409, wanted=wanted)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.again(form, 400)
        relation = form.relation
        messages.success(request, f"{relation.get_state_display().capitalize()}: {relation.get_kind_display()}.")
        return redirect(relation)

    def again(self, form, status, **context):
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)
