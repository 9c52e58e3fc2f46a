"""Which records a package holds: all there are, or those of one event with all that they rest on.

A selection of one event loads into an empty database: whatever its rows name is among its rows.
"""

from claims.models import (
    Answer,
    Attribution,
    Claim,
    Coding,
    Event,
    Question,
    Reading,
    Relation,
    Relay,
    Speaker,
    SpeakerAlias,
    Wording,
)
from sources.models import Credit, Document, Outlet, OutletAlias, Snapshot


class Everything:
    """All records. `with_originals` says whether the bytes that texts were read from are among them."""

    with_originals = True

    def rows(self, model):
        return model._base_manager.all()

    def reader(self, username):
        """The name under which a person is said to have read a document."""
        return username


class OneEvent(Everything):
    """One event with its questions, answers, `claims` (a query set, such as those that a visitor may see) and the
    evidence for them, its readings and wordings; and the documents, outlets and speakers that these name.

    Documents come with all their texts if a claim or wording stands in them or somebody read them for the event;
    originals of republications, which only name where words come from, come without. `public` leaves out what no
    page shows to visitors: who read, and original bytes. A fixed number of queries.
    """

    def __init__(self, event, claims, public=False):
        self.event, self.public, self.with_originals = event, public, not public
        self.claims = claims.filter(event=event).order_by()
        self.attributions = Attribution._base_manager.filter(claim__in=self.claims)
        self.wordings = Wording._base_manager.filter(event=event)
        self.readings = Reading.objects.counted().filter(event=event)
        self.relays = Relay._base_manager.filter(attribution__in=self.attributions)
        self._find_documents()
        self._find_voices()
        self._chosen = self._by_model()
        readers = sorted(set(self.readings.values_list("reader__username", flat=True))) if public else ()
        width = len(str(len(readers)))
        self._readers = {name: f"reader-{number:0{width}}" for number, name in enumerate(readers, 1)}

    def rows(self, model):
        return self._chosen[model]

    def reader(self, username):
        return self._readers.get(username, username)

    def _find_documents(self):
        marked = (self.attributions, "snapshot__document"), (self.wordings, "snapshot__document")
        self.texts_of = _values(*marked, (self.readings, "document"))
        families = Document._base_manager.filter(pk__in=self.texts_of).values("original")
        above = dict(Document._base_manager.filter(original__in=families).values_list("pk", "republishes"))
        self.documents = with_ancestors(self.texts_of, above)

    def _find_voices(self):
        documents = Document._base_manager.filter(pk__in=self.documents)
        credits = Credit._base_manager.filter(document__in=self.documents)
        voices = self.claims, self.relays, self.wordings
        self.outlets = _values((documents, "outlet"), (credits, "outlet"), *((rows, "outlet") for rows in voices))
        above = dict(Speaker._base_manager.filter(affiliation__isnull=False).values_list("pk", "affiliation"))
        self.speakers = with_ancestors(_values(*((rows, "speaker") for rows in voices)), above)

    def _by_model(self):
        above = dict(Event._base_manager.filter(parent__isnull=False).values_list("pk", "parent"))
        own = Question._base_manager.filter(event=self.event)
        pairs = Relation._base_manager.filter(first__in=self.claims, second__in=self.claims)
        return {
            Outlet: Outlet._base_manager.filter(pk__in=self.outlets),
            OutletAlias: OutletAlias._base_manager.filter(outlet__in=self.outlets),
            Document: Document._base_manager.filter(pk__in=self.documents),
            Snapshot: Snapshot._base_manager.filter(document__in=self.texts_of),
            Speaker: Speaker._base_manager.filter(pk__in=self.speakers),
            SpeakerAlias: SpeakerAlias._base_manager.filter(speaker__in=self.speakers),
            Event: Event._base_manager.filter(pk__in=with_ancestors({self.event.pk}, above)),
            Question: own,
            Answer: Answer._base_manager.filter(question__in=own),
            Claim: self.claims,
            Attribution: self.attributions,
            Relay: self.relays,
            Relation: pairs,
            Reading: self.readings,
            Wording: self.wordings,
            Coding: Coding._base_manager.none(),
        }


def with_ancestors(pks, above):
    """`pks` with all that stand above them; `above` maps a primary key to its parent's, or None."""
    found, level = set(pks), set(pks)
    while level:
        level = {above.get(pk) for pk in level} - found - {None}
        found |= level
    return found


def _values(*named):
    """The values of some columns, given as (query set, name), without nothing."""
    return {value for rows, name in named for value in rows.order_by().values_list(name, flat=True)} - {None}
