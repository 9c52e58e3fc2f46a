"""How long documents take to come in: `python -m tests.benchmarks.imports [COUNT]` (200, or as many as are asked for).

First the time to read one document of 600 words in each format; then so many documents, one in ten a copy of another,
are brought in: time, memory, and queries for each. In a database of its own, unless DATABASE_URL names one.
"""

import json
import resource
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.temporary import temporary_site
from tests.benchmarks.texts import edited, made_up, printed

ROUNDS = 20
LINE = 90  # letters in a line of a PDF


def formats(words):
    """{name of a file: its bytes}: one text in every format."""
    from tests.sources.ingest.files import packed, page, pdf, word  # noqa: PLC0415

    text = printed(words)
    record = {"text": text, "title": "A title", "date": "2024-01-08"}
    html = page("", "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")))
    return {
        "a.txt": text.encode(),
        "a.md": f"# A title\n\n{text}".encode(),
        "a.html": html,
        "a.pdf": pdf(*(text[at : at + LINE].replace("\n", " ") for at in range(0, len(text), LINE))),
        "a.docx": word(*text.split("\n\n")),
        "a.eml": f"Subject: A title\nFrom: a@herald.example\nContent-Type: text/plain\n\n{text}".encode(),
        "a.json": json.dumps(record).encode(),
        "a.jsonl": json.dumps(record).encode(),
        "a.csv": f'title,text\nA title,"{text}"\n'.encode(),
        "a.zip": packed({"a.txt": text.encode()}),
    }


def read_each():
    from sources.ingest.confined import Confined  # noqa: PLC0415
    from sources.ingest.reading import opened  # noqa: PLC0415

    print("| format | time to read a document, median | slowest |\n|---|---|---|")
    with Confined() as confined:
        for name, content in formats(made_up(600, 1)).items():
            taken = []
            for number in range(ROUNDS + 1):
                start = time.perf_counter()
                for inner, inside in opened(name, content):
                    confined.read(inner, inside)
                taken += [1000 * (time.perf_counter() - start)] if number else []  # the first loads what it needs
            print(f"| {name[1:]} | {statistics.median(taken):.1f} ms | {max(taken):.1f} ms |", flush=True)


def write(folder, count):
    """So many files, pages and plain texts, every tenth a copy of an earlier one."""
    for number in range(count):
        words = made_up(300 + number % 300, number)
        if number % 10 == 9:
            words = edited(made_up(300 + (number - 9) % 300, number - 9), 0.1, number)
        text = printed(words)
        title = " ".join(words[:6]).capitalize()
        if number % 2:
            body = "".join(f"<p>{one}</p>" for one in text.split("\n\n"))
            head = f'<title>{title}</title><meta property="og:site_name" content="Outlet {number % 40}">'
            text = f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"
        else:
            text = f"{title}\n\nAnn Lee\n{1 + number % 28} March 2024\n\n{text}"
        (folder / f"{number:06}.{'html' if number % 2 else 'txt'}").write_text(text)


@contextmanager
def queries():
    """[how many queries]: counted without keeping them."""
    from django.db import connection  # noqa: PLC0415

    asked = [0]

    def count(execute, *args):
        asked[0] += 1
        return execute(*args)

    with connection.execute_wrapper(count):
        yield asked


def bring(folder):
    from django.db import connection  # noqa: PLC0415

    from claims.curation.arriving import follow_arrival  # noqa: PLC0415
    from sources.importing.batches import Bringing  # noqa: PLC0415
    from sources.importing.files import files_in  # noqa: PLC0415
    from sources.models import Resemblance  # noqa: PLC0415

    before, taken, outcomes = memory(), [], {}
    with queries() as asked:
        start = last = time.perf_counter()
        for arrival in Bringing(after=follow_arrival).bring("benchmark", files_in([folder])):
            now = time.perf_counter()
            taken.append(1000 * (now - last))
            last, outcomes[arrival.outcome] = now, outcomes.get(arrival.outcome, 0) + 1
        seconds = time.perf_counter() - start
    tenth = max(1, len(taken) // 10)
    told = ", ".join(f"{count} {name}" for name, count in outcomes.items())
    middle, first, last = (statistics.median(part) for part in (taken, taken[:tenth], taken[-tenth:]))
    copies = Resemblance.objects.count()
    print(f"\n{connection.vendor}: {len(taken)} files ({told}) in {seconds:.0f} s, {copies} likely copies.")
    print(f"Median {middle:.1f} ms a document; of the first tenth {first:.1f} ms, of the last {last:.1f} ms.")
    print(f"{asked[0] / len(taken):.1f} queries a document.")
    print(
        f"Memory at most {memory():.0f} MB, {memory() - before:.0f} MB more than before; to read {children():.0f} MB."
    )


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with temporary_site() as folder:
        read_each()
        files = Path(folder) / "files"
        files.mkdir()
        write(files, count)
        bring(files)


if __name__ == "__main__":
    main()
