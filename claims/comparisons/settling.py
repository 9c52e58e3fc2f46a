"""The page on which two codings are settled: each place with the words around it, and where the two differ."""

from dataclasses import dataclass, field
from functools import cached_property

from claims.comparisons.codings import TwoCodings
from claims.highlights import Mark, Paragraph, paragraph, paragraphs
from claims.models import Claim
from claims.reliability.pairing import Coded, Place
from sources.models import Snapshot

NOTHING = "none given"
# What the page shows of a claim, in this order; the first four are compared.
SHOWN = {
    "question": ("Question", lambda claim: claim.question.short if claim.question_id else "not coded yet"),
    "speaker": ("Speaker", lambda claim: f"{claim.voice} (own voice)" if claim.own_voice else str(claim.voice)),
    "stance": ("Stance", lambda claim: claim.get_stance_display()),
    "answer": ("Answer", lambda claim: claim.answer_text or NOTHING),
    "statement": ("Statement", lambda claim: claim.statement),
}


@dataclass(frozen=True)
class Row:
    """One field as each of the two has it (empty: recorded nothing here)."""

    label: str
    left: str
    right: str
    unlike: bool = False


@dataclass(frozen=True)
class Spot:
    """A place on the page: the paragraphs that its words stand in, what is alike, and a row for all that is not.

    A mark's item is *left* or *right*, whose words it marks. `left` and `right` are the claims as they were coded.
    """

    place: Place
    left: Claim | None
    right: Claim | None
    left_now: Claim | None
    right_now: Claim | None
    paragraphs: list[Paragraph]

    @property
    def name(self):
        return self.place.name

    @property
    def kept(self):
        """The claim that *take what agrees* would keep, for a line of a list."""
        return self.left or self.right

    @property
    def alike(self):
        """Labels of the fields in which two claims say the same."""
        if not self.place.is_pair:
            return []
        return [SHOWN[name][0].lower() for name in self.place.values if name not in self.place.unlike]

    @cached_property
    def rows(self):
        if not self.place.is_pair:
            return [self._row(name) for name in SHOWN]
        words = [self._words()] if self.place.overlap < 1 else []
        return [*(self._row(name, unlike=True) for name in self.place.unlike), *words, self._row("statement")]

    def _row(self, name, unlike=False):
        label, say = SHOWN[name]
        return Row(label, *(say(claim) if claim else "" for claim in (self.left, self.right)), unlike)

    def _words(self):
        left, right = (
            ", ".join(f"{s.start}–{s.end}" for s in one.spans) for one in (self.place.left, self.place.right)
        )
        return Row("Words", left, right, unlike=True)


@dataclass(frozen=True)
class Settling:
    """Two codings with their places sorted by what is to be done."""

    found: TwoCodings
    agreed: list[Spot] = field(default_factory=list)
    differing: list[Spot] = field(default_factory=list)
    settled: list[Spot] = field(default_factory=list)

    @property
    def open(self):
        return len(self.agreed) + len(self.differing)


def settling(found):
    """The places of two codings, sorted. One query for the texts."""
    texts = _Texts(found.places)
    made = Settling(found)
    for place in found.places:
        room = made.settled if not found.is_open(place) else made.agreed if place.agrees else made.differing
        room.append(_spot(place, found, texts))
    return made


def _spot(place, found, texts):
    numbers = [one.number if one else None for one in (place.left, place.right)]
    was, now = ([claims.get(number) for number in numbers] for claims in (found.was, found.now))
    return Spot(place, *was, *now, texts.around(place))


class _Texts:
    """The texts of the places, each cut into paragraphs once."""

    def __init__(self, places):
        wanted = {int(span.text) for place in places for one in _sides(place).values() for span in one.spans}
        self.texts = dict(Snapshot.objects.filter(pk__in=wanted).values_list("pk", "text"))
        self.bounds = {pk: paragraphs(text) for pk, text in self.texts.items()}

    def around(self, place):
        """The paragraphs of one text that the words of a place touch, with the words of each side marked."""
        spans = [(side, span) for side, one in _sides(place).items() for span in one.spans]
        if not spans:
            return []
        pk = int(spans[0][1].text)
        here = [(side, span) for side, span in spans if int(span.text) == pk]
        marks = [Mark(span.start, span.end, f"{side}-{span.start}", side) for side, span in here]
        touched = [p for p in self.bounds[pk] if any(p.start < m.end and m.start < p.end for m in marks)]
        return [paragraph(self.texts[pk], p.number, p.start, p.end, marks) for p in touched]


def _sides(place: Place) -> dict[str, Coded]:
    return {side: one for side in ("left", "right") if (one := getattr(place, side))}
