"""Zip archives: the files in them, one by one, unpacked into memory with an eye on how large they become."""

import stat
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

from sources.ingest.records import MOST_BYTES, MOST_PARTS, Unreadable

MOST_UNPACKED = 1_000_000_000  # bytes of all files together
MOST_RATIO = 200  # times its packed size; text packs to a tenth, seldom to a fiftieth
SMALL = 10_000_000  # bytes below which the ratio says nothing


def check_size(package: zipfile.ZipFile) -> None:
    """Refuse, before unpacking, what says of itself that it becomes too large. Raises Unreadable."""
    infos = package.infolist()
    if len(infos) > MOST_PARTS:
        raise Unreadable(f"Holds {len(infos):,} files.", f"At most {MOST_PARTS:,} at a time: pack it in parts.")
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)):
        times = unpacked // max(packed, 1)
        raise Unreadable(f"Unpacks to {unpacked // 1_000_000:,} MB, {times:,} times its size. It was not unpacked.")


def members(content: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """(name, bytes) of each file in an archive, or why that one is refused; the others go on. Raises Unreadable."""
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise Unreadable("A broken zip archive.", "Pack it anew.") from problem
    with package:
        check_size(package)
        for info in package.infolist():
            if not info.is_dir() and not info.filename.startswith("__MACOSX/"):
                yield info.filename, _member(package, info)


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Unreadable:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return Unreadable("Its name leads out of the archive.", "Pack it anew under an ordinary name.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Unreadable("A link to another file, not a file.")
    if info.flag_bits & 1:
        return Unreadable("Locked with a password.", "Pack it without one.")
    if info.file_size > MOST_BYTES:
        return Unreadable(f"Larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        with package.open(info) as file:
            found = file.read(MOST_BYTES + 1)  # what the archive says of its size may be untrue
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError):
        return Unreadable("Cannot be unpacked: its bytes are damaged, or packed in an unknown way.")
    return found if len(found) <= MOST_BYTES else Unreadable("Unpacks to more than it says.")
