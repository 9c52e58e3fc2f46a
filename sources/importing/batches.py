"""Many files brought in as one batch: each succeeds or fails on its own, and what became of each is kept.

A batch that was interrupted goes on where it stopped: bring the same files again with the same words for their source.
Nothing is taken in twice, whatever happens: the same bytes, the same text, the same address are known again.
"""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from sources.choices import Outcome
from sources.importing.files import Opened
from sources.importing.keeping import hash_of, keep
from sources.importing.matching import Match, match, same_bytes
from sources.importing.outlets import known_names
from sources.importing.saving import corrected, guessed, save, url_of
from sources.ingest.confined import Confined
from sources.ingest.reading import opened
from sources.ingest.records import Unreadable
from sources.models import Arrival, Batch

TEXT = 300  # characters of a reason


@dataclass(frozen=True)
class Piece:
    """One file, or one in an archive: its name, its bytes, and the `Opened` whole that it is of.

    `said` is what a person corrected beforehand, see `sources.importing.saving`.
    """

    name: str
    content: bytes
    whole: Opened
    said: dict = field(default_factory=dict)

    @property
    def called(self):
        """By what its kind is told, where its bytes do not tell."""
        return self.whole.called or self.name


class Bringing:
    """Brings files in. `after(snapshot)` is called for each new snapshot, within the transaction that stores it.

    `others(reading, snapshot)` is called for what holds records of other tools, and says for each of them its `name`,
    `words` and what it `became`; with `again`, files that are here already are read again for the sake of these.

    With `dry_run` nothing is stored: arrivals are made but not saved.
    """

    def __init__(self, *, outlet=None, user=None, dry_run=False, after=None, others=None, again=False):
        self.outlet, self.user, self.dry_run = outlet, user, dry_run
        self.after = after or (lambda snapshot: None)
        self.others, self.again = others or (lambda reading, snapshot: []), again
        self.known, self.batch, self.position, self.done = known_names(), None, 0, set()

    def bring(self, source, files):
        """Yields an `Arrival` for each document of each file, as soon as it is known what became of it."""
        self.batch = self._batch(source)
        if self.batch.pk:
            self.done = set(self.batch.arrivals.values_list("name", "sha256", "part"))
            self.position = len(self.done)
        with Confined() as confined:
            for file in files:
                yield from self._file(file, confined)
        self.batch.finished_at = timezone.now()
        if not self.dry_run:
            self.batch.save()

    def _batch(self, source):
        fields = {"source": source[:500], "outlet": self.outlet, "by": self.user}
        if self.dry_run:
            return Batch(**fields)
        unfinished = Batch.objects.filter(source=source[:500], by=self.user, finished_at=None).first()
        return unfinished or Batch.objects.create(**fields)

    def _file(self, file, confined):
        try:
            whole = file.open()
            for name, content in opened(file.name, whole.content):
                if isinstance(content, Unreadable):
                    yield self._refused(name, None, content)
                elif not self._is_done(name, content):
                    of_it = whole if name == file.name else Opened(content)  # an archive's address is not its files'
                    yield from self._content(Piece(name, content, of_it), confined)
        except Unreadable as problem:
            yield self._refused(file.name, None, problem)

    def _content(self, piece, confined):
        known = None if self.again else same_bytes(hash_of(piece.content))
        if known:
            yield self._arrived(piece, known)
            return
        try:
            readings = confined.read(piece.called, piece.content, self.known, piece.whole.charset)
        except Unreadable as problem:
            yield self._refused(piece.name, piece.content, problem)
            return
        for reading in readings:
            if not self._is_done(piece.name, piece.content, reading.name):
                yield self._taken(piece, reading)

    def _is_done(self, name, content, part=""):
        """Whether this batch has it already, from before it was interrupted."""
        return (name[:1000], hash_of(content), part) in self.done

    def _taken(self, piece, reading):
        """One document: stored with all that belongs to it, or not at all."""
        try:
            if not reading.text and (reading.reviews or reading.annotations):
                return self._records(piece, reading)
            reading = corrected(reading, piece.said)
            found = match(reading, url_of(reading, piece.whole.fetched_from), self.outlet)
            if self.dry_run:
                return self._foreseen(piece, found, reading)
            with transaction.atomic():
                return self._stored(piece, found, reading)
        except ValidationError as problem:
            refused = Unreadable(" ".join(problem.messages))
        except DatabaseError as problem:
            refused = Unreadable("The database refuses it.", str(problem).split("\n")[0])
        return self._refused(piece.name, piece.content, refused, reading.name)

    def _records(self, piece, reading):
        """A file that holds nothing but records of other tools."""
        if self.dry_run:
            return self._foreseen(piece, Match(Outcome.RECORDS), reading)
        with transaction.atomic():
            keep(piece.content)
            return self._arrived(piece, Match(Outcome.RECORDS), reading)

    def _foreseen(self, piece, found, reading):
        with transaction.atomic():
            arrival = self._arrived(piece, found, reading)
            transaction.set_rollback(True)
        return arrival

    def _stored(self, piece, found, reading):
        document, snapshot = save(
            reading,
            found,
            original=keep(piece.content),
            captured_from=piece.whole.fetched_from or piece.name,
            outlet=self.outlet,
            user=self.user,
            fetched_from=piece.whole.fetched_from,
            said=piece.said,
        )
        if found.outcome != Outcome.HERE:
            self.after(snapshot)
        return self._arrived(piece, replace(found, document=document, snapshot=snapshot), reading)

    def _arrived(self, piece, found, reading=None):
        address = url_of(reading, piece.whole.fetched_from) if reading else ""
        told = self._told(reading, found)
        return self._arrival(
            piece.name,
            piece.content,
            part=reading.name if reading else "",
            outcome=found.outcome,
            reason=" ".join(filter(None, (found.reason, _summed_up(told))))[:TEXT],
            document=found.document,
            snapshot=found.snapshot,
            found=(as_found(guessed(reading, address)) if reading else {})
            | {one.name: [one.words, one.became] for one in told},
        )

    def _told(self, reading, found):
        """What becomes of other tools' records; nothing yet where the text that they stand in is not stored."""
        is_whole = reading and (found.snapshot or not reading.text)
        return self.others(reading, found.snapshot) if is_whole and (reading.reviews or reading.annotations) else []

    def _refused(self, name, content, problem, part=""):
        told = {"reason": problem.reason[:TEXT], "helps": problem.helps[:TEXT]}
        return self._arrival(name, content, part=part, outcome=Outcome.UNREADABLE, **told)

    def _arrival(self, name, content, **fields):
        digest = "" if content is None else hash_of(content)
        fields |= {"position": self._place(), "size": len(content or b""), "sha256": digest}
        if self.dry_run:
            return Arrival(batch=self.batch, name=name[:1000], **fields)
        part = fields.pop("part")
        stored, _ = Arrival.objects.update_or_create(batch=self.batch, name=name[:1000], part=part, defaults=fields)
        return stored

    def _place(self):
        self.position += 1
        return self.position


def as_found(guesses):
    """{field: [value, where, [[value, where] of each further reading]]} of {field: guess}, as an arrival keeps it."""
    return {
        name: [guess.value, guess.where, [[other.value, other.where] for other in guess.others]]
        for name, guess in guesses.items()
    }


def _summed_up(told):
    """*2 of 3 records taken over.*; what there is only one sentence to say of, in that sentence."""
    if len(told) == 1:
        return f"{told[0].name}: {told[0].became}"
    taken = sum(one.taken for one in told)
    return f"{taken} of {len(told)} records of another tool taken over." if told else ""
