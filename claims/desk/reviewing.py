"""Deciding what is in review, and answering what came back."""

from django.conf import settings
from django.core.exceptions import ValidationError

from claims.choices import ClaimStatus
from claims.curation.reviewing import accept, drop, give_back, send
from claims.desk.claims import ClaimQueue, SaidForm
from claims.models import Claim


class Deciding(ClaimQueue):
    """POST `decision`, `chosen` (claims), `seen` (their versions) and `comment`: one claim, or several."""

    decisions = {}

    def post(self, request):
        self.form = SaidForm(request.POST)
        move = self.decisions.get(request.POST.get("decision"))
        claims, seen = self.sent()
        if move is None or not claims:
            return self.wrong("Choose a claim first." if move else "Press one of the buttons.")
        if not self.form.is_valid():
            return self.wrong()
        try:
            return self.follow(move(claims, request.user, self.form.cleaned_data["comment"], seen=seen))
        except ValidationError as problem:
            return self.wrong(" ".join(problem.messages), "comment")

    def wrong(self, words="", field=None):
        """The same page, saying what is missing; what was typed still stands there."""
        if words:
            self.form.is_valid()
            self.form.add_error(field, words)
        return self.render_to_response(self.get_context_data())


class ToReview(Deciding):
    """What waits for this person's review."""

    queue = "review"
    template_name = "desk/review.html"
    decisions = {"accepted": accept, "returned": give_back}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        waiting = Claim.objects.filter(blind=False, status=ClaimStatus.IN_REVIEW)
        reviews = self.request.user.has_perm("claims.review_claim")
        own = 0 if settings.SELF_REVIEW or not reviews else waiting.filter(author=self.request.user).count()
        return context | {"own": own, "reviews": reviews, "waiting": 0 if reviews else waiting.count()}


class Returned(Deciding):
    """One's own claims that came back: what was said, and the answer to it."""

    queue = "returned"
    template_name = "desk/returned.html"
    decisions = {"sent": send, "dropped": drop}
