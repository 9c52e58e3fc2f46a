"""Damage behind the application's back is found, said with precision, and makes the command fail."""

import csv
import sys
from hashlib import sha256
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from claims import verification
from claims.models import Attribution, Wording
from tests.factories import make_attribution, make_claim, make_document, make_event, make_snapshot, make_wording

pytestmark = pytest.mark.django_db
TEXT = "The ministry said that more than 70 raiders were killed. The governor said so, too."


@pytest.fixture
def snapshot():
    return make_snapshot(make_document(key="ministry-says"), TEXT)


@pytest.fixture
def attribution(snapshot):
    return make_attribution(make_claim(key="killed"), snapshot, "more than 70")


def verify(*args):
    """(exit code, what was said on both streams)"""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("verify_evidence", *args, stdout=out, stderr=err)
    except CommandError as error:
        code = 1
        err.write(str(error))
    return code, out.getvalue(), err.getvalue()


def damage(row, **values):
    """Write past the models, as a person at the database's own console would."""
    assigned = ", ".join(f'"{name}" = %s' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {assigned} WHERE id = %s", [*values.values(), row.pk])


def test_sound_evidence_is_counted_and_nothing_is_said(attribution):
    code, out, err = verify()
    assert (code, out, err) == (0, "1 text checked. 0 wrong; 0 moved or lost.\n", "")


def test_an_empty_corpus_is_sound():
    assert verify()[0] == 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"start": 24, "end": 36}, "says “more than 70” from 24 to 36, the text has “ore than 70 ” there"),
        ({"start": 24, "end": 36}, "The words stand once in the text, at 23. Repair it at /admin/evidence/killed-1/"),
        ({"start": 9000, "end": 9012}, f"from 9000 to 9012, the text ends at {len(TEXT)}"),
        ({"exact": "more than 71"}, "The words do not stand in the text"),
        ({"prefix": "He told us that "}, "its prefix is “He told us that ”, the text has “istry said that ”"),
        ({"suffix": " bandits"}, "its suffix is “ bandits”, the text has “ raiders”"),
    ],
)
def test_words_that_do_not_stand_where_they_should_are_told(attribution, values, said):
    damage(attribution, **values)
    code, _, err = verify()
    assert code == 1 and said in " ".join(err.split())
    assert "attribution killed-1 in document ministry-says: " in err


def test_words_that_stand_several_times_need_a_person(snapshot):
    row = make_attribution(make_claim(), snapshot, "said")
    damage(row, start=row.start + 1, end=row.end + 1)
    assert "stand 2 times" in verify()[2]


def test_a_changed_text_is_told_and_what_stood_in_it(attribution, snapshot):
    damage(snapshot, text=TEXT.replace("70", "71"))
    code, _, err = verify()
    assert code == 1 and f"snapshot {snapshot.sha256} in document ministry-says: its text has another SHA-256" in err
    assert "attribution killed-1" in err


def test_a_text_that_was_never_normalised_is_told(snapshot):
    text = "e\u0301 was said."
    damage(snapshot, text=text, sha256=sha256(text.encode()).hexdigest())
    assert "is not in Unicode NFC" in verify()[2]


def test_a_wording_is_checked_alike(snapshot):
    wording = make_wording(make_event(), snapshot, "raiders")
    damage(wording, exact="bandits")
    assert f"wording {wording.key} in document ministry-says" in verify()[2]


@pytest.fixture
def original(snapshot, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save(f"originals/{sha256(b'page').hexdigest()}", ContentFile(b"page"))
    damage(snapshot, original=name)
    return tmp_path / name


def test_an_original_file_is_compared_with_its_name(original):
    assert verify()[0] == 0
    original.write_bytes(b"another page")
    code, _, err = verify()
    assert code == 1 and f"has the SHA-256 {sha256(b'another page').hexdigest()}" in err


def test_an_original_file_that_is_gone_is_told(original):
    original.unlink()
    assert "cannot be read" in verify()[2]


def test_a_name_that_leads_out_of_the_folder_is_not_followed(original, snapshot):
    damage(snapshot, original="../../etc/hostname")
    assert "cannot be read" in verify()[2]


def test_what_moved_or_was_lost_is_listed_and_is_not_wrong(snapshot):
    make_attribution(make_claim(key="a"), snapshot, anchor="moved")
    make_attribution(make_claim(key="b"), snapshot, anchor="lost", removed=True)
    code, out, _ = verify()
    assert code == 0 and "attribution a-1 in document ministry-says: moved. Look at it: /admin/evidence/a-1/" in out
    assert "b-1 in document ministry-says: lost. Kept as lost" in out and "0 wrong; 2 moved or lost" in out


def test_only_one_document(attribution):
    damage(attribution, exact="more than 71")
    make_snapshot(make_document(key="another"))
    assert verify("--document", "another")[0] == 0
    assert verify("--document", "ministry-says")[0] == 1


@pytest.mark.parametrize("key", ["nowhere", "", "a\0b"])
def test_an_unknown_document_is_told(key):
    code, _, err = verify("--document", key)
    assert code == 1 and "There is no document" in err


def test_everything_found_is_written_into_a_file(attribution, snapshot, tmp_path):
    damage(attribution, exact="more than 71")
    make_attribution(make_claim(key="a"), snapshot, anchor="moved")
    verify("--csv", str(tmp_path / "found.csv"))
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["record"], row["key"], row["document"]) for row in rows] == [
        ("attribution", "killed-1", "ministry-says"),
        ("attribution", "a-1", "ministry-says"),
    ]
    assert verify("--csv", str(tmp_path))[0] == 1


def test_a_quote_without_its_text_and_a_text_without_its_document_are_told(attribution, snapshot):
    homeless = make_snapshot()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sources_snapshot WHERE id = %s", [snapshot.pk])
        cursor.execute("DELETE FROM sources_document WHERE id = %s", [homeless.document_id])
        code, _, err = verify()
        cursor.execute("DELETE FROM claims_attribution")  # before the database looks at the end of the test
        cursor.execute("DELETE FROM sources_snapshot")
    assert code == 1 and "attribution killed-1 in document (missing): its text is not there" in err
    assert f"snapshot {homeless.sha256} in document (missing): its document is not there" in err


def test_a_fixed_number_of_queries_for_a_batch(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(verification, "TEXTS", 30)

    def fill(many):
        for _ in range(many):
            snapshot = make_snapshot(text=f"{TEXT} {sys.maxsize}")
            make_attribution(make_claim(), snapshot)
            make_wording(make_event(), snapshot, "raiders")

    for many in (2, 20):  # 2, then 22 texts
        fill(many)
        with django_assert_num_queries(7):
            assert list(verification.problems()) == []
    assert Attribution.objects.count() == Wording.objects.count() == 22
