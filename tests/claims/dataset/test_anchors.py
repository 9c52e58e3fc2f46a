"""Attributions and wordings that people write by hand: words alone, without key, hash or place."""

import pytest

from claims.dataset.load import load
from claims.models import Attribution, Wording
from sources.models import Snapshot
from tests import factories as make
from tests.claims.dataset.packages import DIGEST, FILES, TEXT, change, make_package, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(tmp_path):
    return make_package(tmp_path / "package", {**FILES, "relays": "attribution,position\n"})


def write(package, file, text):
    (package / f"{file}.csv").write_text(text)
    return package


def places(model):
    return {found.key: (found.start, found.end, found.exact) for found in model.objects.all()}


def test_words_alone_are_found_in_the_only_snapshot_of_the_document(package):
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,story,70 raiders\n")
    assert told(load(package)) == []
    assert places(Attribution) == {"a": (33, 43, "70 raiders")}
    found = Attribution.objects.get()
    assert (found.prefix, found.suffix) == (TEXT[3:33], TEXT[43:73])


def test_empty_cells_for_the_place_mean_the_same(package):
    write(
        package,
        "attributions",
        "key,claim,document,snapshot,start,end,exact,prefix,suffix,cue,manner,anchor\n"
        "a,killed-ministry,story,,,,70 raiders,,,,,\n",
    )
    assert told(load(package)) == []
    assert places(Attribution) == {"a": (33, 43, "70 raiders")}


def test_a_row_without_key_gets_the_claims_key_and_the_first_free_number(package):
    write(
        package,
        "attributions",
        "key,claim,document,exact\n"
        ",killed-ministry,story,70 raiders\n"
        "killed-ministry-1,killed-ministry,story,The ministry\n"
        ",killed-ministry,story,more than 70\n",
    )
    assert told(load(package)) == []
    assert {key: exact for key, (_, _, exact) in places(Attribution).items()} == {
        "killed-ministry-1": "The ministry",
        "killed-ministry-2": "70 raiders",
        "killed-ministry-3": "more than 70",
    }
    report = load(package)
    assert report.counts["attributions.csv"].unchanged == 3


def test_numbers_that_the_database_uses_are_passed_over(package):
    write(package, "attributions", "claim,document,exact\nkilled-ministry,story,70 raiders\n")
    load(package)
    write(package, "attributions", "claim,document,exact\nkilled-ministry,story,The ministry\n")
    load(package)
    assert set(places(Attribution)) == {"killed-ministry-1", "killed-ministry-2"}


def test_a_row_without_key_is_the_record_at_its_place(package):
    write(package, "attributions", "key,claim,document,exact,cue\nmine,killed-ministry,story,70 raiders,said\n")
    load(package)
    write(package, "attributions", "claim,document,exact,cue\nkilled-ministry,story,70 raiders,told\n")
    assert told(load(package)) == []
    assert Attribution.objects.get().key == "mine"
    assert Attribution.objects.get().cue == "told"


def test_wordings_without_key_are_named_after_event_and_subject(package):
    write(
        package,
        "wordings",
        "event,subject,document,exact\nraid,the raiders,story,raiders\nraid,the raiders,story,The legion\n",
    )
    assert told(load(package)) == []
    assert set(places(Wording)) == {"raid-the-raiders", "raid-the-raiders-2"}
    assert load(package).counts["wordings.csv"].unchanged == 2


def test_prefix_and_suffix_choose_among_several_places(package):
    head = "key,claim,document,exact,prefix,suffix\n"
    write(package, "attributions", f"{head}a,killed-ministry,story,killed,,\n")
    (line,) = told(load(package))
    assert line == (
        'attributions.csv line 2, column exact: "killed" — these words stand 2 times in the text; '
        "add a prefix or suffix that only one of them has, or start and end"
    )
    write(package, "attributions", f"{head}a,killed-ministry,story,killed,was ,\n")
    assert told(load(package)) == []
    assert Attribution.objects.get().start == TEXT.index("was killed") + 4
    write(package, "attributions", f"{head}a,killed-ministry,story,killed,were ,\n")
    assert told(load(package)) == []
    assert Attribution.objects.get().start == TEXT.index("were killed") + 5


def test_a_stored_place_settles_which_of_several_is_meant(package):
    load(package)
    start = TEXT.rindex("killed")
    write(
        package,
        "attributions",
        f"key,claim,document,snapshot,start,end,exact\na,killed-ministry,story,{DIGEST},{start},{start + 6},killed\n",
    )
    load(package)
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,story,killed\n")
    report = load(package)
    assert told(report) == []
    assert report.counts["attributions.csv"].unchanged == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("nothing of the kind", "these words do not stand in the text"),
        ("MORE  than 70", "these words do not stand in the text; it has “more than 70”"),
    ],
)
def test_words_that_do_not_stand_in_the_text_are_told(package, words, why):
    write(package, "attributions", f"key,claim,document,exact\na,killed-ministry,story,{words}\n")
    (line,) = told(load(package))
    assert line.endswith(why)


def test_words_that_stand_elsewhere_than_the_prefix_says_are_told(package):
    write(package, "attributions", "key,claim,document,exact,prefix\na,killed-ministry,story,raiders,no \n")
    (line,) = told(load(package))
    assert line.endswith("these words stand in the text, but not with this prefix and suffix")


def test_words_in_another_unicode_form_are_found(package):
    make_package(package, {"outlets": FILES["outlets"]}, {"copy": "He met Go\u0308ran there."})
    write(package, "snapshots", f"{FILES['snapshots']}copy,,2024-01-01T00:00:00Z,full\n")
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,copy,Go\u0308ran\n")
    assert told(load(package)) == []
    assert places(Attribution) == {"a": (7, 12, "Göran")}


def test_places_count_code_points(package):
    make_package(package, {"outlets": FILES["outlets"]}, {"copy": "🚁🚁 Ґладков said so."})
    write(package, "snapshots", f"{FILES['snapshots']}copy,,2024-01-01T00:00:00Z,full\n")
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,copy,Ґладков\n")
    assert told(load(package)) == []
    assert places(Attribution) == {"a": (3, 10, "Ґладков")}


def test_a_document_with_several_snapshots_wants_one_named(package):
    load(package)
    make.make_snapshot(Snapshot.objects.get().document, "Another text.")
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,story,raiders\n")
    (line,) = told(load(package))
    assert "column snapshot: the document has 2 snapshots; name one by its SHA-256" in line


def test_a_document_without_snapshot_has_no_words(package):
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,copy,raiders\n")
    (line,) = told(load(package))
    assert "the document has no snapshot, so no words stand in it" in line


def test_columns_that_do_not_say_where_leave_the_place_alone(package):
    load(package)
    write(package, "attributions", "key,cue\nkilled-ministry-1,claimed\n")
    assert told(load(package)) == []
    assert Attribution.objects.get(key="killed-ministry-1").cue == "claimed"
    assert Attribution.objects.get(key="killed-ministry-1").start == 23


def test_a_prefix_of_ones_own_is_kept_and_an_empty_one_taken_from_the_text(package):
    load(package)
    write(package, "attributions", "key,prefix\nkilled-ministry-1,said that \n")
    load(package)
    assert Attribution.objects.get(key="killed-ministry-1").prefix == "said that "
    write(package, "attributions", "key,prefix\nkilled-ministry-1,\n")
    load(package)
    assert Attribution.objects.get(key="killed-ministry-1").prefix == TEXT[:23]


def test_two_rows_that_say_the_same_of_the_same_words_are_told(package):
    words = f"killed-ministry,story,{DIGEST},36,43,raiders\n"
    write(package, "attributions", f"key,claim,document,snapshot,start,end,exact\na,{words}b,{words}")
    (line,) = told(load(package))
    assert line.startswith('attributions.csv line 3, column start, end: "36 / 43" — line 2 already says this')


def test_a_row_that_says_what_a_stored_record_says_is_told(package):
    words = f"killed-ministry,story,{DIGEST},36,43,raiders\n"
    write(package, "attributions", f"key,claim,document,snapshot,start,end,exact\na,{words}")
    load(package)
    write(package, "attributions", f"key,claim,document,snapshot,start,end,exact\nb,{words}")
    (line,) = told(load(package))
    assert "the record “a” already says this of the same words" in line


def test_a_row_without_key_needs_to_say_what_it_is(package):
    write(package, "attributions", "exact\nraiders\n")
    assert [line.split(": ", 1)[0] for line in told(load(package))] == [
        "attributions.csv line 2, column claim",
        "attributions.csv line 2, column document",
    ]


def test_all_that_is_wrong_with_a_row_without_key_is_told_at_once(package):
    rows = "raid,,story,raiders,ministry,wire\nraid,them,story,absent,ministry,wire\n"
    write(package, "wordings", f"event,subject,document,exact,speaker,outlet\n{rows}")
    assert [line.split(": ", 1)[0] for line in told(load(package))] == [
        "wordings.csv line 2, column subject",
        "wordings.csv line 2, column speaker, outlet",
        "wordings.csv line 3, column exact",
        "wordings.csv line 3, column speaker, outlet",
    ]


def test_words_may_begin_with_what_a_spreadsheet_would_run(package):
    make_package(package, {"outlets": FILES["outlets"]}, {"copy": "It is -5 degrees; =SUM(A1)."})
    write(package, "snapshots", f"{FILES['snapshots']}copy,,2024-01-01T00:00:00Z,full\n")
    write(package, "attributions", "key,claim,document,exact\na,killed-ministry,copy,'=SUM(A1)\n")
    assert told(load(package)) == []
    assert places(Attribution) == {"a": (18, 26, "=SUM(A1)")}


def test_a_missing_snapshot_is_told_once(package):
    change(package, "snapshots", "full", "whole")
    assert len(told(load(package))) == 1
