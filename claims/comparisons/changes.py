"""Two texts side by side: what differs, and what that does to the words that claims stand on.

One query besides the two texts. A long difference is shown page by page: a page holds so much that it stays light.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from claims.choices import Anchor
from claims.highlights import Mark, Token, paragraph
from claims.models import Attribution, Claim
from sources.lib.differences import Difference, Row, differences
from sources.models import Snapshot

PAGE = 1500  # pieces of text on a page; a hundred characters count as one, too
LONG, ENDS = 80, 30  # words in a row from which only the ends are shown, and how many of each
TOKENS = 400  # steps through one paragraph that are shown
FOLDED = 20  # equal paragraphs of which a fold shows the text
SEGMENTS = 200  # of the strip; a text in more pieces has none
LAST = "\uffff"  # a key after all others: of two marks on the same words, a claim's is the outer one
SIGNS = {"same": "=", "changed": "≈", "moved": "↕", "cut": "−", "added": "+"}
ALIKE, ELSEWHERE, GONE = "unchanged", "unchanged, another place", "not in"


@dataclass(frozen=True)
class Fate:
    """A claim whose words stand on one side, and what became of them on the other; `number` is shown in the text."""

    number: int
    claim: Claim
    attribution: Attribution
    word: str

    @property
    def is_to_repair(self):
        """Whether a person has to look where its words are now."""
        return self.attribution.anchor == Anchor.MOVED or (
            self.attribution.anchor == Anchor.LOST and not self.attribution.removed
        )

    @property
    def is_affected(self):
        return self.word not in (ALIKE, ELSEWHERE)


@dataclass(frozen=True)
class Line:
    """A paragraph beside its counterpart, its words marked, and the claims that stand in it."""

    row: Row
    before: list[Token]
    after: list[Token]
    fates: list[Fate]

    is_fold = False

    @property
    def sign(self):
        return SIGNS[self.row.kind]

    @property
    def what(self):
        """*¶ 2, figure changed*: where the paragraph is now, and what became of it."""
        if self.row.is_stamp:
            return f"¶ {(self.row.after or self.row.before).number}, when it was updated: not counted"
        if self.row.kind == "cut":
            return f"was ¶ {self.row.before.number}, cut"
        kind = "the same" if self.row.kind == "same" else self.row.kind
        return f"¶ {self.row.after.number}, {'figure changed' if self.row.figures else kind}"


@dataclass(frozen=True)
class Fold:
    """Equal paragraphs in a row: the first few in full, how many there are, and the claims that stand in them."""

    rows: list[Row]
    fates: list[Fate]

    is_fold = True

    @property
    def first(self):
        return self.rows[0].after.number

    @property
    def last(self):
        return self.rows[-1].after.number

    @property
    def words(self):
        return sum(row.after.words for row in self.rows)

    @property
    def texts(self):
        return ["".join(token.text for token in _shortened(row.after.text)) for row in self.rows[:FOLDED]]

    @property
    def hidden(self):
        return len(self.rows[FOLDED:])


class TextComparison:
    """Two snapshots compared among the `visible` claims; `names` say what they are: *the original*, *the copy*."""

    def __init__(self, before: Snapshot, after: Snapshot, visible, names=("the earlier text", "the later text")):
        self.before, self.after, self.names = before, after, names
        self._visible = visible

    @cached_property
    def difference(self) -> Difference:
        return differences(self.before.text, self.after.text)

    @cached_property
    def fates(self) -> list[Fate]:
        """Each claim with words on either side, in the order of the rows; one that stands on both is there once."""
        return list(dict.fromkeys(fate for fates in self._by_row.values() for fate in fates))

    @property
    def affected(self):
        return [fate for fate in self.fates if fate.is_affected]

    @cached_property
    def pages(self) -> list[list[list[Row]]]:
        """The rows in groups (equal ones that follow each other are one), in pages."""
        found, weight = [[]], 0
        for group in self._groups():
            heavy = sum(map(_weight, group[:FOLDED]))
            if found[-1] and weight + heavy > PAGE:
                found.append([])
                weight = 0
            found[-1].append(group)
            weight += heavy
        return found

    def items(self, number):
        """The lines and folds of a page, which is counted from 1."""
        return [self._item(group) for group in self.pages[number - 1]]

    @cached_property
    def strip(self):
        """The earlier text from first word to last: (kind, where it begins, how long it is), both in per cent."""
        rows = sorted((row for row in self.difference.rows if row.before), key=lambda row: row.before.number)
        found, at, total = [], 0, max(1, self.difference.before_words)
        kinds = {"same": "same", "changed": "edit", "moved": "edit"}
        for kind, group in groupby(rows, key=lambda row: kinds.get(row.kind, "")):
            words = sum(row.before.words for row in group)
            found.append((kind, round(100 * at / total, 2), round(100 * words / total, 2)))
            at += words
        return found if len(found) <= SEGMENTS else []

    def _groups(self):
        for is_same, rows in groupby(self.difference.rows, key=lambda row: row.kind == "same"):
            group = list(rows)
            yield from [group] if is_same else ([row] for row in group)

    def _item(self, group):
        fates = [fate for row in group for fate in self._by_row[id(row)]]
        if len(group) > 1:
            return Fold(group, list(dict.fromkeys(fates)))
        (row,) = group
        sides = ((self.before, row.before), (self.after, row.after))
        return Line(row, *(self._tokens(snapshot, side, fates, row.kind) for snapshot, side in sides), fates)

    def _tokens(self, snapshot, side, fates, kind):
        """A paragraph with its claims marked and what is only here; of one that stands here alone, the figures."""
        if side is None:
            return []
        marks, at = [], side.start
        for piece in side.pieces:
            if piece.changed and (piece.figure or kind == "changed"):
                marks.append(Mark(at, at + len(piece.text), LAST, piece))
            at += len(piece.text)
        numbers = {fate.claim.pk: fate for fate in fates}
        for place in self._places:
            if place.snapshot_id == snapshot.pk and place.start < side.end and side.start < place.end:
                marks.append(Mark(place.start, place.end, place.key, numbers.get(place.claim_id)))
        return _abridged(paragraph(snapshot.text, side.number, side.start, side.end, marks).tokens)

    @cached_property
    def _places(self):
        found = Attribution.objects.filter(snapshot__in=[self.before, self.after], claim__in=self._visible)
        joined = found.select_related("claim__speaker", "claim__outlet", "claim__question", "claim__answer")
        return list(joined.order_by("start", "-end", "key"))

    @cached_property
    def _by_row(self):
        """{id of a row: the fates of the claims whose words begin in it}."""
        found, seen = defaultdict(list), {}
        for row, place, word in sorted(self._fates(), key=lambda item: item[0]):
            key = (place.claim_id, word)
            if key not in seen:
                seen[key] = Fate(len(seen) + 1, place.claim, place, word)
            if seen[key] not in found[id(self.difference.rows[row])]:
                found[id(self.difference.rows[row])].append(seen[key])
        return found

    def _fates(self):
        """(number of the row, place, what became of its words) of every place on either side."""
        for snapshot, side, other in (
            (self.before, "before", self.names[1]),
            (self.after, "after", self.names[0]),
        ):
            rows = [(getattr(row, side), at) for at, row in enumerate(self.difference.rows) if getattr(row, side)]
            rows.sort(key=lambda item: item[0].number)
            starts = [paragraph.start for paragraph, _ in rows]
            for place in self._places:
                if place.snapshot_id == snapshot.pk:
                    here = rows[bisect_right(starts, place.start) - 1 : bisect_right(starts, place.end - 1)]
                    words = [self._word(self.difference.rows[at], side, place, other) for side, at in here]
                    yield here[0][1], place, max(words, key=_weight_of)

    def _word(self, row, side, place, other):
        if row.kind in ("cut", "added"):
            return f"{GONE} {other}"
        if changed := side.changed_within(place.start, place.end):
            return "figure changed" if any(piece.figure for piece in changed) else "words changed"
        return ELSEWHERE if row.kind == "moved" else ALIKE


def _weight_of(word):
    order = (ALIKE, ELSEWHERE, "words changed", "figure changed")
    return order.index(word) if word in order else len(order)


def _weight(row):
    sides = [side for side in (row.before, row.after) if side]
    return 5 + sum(min(len(side.pieces), TOKENS) + min(len(side.text), 60 * TOKENS) // 100 for side in sides)


def _abridged(tokens):
    """The steps through a paragraph, without the middle of what is long; at most so many that a page can bear."""
    found, open_now = [], []
    for at, token in enumerate(tokens):
        if len(found) >= TOKENS:
            left = sum(len(one.text.split()) for one in tokens[at:])
            return [*found, Token("skip", str(left)), *(Token("close", mark=mark) for mark in reversed(open_now))]
        found += _shortened(token.text) if token.kind == "text" else [token]
        if token.kind == "open":
            open_now.append(token.mark)
        elif token.kind == "close":
            open_now.pop()
    return found


def _shortened(text):
    """A text as tokens: as it is, or its ends and how many words stand between them."""
    words = re.findall(r"\s*\S+\s*", text)
    if len(words) <= LONG:
        return [Token("text", text)]
    hidden = len(words) - 2 * ENDS
    return [Token("text", "".join(words[:ENDS])), Token("skip", str(hidden)), Token("text", "".join(words[-ENDS:]))]
