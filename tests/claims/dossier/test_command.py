"""`manage.py export_dossier EVENT DIR`: one folder, and a clear line where that cannot be."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories as make
from tests.claims.dossier.world import pages, raid

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("export_dossier", *arguments, stdout=out)
    return out.getvalue()


def test_it_writes_the_folder_and_says_what_it_wrote(tmp_path):
    raid()
    told = run("raid", str(tmp_path / "out"), "--at", "2026-11-22T15:05:00+01:00")
    assert "files" in told
    assert "Begin with index.html" in told
    assert "22 November 2026, 14:05 UTC" in pages(tmp_path / "out")["index.html"].words
    assert "draft" in pages(tmp_path / "out")["index.html"].words


def test_it_can_be_run_again_and_then_as_visitors_see_it(tmp_path):
    raid()
    run("raid", str(tmp_path / "out"))
    run("raid", str(tmp_path / "out"), "--accepted")
    assert "accepted claims only" in pages(tmp_path / "out")["index.html"].words


def test_an_unknown_event_is_told_with_those_there_are(tmp_path):
    with pytest.raises(CommandError, match=r"There is no event “raid”\. There is no event at all\."):
        run("raid", str(tmp_path / "out"))
    make.make_event("A", key="aa")
    make.make_event("B", key="bb")
    for key in ("raid", "\0", ""):
        with pytest.raises(CommandError, match=r"There are: aa, bb\."):
            run(key, str(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", ["yesterday", "2026-13-01T00:00:00Z", "2026-02-30", "", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_none_is_told(tmp_path, at):
    make.make_event("A", key="aa")
    with pytest.raises(CommandError, match="is not a time; write 2026-11-22T14:05:00Z"):
        run("aa", str(tmp_path / "out"), "--at", at)


def test_a_day_alone_is_its_first_moment(tmp_path):
    make.make_event("A", key="aa")
    run("aa", str(tmp_path / "out"), "--at", "2026-11-22")
    assert "22 November 2026, 00:00 UTC" in pages(tmp_path / "out")["index.html"].words


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    make.make_event("A", key="aa")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty and holds no dossier; name an empty or a new folder"):
        run("aa", str(tmp_path), "--replace")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_lost_original_bytes_are_told(settings, tmp_path, capsys):
    settings.MEDIA_ROOT = tmp_path / "media"
    event = raid()
    snapshot = event.wordings.get().snapshot
    snapshot.original = "originals/gone"
    snapshot.save()
    call_command("export_dossier", "raid", str(tmp_path / "out"))
    assert "Note: the original bytes originals/gone are lost" in capsys.readouterr().err
