"""Copies are suggested as their texts come in, judged by a person, and remembered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.copies import finding
from sources.copies.finding import find_copies, suggest_copies
from sources.copies.judging import confirm, reject
from sources.models import Resemblance, Shingle
from tests.factories import make_document, make_outlet, make_snapshot, make_user
from tests.sources.test_lib_sketches import edited, made_up

pytestmark = pytest.mark.django_db
WORDS = made_up(300)


def captured(words, day=24, **fields):
    document = make_document(published_on=day and date(2023, 5, day))
    return make_snapshot(document, text=" ".join(words), **fields)


@pytest.fixture
def original():
    snapshot = captured(WORDS)
    suggest_copies(snapshot)
    return snapshot


def test_a_copy_is_suggested_as_what_was_published_later(original):
    copy = captured(edited(WORDS, 0.1), day=25)
    (found,) = suggest_copies(copy)
    assert (found.copy, found.original, found.state) == (copy.document, original.document, "suggested")
    assert found.share > 0.8 and found.share_of_original > 0.8
    assert copy.document.republishes is None  # a suggestion changes nothing


def test_an_original_that_comes_in_later_is_the_original_all_the_same(original):
    earlier = captured(WORDS, day=23)
    assert suggest_copies(earlier)[0].original == earlier.document


def test_without_a_day_the_first_to_come_in_is_taken_for_the_original(original):
    copy = captured(WORDS, day=None)
    assert suggest_copies(copy)[0].copy == copy.document


def test_other_texts_and_further_texts_of_one_document_are_not_suggested(original):
    assert suggest_copies(captured(made_up(300, seed=9))) == []
    assert suggest_copies(make_snapshot(original.document, text=" ".join(edited(WORDS, 0.05)))) == []


def test_what_curators_wrote_is_no_copy(original):
    assert suggest_copies(captured(WORDS, rendition="digest")) == []
    assert Shingle.objects.values("snapshot").distinct().count() == 1


def test_a_confirmed_copy_republishes_its_original(original):
    (found,) = suggest_copies(captured(WORDS, day=25))
    user = make_user("ibarra")
    confirm(found, user)
    copy = found.copy
    copy.refresh_from_db()
    assert (copy.republishes, copy.original) == (original.document, original.document)
    assert copy.history.first().history_user == user and "100%" in copy.history.first().history_change_reason


def test_a_judged_pair_is_never_suggested_again_nor_judged_twice(original):
    copy = captured(WORDS, day=25)
    (found,) = suggest_copies(copy)
    reject(found, make_user("ibarra"), "Both quote the statement in full.")
    assert suggest_copies(copy) == suggest_copies(original) == []
    with pytest.raises(ValidationError, match="ibarra has rejected it"):
        confirm(found, make_user())


def test_a_copy_of_something_else_is_not_confirmed_over_it(original):
    copy = captured(WORDS, day=25)
    copy.document.republishes = make_document()
    copy.document.save()
    (found,) = suggest_copies(copy)
    with pytest.raises(ValidationError, match="republishes"):
        confirm(found, make_user())
    assert Resemblance.objects.get().state == "suggested"


def test_a_family_is_not_suggested_within_itself(original):
    (found,) = suggest_copies(captured(WORDS, day=25))
    confirm(found, make_user())
    found.copy.refresh_from_db()
    third = captured(WORDS, day=26)
    third.document.republishes = found.copy
    third.document.save()
    assert suggest_copies(third) == []


def test_what_many_share_says_nothing(original, monkeypatch):
    monkeypatch.setattr(finding, "COMMON", 3)
    notice = made_up(60, seed=4)
    texts = [captured([*made_up(200, seed=number), *notice]) for number in range(20, 26)]
    assert [suggest_copies(one) for one in texts][-1] == []


def test_a_text_is_matched_in_the_same_number_of_queries_among_few_and_many(original):
    def counted(number):
        copy = captured(edited(WORDS, 0.1, seed=number), day=25)
        with CaptureQueriesContext(connection) as captured_queries:
            find_copies(copy)
        return len(captured_queries)

    few = counted(1)
    for number in range(30):
        suggest_copies(captured(made_up(50, seed=100 + number)))
    assert counted(2) == few


def test_the_command_catches_up_with_what_a_package_brought(capsys):
    outlet = make_outlet()
    for day in (24, 25):
        make_snapshot(make_document(outlet, published_on=date(2023, 5, day)), text=" ".join(WORDS))
    call_command("find_copies")
    assert "2 texts sketched, 1 pairs suggested." in capsys.readouterr().out
    call_command("find_copies", all=True)
    assert "0 texts sketched, 0 pairs suggested." in capsys.readouterr().out
