"""Repairing evidence: one attribution whose words moved or were lost, its old place beside the newest text."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from claims.comparisons.repair import repair_of
from claims.curation.acts import version
from claims.curation.anchoring import confirm, keep_lost, newest_of, take_place
from claims.desk.pages import DeskPage
from claims.models import Attribution, Claim
from claims.queues import to_repair
from sources.admin.quoting import missing
from sources.lib.texts import normalise, places


class RepairView(DeskPage):
    """One attribution. POST `do`: `right`, `take` (a `place`), `find` (some `words`) or `keep` (with a `note`)."""

    permission_required = "claims.change_attribution"
    template_name = "desk/repair.html"
    queue = "evidence"
    problem = words = ""

    def get_context_data(self, **kwargs):
        attribution = self.attribution()
        return super().get_context_data(
            attribution=attribution,
            repair=repair_of(attribution, self.words),
            seen=version(attribution) or 0,
            problem=self.problem,
            words=self.words or self.request.POST.get("words", ""),
            note=self.request.POST.get("note", ""),
            **self.neighbours(attribution),
            **kwargs,
        )

    def attribution(self):
        """The attribution of the address, unless its claim is coded blindly by another."""
        rows = Attribution.objects.filter(claim__in=Claim.objects.seen_by(self.request.user), key=self.kwargs["key"])
        joins = ("snapshot__document__outlet", "claim__speaker", "claim__outlet", "claim__question")
        found = rows.select_related(*joins).first()
        if found is None:
            raise Http404("No attribution of this key is open to you.")
        return found

    def neighbours(self, attribution):
        waiting = to_repair(self.request.user)
        after = waiting.filter(pk__gt=attribution.pk).values_list("key", flat=True).first()
        before = waiting.filter(pk__lt=attribution.pk).reverse().values_list("key", flat=True).first()
        return {"next": after, "previous": before}

    def post(self, request, **kwargs):
        attribution = self.attribution()
        decide = {"right": self.right, "take": self.take, "find": self.find, "keep": self.keep}
        try:
            act = decide.get(request.POST.get("do"), self.nothing)(attribution, seen_in(request.POST))
        except ValidationError as problem:
            self.problem = " ".join(problem.messages)
            return self.render_to_response(self.get_context_data(**kwargs), status=409)
        return self.on_to(self.way_on(attribution), act)

    def way_on(self, attribution):
        after = self.neighbours(attribution)["next"]
        return reverse("admin:repair", args=[after]) if after else reverse("admin:queue_evidence")

    def right(self, attribution, seen):
        return confirm(attribution, self.request.user, seen)

    def keep(self, attribution, seen):
        note = self.request.POST.get("note", "").replace("\0", "")
        return keep_lost(attribution, self.request.user, seen, note)

    def take(self, attribution, seen):
        """`place` is *snapshot-start-end*: places of a text that is not the newest any more are not taken."""
        numbers = self.request.POST.get("place", "").split("-")
        newest = newest_of(attribution.snapshot)
        if len(numbers) != 3 or not all(one.isascii() and one.isdecimal() and len(one) < 10 for one in numbers):
            raise ValidationError("Choose one of the places.")
        if int(numbers[0]) != newest.pk:
            raise ValidationError("There is a newer text than the one that you saw; it is shown now.")
        return take_place(attribution, newest, (int(numbers[1]), int(numbers[2])), self.request.user, seen)

    def find(self, attribution, seen):
        """The words are looked up in the newest text; one place is taken, of several a person chooses one."""
        newest = newest_of(attribution.snapshot)
        words = normalise(self.request.POST.get("words", "").replace("\0", ""))
        words = words if words in newest.text else words.strip()
        found = places(newest.text, words)
        if not words:
            raise ValidationError("Type or paste the words, as the newest text has them.")
        if not found:
            raise ValidationError(missing(newest.text, words))
        if len(found) > 1:
            self.words = words
            raise ValidationError(f"These words stand {len(found)} times in the newest text: choose one of the places.")
        return take_place(attribution, newest, (found[0], found[0] + len(words)), self.request.user, seen)

    def nothing(self, attribution, seen):
        raise ValidationError("Choose what to do with it.")


def seen_in(sent):
    """The version that a form was made of; 0, which is none, for anything else."""
    number = sent.get("seen", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
