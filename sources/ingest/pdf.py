"""PDF: the text that stands in it; a picture of a text is no text."""

import re
from importlib.metadata import version

import pypdfium2

from sources.ingest.characters import cleaned
from sources.ingest.clues import clues
from sources.ingest.records import MOST_TEXT, Guess, Reading, Unreadable
from sources.lib.texts import normalise

EXTRACTOR = f"pypdfium2 {version('pypdfium2')}"
MOST_PAGES = 5000
LEAST = 20  # letters in a whole file: fewer are marks of a scanner
SAID = {"title": "Title", "byline": "Author"}
DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
SCANNED = "Recognise the text with another program, then bring the file again."


def read_pdf(content: bytes, known=()) -> list[Reading]:
    """One document. Raises Unreadable for a broken, locked or scanned file."""
    pdf = _opened(content)
    try:
        pages, said = [_page(pdf, at) for at in range(len(pdf))], pdf.get_metadata_dict(skip_empty=True)
    finally:
        pdf.close()
    if sum(char.isalpha() for page in pages for char in page) < LEAST:
        raise Unreadable(f"{_pages(len(pages))} of pictures, no text in them.", SCANNED)
    text, notes = cleaned(normalise(_joined(pages)))
    if len(text) > MOST_TEXT:
        raise Unreadable(f"Longer than {MOST_TEXT:,} characters.")
    found = clues(text, known)
    guesses = found.guesses | {
        field: Guess(said[name].strip()[:500], f"the file's own data, {name}")
        for field, name in SAID.items()
        if said.get(name, "").strip() and field not in found.guesses
    }
    return [Reading(found.text, "application/pdf", EXTRACTOR, guesses, found.credits, found.set_aside, notes)]


def _opened(content: bytes):
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise Unreadable("Locked with a password.", "Save it without one.") from problem
        raise Unreadable("A broken PDF.", "Open it in another program and save it anew.") from problem
    if not len(pdf) or len(pdf) > MOST_PAGES:
        pages = len(pdf)
        pdf.close()
        raise Unreadable("A PDF without pages." if not pages else f"More than {MOST_PAGES} pages.")
    return pdf


def _page(pdf, at: int) -> str:
    try:
        page = pdf[at]
        return page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return ""


def _joined(pages: list[str]) -> str:
    """Lines that a page breaks become paragraphs again; a word that is parted at a line's end becomes whole."""
    joined = []
    for page in pages:
        page = re.sub(r"\ufffe|\u00ad\s*\n", "", page.replace("\r\n", "\n"))
        page = re.sub(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])", "", page)
        joined.append(re.sub(r"(?<=[^\s.!?:”\"])\n(?=[a-zà-ÿ(,;])", " ", page))
    return "\n\n".join(page.strip() for page in joined if page.strip())


def _pages(number: int) -> str:
    return f"{number} page{'' if number == 1 else 's'}"
