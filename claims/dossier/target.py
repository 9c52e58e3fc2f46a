"""The folder that a dossier is written to: what a person put there or changed is never lost, nothing is half-made."""

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path

from claims.dataset.target import CannotExport, hash_of_file
from claims.dossier.sums import SUMS, read_sums

PARTS_OF_IT = {"index.html", "README.txt", "data/datapackage.json"}  # every dossier holds these
OF_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini"}
NAMED = 5  # files that a message names


class CannotWrite(Exception):
    """The folder cannot take a dossier; the text says why and what to do."""


@contextmanager
def whole_folder(folder, replace=False):
    """A new folder beside the wanted one, to write into; it takes its name when all is written.

    Raises CannotWrite, with nothing changed, if there is anything in the folder but an earlier dossier as it was
    written; `replace` gives up changes to its files.
    """
    folder = Path(folder).resolve()
    check_target(folder, replace)
    token = secrets.token_hex(8)
    staged, old = (folder.parent / f".dossier-{token}{end}" for end in ("", "-old"))
    try:
        with readable_errors(folder):
            staged.mkdir()
            yield staged
            check_target(folder, replace)  # somebody may have worked there meanwhile
            put_in_place(staged, folder, old)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def readable_errors(folder):
    try:
        yield
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written: {error.strerror or error}.") from error
    except CannotExport as error:
        raise CannotWrite(str(error)) from error


def put_in_place(staged, folder, old):
    """Give the new folder its name; the one that had it goes, or gets it back if that fails."""
    try:
        if folder.exists():
            os.rename(folder, old)
        os.rename(staged, folder)
    except BaseException:
        if old.exists() and not folder.exists():
            with suppress(OSError):
                os.rename(old, folder)
        raise


def check_target(folder, replace):
    """Raise CannotWrite unless the folder is new, empty, or holds a dossier as it was written."""
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(f"{folder} is a file; name a folder.")
    if not folder.parent.is_dir():
        raise CannotWrite(f"{folder.parent} is not a folder; make it first.")
    with readable_errors(folder):
        if folder.exists() and any(folder.iterdir()):
            check_dossier(folder, replace)


def check_dossier(folder, replace):
    listed = read_sums(folder)
    if listed is None or not set(listed) >= PARTS_OF_IT:
        raise CannotWrite(f"{folder} is not empty and holds no dossier; name an empty or a new folder.")
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not is_folder(path)}
    strange = sorted(name for name in files if name not in listed and files[name].name not in {SUMS, *OF_THE_SYSTEM})
    if strange:
        raise CannotWrite(f"{folder} holds files that are no part of its dossier: {few(strange)}. Move them elsewhere.")
    changed = sorted(name for name in listed if name in files and hash_of_file(files[name]) != listed[name])
    if changed and not replace:
        raise CannotWrite(
            f"{folder} holds files that were changed since the dossier was written: {few(changed)}. Write into another "
            "folder, or give the changes up with --replace."
        )


def is_folder(path):
    return path.is_dir() and not path.is_symlink()


def few(names):
    """The first of some names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
