"""The queues as lists: what waits, in the order in which it is worked off, each line leading to where it is done."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.text import Truncator

from claims.desk.pages import DeskPage
from claims.models import Relation
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
        day = str(document.published_on or "not dated")
        small = f"given to you to code · {day}" if document.given else day
        return Line(url, document.name, str(document.outlet), small)


class ToJudge(QueueView):
    queue = "judge"
    joins = ("first__speaker", "first__outlet", "second__speaker", "second__outlet", "first__question")

    def line(self, relation):
        url = reverse("admin:judge", args=[relation.key])
        title = f"{relation.first.voice} against {relation.second.voice}"
        small = relation.reasons.splitlines()[-1] if relation.is_reopened else relation.reason
        return Line(url, title, str(relation.first.question or ""), small)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context if context["rows"] else context | {"hint": self.hint()}

    def hint(self):
        decided = dict(Relation.objects.order_by().values_list("state").annotate(Count("pk")))
        states = ", ".join(f"{decided.get(state, 0)} {state}" for state in ("confirmed", "rejected"))
        return f"{states}. To relate two claims that no rule suggests, open one of them and choose “Relate it”."


class ToRepair(QueueView):
    permission_required = "claims.change_attribution"
    queue = "evidence"
    joins = ("claim__speaker", "claim__outlet", "snapshot__document__outlet")

    def line(self, attribution):
        url = reverse("admin:repair", args=[attribution.key])
        title = f"“{Truncator(attribution.exact).chars(120)}”"
        return Line(url, title, str(attribution.snapshot.document), attribution.get_anchor_display())
