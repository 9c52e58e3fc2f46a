"""Two outlets beside each other, question by question: what both carry, what one leaves out, what each calls it.

Only questions to which both print an answer are compared, a page of them at a time. As in `pairs`, what only a
republication prints counts for the outlet of its original.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from claims.choices import RelationState
from claims.comparisons.accounts import AttributedClaim, Place, hop_of
from claims.comparisons.pairs import Match, QuestionMatch, own_voice_contradictions, question_matches
from claims.comparisons.questions import Account, compare_questions
from claims.models import Attribution, Question, Reading, Relation, Wording
from claims.models.relations import relation_key
from sources.models import Document, Snapshot

ORDER = (Match.OPPOSED, Match.DIFFERENT, Match.PARTLY, Match.SAME)
SIGNS = {Match.OPPOSED: "≠", Match.DIFFERENT: "·", Match.PARTLY: "~", Match.SAME: "="}
TITLES = {
    Match.OPPOSED: "Opposed: no account in common, and they contradict each other",
    Match.DIFFERENT: "Different: no account in common, but they can hold together",
    Match.PARTLY: "Partly the same",
    Match.SAME: "The same accounts",
}
MOST = 30  # questions that only one carries, subjects, reversals: more are not listed
WORDINGS = 2000


@dataclass(frozen=True)
class Printed:
    """A claim that an outlet carries, and the earliest place where it does."""

    evidence: AttributedClaim
    place: Place

    @property
    def claim(self):
        return self.evidence.claim


@dataclass(frozen=True)
class Cell:
    """What one outlet carries on a question: accounts with the claims printed, those it lacks, and who evades."""

    carried: list[tuple[Account, list[Printed]]]
    lacking: list[Account]
    evading: list[Printed]


@dataclass(frozen=True)
class Line:
    """One question that both carry: a cell for each, and the pairs of own-voice claims that contradict each other."""

    match: QuestionMatch
    first: Cell
    second: Cell
    own_voice: list[tuple[AttributedClaim, AttributedClaim, Relation | None]]

    @property
    def question(self):
        return self.match.compared.question

    @property
    def sign(self):
        return SIGNS[self.match.verdict]

    @property
    def disputes(self):
        """The contradictions between an account that one carries and one that the other does."""
        sides = set(self.match.first), set(self.match.second)
        ends = ((pair, pair.first.number, pair.second.number) for pair in self.match.compared.disputes)
        return [pair for pair, a, b in ends if any(a in one and b in two for one, two in (sides, sides[::-1]))]

    @property
    def common(self):
        """The accounts that both carry."""
        return [self.match.compared.account(number) for number in self.match.first if number in self.match.second]


@dataclass(frozen=True)
class OnlyOne:
    """A question of a shared event that only one of the two carries; `other` says how the other leaves it out."""

    question: Question
    carries: object
    other: str


def questions_of_both(first, second, claims):
    """Questions to which both outlets print a claim, the newest event first."""
    questions = Question.objects.filter(pk__in=_carried(first, claims)).filter(pk__in=_carried(second, claims))
    return questions.order_by("-event__started_on", "event__key", "position", "key")


def _carried(outlet, claims):
    """Questions to which documents whose original is the outlet's print a claim.

    Step by step, so that either database begins with the outlet's documents, however many claims there are.
    """
    documents = Document.objects.filter(original__in=Document.objects.filter(outlet=outlet).order_by().values("pk"))
    snapshots = Snapshot.objects.filter(document__in=documents.order_by().values("pk"))
    printed = Attribution.objects.filter(snapshot__in=snapshots.order_by().values("pk"))
    found = claims.compared().filter(pk__in=printed.order_by().values("claim")).exclude(question=None)
    return found.order_by().values("question")


class TwoOutlets:
    """The comparison of two outlets on some of the questions of both (a page of `questions_of_both`)."""

    def __init__(self, first, second, questions, claims):
        self.first, self.second = first, second
        self._claims = claims
        pks = [question.pk for question in questions]
        self._compared = compare_questions(Question.objects.filter(pk__in=pks), claims)

    @cached_property
    def lines(self):
        return [self._line(match) for match in question_matches(self._compared, self.first, self.second)]

    @cached_property
    def groups(self):
        """[(title, sign, verdict, its lines)], what parts them first; all four, also where there is none."""
        return [
            (TITLES[verdict], SIGNS[verdict], verdict, [line for line in self.lines if line.match.verdict == verdict])
            for verdict in ORDER
        ]

    @cached_property
    def events(self):
        return {line.question.event_id for line in self.lines}

    @cached_property
    def own_voice(self):
        return [pair for line in self.lines for pair in line.own_voice]

    @cached_property
    def relays(self):
        """(names that both go through, names that only the first does, only the second)."""
        first, second = (set(self._relays(outlet)) for outlet in (self.first, self.second))
        return sorted(first & second), sorted(first - second), sorted(second - first)

    @cached_property
    def cues(self):
        """[(voice, {cue: a place} of the first, of the second)] for voices that both introduce with a cue."""
        found = defaultdict(lambda: ({}, {}))
        for at, outlet in enumerate((self.first, self.second)):
            for printed in self._printed(outlet):
                cue = " ".join(printed.place.attribution.cue.split())
                if cue:
                    found[printed.claim.voice][at].setdefault(cue, printed.place.attribution)
        both = [(voice, *cues) for voice, cues in found.items() if all(cues)]
        return sorted(both, key=lambda row: (row[0].name, row[0].slug))[:MOST]

    def _line(self, match):
        compared = match.compared
        related = {relation.key: relation for relation in compared.relations}
        own = own_voice_contradictions(compared, self.first, self.second)
        return Line(
            match,
            self._cell(match, match.first, match.second, self.first),
            self._cell(match, match.second, match.first, self.second),
            [(a, b, related.get(relation_key(a.key, b.key))) for a, b in own],
        )

    def _cell(self, match, mine, theirs, outlet):
        account = match.compared.account
        return Cell(
            [(account(number), list(printed_by(account(number).claims, outlet))) for number in mine],
            [account(number) for number in theirs if number not in mine],
            list(printed_by(match.compared.evading, outlet)),
        )

    def _printed(self, outlet):
        for compared in self._compared:
            yield from printed_by(compared.claims, outlet)

    def _relays(self, outlet):
        for compared in self._compared:
            for place in (place for evidence in compared.claims for place in evidence.places):
                if place.carrier == outlet:
                    yield from (hop_of(relay).name for relay in place.relays)


def printed_by(claims, outlet):
    """Those of some claims that an outlet carries, each with the earliest place."""
    for evidence in claims:
        place = next((place for place in evidence.places if place.carrier == outlet), None)
        if place:
            yield Printed(evidence, place)


def carried_by_one(first, second, claims):
    """[`OnlyOne`] of the events that both report on, at most `MOST` of each outlet. Six queries."""
    events = questions_of_both(first, second, claims).order_by().values("event")
    found = []
    for outlet, other in ((first, second), (second, first)):
        questions = Question.objects.filter(event__in=events, pk__in=_carried(outlet, claims))
        missing = list(questions.exclude(pk__in=_carried(other, claims)).select_related("event")[:MOST])
        absence = _absence(other, {question.event_id for question in missing}, claims)
        found += [OnlyOne(question, outlet, absence.get(question.event_id, "no document")) for question in missing]
    return found


def _absence(outlet, events, claims):
    """{event pk: *absent* if every document that the outlet has for the event was read for it, else *unread*}."""
    printed = Attribution.objects.filter(snapshot__document__outlet=outlet, claim__in=claims.filter(event__in=events))
    documents = set(printed.order_by().values_list("claim__event", "snapshot__document").distinct())
    read = set(
        Reading.objects.counted().filter(document__outlet=outlet, event__in=events).values_list("event", "document")
    )
    unread = {event for event, _ in documents - read}
    return {event: "unread" if event in unread else "absent" for event, _ in documents | read}


def reversals_of(first, second, claims):
    """Contradictions within each outlet's own voice that no person rejected."""
    related = Relation.objects.contradictions().exclude(state=RelationState.REJECTED).for_listing().order_by("key")
    own = [claims.compared().filter(outlet=outlet).order_by().values("pk") for outlet in (first, second)]
    return [relation for mine in own for relation in related.filter(first__in=mine, second__in=mine)[:MOST]]


def wordings_of(first, second, claims):
    """[(subject, phrases of the first, of the second)] in the events of both; subjects that both name come first.

    A phrase is (words, whether in own voice, a place). One query.
    """
    events = questions_of_both(first, second, claims).order_by().values("event")
    found = defaultdict(lambda: ({}, {}))
    wordings = Wording.objects.filter(event__in=events, snapshot__document__original__outlet__in=[first, second])
    joined = wordings.select_related("snapshot__document__original").defer("snapshot__text").order_by("subject", "key")
    for wording in joined[:WORDINGS]:
        carrier = wording.snapshot.document.original.outlet_id
        own = not wording.speaker_id and wording.outlet_id in (None, carrier)
        words = " ".join(wording.exact.split())
        found[wording.subject][carrier != first.pk].setdefault((words, own), wording)
    rows = [(subject, _phrases(one), _phrases(other)) for subject, (one, other) in found.items()]
    return sorted(rows, key=lambda row: (not (row[1] and row[2]), row[0]))[:MOST]


def _phrases(found):
    return [
        (words, own, wording)
        for (words, own), wording in sorted(found.items(), key=lambda item: (not item[0][1], item[0][0]))
    ]
