"""All pairs of claims between two accounts of a question, as a table of what was judged of them."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from claims.choices import RelationState
from claims.comparisons.accounts import AttributedClaim
from claims.comparisons.disputes import accounts_between
from claims.comparisons.questions import Account
from claims.disagreements import MANY_VOICES
from claims.models import Relation

ROWS, COLUMNS = 20, 10  # claims of each account on one page
ACCOUNTS = 12  # other pairs of accounts that are offered


@dataclass(frozen=True)
class Row:
    """A claim of the first account; `cells` holds its relation (or None) to each claim of the columns."""

    claim: AttributedClaim
    cells: list[tuple[AttributedClaim, Relation | None]]


@dataclass(frozen=True)
class PairTable:
    """Two accounts, the pairs of their claims that are related, and the other pairs of accounts of the question.

    `others` are (account, account, the relation whose page shows their table). Of many claims only the first are among
    `rows` and `columns`; `left_out` counts the relations that are not shown.
    """

    first: Account
    second: Account
    columns: list[AttributedClaim]
    rows: list[Row]
    total: int
    one_for_all: bool  # on a question of many voices rules suggest one pair for each two accounts
    others: list[tuple[Account, Account, Relation]]

    @cached_property
    def shown(self):
        return [relation for row in self.rows for _, relation in row.cells if relation]

    @property
    def left_out(self):
        return self.total - len(self.shown)

    @property
    def undecided(self):
        return [relation for relation in self.shown if relation.state == RelationState.SUGGESTED]

    @property
    def reopened(self):
        return [relation for relation in self.undecided if relation.is_reopened]


def pair_table(relation, compared):
    """The `PairTable` of the two accounts that a relation parts, from its compared question; None if it parts none."""
    found = _by_accounts(compared)
    here = _numbers(relation, compared)
    if here not in found:
        return None
    first, second = map(compared.account, here)
    related = {frozenset((one.first.key, one.second.key)): one for one in found[here]}
    rows = _related(first.claims, related, relation, ROWS)
    columns = _related(second.claims, related, relation, COLUMNS)
    cells = [Row(one, [(other, related.get(frozenset((one.key, other.key)))) for other in columns]) for one in rows]
    others = [
        (*map(compared.account, numbers), min(relations, key=_undecided_first))
        for numbers, relations in sorted(found.items())
        if numbers != here
    ]
    many = len(compared.standing.voices) > MANY_VOICES
    return PairTable(first, second, columns, cells, len(related), many, others[:ACCOUNTS])


def _by_accounts(compared):
    """{numbers of two accounts: the relations between their claims}."""
    found = defaultdict(list)
    for relation in compared.relations if compared else ():
        numbers = _numbers(relation, compared)
        if numbers:
            found[numbers].append(relation)
    return found


def _numbers(relation, compared):
    numbers = accounts_between(relation, compared)
    return tuple(sorted(numbers)) if numbers and numbers[0] != numbers[1] else None


def _related(claims, related, relation, most):
    """Those of an account's claims that are related to the other account; of too many the undecided ones first."""
    waiting = {key for keys, one in related.items() if one.state == RelationState.SUGGESTED for key in keys}
    own, named = {relation.first.key, relation.second.key}, set().union(*related)
    found = [claim for claim in claims if claim.key in named]
    if len(found) > most:
        found.sort(key=lambda claim: (claim.key not in own, claim.key not in waiting))
    return found[:most]


def _undecided_first(relation):
    return relation.state != RelationState.SUGGESTED, relation.key
