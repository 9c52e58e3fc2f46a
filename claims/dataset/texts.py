"""Texts and original bytes that travel beside the files of a package, named by their SHA-256."""

import hashlib
import re

from django.core.files.base import File
from django.core.files.storage import default_storage

from sources.lib.texts import normalise, sha256
from sources.models import Snapshot

TEXTS, ORIGINALS = "texts", "originals"
KEPT = 32_000_000  # characters of texts kept for the next rows


class BadFile(ValueError):
    """A file that cannot be used; its text says why. `line` is where, if known."""

    line = None


class Texts:
    """Texts of snapshots: from the package if it brings them, else from the database."""

    def __init__(self, known):
        self.known, self.held = known, {}

    def fetch(self, pks):
        """Make ready the texts of these snapshots; others go when they take too much room."""
        missing = set(pks) - set(self.held)
        if missing and sum(map(len, self.held.values())) > KEPT:
            self.held = {pk: self.held[pk] for pk in set(pks) if pk in self.held}
        for pk in missing & set(self.known.texts):
            self.held[pk] = read_text(*self.known.texts[pk])
        rows = Snapshot._base_manager.filter(pk__in=missing - set(self.known.texts))
        self.held |= dict(rows.values_list("pk", "text"))

    def get(self, pk):
        """The text, None if there is none."""
        return self.held.get(pk)


def inside(folder, room, name):
    """The file `name` in a room of the package, None if there is none. It must not lead out of the package."""
    path = folder / room / name
    if not path.is_file():
        return None
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BadFile(f"{room}/{name} leads out of the package; put the file itself there")
    return path


def read_text(path, wanted=None):
    """The text in a file as it is stored; `wanted` is the SHA-256 that it must have."""
    data = path.read_bytes()
    try:
        text = normalise(data.decode())
    except UnicodeDecodeError as error:
        bad = BadFile(f"is not UTF-8; save it as UTF-8 (line {data[: error.start].count(10) + 1})")
        raise bad from None
    if sha256(text) != wanted and text.startswith("\ufeff"):
        text = text[1:]
    if wanted and sha256(text) != wanted:
        raise BadFile(f"its text has the SHA-256 {sha256(text)}; a changed text is another snapshot")
    if "\0" in text:
        raise BadFile("holds a NUL character; remove it")
    if not text:
        raise BadFile("is empty; a snapshot needs a text")
    return text


def hash_of(file):
    """SHA-256 of the bytes of an open file."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def hash_of_original(name):
    """SHA-256 of original bytes that are stored under `name`; None if they are lost."""
    stem = name.removeprefix(f"{ORIGINALS}/")
    if re.fullmatch("[0-9a-f]{64}", stem):
        return stem
    try:
        with default_storage.open(name) as file:
            return hash_of(file)
    except FileNotFoundError:
        return None


def stored_name(digest):
    return f"{ORIGINALS}/{digest}"


class Originals:
    """Original bytes that a load brings in; stored last, taken back if the load fails."""

    def __init__(self, folder):
        self.folder, self.wanted, self.saved = folder, {}, []

    def want(self, digest):
        """Remember to store the file of this SHA-256."""
        if digest in self.wanted or default_storage.exists(stored_name(digest)):
            return
        path = inside(self.folder, ORIGINALS, digest)
        if path is None:
            raise BadFile(f"there is no file {ORIGINALS}/{digest}")
        with path.open("rb") as file:
            found = hash_of(file)
        if found != digest:
            raise BadFile(f"the bytes of {ORIGINALS}/{digest} have the SHA-256 {found}")
        self.wanted[digest] = path

    def store(self):
        for digest, path in self.wanted.items():
            with path.open("rb") as file:
                self.saved.append(default_storage.save(stored_name(digest), File(file)))

    def take_back(self):
        for name in self.saved:
            default_storage.delete(name)
