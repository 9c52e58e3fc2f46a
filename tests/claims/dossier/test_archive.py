"""A folder as one zip file: complete, the same bytes each time, harmless to unpack."""

import zipfile
from datetime import UTC, datetime

import pytest

from claims.dossier.archive import archive
from tests.claims.dossier.world import AT


def folder(tmp_path):
    made = tmp_path / "dossier-raid"
    (made / "texts").mkdir(parents=True)
    (made / "index.html").write_text("begin")
    (made / "texts" / "a.txt").write_text("words " * 1000)
    return made


def test_it_holds_every_file_below_the_name_of_the_folder(tmp_path):
    with zipfile.ZipFile(archive(folder(tmp_path), AT)) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["dossier-raid/index.html", "dossier-raid/texts/a.txt"]
        assert packed.read("dossier-raid/index.html") == b"begin"
        assert packed.infolist()[1].compress_size < 600
        assert {info.date_time for info in packed.infolist()} == {(2026, 11, 22, 14, 5, 0)}


def test_the_same_folder_and_time_give_the_same_bytes(tmp_path):
    made = folder(tmp_path)
    one = archive(made, AT).read()
    (made / "index.html").touch()
    assert archive(made, AT).read() == one


@pytest.mark.parametrize("year", [1, 1979, 2107, 9999])
def test_a_year_that_a_zip_file_cannot_name_is_the_nearest_one(tmp_path, year):
    with zipfile.ZipFile(archive(folder(tmp_path), datetime(year, 2, 28, 12, tzinfo=UTC))) as packed:
        assert packed.infolist()[0].date_time[0] == min(max(year, 1980), 2107)
