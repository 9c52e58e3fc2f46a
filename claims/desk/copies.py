"""Copies to judge: likely republications, the most alike first, one of them in focus; and what was decided last."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from claims.curation.copying import DECISIONS, effects, judge_copy
from claims.desk.pages import DeskPage
from claims.forms import REASON
from sources.choices import Judgement
from sources.models import Resemblance

SHOWN, DECIDED, COUNTED = 30, 10, 999


class CopiesView(DeskPage):
    """GET `pair` (a number) puts one in focus. POST `do` (see `DECISIONS`), `pair`, `copy` (as it was shown), `reason`,
    `credit`: decides it and goes on to the next."""

    permission_required = "sources.change_document"
    template_name = "desk/copies.html"
    problem = ""

    def get_context_data(self, **kwargs):
        waiting = Resemblance.objects.to_judge()
        rows = list(waiting.with_documents()[:SHOWN])
        pair = self.in_focus(rows)
        changes = effects({one.pk: one for one in (*rows, pair) if one}.values())
        for one in rows:
            one.effect = changes[one.pk]
        return super().get_context_data(
            rows=rows,
            pair=pair,
            days=lag(pair) if pair else None,
            effect=changes[pair.pk] if pair else None,
            total=waiting.order_by()[: COUNTED + 1].count(),
            decided=Resemblance.objects.exclude(state=Judgement.SUGGESTED)
            .with_documents()
            .order_by("-decided_at", "-pk")[:DECIDED],
            problem=self.problem,
            reason=self.request.POST.get("reason", "") if self.problem else "",
            **beside(rows, pair),
            **kwargs,
        )

    def in_focus(self, rows):
        """The one that is asked for, if it can be judged; else the first."""
        asked = self.request.POST.get("pair") or self.request.GET.get("pair", "")
        found = next((row for row in rows if str(row.pk) == asked), None)
        return found or numbered(asked, Resemblance.objects.to_judge()) or next(iter(rows), None)

    def post(self, request):
        pair, decision = numbered(request.POST.get("pair", ""), Resemblance.objects.all()), request.POST.get("do", "")
        reason = request.POST.get("reason", "").replace("\0", "").strip()
        try:
            if pair is None:
                raise ValidationError("This pair is not there any more.")
            if decision not in DECISIONS:
                raise ValidationError("Press one of the buttons.")
            if len(reason) > REASON:
                raise ValidationError(f"A reason has at most {REASON} characters.")
            if decision != "again" and request.POST.get("copy") != str(pair.copy_id):
                raise ValidationError("It was turned round meanwhile; look at it again.")
            return self.decided(pair, decision, reason)
        except ValidationError as problem:
            self.problem = " ".join(problem.messages)
            return self.render_to_response(self.get_context_data(), status=400)

    def decided(self, pair, decision, reason):
        """Decide it and go on: to the next one, or back to this one where it is still to be judged."""
        following = beside(list(Resemblance.objects.to_judge()[:SHOWN]), pair)["next"]
        more = {"crediting": "credit" in self.request.POST} if decision == "part" else {}
        stored = judge_copy(pair, decision, self.request.user, reason, **more)
        shown = pair if decision in ("turn", "again") else following
        return self.on_to(reverse("admin:copies"), stored, **({"pair": shown.pk} if shown else {}))


def beside(rows, pair):
    """The pairs before and after one in the list; after the last comes the first."""
    at = next((number for number, row in enumerate(rows) if pair and row.pk == pair.pk), None)
    others = [row for row in rows if not pair or row.pk != pair.pk]
    if at is None or not others:
        return {"previous": None, "next": next(iter(others), None), "number": None}
    return {"previous": rows[at - 1] if at else None, "next": (rows[at + 1 :] or others)[0], "number": at + 1}


def lag(pair):
    """Days from the original to the copy; None if one of them is not dated."""
    first, second = pair.original.published_on, pair.copy.published_on
    return (second - first).days if first and second else None


def numbered(words, among):
    """The `Resemblance` of a number that was sent, or None."""
    known = words.isascii() and words.isdecimal() and len(words) < 19
    return among.with_documents().filter(pk=words).first() if known else None
