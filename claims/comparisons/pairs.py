"""Outlet against outlet: on which questions they carry the same accounts, some in common, or opposed ones.

What is carried only by a republication counts for the original's outlet, so that an original and its copies are
compared with others once. Evasions and superseded claims hold no position and do not count.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import TextChoices

from claims.choices import Verdict
from sources.models import Outlet


class Match(TextChoices):
    SAME = "same", "same"
    PARTLY = "partly", "partly"
    OPPOSED = "opposed", "opposed"
    DIFFERENT = "different", "different"


@dataclass(frozen=True)
class QuestionMatch:
    """One question that two outlets share: the positions each carries, and how these fit."""

    compared: object  # QuestionComparison
    verdict: str
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass
class OutletPair:
    """Two outlets, the first by name, with counts over the questions that they share."""

    first: Outlet
    second: Outlet
    events: set = field(default_factory=set)
    verdicts: Counter = field(default_factory=Counter)
    own_voice_contradictions: int = 0

    @property
    def shared_events(self):
        return len(self.events)

    @property
    def shared_questions(self):
        return self.verdicts.total()

    def count(self, verdict):
        return self.verdicts[verdict]


def outlet_pairs(questions):
    """All pairs of outlets that share one of these compared questions; `questions` may be an iterator."""
    found = {}
    for compared in questions:
        carried = carriers(compared)
        for pair in combinations(sorted(carried, key=_by_name), 2):
            row = found.setdefault(tuple(o.pk for o in pair), OutletPair(*pair))
            row.events.add(compared.question.event_id)
            row.verdicts[match(compared, carried[pair[0]], carried[pair[1]])] += 1
            row.own_voice_contradictions += len(own_voice_contradictions(compared, *pair))
    return sorted(found.values(), key=lambda row: (_by_name(row.first), _by_name(row.second)))


def question_matches(questions, first, second):
    """The questions that two outlets share, one `QuestionMatch` each."""
    for compared in questions:
        carried = carriers(compared)
        if first in carried and second in carried:
            mine, theirs = carried[first], carried[second]
            yield QuestionMatch(compared, match(compared, mine, theirs), tuple(sorted(mine)), tuple(sorted(theirs)))


def carriers(compared):
    """{outlet: numbers of the positions that it carries} on one question."""
    found = defaultdict(set)
    for account in compared.claims:
        number = compared.number_of(account.key)
        if number:
            for place in account.places:
                found[place.carrier].add(number)
    return found


def match(compared, mine, theirs):
    """How two sets of positions on a question fit."""
    if mine == theirs:
        return Match.SAME
    if mine & theirs:
        return Match.PARTLY
    opposed = any(compared.between(a, b) == Verdict.CONTRADICTS for a in mine for b in theirs)
    return Match.OPPOSED if opposed else Match.DIFFERENT


def own_voice_contradictions(compared, first, second):
    """The pairs of claims that two outlets make in their own voice, and that contradict each other."""
    own = {outlet.pk: [a for a in compared.claims if a.claim.outlet_id == outlet.pk] for outlet in (first, second)}
    pairs = ((a, b) for a in own[first.pk] for b in own[second.pk])
    return [(a, b) for a, b in pairs if compared.verdict(a.key, b.key).verdict == Verdict.CONTRADICTS]


def _by_name(outlet):
    return outlet.name, outlet.slug
