"""A file that breaks its reader breaks nothing else: the process is ended, the next file is read by a new one."""

import pytest

from sources.ingest import confined
from sources.ingest.confined import Confined
from sources.ingest.records import Guess, Unreadable
from tests.sources.ingest.files import BODY, page


@pytest.fixture(scope="module")
def reader():
    with Confined() as found:
        yield found


def test_it_reads_as_if_it_were_read_here(reader):
    (found,) = reader.read(
        "a.txt", f"Rockets fall on a border town\n9/1/2024\n{BODY}\nWith Herald".encode(), ["herald"]
    )
    assert found.guesses["title"] == Guess("Rockets fall on a border town", "line 1, stands alone above the text")
    assert found.guesses["published_on"].others == (Guess("2024-09-01", "line 2"),)
    assert found.credits == (Guess("Herald", "line 4"),)


def test_reasons_come_back_and_the_next_file_is_read(reader):
    with pytest.raises(Unreadable, match="Empty"):
        reader.read("a.txt", b"")
    assert BODY in reader.read("a.html", page())[0].text


def test_a_reader_that_dies_is_started_anew(reader):
    reader.read("a.txt", BODY.encode())
    reader._process.kill()
    reader._process.wait()
    assert reader.read("a.txt", BODY.encode())[0].text == BODY


def test_what_takes_too_long_is_ended():
    with Confined(seconds=0) as hasty:
        with pytest.raises(Unreadable, match="Takes longer"):
            hasty.read("a.txt", BODY.encode())
        assert hasty._process is None


def test_what_needs_too_much_memory_is_ended():
    with Confined(memory=60_000_000) as poor, pytest.raises(Unreadable, match=r"Breaks|memory"):
        poor.read("a.txt", BODY.encode())


def test_a_librarys_mistake_is_a_reason_not_an_error(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("sources.ingest.reading.read", broken)
    assert confined.answer("a.txt", b"x", [])["reason"] == confined.BREAKS
