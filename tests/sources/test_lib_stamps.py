"""Lines that say when a page was changed are told from sentences about changes."""

import time

import pytest

from sources.lib.stamps import is_stamp


@pytest.mark.parametrize(
    "line",
    [
        "Updated 28 March 2024, 09:14 GMT",
        "Last updated: Wed 27 Mar 2024 at 9.14 pm",
        "(Published 8 January 2024 | Updated 3 hours ago)",
        "This article was last modified on March 3rd, 2024",
        "Zuletzt aktualisiert: 27. März 2024, 9:14 Uhr",
        "Обновлено 24 мая 2023 в 10:05",
    ],
)
def test_stamps(line):
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures speak of 25 dead",
        "Updated to correct the number of boats: 25",
        "Published reports say that 25 boats were lost on 8 January",
        "Updated",
        "25 boats were lost on 8 January 2024",
        "Correction, 28 March 2024: 25 boats were lost, not 52",
        "",
    ],
)
def test_sentences_are_none(line):
    assert not is_stamp(line)


def test_a_long_line_takes_no_time():
    start = time.perf_counter()
    assert not is_stamp("updated " + "1 at " * 20 + "x" * 15) and not is_stamp("updated " + "1 a " * 100_000)
    assert time.perf_counter() - start < 1
