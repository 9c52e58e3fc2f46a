"""The queues as lists: what waits, in the order in which it is worked off, each line leading to where it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from claims.desk.pages import DeskPage
from claims.queues import QUEUES

SHOWN = 50  # lines of a queue


@dataclass(frozen=True)
class Line:
    """One thing that waits: where it is done, what it is, what it is about, and a little more."""

    url: str
    title: str
    about: str
    small: str = ""


class QueueView(DeskPage):
    """The first lines of one queue. A subclass says which, and how a row becomes a `Line`."""

    template_name = "desk/queue.html"
    joins = ()

    def get_context_data(self, **kwargs):
        label, rows = QUEUES[self.queue]
        found = list(rows(self.request.user).select_related(*self.joins)[: SHOWN + 1])
        lines = [self.line(row) for row in found[:SHOWN]]
        return super().get_context_data(label=label, rows=lines, more=len(found) > SHOWN, **kwargs)

    def line(self, row):
        raise NotImplementedError


class ToRead(QueueView):
    queue = "read"
    joins = ("outlet",)

    def line(self, document):
        may_record = self.request.user.has_perm("claims.add_claim")
        edit = reverse("admin:sources_document_change", args=[document.pk])
        url = reverse("admin:record", args=[document.key]) if may_record else edit
        return Line(url, document.name, str(document.outlet), str(document.published_on or "not dated"))


class OfClaims(QueueView):
    joins = ("speaker", "outlet", "question", "event", "author")

    def line(self, claim):
        url = reverse("admin:claims_claim_change", args=[claim.pk])
        about = str(claim.question if claim.question_id else claim.event)
        return Line(url, f"{claim.voice}: {Truncator(claim.statement).chars(120)}", about, f"by {claim.author or '–'}")


class ToCode(OfClaims):
    queue = "code"


class ToReview(OfClaims):
    queue = "review"


class Returned(OfClaims):
    queue = "returned"


class ToJudge(QueueView):
    queue = "judge"
    joins = ("first__speaker", "first__outlet", "second__speaker", "second__outlet", "first__question")

    def line(self, relation):
        url = reverse("admin:claims_relation_change", args=[relation.pk])
        title = f"{relation.first.voice} against {relation.second.voice}"
        return Line(url, title, str(relation.first.question or ""), relation.reason)


class ToRepair(QueueView):
    queue = "evidence"
    joins = ("claim__speaker", "claim__outlet", "snapshot__document__outlet")

    def line(self, attribution):
        url = reverse("admin:claims_attribution_change", args=[attribution.pk])
        title = f"“{Truncator(attribution.exact).chars(120)}”"
        return Line(url, title, str(attribution.snapshot.document), attribution.get_anchor_display())
