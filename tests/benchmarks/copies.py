"""How many copies are found, and how many that are none: `python -m tests.benchmarks.copies [--count 100] [FOLDER]`.

Families are made of made-up texts, and of the articles in a folder if one is given: copies with 2 to 40 % of the words
edited, the first third alone, and inside an article of 600 other words the whole of a short text, or 120 words of a
longer one. Recall is told by kind; precision is the
share of those found that are of one family. If datasketch or rensa can be imported, MinHash with LSH runs on the same
texts: as it is, and with what it finds counted exactly, as here.
"""

import argparse
import statistics
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.temporary import temporary_site
from tests.benchmarks.texts import edited, made_up, printed

EDITS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4)
ALIKE, PERMUTATIONS = 0.2, 128  # of MinHash
SHORT, PASSAGE = 400, 120  # words: of a wire story that stands whole in an article; of a passage of a longer text


def families(count, folder):
    """[(family, kind, words)], originals first; the kind of an original is empty."""
    own = [made_up(150 + 37 * (seed % 20), seed) for seed in range(count)]
    own += [file.read_text(errors="replace").split() for file in sorted(folder.glob("*.txt"))] if folder else []
    found = [(family, "", words) for family, words in enumerate(own)]
    for family, words in enumerate(own):
        found += [(family, f"{part:.0%} edited", edited(words, part, family)) for part in EDITS]
        found.append((family, "first third", words[: max(60, len(words) // 3)]))
        around = made_up(600, 10_000 + family)
        kind, story = ("story inside", words) if len(words) <= SHORT else ("passage inside", words[:PASSAGE])
        found.append((family, kind, [*around[:300], *edited(story, 0.05, family), *around[300:]]))
    return found


def by_counterclaim(texts):
    """{(number, number)} of pairs found as each text came in, and seconds for each."""
    from claims.curation.arriving import follow_arrival  # noqa: PLC0415, F401 (what an import calls is all loaded)
    from sources.copies.finding import find_copies  # noqa: PLC0415
    from sources.models import Document, Outlet, Snapshot  # noqa: PLC0415

    outlet, numbers, found, taken = Outlet.objects.create(name="Any"), {}, set(), []
    for number, text in enumerate(texts):
        day = date(2024, 1, 1) + timedelta(number)
        document = Document.objects.create(outlet=outlet, title=f"Text {number}", key=f"t{number}", published_on=day)
        numbers[document.pk] = number
        snapshot = Snapshot.objects.create(document=document, text=text)
        start = time.perf_counter()
        found |= {(numbers[one.document.pk], number) for one in find_copies(snapshot)}
        taken.append(time.perf_counter() - start)
    return found, taken


def by_minhash(texts, sketch, lsh):
    """The same by a library: `sketch(runs)` makes a sketch, `lsh` has insert and query."""
    from sources.lib.sketches import words_of  # noqa: PLC0415

    found, taken = set(), []
    for number, text in enumerate(texts):
        start = time.perf_counter()
        words = words_of(text)
        one = sketch({" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))})
        found |= {(int(other), number) for other in lsh.query(one)}
        lsh.insert(number, one)
        taken.append(time.perf_counter() - start)
    return found, taken


def libraries():
    """(name, sketch, lsh) of each library that is there."""
    try:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

        def sketch(runs):
            one = MinHash(PERMUTATIONS)
            one.update_batch([run.encode() for run in runs])
            return one

        yield "datasketch", sketch, MinHashLSH(ALIKE, PERMUTATIONS)
    except ImportError:
        pass
    try:
        from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

        def hashed(runs):
            one = RMinHash(num_perm=PERMUTATIONS, seed=1)
            one.update(list(runs))
            return one

        yield "rensa", hashed, RMinHashLSH(ALIKE, PERMUTATIONS, 32)
    except ImportError:
        pass


def counted(found, texts):
    """Of pairs, those that share enough words, counted exactly; and seconds for each."""
    from sources.lib.sketches import shares, words_of  # noqa: PLC0415

    words, taken, kept = {}, [], set()
    for first, second in found:
        start = time.perf_counter()
        for number in (first, second):
            words.setdefault(number, words_of(texts[number]))
        if shares(words[first], words[second]).is_copy:
            kept.add((first, second))
        taken.append(time.perf_counter() - start)
    return kept, sum(taken) / max(1, len(texts))


def tell(name, found, milliseconds, made):
    """A line of the table: recall of each kind, precision, time."""
    hits, kinds = defaultdict(int), defaultdict(int)
    for number, (family, kind, _) in enumerate(made):
        if kind:
            kinds[kind] += 1
            hits[kind] += (family, number) in found  # the original of a family has its number
    right = sum(made[a][0] == made[b][0] for a, b in found)
    recalls = " | ".join(f"{hits[kind] / kinds[kind]:.0%}" for kind in kinds)
    print(f"| {name} | {recalls} | {right / max(1, len(found)):.1%} | {milliseconds:.1f} ms |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="of articles, as .txt")
    parser.add_argument("--count", type=int, default=100, help="of made-up families")
    asked = parser.parse_args()
    made = families(asked.count, asked.folder)
    texts = [printed(words) for _, _, words in made]
    kinds = list(dict.fromkeys(kind for _, kind, _ in made if kind))
    print(f"{len(texts)} texts. Recall by kind, precision, median time for a text.\n")
    print(f"| | {' | '.join(kinds)} | precision | time |\n|{'---|' * (len(kinds) + 3)}")
    with temporary_site():
        found, taken = by_counterclaim(texts)
        tell("Counterclaim", found, 1000 * statistics.median(taken), made)
        for name, sketch, lsh in libraries():
            found, taken = by_minhash(texts, sketch, lsh)
            tell(name, found, 1000 * statistics.median(taken), made)
            kept, more = counted(found, texts)
            tell(f"{name}, counted", kept, 1000 * (statistics.median(taken) + more), made)


if __name__ == "__main__":
    main()
