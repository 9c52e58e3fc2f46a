"""Merging two speakers, or two outlets: first what would happen, then the one button that does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from claims.curation.foreseeing import foresee
from claims.curation.merging import differing, merge, stamp
from claims.desk.pages import DeskPage
from claims.models import Speaker
from claims.suggestions.names import similar
from sources.admin.searching import search
from sources.models import Outlet

TAKE, FOUND = "take-", 20
NAMES = ("name", "slug", "aliases__name")


class MergeView(DeskPage):
    """`?keep=SLUG&go=SLUG`. With one of them only, the other is looked for by its names (`q`)."""

    template_name = "desk/merge.html"
    model = None

    @property
    def address(self):
        return reverse(f"admin:merge_{self.model._meta.verbose_name_plural}")

    def get_context_data(self, problems=(), **kwargs):
        keep, go = self.named("keep"), self.named("go")
        common = {"keep": keep, "go": go, "opts": self.model._meta, "address": self.address, "problems": problems}
        if keep is None or go is None or keep == go:
            self.template_name = "desk/merge_choose.html"
            return super().get_context_data(**common, **self.choosing(keep, go), **kwargs)
        foreseen = foresee(keep, go, self.request.user, self.chosen)
        reason = self.request.POST.get("reason", "")
        return super().get_context_data(
            **common, foreseen=foreseen, shown=stamp(keep, go), reason=reason, old=go.get_absolute_url(), **kwargs
        )

    def named(self, name):
        """The record whose slug the address names, or None."""
        slug = self.request.GET.get(name, "").replace("\0", "")
        return self.model.objects.filter(slug=slug).first() if slug else None

    def choosing(self, keep, go):
        """What the page needs on which the other one is chosen."""
        words = self.request.GET.get("q", "").replace("\0", "").strip()
        known = [one.pk for one in (keep, go) if one]
        rows = search(self.model.objects.exclude(pk__in=known), NAMES, words).prefetch_related("aliases")
        missing = [name for name in ("keep", "go") if self.request.GET.get(name) and not self.named(name)]
        found = list(rows[: FOUND + 1]) if words else []
        alike = similar(self.model, (keep or go).name, exclude=known) if not words and (keep or go) else []
        return {"words": words, "found": found[:FOUND], "more": len(found) > FOUND, "missing": missing, "alike": alike}

    @property
    def chosen(self):
        sent = self.request.POST.items()
        return {name.removeprefix(TAKE): value for name, value in sent if name.startswith(TAKE)}

    def post(self, request):
        keep, go = self.named("keep"), self.named("go")
        if keep is None or go is None:
            messages.error(request, "Nothing was merged: one of the two is not there any more.")
            return self.on_to(self.address)
        try:
            self._check(keep, go)
            stored = merge(keep, go, request.user, request.POST.get("reason", ""), self.chosen)
        except ValidationError as problem:
            return self.render_to_response(self.get_context_data(problems=problem.messages))
        return self.on_to(self.address, stored, keep=keep.slug)

    def _check(self, keep, go):
        """What was shown is what is stored, and every choice is made."""
        if self.request.POST.get("shown") != stamp(keep, go):
            raise ValidationError("One of the two was changed meanwhile: look once more, then merge.")
        if "\0" in self.request.POST.get("reason", ""):
            raise ValidationError("The reason holds a character that cannot be stored.")
        unknown = set(self.chosen) - {field.name for field in differing(keep, go)}
        if unknown:
            raise ValidationError("A field that was chosen does not differ any more: look once more, then merge.")


class MergeSpeakers(MergeView):
    model = Speaker
    permission_required = "claims.merge_speaker"


class MergeOutlets(MergeView):
    model = Outlet
    permission_required = "sources.merge_outlet"
