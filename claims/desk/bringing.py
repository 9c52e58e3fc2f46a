"""Bringing documents in: files and links are chosen, shown as they were read, and saved when a person says so."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.curation.arriving import follow_arrival
from claims.desk.pages import DeskPage
from claims.desk.read_off import ReadOffForm, fields_of
from sources.choices import Outcome
from sources.importing.outlets import known_names, outlets_named
from sources.importing.previewing import MOST, OPEN, Showing, choose, counts, leave_out, receive, within
from sources.importing.report import ARRIVALS
from sources.lib.csvstream import stream
from sources.models import Arrival, Batch, Outlet

SECONDS = 8  # of a request, after which no further file is begun
READY_SHOWN, SETTLED_SHOWN, BATCHES_SHOWN, OFFERED = 50, 100, 50, 500
CORRECTED = ("title", "outlet", "byline", "published_on", "day", "language")
EVERYBODYS = "claims.change_act"  # who sees the imports of others


class Bringing(DeskPage):
    """What the pages of bringing documents in have in common."""

    permission_required = "sources.add_document"
    problem = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(problem=self.problem, **kwargs)

    def refused(self, problem, **kwargs):
        """The same page again, which says why nothing was done."""
        self.problem = problem
        return self.render_to_response(self.get_context_data(**self.kwargs, **kwargs), status=409)


def visible_batches(user):
    """The imports of this person and of commands; of everybody for editors."""
    rows = Batch.objects.all()
    return rows if user.has_perm(EVERYBODYS) else rows.filter(Q(by=user) | Q(by=None))


def visible_batch(user, pk):
    """The import of this number. Raises PermissionDenied if it is not for this person to see."""
    batch = get_object_or_404(Batch.objects.select_related("outlet", "by"), pk=pk)
    if batch.by_id not in (None, user.pk) and not user.has_perm(EVERYBODYS):
        raise PermissionDenied
    return batch


class ImportPage(Bringing):
    """GET: a form, and what waits. POST `files`, `links` (one a line), `outlet`: they are kept and read."""

    template_name = "desk/documents/import.html"

    def get_context_data(self, **kwargs):
        left = Count("arrivals", filter=Q(arrivals__outcome__in=OPEN))
        rows = Batch.objects.filter(by=self.request.user, finished_at=None).annotate(left=left)
        waiting = rows.filter(left__gt=0)[:BATCHES_SHOWN]
        posted = {name: self.request.POST.get(name, "") for name in ("links", "outlet")}
        return super().get_context_data(waiting=waiting, outlets=outlet_names(), posted=posted, most=MOST, **kwargs)

    def post(self, request):
        files = request.FILES.getlist("files")
        links = list(dict.fromkeys(filter(None, map(str.strip, request.POST.get("links", "").splitlines()))))
        name = request.POST.get("outlet", "").strip()
        if problem := hindrance(files, links):
            return self.refused(problem)
        named = outlets_named(name) if name and "\0" not in name else []
        if name and len(named) != 1:
            several = "More than one outlet is" if named else "No outlet is"
            return self.refused(f"{several} called “{name[:100]}”. Give its slug, or leave it empty.")
        batch = receive([(file.name, file) for file in files], links, named[0] if named else None, request.user)
        return read_on(self, batch)


def hindrance(files, links):
    """Why these are not taken, or an empty text."""
    if not files and not links:
        return "Choose files or write down links first."
    if len(files) + len(links) > MOST:
        return f"These are {len(files) + len(links)}; bring at most {MOST} at once, or pack them into one zip archive."
    if any("\0" in one or len(one) > 1000 for one in links):
        return "A link holds a character that no address has, or is longer than 1,000 characters."
    return ""


def read_on(page, batch):
    """Read what time allows, then show it; the page goes on by itself if something is left."""
    Showing(batch, user=page.request.user).read_on(within(SECONDS))
    left = batch.arrivals.filter(outcome=Outcome.WAITING).exists()
    return page.on_to(reverse("admin:import_batch", args=[batch.pk]), **({"going": "read"} if left else {}))


def outlet_names():
    """Names to choose from; others are typed."""
    return Outlet.objects.order_by("name").values_list("name", flat=True)[:OFFERED]


class BatchPage(Bringing):
    """One import. GET: what was read, to check, or what became of it.

    POST `do`: `read` on; `save` the ticked `file`s of this page, with corrections, and go on with those that were
    `chosen`; save `all` that are ready as they are; `leave` what is open; `leave_waiting`, what was not read.
    """

    template_name = "desk/documents/batch.html"
    forms = None

    def batch(self):
        return visible_batch(self.request.user, self.kwargs["pk"])

    def get_context_data(self, pk, **kwargs):
        batch = self.batch()
        number = counts(batch)
        number["open"] = number.get(Outcome.READY, 0) + number.get(Outcome.WAITING, 0)
        number["new"] = number.get(Outcome.READY, 0) - number["again"]
        number["total"] = sum(number.get(outcome, 0) for outcome in Outcome.values)
        mine = batch.by_id == self.request.user.pk
        ready = Paginator(self.ready(batch), READY_SHOWN).get_page(self.request.GET.get("page"))
        settled = batch.arrivals.exclude(outcome__in=OPEN).select_related("document__outlet")
        return super().get_context_data(
            batch=batch,
            number=number,
            mine=mine,
            going=self.going(number) if mine else "",
            page=ready,
            rows=list(self.rows(batch, ready, mine)),
            settled=Paginator(settled, SETTLED_SHOWN).get_page(self.request.GET.get("settled")),
            waiting=batch.arrivals.filter(outcome=Outcome.WAITING)[:READY_SHOWN],
            why=why_not_read(batch.arrivals.all()),
            outlets=outlet_names() if mine and number["open"] else (),
            ticked=self.request.POST.getlist("file") if self.forms else None,
            **kwargs,
        )

    def going(self, number):
        """What the page goes on with by itself."""
        going = self.request.GET.get("going", "")
        left = {"read": Outcome.WAITING, "all": Outcome.READY, "chosen": "chosen"}.get(going)
        return going if left and number.get(left) else ""

    def ready(self, batch):
        return batch.arrivals.filter(outcome=Outcome.READY).select_related("document__outlet")

    def rows(self, batch, ready, mine):
        """(arrival, its fields, its form or None, what is known of its outlet) of those to check."""
        names = known_names() if ready else set()
        for arrival in ready:
            form = self.form(batch, arrival) if mine and not arrival.document_id else None
            yield arrival, fields_of(arrival.found), form, outlet_state(arrival, names, batch)

    def form(self, batch, arrival, data=None):
        if self.forms and arrival.pk in self.forms:
            return self.forms[arrival.pk]
        found, said = arrival.found, arrival.found.get("said", {})
        initial = {name: found.get(name, [""])[0] for name in CORRECTED}
        initial["outlet"] = found.get("known", found.get("outlet", [""]))[0]
        if data is None:
            initial |= said
        only = [name for name in CORRECTED if not (batch.outlet_id and name == "outlet")]
        return ReadOffForm(data, initial=initial, prefix=f"a{arrival.pk}", only=only)

    def post(self, request, pk):
        batch = self.batch()
        if batch.by_id != request.user.pk:
            raise PermissionDenied
        do = {name: getattr(self, name) for name in ("read", "save", "chosen", "all", "leave", "leave_waiting")}
        name = request.POST.get("do", "")
        return do[name](batch) if name in do else self.refused("Choose what to do with these files.")

    def read(self, batch):
        return read_on(self, batch)

    def leave(self, batch):
        leave_out(batch, Arrival.objects.all())
        messages.success(self.request, "Left out: nothing more of this import will be saved.")
        return self.on_to(self.request.path)

    def leave_waiting(self, batch):
        leave_out(batch, Arrival.objects.filter(outcome=Outcome.WAITING))
        return self.on_to(self.request.path)

    def save(self, batch):
        """The ticked ones of this page; those that are not ticked are left out. Nothing if a correction is wrong."""
        shown, ticked = numbers(self.request, "shown"), numbers(self.request, "file")
        rows = list(self.ready(batch).filter(pk__in=shown | ticked))
        new = [row for row in rows if row.pk in ticked and not row.document_id]
        fresh = {row.pk: self.form(batch, row, self.request.POST) for row in new}
        if any(form.errors for form in fresh.values()):
            self.forms = fresh
            return self.refused("Something that you wrote cannot be so. Correct it, then save again.")
        if not rows:
            return self.refused("Nothing here is left to save: see below what became of it.")
        leave_out(batch, Arrival.objects.filter(pk__in=[row.pk for row in rows if row.pk not in ticked]))
        choose(batch, {row.pk: fresh[row.pk].said if row.pk in fresh else {} for row in rows if row.pk in ticked})
        return self.chosen(batch)

    def chosen(self, batch):
        return self.saved(batch, "chosen")

    def all(self, batch):
        return self.saved(batch, Outcome.READY)

    def saved(self, batch, what):
        """Save what time allows, and say what came of it; the page goes on by itself if something is left."""
        chosen = what == "chosen"
        Showing(batch, user=self.request.user, after=self.follow).save_on(within(SECONDS), chosen=chosen)
        number = counts(batch)
        if number.get(what):
            return self.on_to(self.request.path, going="chosen" if chosen else "all")
        messages.success(self.request, f"Saved: {in_words(number)}.")
        return self.on_to(self.request.path)

    def follow(self, snapshot):
        follow_arrival(snapshot, self.request.user)


def numbers(request, name):
    """The primary keys that a form names."""
    found = request.POST.getlist(name)
    return {int(one) for one in found if one.isascii() and one.isdecimal() and len(one) < 19}


def outlet_state(arrival, names, batch):
    """Whether the outlet of a new document is given, known or will be made; in words."""
    if batch.outlet_id:
        return "given for all of this import"
    known, named = (arrival.found.get(name, [""])[0] for name in ("known", "outlet"))
    if known or named.lower() in names:
        return "known here"
    return "not known here: will be made" if named else "saved as unidentified unless you name it"


def in_words(number):
    """What an import has saved: *4 new documents, 1 new snapshot*."""
    words = [(number.get(outcome, 0), outcome.label) for outcome in (Outcome.DOCUMENT, Outcome.SNAPSHOT)]
    told = ", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in words if count)
    return told or "nothing; below is what became of each file"


def why_not_read(arrivals):
    """Reasons with how many files each, and the latest of them: (reason, helps, files, latest `Arrival`)."""
    rows = arrivals.filter(outcome=Outcome.UNREADABLE).order_by()
    groups = (
        rows.values_list("reason", "helps").annotate(files=Count("pk"), latest=Max("pk")).order_by("-files", "reason")
    )
    groups = list(groups[:SETTLED_SHOWN])
    latest = Arrival.objects.in_bulk([group[3] for group in groups])
    return [(reason, helps, files, latest[pk]) for reason, helps, files, pk in groups if pk in latest]


def with_total(tally):
    return dict(tally) | {"total": sum(tally.values())}


class BatchList(Bringing):
    """Every import with what became of its files, and why files were not read."""

    template_name = "desk/documents/batches.html"

    def get_context_data(self, **kwargs):
        seen = visible_batches(self.request.user)
        page = Paginator(seen.select_related("by", "outlet"), BATCHES_SHOWN).get_page(self.request.GET.get("page"))
        tallies = {}
        rows = Arrival.objects.filter(batch__in=[batch.pk for batch in page]).order_by()
        for pk, outcome, number in rows.values_list("batch", "outcome").annotate(Count("pk")):
            tallies.setdefault(pk, Counter())[outcome] = number
        return super().get_context_data(
            page=page,
            rows=[(batch, with_total(tallies.get(batch.pk, Counter()))) for batch in page],
            why=why_not_read(Arrival.objects.filter(batch__in=seen)),
            **kwargs,
        )


class BatchReport(Bringing):
    """What became of each file of an import, as CSV."""

    http_method_names = ["get"]

    def get(self, request, pk):
        batch = visible_batch(request.user, pk)
        rows = batch.arrivals.select_related("document").iterator(chunk_size=2000)
        response = StreamingHttpResponse(stream(ARRIVALS, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{batch.pk}.csv"'
        return response
