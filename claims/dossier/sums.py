"""What is in a folder, file by file: sizes and SHA-256, and the list of them that `sha256sum -c` reads."""

import re
from dataclasses import dataclass
from pathlib import Path

from claims.dataset.target import hash_of_file

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class Entry:
    """A file: its path in the folder with `/`, its size in bytes, the SHA-256 of its bytes."""

    path: str
    size: int
    sha256: str


def entries(folder: Path) -> list[Entry]:
    """Every file of a folder, in the order of their paths."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = [Entry(path.relative_to(folder).as_posix(), path.stat().st_size, hash_of_file(path)) for path in files]
    return sorted(found, key=lambda entry: entry.path)


def write_sums(folder: Path) -> None:
    """Write the list of all files but itself."""
    lines = [f"{entry.sha256}  {entry.path}\n" for entry in entries(folder) if entry.path != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_sums(folder: Path) -> dict[str, str] | None:
    """{path: SHA-256} as the list in a folder has it; None if there is none that can be read."""
    try:
        found = [_LINE.fullmatch(line) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return None
    return {match[2]: match[1] for match in found} if found and all(found) else None
