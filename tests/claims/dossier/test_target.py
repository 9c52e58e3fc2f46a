"""The folder of a dossier: nothing of a person's is lost, nothing is half-made, nothing beside it is touched."""

import os

import pytest

from claims.dossier import target
from claims.dossier.sums import SUMS, read_sums, write_sums
from claims.dossier.target import PARTS_OF_IT, CannotWrite, whole_folder


def fill(folder, text="one"):
    for name in (*PARTS_OF_IT, "texts/a.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{text} {name}")
    write_sums(folder)


def make(folder, text="one", **options):
    with whole_folder(folder, **options) as staged:
        fill(staged, text)


def content(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("there", [False, True])
def test_a_new_or_empty_folder_takes_a_dossier(tmp_path, there):
    if there:
        (tmp_path / "new").mkdir()
    make(tmp_path / "new")
    assert content(tmp_path / "new")["index.html"] == "one index.html"
    assert os.listdir(tmp_path) == ["new"]


def test_an_earlier_dossier_is_replaced_as_a_whole(tmp_path):
    make(tmp_path / "new", "one")
    (tmp_path / "new" / ".DS_Store").write_text("the system's")
    with whole_folder(tmp_path / "new") as staged:
        fill(staged, "two")
        (staged / "texts" / "a.txt").unlink()
        write_sums(staged)
    assert "texts/a.txt" not in content(tmp_path / "new")
    assert content(tmp_path / "new")["index.html"] == "two index.html"
    assert os.listdir(tmp_path) == ["new"]


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("meow")
    with pytest.raises(CannotWrite, match="not empty and holds no dossier"):
        make(tmp_path / "photos", replace=True)
    assert content(tmp_path) == {"photos/cat.jpg": "meow"}


@pytest.mark.parametrize("sums", ["", "nonsense\n", f"{'0' * 64}  cat.jpg\n", b"\xff\xfe"])
def test_a_list_of_sums_alone_makes_no_dossier(tmp_path, sums):
    (tmp_path / SUMS).write_bytes(sums if isinstance(sums, bytes) else sums.encode())
    with pytest.raises(CannotWrite, match="holds no dossier"):
        make(tmp_path)


def test_changed_files_are_kept_unless_they_are_given_up(tmp_path):
    make(tmp_path / "new")
    (tmp_path / "new" / "texts" / "a.txt").write_text("my note")
    with pytest.raises(CannotWrite, match=r"changed since the dossier was written: texts/a\.txt\. .*--replace"):
        make(tmp_path / "new", "two")
    assert content(tmp_path / "new")["texts/a.txt"] == "my note"
    make(tmp_path / "new", "two", replace=True)
    assert content(tmp_path / "new")["texts/a.txt"] == "two texts/a.txt"


def test_files_of_a_person_are_never_given_up(tmp_path):
    make(tmp_path / "new")
    for number in range(7):
        (tmp_path / "new" / f"note-{number}.txt").write_text("mine")
    with pytest.raises(CannotWrite, match=r"no part of its dossier: note-0\.txt, .* and 2 more\. Move them"):
        make(tmp_path / "new", "two", replace=True)
    assert content(tmp_path / "new")["note-6.txt"] == "mine"


def test_what_a_person_adds_meanwhile_is_not_lost(tmp_path):
    make(tmp_path / "new")
    with pytest.raises(CannotWrite, match=r"note\.txt"), whole_folder(tmp_path / "new") as staged:
        fill(staged, "two")
        (tmp_path / "new" / "note.txt").write_text("mine")
    assert content(tmp_path / "new")["index.html"] == "one index.html"
    assert os.listdir(tmp_path) == ["new"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_an_interrupted_run_leaves_everything_as_it_was(tmp_path, failure):
    make(tmp_path / "new")
    with pytest.raises((KeyboardInterrupt, ValueError, CannotWrite)), whole_folder(tmp_path / "new") as staged:
        (staged / "index.html").write_text("half")
        raise failure
    assert content(tmp_path / "new")["index.html"] == "one index.html"
    assert os.listdir(tmp_path) == ["new"]


def test_a_failing_rename_gives_the_old_dossier_its_name_back(tmp_path, monkeypatch):
    make(tmp_path / "new")
    rename = os.rename

    def failing(source, to):
        if "-old" not in str(source) and "-old" not in str(to):
            raise OSError(18, "Invalid cross-device link")
        rename(source, to)

    monkeypatch.setattr(target.os, "rename", failing)
    with pytest.raises(CannotWrite, match="cannot be written: Invalid cross-device link"):
        make(tmp_path / "new", "two")
    assert content(tmp_path / "new")["index.html"] == "one index.html"
    assert os.listdir(tmp_path) == ["new"]


def test_a_file_or_a_missing_parent_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match="is a file; name a folder"):
        make(tmp_path / "file")
    with pytest.raises(CannotWrite, match="is not a folder; make it first"):
        make(tmp_path / "missing" / "new")
    with pytest.raises(CannotWrite, match="is not a folder; make it first"):
        make(tmp_path / "file" / "new")


def test_a_link_to_a_folder_leads_to_it(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    make(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


def test_sums_are_those_of_sha256sum(tmp_path):
    (tmp_path / "b").write_text("b")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c").write_text("")
    write_sums(tmp_path)
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / SUMS).read_text().splitlines()[0] == f"{empty}  a/c"
    assert list(read_sums(tmp_path)) == ["a/c", "b"]
