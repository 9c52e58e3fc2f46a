"""Word documents (DOCX): their paragraphs and tables; macros and pictures are passed over, nothing in them runs."""

import zipfile
from importlib.metadata import version
from io import BytesIO

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml import etree

from sources.ingest.archives import check_size
from sources.ingest.characters import cleaned
from sources.ingest.clues import clues
from sources.ingest.records import Guess, Reading, Unreadable
from sources.lib.texts import normalise

EXTRACTOR = f"python-docx {version('python-docx')}"
BROKEN = (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile, AttributeError, OSError)


def read_word(content: bytes, known=()) -> list[Reading]:
    """One document. Raises Unreadable."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        check_size(package)
        notes = ("Its macros were passed over.",) if any("vbaProject" in name for name in package.namelist()) else ()
    try:
        document = docx.Document(BytesIO(content))
        paragraphs = list(_paragraphs(document))
        said = document.core_properties
        values = {"title": said.title, "byline": said.author}
    except BROKEN as problem:
        raise Unreadable("A broken Word document.", "Open it and save it anew.") from problem
    text, more = cleaned(normalise("\n\n".join(paragraphs)))
    if not text.strip():
        raise Unreadable("A Word document without text.", "If it holds pictures of a text, recognise the text first.")
    found = clues(text, known)
    own = {field: Guess(value[:500], "the file's own data") for field, value in values.items() if value}
    return [Reading(found.text, _type(), EXTRACTOR, own | found.guesses, found.credits, found.set_aside, notes + more)]


def _type() -> str:
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _paragraphs(document):
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield "\t".join(dict.fromkeys(cell.text.strip() for cell in row.cells))
        elif part.text.strip():
            yield part.text
