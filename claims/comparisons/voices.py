"""A voice (a speaker, or an outlet in its own) as its page shows it: statements by question, and who says otherwise."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F

from claims.comparisons.accounts import AttributedClaim, attributed
from claims.comparisons.letters import accounts_of
from claims.listings import standing_of
from claims.models import Claim, Question, Relation
from sources.models import Outlet

STATEMENTS = 100  # claims shown on the page of a voice; the list of claims has the others
OPPONENTS = 50  # contradictions shown there; the list of contradictions has the others


@dataclass(frozen=True)
class Statement:
    """One claim of the voice, with its evidence, its account (None if it stands apart) and who contradicts it."""

    attributed: AttributedClaim
    account: object  # comparisons.questions.Account
    disputes: list["Opposition"]

    @property
    def claim(self):
        return self.attributed.claim


@dataclass(frozen=True)
class Opposition:
    """A contradiction seen from one voice: its own claim, the other one, and the relation that says so."""

    own: Claim
    other: Claim
    relation: Relation

    @property
    def is_reversal(self):
        """Whether the voice contradicts itself; a collective is not one voice."""
        return self.own.voice == self.other.voice and not self.own.voice.collective


@dataclass(frozen=True)
class Voice:
    """What one voice says: `by_question` are (question or None, its statements, earliest first)."""

    by_question: list[tuple[Question | None, list[Statement]]]
    oppositions: list[Opposition]
    reversals: list[Opposition]
    claims: int
    contradictions: int

    @property
    def statements(self):
        return [statement for _, found in self.by_question for statement in found]

    @property
    def opponents(self):
        """(voice, contradictions with it), the most first."""
        found = defaultdict(list)
        for one in self.oppositions:
            found[one.other.voice].append(one)
        return sorted(found.items(), key=lambda item: (-len(item[1]), item[0].name))

    @property
    def shown_contradictions(self):
        return len(self.oppositions) + len(self.reversals)

    @property
    def is_cut(self):
        return self.claims > len(self.statements)


def claims_of(voice, visible):
    """The visible claims of a speaker, or those that an outlet makes in its own voice."""
    return visible.filter(**{"outlet" if isinstance(voice, Outlet) else "speaker": voice})


def voice_of(voice, visible):
    """The `Voice` of a speaker or outlet among the `visible` claims. A fixed number of queries."""
    claims = claims_of(voice, visible)
    newest = claims.for_listing().order_by(F("said_on").desc(nulls_last=True), "key")[:STATEMENTS]
    shown = attributed(list(newest))
    related = standing_of(claims, visible)
    shown_first = related.for_listing().order_by("state", "key")[:OPPONENTS]
    oppositions = [_seen_from(relation, voice) for relation in shown_first]
    against = defaultdict(list)
    for one in oppositions:
        against[one.own.pk].append(one)
    accounts = accounts_of([account.claim for account in shown], visible)
    statements = [Statement(one, accounts.get(one.claim.pk), against[one.claim.pk]) for one in shown]
    return Voice(
        _by_question(statements),
        [one for one in oppositions if not one.is_reversal],
        [_in_time(one) for one in oppositions if one.is_reversal],
        claims.count(),
        related.count(),
    )


def _seen_from(relation, voice):
    first, second = relation.first, relation.second
    return Opposition(first, second, relation) if first.voice == voice else Opposition(second, first, relation)


def _in_time(one):
    """The earlier claim first, as far as it is known."""
    said = [claim.said_on or claim.said_until for claim in (one.own, one.other)]
    return Opposition(one.other, one.own, one.relation) if all(said) and said[1] < said[0] else one


def _by_question(statements):
    found = defaultdict(list)
    for statement in statements:
        found[statement.claim.question].append(statement)
    for group in found.values():
        group.sort(key=lambda one: (str(one.claim.said_on or one.claim.said_until or "9999"), one.claim.key))
    return list(found.items())
