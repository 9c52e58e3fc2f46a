"""Bad and hostile files and links as a table: what each says, in how much time, with how much memory.

`python -m tests.benchmarks.hostile`. Each file is read as an import reads it, by a reading process of its own that
has read one small file before; memory is the most that it held. Nothing is stored, and nothing is fetched: the
links lead nowhere that may be asked.
"""

import os
import tempfile
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import django

from sources.importing.files import files_in
from sources.ingest.confined import Confined
from sources.ingest.fetching import Fetcher
from sources.ingest.reading import opened
from sources.ingest.records import Unreadable
from tests.sources.ingest.files import BODY, OTHER, packed, page, pdf, word

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]><x>&l9;</x>'.encode()
LINKS = (
    "file:///etc/passwd",
    "ftp://herald.example/a",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://169.254.169.254/latest/",
    "http://10.0.0.1/",
    "http://0x7f000001/",
    "http://localhost/",
    "https://user:secret@herald.example/",
)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    print("| input | size | what it says | time | memory |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, name, make in FILES:
            path = Path(folder) / name
            make(path)
            say(what, size(path.stat().st_size), *read(path))
            path.unlink()
    for url in LINKS:
        start = time.perf_counter()
        said = refusal(lambda url=url: Fetcher("http://localhost").fetch(url))
        say(f"`{url}`", "", said, time.perf_counter() - start, None)


def say(what, large, said, seconds, memory):
    held = "" if memory is None else f"{memory} MB"
    print(f"| {what} | {large} | {said} | {seconds:.2f} s | {held} |", flush=True)


def size(count):
    return f"{count / 1e6:.1f} MB" if count > 99_999 else f"{count / 1e3:.1f} kB"


def read(path):
    """(what it says, seconds, megabytes of the reading process)."""
    said = []
    with Confined() as confined:
        taken(confined, "first.txt", BODY.encode())
        start = time.perf_counter()
        (file,) = files_in([path])
        try:
            for name, content in opened(path.name, file.open().content):
                told = str(content) if isinstance(content, Unreadable) else taken(confined, name, content)
                inner = name.removeprefix(f"{path.name}/") if name != path.name else ""
                said.append(f"{inner}: {told}" if inner else told)
        except Unreadable as problem:
            said.append(str(problem))
        return " · ".join(said), time.perf_counter() - start, held_by(confined)


def taken(confined, name, content):
    try:
        readings = confined.read(name, content)
    except Unreadable as problem:
        return str(problem)
    notes = " ".join(dict.fromkeys(note for one in readings for note in one.notes))
    return f"taken in: {sum(len(one.text.split()) for one in readings):,} words. {notes}".strip()


def held_by(confined):
    """The most memory that the reading process held, in MB; None if there is none (any more)."""
    process = confined._process
    if process is None or process.poll() is not None:
        return None
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1000


def refusal(ask):
    try:
        ask()
    except Unreadable as problem:
        return str(problem)
    return "fetched"


# The files


def of(content):
    return lambda path: path.write_bytes(content() if callable(content) else content)


def sparse(path):
    with path.open("wb") as file:
        file.truncate(200_000_000)


def bomb(path):
    with ZipFile(path, "w", ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(600):
            member.write(b"\0" * 1_000_000)


def locked_pdf():
    lock = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ({'o' * 32}) /U ({'u' * 32}) >>".encode()
    return pdf(BODY).replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00> <00>] /Encrypt " + lock)


LYING = page('<meta charset="utf-8">', "<p>Обстрел города</p>" * 30).decode().encode("cp1251")
MAILS = b"Content-Type: message/rfc822\n\n" * 500 + b"Subject: x\n\n" + BODY.encode()

FILES = [
    ("a page called .pdf", "a.pdf", of(page())),
    ("a PDF called .txt", "a.txt", of(pdf("Rockets fell on the town, and nobody was hurt."))),
    ("a broken PDF", "b.pdf", of(pdf(BODY)[:200])),
    ("an encrypted PDF", "c.pdf", of(locked_pdf)),
    ("a scanned PDF without text", "d.pdf", of(pdf())),
    ("an empty file", "e.txt", of(b"")),
    ("only space", "f.txt", of(b" \n\t\n")),
    ("random bytes called .txt", "g.txt", of(lambda: os.urandom(100_000))),
    ("an unknown charset", "h.html", of(page('<meta charset="klingon-8">'))),
    (
        "a lying charset",
        "i.html",
        of(LYING),
    ),
    ("a file of 200 MB", "j.txt", sparse),
    ("a zip bomb of 600 MB", "k.zip", bomb),
    ("a zip with ../ names", "l.zip", of(packed({"../evil.txt": b"x", "/etc/x.txt": b"x", "a.txt": BODY.encode()}))),
    ("a zip in a zip", "m.zip", of(packed({"n.zip": packed({"a.txt": BODY.encode()})}))),
    ("100,000 nested <div>", "n.html", of(page("", f"{'<div>' * 100_000}<p>{BODY}</p>{'</div>' * 100_000}"))),
    ("1,000,000 <b> never closed", "o.html", of(page("", "<b>" * 1_000_000 + BODY))),
    ("a billion laughs, .html", "p.html", of(LAUGHS)),
    ("a billion laughs in a DOCX", "q.docx", of(word(BODY, replaced={"word/document.xml": LAUGHS}))),
    ("a DOCX with a macro", "r.docx", of(word(BODY, replaced={"word/vbaProject.bin": b"x" * 1000}))),
    ("a broken DOCX", "s.docx", of(word(BODY)[:300])),
    ("one million words", "t.txt", of(lambda: f"{BODY} {OTHER} ".encode() * 17_000)),
    ("a line of 10 million letters", "u.txt", of(b"a" * 10_000_000)),
    ("bidirectional controls", "v.txt", of(f"{BODY} \u202egnp.exe\u202c \u2066x\u2069".encode())),
    ("NUL bytes", "w.txt", of(f"{BODY}\0\0 {OTHER}".encode())),
    ("JSON 100,000 deep", "x.json", of(b"[" * 100_000)),
    ("CSV with a cell of 20 MB", "y.csv", of(b'text\n"' + b"word " * 4_000_000 + b'"\n')),
    (
        "mail in mail, 500 deep",
        "z.eml",
        of(MAILS),
    ),
]


if __name__ == "__main__":
    main()
