"""A family of republications as rows of a tree: who copied whom, when, and how much of the original stands in each.

Five queries, however large the family. What is only suggested hangs in the tree too, marked so, and counts for nothing.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models.functions import Length

from sources.choices import Judgement, Rendition
from sources.lib.sketches import shares, stretches, words_of
from sources.models import Document, Resemblance, Snapshot

MEMBERS, PAIRS = 100, 200  # documents, and likely or judged pairs, of a family that are shown
COMPARED, LONGEST = 40, 100_000  # texts that are compared with the original's; characters of one
DEEPEST = 2  # steps of the tree that are drawn; what lies deeper is drawn as deep as that
SEGMENTS = 200  # of a strip; of more it says nothing


@dataclass(frozen=True)
class Member:
    """A row: a document below its `parent` (None: the root), on a `level` from 0.

    `pair` is what was judged of the two, or suggested; `is_source` says that the document may be the original of its
    parent, not a copy. `words`, `share` (per cent of the root's words) and `strip` ((start, length) in per cent of the
    root's text) are None or empty where the text is not known, too long, or in the curators' own words. `twigs` are the
    lines of the branch, from the trunk outwards: *tee*, *end*, *through* or *none*.
    """

    document: Document
    parent: Document | None = None
    level: int = 0
    pair: Resemblance | None = None
    is_source: bool = False
    words: int | None = None
    share: int | None = None
    strip: list[tuple[float, float]] = field(default_factory=list)
    twigs: tuple[str, ...] = ()

    @property
    def is_suggested(self):
        return self.pair is not None and self.pair.state == Judgement.SUGGESTED

    @property
    def lag(self):
        """Days after its parent; None if one of them is not dated."""
        days = [one and one.published_on for one in (self.parent, self.document)]
        return (days[1] - days[0]).days if all(days) else None


@dataclass(frozen=True)
class Family:
    """`members`, the root first, each before what hangs below it; `rejected` pairs; whether some are left out."""

    members: list[Member]
    rejected: list[Resemblance]
    more: bool

    @property
    def root(self):
        return self.members[0].document

    @property
    def copies(self):
        return [one for one in self.members[1:] if not one.is_suggested]

    @property
    def suggested(self):
        return [one for one in self.members if one.is_suggested]

    @property
    def outlets(self):
        return {one.document.outlet_id for one in self.members if not one.is_suggested}


def family_of(document):
    """The `Family` of a document, which may be its only member."""
    known = Document.objects.with_outlets().filter(original=document.original_id)
    documents = list(known.order_by("published_on", "key")[: MEMBERS + 1])
    pairs = list(Resemblance.objects.of_family(document.original_id).with_documents()[: PAIRS + 1])
    more = len(documents) > MEMBERS or len(pairs) > PAIRS
    documents = _with_root(documents[:MEMBERS], document)
    members = _rows(documents, pairs[:PAIRS])
    rejected = [pair for pair in pairs if pair.state == Judgement.REJECTED]
    return Family(_drawn(_measured(members)), rejected, more)


def likely_members(document, most):
    """The pairs that may join others to a document's family: each other document once, by the pair that is most alike.

    Those that no person has decided on; they count for nothing.
    """
    found = {}
    for pair in Resemblance.objects.to_judge().of_family(document.original_id).with_documents()[:PAIRS]:
        inside = pair.copy.original_id == document.original_id
        found.setdefault(pair.original_id if inside else pair.copy_id, pair)
    return list(found.values())[:most]


def _with_root(documents, document):
    """The root is there in any case."""
    pks = {one.pk for one in documents}
    missing = [one for one in (document.original, document) if one.pk not in pks]
    return list({one.pk: one for one in (*documents, *missing)}.values())


def _rows(documents, pairs):
    """The members in the order of the tree, each with its level."""
    here = {one.pk: one for one in documents}
    judged = {(pair.copy_id, pair.original_id): pair for pair in pairs if pair.state == Judgement.CONFIRMED}
    below = defaultdict(list)
    root = next(one for one in documents if one.pk == one.original_id)
    for one in documents:
        if one is not root:
            parent = here.get(one.republishes_id, root)
            below[parent.pk].append(Member(one, parent, pair=judged.get((one.pk, one.republishes_id))))
    for one in _suggested(pairs, here):
        below[one.parent.pk].append(one)
    for rows in below.values():
        rows.sort(key=lambda row: (row.document.published_on or date.max, row.document.key))
    return list(_walked(Member(root), below))


def _suggested(pairs, here):
    """Documents of other families that may belong here, each once: by the pair that is most alike."""
    seen = set(here)
    for pair in pairs:
        copy_here, original_here = pair.copy_id in here, pair.original_id in here
        if pair.state == Judgement.SUGGESTED and copy_here != original_here:
            mine, other = (pair.copy, pair.original) if copy_here else (pair.original, pair.copy)
            if other.pk not in seen:
                seen.add(other.pk)
                yield Member(other, here[mine.pk], pair=pair, is_source=copy_here)


def _walked(member, below, level=0):
    """A member and all below it; without recursion, as a chain may be long."""
    waiting = [(member, level)]
    while waiting:
        one, level = waiting.pop()
        yield replace(one, level=min(level, DEEPEST))
        under = [] if one.is_suggested else below.get(one.document.pk, [])
        waiting += [(row, level + 1) for row in reversed(under)]


def _measured(members):
    """With how many words each has, and what of the root's text stands in it."""
    texts = _texts([one.document.pk for one in members])
    root = texts.get(members[0].document.pk)
    return [_compared(one, root, texts.get(one.document.pk)) for one in members]


def _compared(member, root, words):
    if words is None or member.level == 0 or root is None:
        return replace(member, words=words and len(words))
    found = stretches(root, words)
    total = max(1, len(root))
    strip = [(round(100 * start / total, 2), round(100 * (end - start) / total, 2)) for start, end in found]
    share = round(100 * shares(root, words).first)
    return replace(member, words=len(words), share=share, strip=strip if len(strip) <= SEGMENTS else [])


def _texts(pks):
    """{document's primary key: words of its newest text} of the first few texts that are the documents' own words."""
    rows = Snapshot.objects.filter(document__in=pks).exclude(rendition=Rendition.DIGEST).order_by("captured_at", "pk")
    newest = {row[0]: row for row in rows.values_list("document", "pk", Length("text"))}
    wanted = [newest[pk][1] for pk in pks if pk in newest and newest[pk][2] <= LONGEST][:COMPARED]
    found = Snapshot.objects.filter(pk__in=wanted).values_list("document", "text")
    return {pk: words_of(text) for pk, text in found}


def _drawn(members):
    """With the lines of the branches."""
    levels = [one.level for one in members]
    return [replace(one, twigs=tuple(_twigs(levels, at))) for at, one in enumerate(members)]


def _twigs(levels, at):
    for level in range(1, levels[at] + 1):
        goes_on = _goes_on(levels[at + 1 :], level)
        if level == levels[at]:
            yield "tee" if goes_on else "end"
        else:
            yield "through" if goes_on else "none"


def _goes_on(levels, level):
    """Whether another row of this level follows before the branch ends."""
    return next((one == level for one in levels if one <= level), False)
