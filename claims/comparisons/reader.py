"""A snapshot as a reader sees it: paragraphs with every mark in place, and beside them the claims that stand there."""

from dataclasses import dataclass
from functools import cached_property

from claims.choices import Stance
from claims.comparisons.accounts import Place, placed
from claims.comparisons.letters import accounts_of
from claims.highlights import Mark, Paragraph, paragraphs
from claims.listings import contested
from claims.models import Attribution, Claim, Relation, Wording


@dataclass(frozen=True)
class Note:
    """What stands in the margin for one attribution; `number` is shown at the end of its words."""

    number: int
    claim: Claim
    place: Place
    account: object  # comparisons.questions.Account, or None
    disputes: list[Relation]

    @property
    def attribution(self):
        return self.place.attribution

    @property
    def says_it(self):
        """Whether its answer alone says what is claimed; else its statement must."""
        return bool(self.claim.answer_text) or self.claim.stance not in (Stance.ASSERTS, Stance.DENIES)


@dataclass(frozen=True)
class Phrase:
    """A wording marked in the text: what a subject is called, by whom (None: the document itself)."""

    wording: Wording

    @property
    def voice(self):
        return self.wording.speaker or self.wording.outlet


@dataclass(frozen=True)
class Reader:
    """A text with its marks. The item of a mark is a `Note` or a `Phrase`."""

    paragraphs: list[Paragraph]
    notes: list[Note]
    phrases: list[Phrase]

    @cached_property
    def rows(self):
        """Each paragraph with its notes and phrases, so that they can stand level."""
        return [(found, *_sorted_out(found.marks)) for found in self.paragraphs]

    @property
    def origins(self):
        return {note.place.origin_name for note in self.notes}


def read(snapshot, visible):
    """The `Reader` of a snapshot, with the attributions of the `visible` claims. A fixed number of queries."""
    notes = _notes(snapshot, visible)
    phrases = [Phrase(wording) for wording in snapshot.wordings.select_related("speaker", "outlet", "event")]
    marks = [_mark(note.attribution, note) for note in notes]
    marks += [_mark(phrase.wording, phrase) for phrase in phrases]
    return Reader(paragraphs(snapshot.text, marks), notes, phrases)


def _mark(anchor, item):
    return Mark(anchor.start, anchor.end, anchor.key, item)


def _notes(snapshot, visible):
    found = list(Attribution.objects.filter(snapshot=snapshot, claim__in=visible).with_documents())
    claims = {claim.pk: claim for claim in visible.filter(attributions__in=found).distinct().for_listing()}
    accounts, disputes = accounts_of(claims.values(), visible), contested(claims.values(), visible)
    return [
        Note(
            number,
            claims[place.attribution.claim_id],
            place,
            accounts.get(place.attribution.claim_id),
            disputes[place.attribution.claim_id],
        )
        for number, place in enumerate(placed(sorted(found, key=_by_place), claims), 1)
    ]


def _by_place(attribution):
    return attribution.start, -attribution.end, attribution.key


def _sorted_out(marks):
    notes = [mark.item for mark in marks if isinstance(mark.item, Note)]
    phrases = [mark.item for mark in marks if isinstance(mark.item, Phrase)]
    return notes, phrases
