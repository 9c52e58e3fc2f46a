"""The files that a person means: of folders all in them, by name; read one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.ingest.records import MOST_BYTES, Unreadable


@dataclass(frozen=True)
class File:
    """A file to bring in: its name as told to people, and how its bytes are had (Unreadable if they cannot be)."""

    name: str
    content: Callable[[], bytes]
    fetched_from: str = ""


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
    return File(str(path), lambda: _content(path))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"Larger than {MOST_BYTES // 1_000_000} MB.", "Bring the documents in it one by one.")
        return path.read_bytes()
    except FileNotFoundError as problem:
        raise Unreadable("There is no such file.") from problem
    except OSError as problem:
        raise Unreadable("The file cannot be opened.", problem.strerror or "") from problem
