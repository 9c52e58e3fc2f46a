"""The queues of claims: those that wait at the left, one laid open at the right; the address keeps the place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms

from claims.choices import ClaimStatus
from claims.comparisons.in_review import opened
from claims.curation.reviewing import marks
from claims.desk.pages import DeskPage
from claims.models import Claim
from claims.querysets import CLAIM_JOINS
from claims.queues import QUEUES

BEFORE, AFTER = 10, 40  # lines shown around the open claim


class SaidForm(forms.Form):
    """What somebody types with a decision."""

    comment = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


@dataclass(frozen=True)
class Place:
    """Where one is in a queue: the open claim (None: the queue is empty), its neighbours, its number of how many."""

    claim: Claim | None
    before: list[Claim]
    after: list[Claim]
    number: int
    total: int

    @property
    def lines(self):
        return [*self.before, *filter(None, [self.claim]), *self.after]

    @property
    def previous(self):
        return self.before[-1] if self.before else None

    @property
    def next(self):
        return self.after[0] if self.after else None


def place_in(rows, key):
    """The `Place` of the claim with this key in a queue ordered by `pk`; of the first where it is not in it."""
    rows = rows.select_related(*CLAIM_JOINS, "author", "reviewer", "event")
    claim = (rows.filter(key=key.replace("\0", "")).first() if key else None) or rows.first()
    if claim is None:
        return Place(None, [], [], 0, 0)
    before = list(rows.filter(pk__lt=claim.pk).order_by("-pk")[:BEFORE])[::-1]
    number = rows.order_by().filter(pk__lte=claim.pk).count()
    return Place(claim, before, list(rows.filter(pk__gt=claim.pk)[:AFTER]), number, rows.order_by().count())


class ClaimQueue(DeskPage):
    """A queue of claims. A subclass names the queue and the template, and does what its forms ask for."""

    outcome, form = None, None

    def get_context_data(self, **kwargs):
        label, rows = QUEUES[self.queue]
        key = self.request.GET.get("claim", "")
        place = place_in(rows(self.request.user), key)
        shown = marks([claim.pk for claim in place.lines])
        again = _returned_before(shown)
        chosen = set(self.request.GET.getlist("chosen"))
        for claim in place.lines:
            claim.seen, claim.again = f"{claim.pk}:{shown[claim.pk]}", claim.pk in again
            claim.chosen = str(claim.pk) in chosen
        opens = opened(place.claim, wider="around" in self.request.GET) if place.claim else None
        shown = {"label": label, "place": place, "rows": place.lines, "opened": opens}
        shown |= {"outcome": self.outcome, "form": self.form, "back": self._back_to(place.claim)}
        return super().get_context_data(**shown | {"gone": self._gone(key, place), "undo_to": self._undo_to()} | kwargs)

    def _gone(self, key, place):
        """The claim that the address names, if it is not in the queue any more."""
        if not key or (place.claim and place.claim.key == key):
            return None
        return Claim.objects.seen_by(self.request.user).filter(key=key.replace("\0", "")).first()

    def _back_to(self, claim):
        """The query with which another page leads back to the open claim."""
        return urlencode({"back": f"{self.request.path}?{urlencode({'claim': claim.key})}"}) if claim else ""

    def _undo_to(self):
        """The claim that undoing the last act brings back here."""
        done = self.last_act()
        pks = [pk for label, pk, *_ in done.steps if label == "claims.claim"] if done else []
        return Claim.objects.filter(pk__in=pks[:1]).values_list("key", flat=True).first() or ""

    def sent(self):
        """(the claims that were sent, the marks of their versions that were shown)."""
        seen = read_marks(self.request.POST)
        pks = [int(pk) for pk in self.request.POST.getlist("chosen") if pk.isdecimal() and len(pk) < 19]
        return list(Claim.objects.seen_by(self.request.user).filter(pk__in=pks[: BEFORE + AFTER + 1])), seen

    def follow(self, outcome):
        """On to the next claim; or back to this page, which says what was refused and why."""
        if outcome.refused:
            self.outcome = outcome
            return self.render_to_response(self.get_context_data(done=outcome.stored))
        return self.on_to(self.request.path, outcome.stored, **self.next_after(outcome.moved))

    def next_after(self, claims):
        rows = QUEUES[self.queue][1](self.request.user)
        found = rows.filter(pk__gt=max((claim.pk for claim in claims), default=0)).first() or rows.first()
        return {"claim": found.key} if found else {}


def read_marks(sent):
    """{claim pk: mark of the version that was shown}, from the form's fields `seen`, each *pk:mark*."""
    pairs = [value.partition(":") for value in sent.getlist("seen")]
    return {int(pk): mark for pk, _, mark in pairs if pk.isdecimal() and len(pk) < 19}


def _returned_before(pks):
    """Which of these claims came back from review once."""
    back = Claim.history.filter(id__in=pks, status=ClaimStatus.RETURNED)
    return set(back.order_by().values_list("id", flat=True).distinct())
