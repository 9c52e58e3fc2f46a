"""The files of a dossier as its first page lists them."""

from dataclasses import dataclass

ROOMS = {
    "css/": "the two stylesheets of these pages",
    "data/": "the data package of this event: loads into any Counterclaim",
    "documents/": "a page for each text, with the words that are quoted",
    "questions/": "a page for each question, with every claim and its evidence",
    "texts/": "the texts alone, as plain files",
}


@dataclass(frozen=True)
class Room:
    """A folder within the folder: what it holds, how many files, how large together."""

    name: str
    holds: str
    count: int
    size: int


@dataclass(frozen=True)
class Listing:
    """The files of a dossier but the first page and the list of sums, which cannot name themselves."""

    entries: list

    @property
    def files(self):
        return [entry for entry in self.entries if "/" not in entry.path]

    @property
    def rooms(self):
        return [Room(name, holds, len(found), sum(e.size for e in found)) for name, holds, found in self._by_room()]

    @property
    def size(self):
        return sum(entry.size for entry in self.entries)

    def _by_room(self):
        for name, holds in ROOMS.items():
            if found := [entry for entry in self.entries if entry.path.startswith(name)]:
                yield name, holds, found
