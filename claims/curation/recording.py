"""Recording what a document says: claims with their evidence, further evidence, wordings, readings. Called by views.

Everything that one button saves is one act, so that one key undoes it. Two people, or one who presses twice, never
record the same thing twice: a snapshot is held while something is recorded from it.
"""

from claims.choices import ActKind, Stance
from claims.curation.acts import act
from claims.curation.coding import join
from claims.models import Attribution, Claim, Reading, Wording
from sources.models import Document, Snapshot

SAME = (
    "question",
    "speaker",
    "outlet",
    "stance",
    "answer",
    "amount",
    "amount_high",
    "qualifier",
    "date_from",
    "date_to",
)


class AlreadyRecorded(Exception):
    """The same was recorded before, most likely by the same button. `record` is what is stored."""

    def __init__(self, record):
        self.record = record
        super().__init__(f"This is recorded already: {record}")


def record_claim(claim, attribution, user, *, relays=(), made=()):
    """Store a new claim of a person with its evidence; answers with the `Act`.

    `made` are records made in place with it, unsaved, in the order of what rests on what: question, answer, speaker,
    alias. In a double coding the claim is blind. Raises ValidationError where a rule is broken, AlreadyRecorded where
    this person has recorded the same answer of the same voice from the same words.
    """
    claim.author = user
    join(claim, user, [attribution.snapshot.document_id])
    with act(ActKind.RECORDED, user, _in_a_line(claim)) as doing:
        _hold(attribution.snapshot_id)
        for record in made:
            _store(doing, record)
        _relink(claim)
        _refuse_same(claim, attribution, user)
        _store(doing, claim)
        _store_evidence(doing, claim, attribution, relays)
    return doing.stored


def add_attribution(claim, attribution, user, *, relays=()):
    """Add a document's evidence to a known claim; answers with the `Act`. Raises as `record_claim`."""
    join(claim, user, [attribution.snapshot.document_id])
    with act(ActKind.ATTRIBUTED, user, _in_a_line(claim)) as doing:
        _hold(attribution.snapshot_id)
        _refuse_stored(Attribution, claim=claim, **_place(attribution))
        _store_evidence(doing, claim, attribution, relays)
    return doing.stored


def record_wording(wording, user, *, made=()):
    """Store which words name a subject; answers with the `Act`. Raises as `record_claim`."""
    with act(ActKind.WORDED, user, f"{wording.subject}: “{wording.exact[:120]}”") as doing:
        _hold(wording.snapshot_id)
        for record in made:
            _store(doing, record)
        _refuse_stored(Wording, event=wording.event, subject=wording.subject, **_place(wording))
        _store(doing, wording)
    return doing.stored


def note_reading(document, event, user, read):
    """Note that a person read a document for an event, or (`read` false) take that back; the `Act`, or None.

    Whoever asks for what is so already changes nothing.
    """
    words = f"{'' if read else 'not '}{document.name} for {event}"
    with act(ActKind.READ, user, words) as doing:
        Document.objects.select_for_update(of=("self",)).order_by("pk").get(pk=document.pk)
        stored = Reading.objects.filter(document=document, event=event, reader=user).first()
        if read and stored is None:
            _store(doing, Reading(document=document, event=event, reader=user))
        elif stored and not read:
            doing.delete(stored)
    return doing.stored


def _hold(snapshot):
    Snapshot.objects.select_for_update(of=("self",)).order_by("pk").without_text().get(pk=snapshot)


def _store(doing, record):
    _relink(record)
    record.full_clean()
    doing.save(record)


def _store_evidence(doing, claim, attribution, relays):
    attribution.claim = claim
    _store(doing, attribution)
    for position, relay in enumerate(relays, 1):
        relay.attribution, relay.position = attribution, position
        _store(doing, relay)


def _relink(record):
    """Point at records that were stored after they were named."""
    for field in record._meta.concrete_fields:
        if field.is_relation and field.is_cached(record):
            setattr(record, field.name, field.get_cached_value(record))


def _place(anchor):
    return {"snapshot": anchor.snapshot_id, "start": anchor.start, "end": anchor.end}


def _refuse_stored(model, **same):
    stored = model.objects.filter(**same).first()
    if stored:
        raise AlreadyRecorded(stored)


def _refuse_same(claim, attribution, user):
    same = {name: getattr(claim, name) for name in SAME}
    if claim.question is None:
        same["statement"] = claim.statement
    empty = {f"{name}__isnull": True for name, value in same.items() if value is None}
    given = {name: value for name, value in same.items() if value is not None}
    words = Attribution.objects.filter(**_place(attribution)).values("claim")
    _refuse_stored(Claim, pk__in=words, author=user, **given, **empty)


def _in_a_line(claim):
    """Who answers what; some of the records named may not be stored yet."""
    about = claim.question.short if claim.question else claim.event.title
    answer = claim.answer.label if claim.answer else claim.answer_text or claim.statement
    stance = "" if claim.stance == Stance.ASSERTS else f"{claim.get_stance_display()} "
    return f"{claim.speaker or claim.outlet}, {about}: {stance}{answer}"
