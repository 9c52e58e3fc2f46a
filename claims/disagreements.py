"""Which contradictions of one question are worth a person's look.

Pure: a standing in, pairs of claims out, whatever is stored already (see `claims.suggestions` for who stores them).
"""

from collections.abc import Iterator
from itertools import chain, combinations, product

from claims.choices import Verdict
from claims.facts import ClaimFacts
from claims.positions import ClaimPair, Judgements, Standing

MANY_VOICES = 30  # above it, suggestions are made per pair of positions, not per pair of voices


def to_suggest(standing: Standing) -> tuple[ClaimPair, ...]:
    """The contradictions to suggest to a person, by the rules alone, in the order of their keys.

    Every two contradicting claims among the latest ones of two voices; on a question of more than `MANY_VOICES`, for
    each two positions only the most carried, then earliest claims that contradict; and every reversal. Left out is what
    a person has confirmed or rejected. What is merely suggested stays in, so that whoever stores suggestions can tell
    which of them still hold.
    """
    judgements = standing.judgements
    pairs = _parted_positions(standing) if len(standing.voices) > MANY_VOICES else _parted_voices(standing)
    reversals = ((pair.first, pair.second) for pair in standing.reversals)
    undecided = (pair for pair in chain(pairs, reversals) if not judgements.is_decided(*pair))
    ordered = (sorted(pair, key=lambda facts: facts.key) for pair in undecided)
    suggested = (ClaimPair(a, b, judgements.comparison(a, b)) for a, b in ordered)
    return tuple(sorted(suggested, key=lambda pair: (pair.first.key, pair.second.key)))


def _parted_voices(standing: Standing) -> Iterator[tuple[ClaimFacts, ClaimFacts]]:
    for a, b in combinations(standing.latest, 2):
        if _part(a.facts, b.facts, standing.judgements):
            yield a.facts, b.facts


def _parted_positions(standing: Standing) -> Iterator[tuple[ClaimFacts, ClaimFacts]]:
    for first, second in combinations(standing.positions, 2):
        pairs = ((a.facts, b.facts) for a, b in product(first.members, second.members))
        shown = next((pair for pair in pairs if _part(*pair, standing.judgements)), None)
        if shown:
            yield shown


def _part(a: ClaimFacts, b: ClaimFacts, judgements: Judgements) -> bool:
    """Whether two voices contradict by the rules; a pair that a person rejected still stands for its positions."""
    return a.voice != b.voice and judgements.by_rule(a, b).verdict == Verdict.CONTRADICTS
