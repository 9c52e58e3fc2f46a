"""Writes the dossier of one event: a folder for reading without a network and for keeping.

    written = write_dossier(Recipe(event, public=False, at=now()), folder)

The same records, recipe and time give the same bytes. Nothing outside the folder is touched, and the folder takes its
name only when all of it is written.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import QueryDict

from claims.dataset.write import export, one_moment
from claims.dossier.addresses import REPORTS as ADDRESSES
from claims.dossier.addresses import text_file
from claims.dossier.material import Material
from claims.dossier.pages import Page, Pages
from claims.dossier.sums import entries, write_sums
from claims.dossier.target import whole_folder
from claims.exports.registry import REPORTS
from sources.models import Snapshot

DATA, README = "data", "README.txt"
STYLES = {"bootstrap.min.css": "vendor/bootstrap-5.3.9/bootstrap.min.css", "site.css": "site.css"}


@dataclass(frozen=True)
class Written:
    """What a dossier holds: how many files and bytes; and what could not be put into it."""

    files: int
    size: int
    notes: list


def write_dossier(recipe, folder, replace=False):
    """Write the dossier into `folder`, which is made if need be; its parent must be there.

    Raises `CannotWrite`, with nothing changed, if the folder holds anything but an earlier dossier as it was written;
    `replace` gives up changes to that one's files.
    """
    with whole_folder(folder, replace) as staged, one_moment():
        notes = build(recipe, staged)
        found = entries(staged)
    return Written(len(found), sum(entry.size for entry in found), notes)


def build(recipe, folder):
    """Write everything into a new folder; answers with what is missing in it. A fixed number of queries."""
    material = Material(recipe)
    report = export(folder / DATA, selection=material.selection)
    copy_styles(folder / "css")
    write_reports(recipe, folder)
    write_texts(material, folder)
    pages = Pages(material)
    for page in pages.others():
        write(folder / page.file, pages.render(page))
    write(folder / README, pages.text(Page(README, "claims/dossier/README.txt")))
    write(folder / "index.html", pages.render(pages.first(entries(folder))))
    write_sums(folder)
    return report.notes


def write(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def copy_styles(folder):
    folder.mkdir()
    for name, static in STYLES.items():
        shutil.copyfile(Path(finders.find(static)), folder / name)


def write_reports(recipe, folder):
    """The reports of the event, as its pages give them."""
    for name in ADDRESSES.values():
        query = QueryDict(mutable=True)
        query["event"] = recipe.event.key
        with (folder / f"{name}.csv").open("wb") as file:
            file.writelines(REPORTS[name].stream(REPORTS[name].ask(query, recipe.claims)))


def write_texts(material, folder):
    """Each text as a plain file, named like its document's page."""
    (folder / "texts").mkdir()
    documents = {document.pk: document for document in material.documents}
    for snapshot in material.selection.rows(Snapshot).order_by("pk").iterator(chunk_size=20):
        document = documents[snapshot.document_id]
        newest = material.snapshots(document)[-1]
        (folder / text_file(document, snapshot, newest)).write_bytes(snapshot.text.encode())
