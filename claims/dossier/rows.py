"""What single lines of a dossier's pages show: a dispute, a claim with its evidence, a judgement on two claims."""

from dataclasses import dataclass

from claims.comparisons.accounts import AttributedClaim
from claims.comparisons.questions import Account
from claims.models import Relation


@dataclass(frozen=True)
class DisputeRow:
    """Two accounts of a question that contradict each other; `group` is the question."""

    group: object
    number: int
    pair: object  # comparisons.questions.AccountPair

    @property
    def reason(self):
        """A person's, where one confirmed it; else what the rules say."""
        leading = self.pair.leading
        confirmed = leading if leading and self.pair.state == "confirmed" else None
        return (confirmed and confirmed.reason) or self.pair.comparison.reason


@dataclass(frozen=True)
class Entry:
    """A claim with its evidence, the number of its question (None: not coded), the account it stands in (None: apart),
    and the contradictions it is in, each with the claim at its other end."""

    evidence: AttributedClaim
    number: int | None
    account: Account | None
    disputes: list

    @property
    def claim(self):
        return self.evidence.claim


@dataclass(frozen=True)
class Judgement:
    """A relation with its two claims as entries, its first page, and whether it joins two questions."""

    relation: Relation
    first: Entry
    second: Entry

    @property
    def is_across(self):
        return self.relation.first.question_id != self.relation.second.question_id


def other_end(relation, key):
    """The key of a relation's other claim."""
    return relation.second.key if relation.first.key == key else relation.first.key
