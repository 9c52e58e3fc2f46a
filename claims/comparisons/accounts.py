"""Claims with the evidence for them: which documents attribute them, through whom, and where that knowledge starts.

Four queries, however many claims: the claims, their attributions, the relays, the credits.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from claims.facts import ClaimFacts
from claims.models import Attribution, Claim, Relay
from claims.origins import count_origins, origin
from claims.positions import Carried
from sources.choices import Rendition
from sources.models import Credit, Document, Outlet

UNKNOWN = "unknown"


def voice_key(voice):
    """A key for a speaker or outlet that the two kinds do not share: *speaker:peskov*, *outlet:wsws*."""
    return f"{voice._meta.model_name}:{voice.slug}"


def hop_of(relay):
    return relay.speaker if relay.speaker_id else relay.outlet


def facts_of(claim):
    """A stored claim as the reasoning sees it; needs speaker, outlet, answer and question joined."""
    return ClaimFacts(
        key=claim.key,
        question=claim.question.key if claim.question_id else "",
        voice=voice_key(claim.voice),
        voice_name=claim.voice.name,
        collective=claim.voice.collective,
        stance=claim.stance,
        answer=claim.answer.label if claim.answer_id else "",
        quantity=claim.quantity,
        date_from=claim.date_from,
        date_to=claim.date_to,
        said_on=claim.said_on,
        said_until=claim.said_until,
        as_of=claim.as_of,
        hedge=claim.hedge,
        scope=claim.scope,
        statement=claim.statement,
    )


@dataclass(frozen=True)
class Place:
    """One attribution: the words in a document, the hops to it, and where its knowledge starts (None: unknown)."""

    attribution: Attribution
    relays: tuple[Relay, ...]
    origin: str | None
    origin_name: str

    @property
    def document(self) -> Document:
        return self.attribution.snapshot.document

    @property
    def outlet(self) -> Outlet:
        return self.document.outlet

    @property
    def carrier(self) -> Outlet:
        """The outlet that this counts for when outlets are compared: the original's, in a republication."""
        return self.document.original.outlet

    @property
    def is_copy(self) -> bool:
        return self.document.republishes_id is not None

    @property
    def rendition(self) -> str:
        """What to mark a quote with: empty for a full text."""
        kind = self.attribution.snapshot.rendition
        return "" if kind == Rendition.FULL else kind.replace("_", " ")

    @property
    def hops(self) -> list["Hop"]:
        """The way to the reader, nearest the voice first: relays, the original's outlet, the document's own."""
        stations = [(hop_of(relay), relay.inferred) for relay in self.relays] + [(self.carrier, False)]
        if self.is_copy and self.outlet != self.carrier:
            stations.append((self.outlet, False))
        return [Hop(voice.name, inferred, voice_key(voice) == self.origin) for voice, inferred in stations]


@dataclass(frozen=True)
class Hop:
    """One station on the way from the voice to the reader."""

    name: str
    inferred: bool
    is_origin: bool


@dataclass(frozen=True)
class AttributedClaim:
    """A claim and all places where documents attribute it, earliest first."""

    claim: Claim
    places: tuple[Place, ...] = field(default=())

    @cached_property
    def facts(self) -> ClaimFacts:
        return facts_of(self.claim)

    @property
    def key(self) -> str:
        return self.claim.key

    @cached_property
    def origin_names(self) -> dict[str, str]:
        """Known origins and their names, in the order of the names."""
        known = {place.origin: place.origin_name for place in self.places if place.origin}
        return dict(sorted(known.items(), key=lambda item: (item[1], item[0])))

    @cached_property
    def has_unknown_origin(self) -> bool:
        return any(place.origin is None for place in self.places)

    @cached_property
    def origins(self) -> int:
        """How many independent origins: the known ones, or one if all are unknown."""
        return count_origins(place.origin for place in self.places)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return tuple({place.document.pk: place.document for place in self.places}.values())

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets that print it, in the order of their names."""
        found = {place.outlet.pk: place.outlet for place in self.places}
        return tuple(sorted(found.values(), key=lambda outlet: (outlet.name, outlet.slug)))

    @cached_property
    def first_published(self) -> date | None:
        return min((d.published_on for d in self.documents if d.published_on), default=None)

    @cached_property
    def side(self):
        """The root of the speaker's affiliations, or the outlet itself."""
        return self.claim.speaker.side if self.claim.speaker_id else self.claim.outlet

    @cached_property
    def carried(self) -> Carried:
        documents = frozenset(document.key for document in self.documents)
        return Carried(self.facts, frozenset(self.origin_names), self.has_unknown_origin, documents)


def attributed(claims):
    """The claims of a query set (or a list), each with its evidence, in the order given."""
    claims = list(claims if isinstance(claims, list) else claims.for_listing())
    places = places_of(claims)
    return [AttributedClaim(claim, tuple(places[claim.pk])) for claim in claims]


def places_of(claims):
    """{claim pk: [Place, earliest publication first]} of a list of claims."""
    pks = [claim.pk for claim in claims]
    attributions = sorted(Attribution.objects.filter(claim__in=pks).with_documents(), key=_earliest_first)
    found = defaultdict(list)
    for place in placed(attributions, {claim.pk: claim for claim in claims}):
        found[place.attribution.claim_id].append(place)
    return found


def placed(attributions, claims):
    """A list of attributions with their hops and origins, in its order; `claims` are theirs by pk. Two queries."""
    relays = _relays(attributions)
    credited = _crediting(attributions)
    return [_place(a, claims[a.claim_id], tuple(relays[a.pk]), credited) for a in attributions]


def _earliest_first(attribution):
    published = attribution.snapshot.document.published_on
    return (published is None, published or date.min, attribution.key)


def _relays(attributions):
    found = defaultdict(list)
    pks = [attribution.pk for attribution in attributions]
    for relay in Relay.objects.filter(attribution__in=pks).select_related("outlet", "speaker").order_by("position"):
        found[relay.attribution_id].append(relay)
    return found


def _crediting(attributions):
    """The documents, of these attributions, that credit others with their material."""
    documents = {attribution.snapshot.document_id for attribution in attributions}
    return set(Credit.objects.filter(document__in=documents).values_list("document", flat=True))


def _place(attribution, claim, relays, credited):
    document = attribution.snapshot.document
    original = document.original.outlet
    known = {voice_key(voice): voice.name for voice in (original, claim.voice, *map(hop_of, relays))}
    found = origin(
        own_voice_outlet=voice_key(claim.outlet) if claim.outlet_id else None,
        own_collective=claim.voice.collective,
        relays=[(voice_key(hop_of(relay)), hop_of(relay).collective) for relay in relays],
        credits=document.pk in credited,
        original_outlet=voice_key(original),
        original_collective=original.collective,
    )
    return Place(attribution, relays, found, known.get(found, UNKNOWN))
