"""What saving a claim would do on its question: with whom it would agree, whom contradict, evade or update.

It is weighed by the rules alone (`claims.agreement.compare`) against what stands on the question: each voice's latest
claims, of those that count. A question with more than `BUSY` claims is not weighed while somebody types; the effect
then says so. A claim of a double coding shows none: coders must not see what others found. Three queries.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from claims.agreement import compare
from claims.choices import Verdict
from claims.comparisons.accounts import facts_of
from claims.comparisons.questions import question_facts
from claims.models import Claim
from claims.positions import Carried, stand
from claims.reasons import answer_in_words

BUSY = 200  # claims on a question
NAMED = 3  # voices of one kind that the sentence names
OWN = "this claim"  # no stored key holds a space
SHOWN = (Verdict.AGREES, Verdict.CONTRADICTS, Verdict.UPDATES, Verdict.EVADES, Verdict.DIFFERS)


@dataclass(frozen=True)
class Beside:
    """A claim that stands already: its voice, what it says, and what the new one would be to it.

    `acts` says of *updates* and *evades* that the new claim does so; else it is done to it.
    """

    voice: str
    says: str
    verdict: str
    basis: str
    reason: str
    acts: bool

    def __str__(self):
        return f"{self.voice} ({self.says})" if self.says else self.voice


@dataclass(frozen=True)
class Effect:
    """What a claim would be to the others on its question; `many` if there are too many to weigh here."""

    label: str = ""
    beside: tuple[Beside, ...] = ()
    many: bool = False

    def __bool__(self):
        return self.many or bool(self.beside)

    def of(self, verdict, acts=True):
        """Those beside whom the claim would have this verdict."""
        return [one for one in self.beside if one.verdict == verdict and one.acts == acts]

    @property
    def sentence(self):
        """*Saved on Raiders killed, it would agree with …, and be ≠ number to …*; empty if nothing would change."""
        if self.many:
            return f"More than {BUSY} claims stand on {self.label}; what this one is to them shows once it is saved."
        parts = [part for part in map(self._part, PHRASES) if part]
        return f"Saved on {self.label}, it would {_listed(parts)}." if parts else ""

    def _part(self, told):
        (verdict, acts), phrase = told
        found = self.of(verdict, acts)
        by_basis = defaultdict(list)
        for one in found:
            by_basis[one.basis].append(one)
        return _listed(
            [phrase.format(basis=basis.replace("_", " "), who=_who(some)) for basis, some in by_basis.items()]
        )


PHRASES = (
    ((Verdict.AGREES, True), "agree with {who}"),
    ((Verdict.CONTRADICTS, True), "be ≠ {basis} to {who}"),
    ((Verdict.DIFFERS, True), "differ from {who}"),
    ((Verdict.UPDATES, True), "update {who}"),
    ((Verdict.UPDATES, False), "be updated by {who}"),
    ((Verdict.EVADES, True), "evade {who}"),
    ((Verdict.EVADES, False), "be evaded by {who}"),
)


def effect_of(claim):
    """The `Effect` of saving a claim, stored or not, that has a voice; an empty one without a question."""
    if not claim.question_id or claim.blind or claim.voice is None:
        return Effect()
    question, label = question_facts(claim.question), claim.question.short
    others = Claim.objects.compared().filter(question=claim.question_id).exclude(pk=claim.pk).order_by("pk")
    stored = list(others.with_facts()[: BUSY + 1])
    if len(stored) > BUSY:
        return Effect(label, many=True)
    own = replace(facts_of(claim), key=OWN)
    found = {}
    for facts in _standing(stored, question):
        compared = compare(own, facts, question)
        says = answer_in_words(facts, question.unit)
        if compared.verdict in SHOWN:
            one = Beside(
                facts.voice_name, says, compared.verdict, compared.basis, compared.reason, compared.acts in ("", OWN)
            )
            found.setdefault((facts.voice, says, one.verdict, one.acts), one)
    return Effect(label, tuple(found.values()))


def _standing(claims, question):
    """The facts of each voice's latest claims, position by position, then of those that evade."""
    standing = stand((Carried(facts_of(claim)) for claim in claims), question)
    places = [*(position.members for position in standing.positions), standing.evading]
    return [carried.facts for members in places for carried in members]


def _who(some):
    names = list(map(str, some[:NAMED]))
    more = len(some) - len(names)
    return _listed([*names, f"{more} more"] if more else names)


def _listed(parts):
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
