"""The folder that a package is exported to: nothing that a person put there or changed may be lost."""

import csv
import hashlib
import json
import re
from pathlib import Path

from claims.dataset.package import DESCRIPTION, FILES
from claims.dataset.schema import NAME
from claims.dataset.texts import ORIGINALS, TEXTS

ADVICE = "Export into another folder, load the changes first, or give them up with --replace."
NAMED_BY_HASH = re.compile(r"[0-9a-f]{64}")


class CannotExport(Exception):
    """The folder cannot take a package; the text says why and what to do."""


def check_target(folder, replace):
    """Raise CannotExport unless the folder is new, empty, or holds a package as it was exported."""
    if folder.exists() and not folder.is_dir():
        raise CannotExport(f"{folder} is a file; name a folder.")
    if not folder.exists() or not any(not path.name.startswith(".") for path in folder.iterdir()):
        return
    resources = described(folder) if (folder / DESCRIPTION).exists() else {}
    if resources is None or not any((folder / name).is_file() for name in (DESCRIPTION, *FILES)):
        raise CannotExport(f"{folder} is not empty and holds no data package; name an empty or a new folder.")
    changed = [
        name for name in FILES if (folder / name).is_file() and hash_of_file(folder / name) != resources.get(name)
    ]
    if changed and not replace:
        how = "changed since they were exported, or made by hand"
        raise CannotExport(f"{folder} holds files that were {how}: {', '.join(changed)}. {ADVICE}")


def described(folder):
    """{file name: SHA-256 as exported} of the package in a folder, None if it holds none of ours."""
    try:
        found = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8-sig"))
        if found["name"] != NAME:
            return None
        return {one["path"]: one.get("hash", "").removeprefix("sha256:") for one in found["resources"]}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def hash_of_file(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differs(new, old):
    """Whether a file is there already, with other bytes."""
    return old.is_file() and (old.stat().st_size != new.stat().st_size or hash_of_file(old) != hash_of_file(new))


def stale_files(folder):
    """Texts and originals that the package in this folder brought along, as paths within it."""
    snapshots = folder / "snapshots.csv"
    if not snapshots.is_file():
        return set()
    with snapshots.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        rows = list(csv.DictReader(file))
    texts = {Path(TEXTS, f"{row['sha256']}.txt") for row in rows if NAMED_BY_HASH.fullmatch(row.get("sha256") or "")}
    originals = {Path(ORIGINALS, row["original"]) for row in rows if NAMED_BY_HASH.fullmatch(row.get("original") or "")}
    return {name for name in texts | originals if (folder / name).is_file() and unchanged(folder / name)}


def optional_files(folder):
    """Files of the package in this folder that another package may be without, as paths within it."""
    return {Path(name) for name, table in FILES.items() if table.optional and (folder / name).is_file()}


def unchanged(path):
    """Whether a file still has the content that its name promises."""
    return hash_of_file(path) == path.name.removesuffix(".txt")


def tell_what_stays(folder, files, report):
    """Note the files that were there and are no part of the package; they are left alone."""
    here = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    rooms = [path for room in (TEXTS, ORIGINALS) if (folder / room).is_dir() for path in (folder / room).iterdir()]
    for path in sorted(here + rooms):
        if path.relative_to(folder) not in files:
            report.notes.append(f"{path.relative_to(folder)} is not part of the package; left alone")
