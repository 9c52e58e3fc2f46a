"""Read and record: the text of a document on one side, the desk on the other.

One page, and one address per thing that is done from it. Every desk is a form of the server's: `record` shows the page,
`record_desk` reads off what is proposed and stores nothing, the others store one thing, each as one act.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from claims.choices import ClaimStatus, RelationState
from claims.comparisons.bench import Bench, questions_of
from claims.curation.recording import (
    AlreadyRecorded,
    add_attribution,
    note_reading,
    record_claim,
    record_wording,
)
from claims.desk.desks import ClaimDesk, WordingDesk
from claims.desk.pages import DeskPage
from claims.desk.refilling import claim_again, undone
from claims.desk.spots import find_spot
from claims.highlights import bounds
from claims.models import Act, Attribution, Claim, Event, Relation
from claims.views.documents import chosen
from sources.models import Document

DESKS = {"claim": ClaimDesk, "wording": WordingDesk}
LARGEST = 10  # digits of a position in a text
OFFERED = 200  # events to choose from


class Recording(DeskPage):
    """What the page and its actions have in common: the document, its text, the event in hand, what was sent."""

    permission_required = "claims.add_claim"
    template_name = "desk/record.html"
    queue = "read"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.desk = self.spot = None
        self.problem = ""

    # Where one is

    @cached_property
    def sent(self):
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def document(self):
        return get_object_or_404(Document.objects.with_outlets(), key=self.kwargs["key"])

    @cached_property
    def snapshots(self):
        return list(self.document.snapshots.without_text())

    @cached_property
    def bench(self):
        snapshot = chosen(self.snapshots, self.sent.get("snapshot", ""))
        if snapshot is None:
            raise Http404("No text of this document was captured.")
        snapshot.document = self.document
        return Bench(snapshot, self.request.user)

    @cached_property
    def event(self):
        """The event in hand: the one that was chosen, or the one that most of the document's claims are about."""
        key = self.sent.get("event", "").replace("\0", "")
        return Event.objects.filter(key=key).first() or next((one.event for one in self.bench.events()), None)

    @cached_property
    def events(self):
        return self.bench.events(self.event)

    @cached_property
    def numbered(self):
        return questions_of([one.event for one in self.events], self.event) if self.event else []

    @cached_property
    def paragraphs(self):
        return bounds(self.bench.snapshot.text)

    def number_of(self, position):
        """The number of the paragraph that holds a position of the text."""
        return next((number for number, (start, end) in enumerate(self.paragraphs, 1) if start <= position < end), 1)

    # What was selected

    def find(self):
        """Set `spot` to the place of what was sent; or `problem` to what is wrong with it."""
        start, end = (position(self.sent.get(name, "")) for name in ("start", "end"))
        words = self.sent.get("exact") or self.sent.get("words", "")
        number = position(self.sent.get("paragraph", ""))
        within = self.paragraphs[number - 1] if number and number <= len(self.paragraphs) else None
        try:
            self.spot = find_spot(self.bench.snapshot.text, start, end, words, within)
        except ValidationError as problem:
            self.problem = problem.messages[0]

    def open_desk(self, data=None, saving=False):
        """The desk for what was selected; there is none without words and an event."""
        if self.spot and self.event:
            kind = DESKS.get(self.sent.get("mode"), ClaimDesk)
            self.desk = kind(self, self.spot, self.sent if data is None else data, saving)
        return self.desk

    # What is shown

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.of_desk() | self.of_page() | kwargs)

    def of_desk(self):
        paragraph = self.number_of(self.spot.start) if self.spot else position(self.sent.get("paragraph", ""))
        again = [(at, self.number_of(at)) for at in self.spot.again[:5]] if self.spot else []
        shown = self.paragraphs[paragraph - 1] if paragraph and paragraph <= len(self.paragraphs) else None
        return {
            "document": self.document,
            "snapshot": self.bench.snapshot,
            "event": self.event,
            "desk": self.desk,
            "spot": self.spot,
            "problem": self.problem,
            "paragraph": paragraph if shown else None,
            "paragraph_text": self.bench.snapshot.text[slice(*shown)].strip() if shown and not self.spot else "",
            "again": again,
            "numbered": self.numbered,
            "words": self.sent.get("words") or self.sent.get("exact", ""),
        }

    def of_page(self):
        newest = self.snapshots[-1]
        return {
            "bench": self.bench,
            "events": self.events,
            "other_events": Event.objects.exclude(pk__in=[one.event.pk for one in self.events])[:OFFERED],
            "newer": newest if newest != self.bench.snapshot else None,
            "at": position(self.request.GET.get("at", "")),
        }

    # Where to go on

    def address(self, **query):
        """The page of this document, this snapshot and this event."""
        kept = {"snapshot": self.bench.snapshot.sha256[:12]} | ({"event": self.event.key} if self.event else {})
        return f"{reverse('admin:record', args=[self.document.key])}?{urlencode(kept | query)}"

    def saved(self, stored, notes=()):
        """Back to the text, at the word after the selection."""
        for note in notes:
            messages.info(self.request, note)
        done = {"done": stored.pk} if stored else {}
        at = {"at": self.spot.end} if self.spot else {}
        anchor = f"#p{self.number_of(self.spot.start)}" if self.spot else ""
        return HttpResponseRedirect(self.address(**at, **done) + anchor)


def position(words):
    """A number that was sent, or None."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= LARGEST else None


class RecordPage(Recording):
    """The page. `?start=&end=` opens the desk on these words, `?paragraph=&words=` looks them up."""

    def get(self, request, *args, **kwargs):
        self.sent = undone(request.GET, request.user) or request.GET
        self.find()
        self.open_desk()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | self.of_last_act(context["done"])

    def of_last_act(self, done):
        """What the last act made, and what followed from it."""
        made = next((pk for label, pk, before, _ in done.steps if label == "claims.claim"), None) if done else None
        claim = Claim.objects.filter(pk=made).first() if made else None
        related = Relation.objects.filter(state=RelationState.SUGGESTED)
        suggested = claim and related.filter(first=claim).count() + related.filter(second=claim).count()
        return {"done_claim": claim, "suggested": suggested, "undo_to": self.address(refill=done.pk) if done else ""}


class RecordDesk(Recording):
    """The desk for what was selected or typed so far. Stores nothing. A script asks for the desk alone."""

    @property
    def alone(self):
        return self.request.headers.get("X-Requested-With") == "fetch"

    def get_template_names(self):
        return ["desk/record/_desk.html"] if self.alone else [self.template_name]

    def get_context_data(self, **kwargs):
        return self.of_desk() if self.alone else super().get_context_data(**kwargs)

    def get(self, request, *args, **kwargs):
        self.find()
        self.open_desk(claim_again(self) if "again" in self.sent else dropped(self.sent))
        return super().get(request, *args, **kwargs)

    post = get


def dropped(sent):
    """What was sent, without what a button has taken back (`drop`): the question chosen, who a name is, a new part."""
    data = sent.copy()
    for name in sent.getlist("drop"):
        data.setlist("new", [part for part in data.getlist("new") if part != name])
        data["alias_of" if name == "speaker" else name] = ""
    return data


class Storing(Recording):
    """Stores one thing that was sent from the desk; where it cannot, the desk says why and keeps what was typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.find()
        if self.spot is None or self.spot.moved or self.event is None:
            return self.refused(self.problem or "These words do not stand there; is this the place that you mean?")
        try:
            return self.store()
        except AlreadyRecorded as known:
            messages.info(request, str(known))
            return self.saved(self.last_of(known.record))
        except ValidationError as problem:
            return self.refused(" ".join(problem.messages))
        except IntegrityError:  # two people at the same moment, in two documents
            return self.refused("Nothing was stored: somebody saved a record of the same key meanwhile. Save again.")

    def store(self):
        raise NotImplementedError

    def refused(self, problem=""):
        self.problem = problem or self.problem
        if self.desk is None:
            self.open_desk(saving=self.spot is not None and not self.spot.moved)
        return self.render_to_response(self.get_context_data(), status=422)

    def last_of(self, record):
        """This person's last act, if it is the one that stored the record: a button was pressed twice."""
        last = Act.objects.filter(by=self.request.user, undone_at=None).first()
        step = [record._meta.label_lower, record.pk, None]
        return last if last and step in [found[:3] for found in last.steps] else None


class RecordClaim(Storing):
    """A new claim with its evidence, and what was made in place for it."""

    def store(self):
        form = self.open_desk(saving=True).form
        if not form.is_valid():
            return self.refused()
        evidence = form.evidence_at(self.bench.snapshot, self.spot)
        options = {"relays": form.hops, "made": form.made}
        return self.saved(record_claim(form.instance, evidence, self.request.user, **options), form.notes)


class RecordAttribution(Storing):
    """This document's evidence for a claim that is known from another one."""

    def store(self):
        known = self.bench.claims.exclude(status=ClaimStatus.DROPPED)
        claim = known.filter(key=self.sent.get("claim", "").replace("\0", "")).first()
        if claim is None:
            raise ValidationError("There is no such claim any more. Record a new one.")
        words = {"start": self.spot.start, "end": self.spot.end, "exact": self.spot.exact}
        read = {name: self.sent[name] for name in ("cue", "manner") if self.sent.get(name)}
        evidence = Attribution(snapshot=self.bench.snapshot, **words, **read)
        return self.saved(add_attribution(claim, evidence, self.request.user))


class RecordWording(Storing):
    """Which words name a subject."""

    def store(self):
        form = self.open_desk(saving=True).form
        if not form.is_valid():
            return self.refused()
        return self.saved(record_wording(form.at(self.spot), self.request.user))


class RecordReading(Recording):
    """That this person has read the document for an event, or has not."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        event = get_object_or_404(Event, key=self.sent.get("for", "").replace("\0", ""))
        return self.saved(note_reading(self.document, event, request.user, self.sent.get("read") == "yes"))
