"""The files that a person means: of folders all in them, by name; read one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.ingest.records import MOST_BYTES, Unreadable


@dataclass(frozen=True)
class Opened:
    """The bytes of a file; of what was fetched also its address, its charset and how a file of its kind is called."""

    content: bytes
    fetched_from: str = ""
    charset: str = ""
    called: str = ""


@dataclass(frozen=True)
class File:
    """A file to bring in: its name as told to people, and how it is opened (Unreadable if it cannot be)."""

    name: str
    open: Callable[[], Opened]


def files_in(paths: list[Path]) -> Iterator[File]:
    """All files at these paths, those of a folder in the order of their names; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if found.is_file())
            yield from (_file(found) for found in inside if not _is_hidden(found.relative_to(path)))
        else:
            yield _file(path)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _file(path: Path) -> File:
    return File(str(path), lambda: Opened(_content(path)))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"Larger than {MOST_BYTES // 1_000_000} MB.", "Bring the documents in it one by one.")
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise Unreadable("There is no such file.") from problem
    except OSError as problem:
        raise Unreadable("The file cannot be opened.", problem.strerror or "") from problem
