"""manage.py export_report: the same bytes as the page, and one clear line for every mistake."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.claims.exports.world import World

SAME = [
    (["claims"], "/claims.csv"),
    (["claims", "outlet=mirror", "sort=key"], "/claims.csv?outlet=mirror&sort=key"),
    (["claims", "q=70 raiders"], "/claims.csv?q=70+raiders"),
    (["contradictions", "state=suggested"], "/contradictions.csv?state=suggested"),
    (["attributions"], "/attributions.csv"),
    (["comparison", "event=raid"], "/events/raid/comparison.csv"),
    (["coverage", "event=raid"], "/events/raid/coverage.csv"),
    (["wording", "event=raid"], "/events/raid/wording.csv"),
    (["outlet-pairs"], "/outlet-pairs.csv"),
    (["outlet-vs", "outlet=herald", "other=mirror"], "/outlets/herald/vs/mirror.csv"),
    (["documents"], "/documents.csv"),
    (["outlets"], "/outlets.csv"),
    (["speakers"], "/speakers.csv"),
    (["events"], "/events.csv"),
]


@pytest.fixture
def world(db):
    return World()


def export(*arguments):
    out = io.StringIO()
    call_command("export_report", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("arguments", "path"), SAME)
def test_it_writes_what_the_page_gives(client, world, arguments, path):
    client.force_login(world.analyst)
    assert export(*arguments).encode() == b"".join(client.get(path).streaming_content)


def test_it_writes_a_file(world, tmp_path):
    file = tmp_path / "claims.csv"
    file.write_text("old")
    assert export("claims", "-o", str(file)) == ""
    assert file.read_text(encoding="utf-8") == export("claims")
    assert [path.name for path in tmp_path.iterdir()] == ["claims.csv"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["clams"], "There is no report “clams”. There are: claims, contradictions, attributions, comparison,"),
        (["claims", "speaker"], "“speaker” is not a filter; write field=value, such as event=KEY."),
        (["claims", "speker=x"], "“speker” is not a filter here. Did you mean “speaker”? There are: event, question,"),
        (["claims", "speaker=x"], "speaker: There is no speaker “x”."),
        (["claims", "stance=says"], "stance: “says” is not one of: asserts, denies, noncommittal, declines,"),
        (["claims", "event=raid", "event=war"], "event: Give it once."),
        (["comparison"], "event: Name the event by its key."),
        (["outlet-vs", "outlet=herald"], "other: Name the outlet by its slug."),
    ],
)
def test_a_mistake_is_named_in_one_line_and_leaves_no_file(world, tmp_path, arguments, message):
    with pytest.raises(CommandError) as error:
        export(*arguments, "-o", str(tmp_path / "x.csv"))
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(world, tmp_path):
    with pytest.raises(CommandError, match=r"x\.csv cannot be written: No such file or directory"):
        export("claims", "-o", str(tmp_path / "nowhere" / "x.csv"))


def test_a_folder_is_no_file(world, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: Is a directory"):
        export("claims", "-o", str(tmp_path))


def test_what_fails_halfway_leaves_the_old_file(world, tmp_path, monkeypatch):
    def breaking(report, asked):
        yield b"key\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claims.exports.report.Report.stream", breaking)
    file = tmp_path / "claims.csv"
    file.write_text("old")
    with pytest.raises(CommandError, match="No space left on device"):
        export("claims", "-o", str(file))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("claims.csv", "old")]


def test_a_device_is_written_to_not_replaced(world):
    export("claims", "-o", os.devnull)
    assert not os.path.isfile(os.devnull)


def manage(tmp_path, command):
    """Run a shell command with `$MANAGE` standing for manage.py on an empty database."""
    environment = os.environ | {
        "MANAGE": f"{sys.executable} manage.py",
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "DJANGO_SETTINGS_MODULE": "project.settings",
    }
    return subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)


def test_a_database_without_tables_gives_one_line(tmp_path):
    done = manage(tmp_path, "$MANAGE export_report claims")
    assert done.returncode == 1
    assert "is it migrated?" in done.stderr
    assert done.stderr.count("\n") == 1


def test_nobody_is_told_off_for_reading_only_the_beginning(tmp_path):
    done = manage(tmp_path, "$MANAGE migrate -v0 && $MANAGE export_report claims | true; echo ${PIPESTATUS[0]}")
    assert (done.stdout, done.stderr) == ("0\n", "")
