"""Whatever stands in the cells, a load answers: it loads, or it says what is wrong and keeps nothing."""

import csv
import io
from random import Random

import pytest

from claims.dataset.load import load
from claims.dataset.package import TABLES
from claims.dataset.write import export
from claims.models import Claim
from tests.claims.dataset.packages import DIGEST, FILES, content, make_package, told

pytestmark = pytest.mark.django_db
ODD = [
    "", " ", "0", "1", "-1", "70", "1e9", "NaN", "99999999999999999999", "0.0000001", "-999999999999.999", "true",
    "TRUE",
    "2023-05-22", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "22.05.2023", "12:00", "null", "None",
    "raid", "war", "story", "copy", "wire", "gazette", "ministry", "state", "killed", "who", "ann", "killed-ministry",
    "killed-ministry-1", DIGEST, DIGEST.upper(), "between", "exactly", "denies", "contradicts", "suggested", "updates",
    "../../etc/passwd", "=1+1", "'", "''=x", "a\0b", "\r", "\n", "\u2028", "🚁", "é", "e\u0301", "\ufeff", "x" * 700,
    '"', ";", "; ;", "volunteers", "Wire", "https://example.org/", "http://", "raiders", "killed", "it said.",
]  # fmt: skip


def mutated(seed):
    """The files of the small package with some cells, rows and columns changed at random."""
    random, files = Random(seed), {}
    for name, text in FILES.items():
        rows = list(csv.reader(io.StringIO(text)))
        for _ in range(random.choice([0, 0, 1, 1, 2, 4])):
            row = random.choice(rows[1:])
            row[random.randrange(len(row))] = random.choice(ODD)
        if random.random() < 0.1:
            rows.append(list(random.choice(rows[1:])))
        if random.random() < 0.1:
            at = random.randrange(len(rows[0]))
            rows = [row[:at] + row[at + 1 :] for row in rows]
        if random.random() < 0.95:
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(rows)
            files[name] = out.getvalue()
    return files


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("there", [False, True], ids=["empty", "loaded"])
def test_a_mutated_package_loads_or_is_told(tmp_path, seed, there):
    if there:
        assert told(load(make_package(tmp_path / "good"))) == []
    export(tmp_path / "before")
    package = make_package(tmp_path / "odd", mutated(seed))
    report = load(package)
    export(tmp_path / "after")
    if report.problems:
        assert content(tmp_path / "after") == content(tmp_path / "before")
        assert all(line.startswith(tuple(FILES)) for line in told(report)), told(report)
    else:
        again = load(package)
        assert told(again) == []
        changed = {file: found for file, found in again.counts.items() if found.new or found.changed}
        assert changed == {}


def test_bytes_that_are_no_text_are_told(tmp_path):
    random = Random(1)
    for number in range(30):
        package = make_package(tmp_path / str(number))
        path = package / f"{random.choice(list(FILES))}.csv"
        data = bytearray(path.read_bytes())
        for _ in range(3):
            data[random.randrange(len(data))] = random.randrange(256)
        path.write_bytes(data)
        report = load(package, dry_run=True)
        assert all(str(problem) for problem in report.problems)
    assert not Claim.objects.exists()
    assert not any(table.model._base_manager.exists() for table in TABLES)
