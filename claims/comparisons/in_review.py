"""A claim laid open for a decision: its words first, then what was coded from them, what was said about it, and what
the rules see.

A fixed number of queries for one claim, whatever its history and however many relations it has.
"""

from dataclasses import dataclass
from datetime import date, datetime

from claims.choices import Anchor, ClaimStatus, RelationState
from claims.comparisons.accounts import AttributedClaim, Place, attributed
from claims.comparisons.ways import Step, way
from claims.curation.reviewing import lacking
from claims.highlights import Mark, Paragraph, around, paragraphs
from claims.histories import Change, between, versions
from claims.listings import standing_of
from claims.models import Attribution, Claim
from sources.models import Credit, Snapshot

PLACES = 3  # shown in full; the claim's own page has the others
AROUND = 2  # paragraphs more on each side, if asked for
ASIDE = ("status", "author", "reviewer", "event", "coding", "blind")  # changes that are no coding
RETURNED = "Returned"
STEPS = {  # what a change of the status to these words was
    ClaimStatus.DRAFT.label: "Taken back",
    ClaimStatus.IN_REVIEW.label: "Sent to review",
    ClaimStatus.ACCEPTED.label: "Accepted",
    ClaimStatus.RETURNED.label: RETURNED,
    ClaimStatus.DROPPED.label: "Dropped",
}


@dataclass(frozen=True)
class Words:
    """One attribution in its paragraphs. `stand` says whether the text holds its words where it says they are."""

    place: Place
    paragraphs: list[Paragraph]
    way: list[Step]
    stand: bool
    credits: list[str]

    @property
    def number(self):
        """Of the paragraph in which the words begin."""
        starts = (p.number for p in self.paragraphs if any(mark.key == "words" for mark in p.marks))
        return next(starts, None)


@dataclass(frozen=True)
class Row:
    """A coded field in words, and how it changed since the claim was returned, if it did."""

    label: str
    value: str
    changes: list[Change]


@dataclass(frozen=True)
class Remark:
    """What somebody said about the claim, or did with it in review."""

    at: datetime
    by: str
    step: str
    words: str


@dataclass(frozen=True)
class Check:
    """What a rule sees, in a sentence; `look` says that a person should."""

    words: str
    look: bool = False


@dataclass(frozen=True)
class Opened:
    """A claim with all that a decision needs. `returned` is the day it came back last, or None."""

    account: AttributedClaim
    words: list[Words]
    rows: list[Row]
    remarks: list[Remark]
    checks: list[Check]
    returned: datetime | None

    @property
    def claim(self):
        return self.account.claim

    @property
    def more_places(self):
        return len(self.account.places) - len(self.words)

    @property
    def came_back(self):
        """The remark with which it was returned last, or None."""
        return next((one for one in reversed(self.remarks) if one.step == RETURNED), None)

    @property
    def is_changed(self):
        return any(row.changes for row in self.rows)


def opened(claim, wider=False):
    """The `Opened` of a claim whose voice, question, answer and event are joined; `wider` shows more of the texts."""
    account = attributed([claim])[0]
    words = _words(account, wider)
    back = _when_returned(claim)
    changes = [one for one in between(back, claim.history.first()) if one.field not in ASIDE] if back else []
    checks = [*_checks_of_words(words), *_checks_of_claim(account, back)]
    return Opened(account, words, _rows(claim, changes), _remarks(claim), checks, back and back.history_date)


def _when_returned(claim):
    """The version with which it came back last, before its author touched it; None if it never did."""
    last = claim.history.filter(status=ClaimStatus.RETURNED).first()
    if last is None:
        return None
    earlier = claim.history.filter(history_id__lt=last.history_id).exclude(status=ClaimStatus.RETURNED).first()
    since = earlier.history_id if earlier else 0
    return claim.history.filter(status=ClaimStatus.RETURNED, history_id__gt=since).last()


# Evidence


def _words(account, wider):
    places = account.places[:PLACES]
    texts = dict(
        Snapshot.objects.filter(pk__in=[one.attribution.snapshot_id for one in places]).values_list("pk", "text")
    )
    named = Credit.objects.filter(document__in=[one.document.pk for one in places if one.origin is None])
    credits = list(named.order_by("outlet__name").values_list("document", "outlet__name"))
    return [_in_context(account.claim, one, texts[one.attribution.snapshot_id], credits, wider) for one in places]


def _in_context(claim, place, text, credits, wider):
    found = place.attribution
    words = Mark(found.start, found.end, "words")
    touched = around(text, words)
    marks = [words, *_named(text, touched, "cue", found.cue), *_named(text, touched, "speaker", claim.voice.name)]
    more = AROUND if wider else 0
    numbers = range(touched[0].number - more, touched[-1].number + more + 1) if touched else ()
    shown = [one for one in paragraphs(text, marks) if one.number in numbers]
    names = [name for document, name in credits if document == place.document.pk]
    return Words(place, shown, way(claim, place), text[found.start : found.end] == found.exact, names)


def _named(text, touched, key, words):
    """The first place of some words in the paragraphs, marked; nothing where they are not found."""
    at = text.find(words, touched[0].start, touched[-1].end) if words and touched else -1
    return [Mark(at, at + len(words), key)] if at >= 0 else []


# What was coded


def _rows(claim, changes):
    changed = {one.field: one for one in changes}
    voice = "outlet" if claim.own_voice else "speaker"
    asked = [
        ("Own voice of" if claim.own_voice else "Speaker", _voice(claim), (voice,)),
        ("Role then", claim.role, ("role",)),
        ("Stance", claim.get_stance_display(), ("stance",)),
        ("Answer", claim.answer_text or "none", ("answer", "quantity_text")),
        ("Hedge", claim.hedge, ("hedge",)),
        ("Scope", claim.scope, ("scope",)),
        ("Evidence it offers", claim.evidence, ("evidence",)),
        ("Said on", _days(claim.said_on, claim.said_until) or "not known", ("said_on", "said_until")),
        ("As of", _days(claim.as_of), ("as_of",)),
        ("Credibility", claim.get_credibility_display(), ("credibility",)),
        ("Coding note", claim.note, ("note",)),
    ]
    rows = [Row(label, value, [changed.pop(n) for n in names if n in changed]) for label, value, names in asked]
    rows += [Row(one.label.capitalize(), one.after, [one]) for one in changed.values()]
    return [row for row in rows if row.value or row.changes]


def _voice(claim):
    if claim.own_voice:
        return claim.outlet.name
    side = f", side: {claim.speaker.side}" if claim.speaker.affiliation_id else ""
    return f"{claim.speaker} ({claim.speaker.get_kind_display()}{side})"


def _days(first, last=None):
    return " to ".join(day.isoformat() for day in (first, last) if isinstance(day, date))


# What was said about it


def _remarks(claim):
    """Every version that moves the claim in review, or that a person gave a reason for, oldest first."""
    found = []
    for version in reversed(versions(claim)):
        moved = next((change.after for change in version.changes if change.field == "status"), "")
        step = STEPS.get(moved, "")
        if step or (version.reason and version.by):
            done = step or version.kind.capitalize()
            found.append(Remark(version.at, version.by or "a program", done, version.reason))
    return found


# What the rules see


def _checks_of_words(words):
    for one in words:
        found, name = one.place.attribution, one.place.document.name
        if one.stand and found.anchor == Anchor.ANCHORED:
            yield Check(f"The words stand in the text of {name}, at {found.start}–{found.end}")
        else:
            yield Check(f"The words are {found.get_anchor_display()} in {name}", look=True)
        if one.place.origin is None:
            why = f"credits {', '.join(one.credits)}, names no relay" if one.credits else "a collective stands first"
            yield Check(f"{name}: {why}, so its origin is unknown", look=True)


def _checks_of_claim(account, back):
    claim = account.claim
    missing = lacking(claim, ClaimStatus.ACCEPTED, attributed=bool(account.places))
    yield Check(missing, look=True) if missing else Check("It answers the question in the way that it asks")
    yield _against(claim)
    published = account.first_published
    if claim.said_on and published and claim.said_on > published:
        yield Check(f"Said on {claim.said_on}, after the first publication on {published}", look=True)
    if back and Attribution.history.filter(claim=claim.pk, history_date__gt=back.history_date).exists():
        yield Check("Its attributions were changed since it was returned, too", look=True)


def _against(claim):
    """How many voices it contradicts, and how far that is judged. One query."""
    ends = [f"{end}__{voice}" for end in ("first", "second") for voice in ("speaker", "outlet")]
    rows = standing_of([claim.pk], Claim.objects.compared()).order_by().values_list("state", *ends)
    voices = {voice for _, *found in rows for voice in (tuple(found[:2]), tuple(found[2:]))}
    others = len(voices - {(claim.speaker_id, claim.outlet_id)})
    suggested = sum(state == RelationState.SUGGESTED for state, *_ in rows)
    if not rows:
        return Check("Contradicts no other claim")
    who = f"{others} voice{'s' if others != 1 else ''} on record" if others else "its own voice"
    return Check(f"≠ Contradicts {who}: {suggested} suggested, {len(rows) - suggested} confirmed")
