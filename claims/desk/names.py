"""Names that may be one: likely twins among speakers and outlets, ranked, each compared or told apart by a person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from claims.choices import Named
from claims.curation.parting import MODELS, suggest_again, tell_apart, told_apart
from claims.desk.pages import DeskPage
from claims.models import Apart
from claims.suggestions.names import twins

SHOWN, PARTED = 50, 20
MERGES = {Named.SPEAKER: "claims.merge_speaker", Named.OUTLET: "sources.merge_outlet"}


class NamesView(DeskPage):
    """GET: the pairs. POST `two` (kind, first, second): they are two; POST `again` (number): suggest them again."""

    template_name = "desk/names.html"

    def has_permission(self):
        return any(map(self.request.user.has_perm, MERGES.values()))

    def get_context_data(self, **kwargs):
        kinds = [kind for kind in Named if self.request.user.has_perm(MERGES[kind])]
        groups = [(kind, reverse(f"admin:merge_{kind}s"), likely(kind)) for kind in kinds]
        apart = Apart.objects.filter(kind__in=kinds).select_related("by")[:PARTED]
        return super().get_context_data(groups=groups, apart=apart, **kwargs)

    def post(self, request):
        number = request.POST.get("again", "")
        kind = request.POST.get("kind", "")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            found = Apart.objects.filter(pk=number).first()
            self._check(found.kind if found else "")
            suggest_again(number)
            messages.success(request, "They are suggested again.")
            return self.on_to(request.path)
        self._check(kind)
        slugs = [request.POST.get(name, "").replace("\0", "") for name in ("first", "second")]
        try:
            found = tell_apart(kind, slugs, request.user)
            messages.success(request, f"Kept in mind: {found} are two.")
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        return self.on_to(request.path)

    def _check(self, kind):
        if kind in MERGES and not self.request.user.has_perm(MERGES[kind]):
            raise PermissionDenied


def likely(kind):
    """The likeliest `Twins` of a kind that nobody has told apart."""
    parted = told_apart(kind)
    found = twins(MODELS[kind], most=SHOWN + len(parted))
    return [pair for pair in found if tuple(sorted((pair.first.slug, pair.second.slug))) not in parted][:SHOWN]
