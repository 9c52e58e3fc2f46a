"""Lines up two codings of one document: which claim of one coder is the other's claim on the same place.

Two claims are a place if they answer the same question and their words overlap. Each claim is in one pair at most, and
the pairs are those of the greatest total overlap. Among claims that share the same words (two speakers in one sentence)
those belong together that are alike in more fields. What is left pairs once more without asking for the same question,
where at least half of the words are the same: there the two differ about what is asked. The rest stands alone.

Overlap is the Dice coefficient over Unicode code points: twice what both selected, over what each of them selected,
all attributions of a claim in this document together. 1: the same words, 0: nothing in common (Dice 1945; as a measure
of how far two annotators' spans agree: Artstein and Poesio, "Inter-Coder Agreement for Computational Linguistics",
2008, on unitising).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.agreement import compare
from claims.choices import AnswerKind, Stance, Verdict
from claims.facts import ClaimFacts, QuestionFacts
from claims.quantities import in_words
from claims.reliability.matching import best_pairs

HALF = 0.5  # of the words, for a pair on two questions
TIE = 0.0001  # what a field alike adds to an overlap: it decides between equal ones only
FIELDS = ("question", "speaker", "stance", "answer")


@dataclass(frozen=True, slots=True)
class Span:
    """Words that were selected: code points [start:end] of a text, which `text` tells from others."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coder recorded once: what it says, where it stands, and a number by which to find it again."""

    facts: ClaimFacts
    spans: tuple[Span, ...]
    number: int = 0

    @property
    def place(self) -> tuple[str, int, int, int]:
        """Where its words begin, to put several in order; those without words come last."""
        first = min(((span.text, span.start, span.end) for span in self.spans), default=("~", 0, 0))
        return (*first, self.number)


@dataclass(frozen=True, slots=True)
class Place:
    """A claim of the left coder and the right coder's on the same words; or one of them, the other being None.

    `values` are, by field, what the two say there, made the same where it counts as the same; None: says nothing.
    """

    left: Coded | None
    right: Coded | None
    overlap: float
    values: Mapping[str, tuple[str | None, str | None]]

    @property
    def is_pair(self) -> bool:
        return self.left is not None and self.right is not None

    @property
    def unlike(self) -> list[str]:
        """The fields in which the two differ."""
        pairs = ((field, values) for field, values in self.values.items() if None not in values)
        return [field for field, (left, right) in pairs if left != right]

    @property
    def agrees(self) -> bool:
        """Whether both recorded it, alike in every field."""
        return self.is_pair and not self.unlike

    @property
    def question(self) -> str:
        """The question that it is about: the left one's, else the right one's."""
        return (self.left or self.right).facts.question

    @property
    def name(self) -> str:
        """Tells it from the other places of the document."""
        return f"{self.left.number if self.left else 0}-{self.right.number if self.right else 0}"


def places(left: Sequence[Coded], right: Sequence[Coded], questions: Mapping[str, QuestionFacts]) -> list[Place]:
    """All places of two codings, in the order of the text. `questions` are those that they answer, by key."""
    paired = _paired(left, right, questions)
    taken_left, taken_right = ({pair[side] for pair in paired} for side in (0, 1))
    found = [_place(left[i], right[j], questions) for i, j in paired]
    found += [Place(one, None, 0.0, {}) for i, one in enumerate(left) if i not in taken_left]
    found += [Place(None, one, 0.0, {}) for j, one in enumerate(right) if j not in taken_right]
    return sorted(found, key=lambda place: (place.left or place.right).place)


def overlap(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Dice coefficient of two selections, 0 to 1; 0 where one of them is empty."""
    ours, theirs = _merged(left), _merged(right)
    sizes = sum(span.end - span.start for span in (*ours, *theirs))
    return 2 * sum(_shared(one, other) for one in ours for other in theirs) / sizes if sizes else 0.0


def answer_alike(a: ClaimFacts, b: ClaimFacts, question: QuestionFacts | None) -> bool:
    """Whether two answers count as the same: the same words, or figures or days that agree by the rules of comparison.

    Only the answers are looked at, not who gives them or whether they are asserted or denied.
    """
    if answer_of(a, question) == answer_of(b, question):
        return True
    if question is None or not (_figure_or_day(a) and _figure_or_day(b)):
        return False
    return compare(_bare(a, "1", question), _bare(b, "2", question), question).verdict == Verdict.AGREES


def answer_of(facts: ClaimFacts, question: QuestionFacts | None) -> str | None:
    """The answer as one word of a nominal scale; empty: none given; None: free text, which nobody compares."""
    if question is not None and question.answer_kind == AnswerKind.TEXT:
        return None
    if facts.answer:
        return facts.answer
    if facts.quantity is not None:
        return in_words(facts.quantity)
    return f"{facts.date_from} to {facts.date_to or facts.date_from}" if facts.date_from else ""


def _paired(
    left: Sequence[Coded], right: Sequence[Coded], questions: Mapping[str, QuestionFacts]
) -> list[tuple[int, int]]:
    shares = {(i, j): overlap(left[i].spans, right[j].spans) for i, j in _touching(left, right)}
    same = {pair: share for pair, share in shares.items() if _same_question(left[pair[0]], right[pair[1]])}
    found = best_pairs(_weighed(same, left, right, questions))
    lefts, rights = ({pair[side] for pair in found} for side in (0, 1))
    rest = {(i, j): share for (i, j), share in shares.items() if i not in lefts and j not in rights and share >= HALF}
    return found + best_pairs(_weighed(rest, left, right, questions))


def _touching(left: Sequence[Coded], right: Sequence[Coded]) -> Iterator[tuple[int, int]]:
    """The pairs whose words overlap, found along the text: not every claim is held against every other."""
    spans = [(span.text, span.start, span.end, 0, i) for i, one in enumerate(left) for span in one.spans]
    spans += [(span.text, span.start, span.end, 1, j) for j, one in enumerate(right) for span in one.spans]
    open_now: list[tuple[str, int, int, int, int]] = []
    found: set[tuple[int, int]] = set()
    for here in sorted(spans):
        open_now = [one for one in open_now if one[0] == here[0] and one[2] > here[1]]
        found |= {(here[4], one[4]) if one[3] else (one[4], here[4]) for one in open_now if one[3] != here[3]}
        open_now.append(here)
    yield from sorted(found)


def _weighed(
    shares: Mapping[tuple[int, int], float],
    left: Sequence[Coded],
    right: Sequence[Coded],
    questions: Mapping[str, QuestionFacts],
) -> dict[tuple[int, int], float]:
    def same(i: int, j: int) -> int:
        values = _values(left[i].facts, right[j].facts, questions).values()
        return sum(one == other for one, other in values)

    return {(i, j): share + TIE * same(i, j) for (i, j), share in shares.items() if share}


def _same_question(one: Coded, other: Coded) -> bool:
    return one.facts.question == other.facts.question


def _place(left: Coded, right: Coded, questions: Mapping[str, QuestionFacts]) -> Place:
    return Place(left, right, overlap(left.spans, right.spans), _values(left.facts, right.facts, questions))


def _values(
    left: ClaimFacts, right: ClaimFacts, questions: Mapping[str, QuestionFacts]
) -> dict[str, tuple[str | None, str | None]]:
    question = questions.get(left.question) if left.question == right.question else None
    ours, theirs = answer_of(left, questions.get(left.question)), answer_of(right, questions.get(right.question))
    if answer_alike(left, right, question):
        theirs = ours
    return {
        "question": (left.question, right.question),
        "speaker": (left.voice, right.voice),
        "stance": (left.stance, right.stance),
        "answer": (ours, theirs),
    }


def _figure_or_day(facts: ClaimFacts) -> bool:
    return facts.quantity is not None or facts.date_from is not None


def _bare(facts: ClaimFacts, key: str, question: QuestionFacts) -> ClaimFacts:
    """The answer alone, asserted by a voice of its own on no known day."""
    unknown = {"said_on": None, "said_until": None, "as_of": None}
    stance = Stance.ASSERTS.value
    return replace(facts, key=key, question=question.key, voice=key, stance=stance, collective=False, **unknown)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same words, without counting any of them twice."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.text, span.start, span.end)):
        last = found[-1] if found else None
        if last and last.text == span.text and span.start <= last.end:
            found[-1] = replace(last, end=max(last.end, span.end))
        else:
            found.append(span)
    return found


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start)) if one.text == other.text else 0
