"""`manage.py load_dataset` and `manage.py export_dataset`, as a person at a terminal sees them."""

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from tests import factories as make
from tests.claims.dataset.packages import FILES, change, content, make_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path):
    return make_package(tmp_path / "package")


def test_a_load_prints_what_is_new_changed_and_unchanged_per_file(package, capsys):
    call_command("load_dataset", str(package))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["new", "changed", "unchanged"]
    assert [line.split()[0] for line in lines[1:]] == [*(f"{name}.csv" for name in FILES), "people"]
    assert ["claims.csv", "3", "0", "0"] in [line.split() for line in lines]
    call_command("load_dataset", str(package))
    assert ["claims.csv", "0", "0", "3"] in [line.split() for line in capsys.readouterr().out.splitlines()]


def test_a_dry_run_says_so(package, capsys):
    call_command("load_dataset", str(package), dry_run=True)
    assert capsys.readouterr().out.endswith("This was a dry run: nothing was changed.\n")
    assert not Claim.objects.exists()


@pytest.mark.parametrize("dry_run", [True, False])
def test_problems_go_to_the_error_stream_and_the_command_fails(package, capsys, dry_run):
    change(package, "claims", ",70,", ',"12,5",')
    change(package, "claims", "asserts,Nobody", "assert,Nobody")
    with pytest.raises(CommandError, match="2 problems"):
        call_command("load_dataset", str(package), dry_run=dry_run)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == 'claims.csv line 2, column amount: "12,5" — write 12.5 with a point'
    assert len(err.splitlines()) == 2


def test_the_history_names_the_user_given(package):
    make.make_user("loader")
    call_command("load_dataset", str(package), user="loader", verbosity=0)
    assert Claim.history.first().history_user.username == "loader"
    with pytest.raises(CommandError, match="Nobody is named 'nobody' here"):
        call_command("load_dataset", str(package), user="nobody")


def test_an_export_prints_the_rows_per_file(package, tmp_path, capsys):
    call_command("load_dataset", str(package))
    capsys.readouterr()
    call_command("export_dataset", str(tmp_path / "out"))
    assert ["claims.csv", "3"] in [line.split() for line in capsys.readouterr().out.splitlines()]
    call_command("load_dataset", str(tmp_path / "out"))
    call_command("export_dataset", str(tmp_path / "again"))
    assert content(tmp_path / "out") == content(tmp_path / "again")


def test_an_export_into_a_folder_of_other_things_fails_in_words(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(CommandError, match="is not empty and holds no data package"):
        call_command("export_dataset", str(tmp_path))
