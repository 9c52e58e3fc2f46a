"""Files that a person looks at before they are saved: kept, read one after the other, saved when the person says so.

    batch = receive([("a.txt", file)], ["https://…"], outlet, user)
    Showing(batch, user=user).read_on(within(8))      as often as there are arrivals `waiting`
    choose(batch, {arrival.pk: {"title": "…"}})       what is to be saved, and what the person corrected
    Showing(batch, user=user, after=follow).save_on(within(8), chosen=True)

An arrival waits, is read (`ready`: what was read off it stands in `found`, no document is made) and then saved or left
out. Each step may stop after any file and go on later, in another request; done twice, it does nothing twice.
"""

import time

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Count
from django.utils import timezone

from sources.choices import Outcome
from sources.importing.batches import Bringing, Piece, as_found
from sources.importing.files import Opened
from sources.importing.keeping import forget, hash_of, keep, kept
from sources.importing.links import fetcher, link
from sources.importing.matching import Match, match, same_bytes
from sources.importing.outlets import known_outlet
from sources.importing.saving import guessed, url_of
from sources.ingest.confined import Confined
from sources.ingest.reading import is_archive, opened
from sources.ingest.records import MOST_BYTES, Unreadable
from sources.models import Arrival, Batch, Snapshot

MOST = 200  # files and links at once; an archive is one
GONE = Unreadable("Its bytes are not kept any more.", "Bring the file again.")
OPEN = (Outcome.WAITING, Outcome.READY)


def within(seconds):
    """Whether there is still time to begin another file: a function that a request asks."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until


def receive(files, links, outlet, user, source=""):
    """Keep uploaded files ((name, file) with `size` and `read`) and links as a `Batch` of waiting arrivals."""
    rows = [*(_received(name, file) for name, file in files), *(Arrival(name=url[:1000]) for url in links)]
    with transaction.atomic():
        batch = Batch.objects.create(source=(source or _in_words(files, links))[:500], outlet=outlet, by=user)
        for position, (name, row) in enumerate(zip(_apart(rows), rows, strict=True), 1):
            row.batch, row.position, row.name = batch, position, name
            row.save()
    return batch


def _in_words(files, links):
    told = [(len(files), "file"), (len(links), "link")]
    return " and ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in told if number)


def _received(name, file):
    name = name.replace("\0", "").strip()[-1000:] or "a file without a name"
    if file.size > MOST_BYTES:
        reason = f"Larger than {MOST_BYTES // 1_000_000} MB."
        helps = "Bring the documents in it one by one."
        return Arrival(name=name, size=file.size, outcome=Outcome.UNREADABLE, reason=reason, helps=helps)
    content = file.read()
    keep(content)
    return Arrival(name=name, size=len(content), sha256=hash_of(content))


def _apart(rows):
    """Their names; of several with one name the further ones are numbered."""
    taken = set()
    for row in rows:
        name, number = row.name, 1
        while name in taken:
            number += 1
            name = f"{row.name[:990]} ({number})"
        taken.add(name)
        yield name


def choose(batch, said):
    """Keep which ready arrivals are to be saved, and what a person corrected: {pk: {field: value}}."""
    for arrival in batch.arrivals.filter(pk__in=said, outcome=Outcome.READY):
        arrival.found |= {"said": said[arrival.pk], "chosen": ["yes", ""]}
        arrival.save(update_fields=["found"])


def leave_out(batch, rows):
    """Leave open arrivals of a batch out for good; bytes that nothing else needs are not kept."""
    rows = rows.filter(batch=batch, outcome__in=OPEN)
    digests = set(rows.values_list("sha256", flat=True)) - {""}
    pks = list(rows.values_list("pk", flat=True))
    Arrival._base_manager.filter(pk__in=pks).update(outcome=Outcome.LEFT, reason="", helps="", document=None)
    for digest in digests:
        _forget_unneeded(digest)
    finish(batch)


def _forget_unneeded(digest):
    used = Arrival.objects.filter(sha256=digest).exclude(outcome=Outcome.LEFT).exists()
    if not used and not Snapshot.objects.filter(original__endswith=digest).exists():
        forget(digest)


def finish(batch):
    """Note when nothing of a batch is open any more."""
    if batch.finished_at is None and not batch.arrivals.filter(outcome__in=OPEN).exists():
        batch.finished_at = timezone.now()
        batch.save()


def counts(batch):
    """{outcome: how many arrivals}; those that are ready and will be a new snapshot count as `again`."""
    found = dict(batch.arrivals.order_by().values_list("outcome").annotate(Count("pk")))
    found["chosen"] = batch.arrivals.filter(outcome=Outcome.READY, found__has_key="chosen").count()
    found["again"] = batch.arrivals.filter(outcome=Outcome.READY, document__isnull=False).count()
    return found


class Showing(Bringing):
    """Reads the waiting arrivals of a batch, and saves those that are ready, as long as `has_time()` says so."""

    def __init__(self, batch, *, user=None, after=None):
        super().__init__(outlet=batch.outlet, user=user, after=after)
        self.batch = batch

    def _place(self):
        return self.position  # the documents of one file stand where the file stood

    # Reading

    def read_on(self, has_time):
        """Read waiting arrivals, at least one."""
        pks = list(self.batch.arrivals.filter(outcome=Outcome.WAITING).values_list("pk", flat=True))
        with Confined() as confined:
            for pk in pks:
                arrival = self.batch.arrivals.filter(pk=pk, outcome=Outcome.WAITING).first()
                if arrival:
                    self._read(arrival, confined, has_time)
                if not has_time():
                    break
        finish(self.batch)

    def _read(self, arrival, confined, has_time):
        self.position = arrival.position
        content = None
        try:
            whole = self._whole(arrival)
            content = whole.content
            if "archive" in arrival.found or not self._unpack(arrival, content):
                self._show(Piece(arrival.name, content, whole), confined, has_time)
        except Unreadable as problem:
            self._refused(arrival.name, content, problem)
        except ValidationError as problem:
            self._refused(arrival.name, content, Unreadable(" ".join(problem.messages)))
        except DatabaseError as problem:
            refused = Unreadable("The database refuses what is in it.", str(problem).split("\n")[0])
            self._refused(arrival.name, content, refused)

    def _whole(self, arrival):
        """The kept bytes; a link is fetched first, and its bytes are kept."""
        if arrival.sha256:
            return _kept(arrival)
        whole = link(arrival.name, fetcher()).open()
        keep(whole.content)
        return whole

    def _unpack(self, arrival, content):
        """An archive makes way for the files in it, which wait in its place; answers with whether it is one."""
        names = [self._wait(arrival, *inner) for inner in opened(arrival.name, content) if inner[0] != arrival.name]
        if names:
            arrival.delete()
            _forget_unneeded(arrival.sha256)
        elif is_archive(arrival.name, content):
            raise Unreadable("An archive with nothing in it.")
        return bool(names)

    def _wait(self, archive, name, content):
        if isinstance(content, Unreadable):
            return self._refused(name, None, content)
        known = self.batch.arrivals.filter(name=name[:1000]).first()
        if known:  # from before it was interrupted
            return known
        keep(content)
        found = {"archive": [archive.name[:300], ""]}
        return self._arrival(name, content, part="", outcome=Outcome.WAITING, found=found)

    def _show(self, piece, confined, has_time):
        known = same_bytes(hash_of(piece.content)) or self._twin(piece)
        if known:
            self._arrived(piece, known)
            return
        readings = confined.read(piece.called, piece.content, self.known, piece.whole.charset)
        shown = set(self.batch.arrivals.filter(name=piece.name).values_list("part", flat=True))
        left = [reading for reading in readings if not reading.name or reading.name not in shown]
        for number, reading in enumerate(left, 1):
            self._shown(piece, reading)
            if number < len(left) and not has_time():
                return  # the file waits, and goes on after what is shown
        if all(reading.name for reading in readings):
            self.batch.arrivals.filter(name=piece.name, part="", outcome=Outcome.WAITING).delete()

    def _twin(self, piece):
        """The same bytes twice in one batch, under two names: the second is here with the first."""
        rows = self.batch.arrivals.filter(sha256=hash_of(piece.content), outcome=Outcome.READY)
        first = rows.exclude(name=piece.name).first()
        return first and Match(Outcome.HERE, reason=f"The same bytes as {first.name[:200]}, in this import.")

    def _shown(self, piece, reading):
        """What would become of one document, and what was read off it."""
        address = url_of(reading, piece.whole.fetched_from)
        found = match(reading, address, self.outlet)
        if found.outcome == Outcome.HERE:
            self._arrived(piece, found, reading)
            return
        outlet = None if self.outlet else known_outlet(reading, address)
        about = {
            "words": str(len(reading.text.split())),
            "notes": " ".join(reading.notes),
            "known": str(outlet or ""),
            "address": address,
            "fetched": piece.whole.fetched_from,
            "charset": piece.whole.charset,
            "called": piece.whole.called,
        }
        self._arrival(
            piece.name,
            piece.content,
            part=reading.name,
            outcome=Outcome.READY,
            reason=found.reason,
            document=found.document,
            found=as_found(guessed(reading, address)) | {name: [value, ""] for name, value in about.items() if value},
        )

    # Saving

    def save_on(self, has_time, *, chosen):
        """Save ready arrivals, at least one: those that were chosen (see `choose`), or all."""
        ready = self.batch.arrivals.filter(outcome=Outcome.READY)
        if chosen:
            ready = ready.filter(found__has_key="chosen")
        names = list(dict.fromkeys(ready.order_by("position", "id").values_list("name", flat=True)))
        with Confined() as confined:
            for name in names:
                self._save_file(list(ready.filter(name=name)), confined, has_time)
                if not has_time():
                    break
        finish(self.batch)

    def _save_file(self, arrivals, confined, has_time):
        """The documents of one file, which is read once."""
        try:
            whole = _kept(arrivals[0])
            piece = Piece(arrivals[0].name, whole.content, whole)
            readings = confined.read(piece.called, piece.content, self.known, whole.charset)
        except Unreadable as problem:
            for arrival in arrivals:
                self._refused_ready(arrival, problem)
            return
        by_name = {reading.name: reading for reading in readings}
        for arrival in arrivals:
            self._save_one(arrival, piece, by_name.get(arrival.part))
            if not has_time():
                return

    @transaction.atomic
    def _save_one(self, arrival, piece, reading):
        """Nothing, if somebody was faster."""
        arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
        if arrival.outcome != Outcome.READY:
            return
        self.position = arrival.position
        if reading is None:
            self._refused_ready(arrival, GONE)
            return
        said = arrival.found.get("said", {})
        taken = self._taken(Piece(piece.name, piece.content, piece.whole, said), reading)
        if said and taken.outcome in (Outcome.SNAPSHOT, Outcome.HERE):
            taken.reason = f"{taken.reason} What you corrected was not written: it came in meanwhile."[:300]
            taken.save()

    def _refused_ready(self, arrival, problem):
        self.position = arrival.position
        arrival.outcome, arrival.reason, arrival.helps = Outcome.UNREADABLE, problem.reason, problem.helps
        arrival.save()


def _kept(arrival):
    """An arrival's bytes, opened as they were when they came. Raises Unreadable."""
    about = {name: arrival.found.get(name, [""])[0] for name in ("fetched", "charset", "called")}
    try:
        return Opened(kept(arrival.sha256), about["fetched"], about["charset"], about["called"])
    except FileNotFoundError as problem:
        raise GONE from problem
