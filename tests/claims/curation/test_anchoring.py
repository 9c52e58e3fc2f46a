"""Evidence follows its words into a new text of the document; what does not is told, kept, and repaired by a person."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from claims.curation.acts import undo, version
from claims.curation.anchoring import confirm, former_place, keep_lost, reanchor, take_place
from claims.models import Act, Attribution, SearchEntry, Wording
from claims.queues import to_repair
from claims.search.index import refresh
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_person,
    make_snapshot,
    make_wording,
)

pytestmark = pytest.mark.django_db
OLD = "The ministry said that more than 70 raiders were killed.\nThe governor said that nobody was hurt in the village."
NEW = (
    "An update.\nThe governor said that nobody was hurt in the town."
    "\nThe ministry said that more than 70 raiders were killed."
)
KILLED, HURT = "more than 70 raiders were killed", "nobody was hurt in the village"


@pytest.fixture
def ibarra():
    return make_person("analyst", "ibarra")


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def old(document):
    return make_snapshot(document, OLD, captured_at=on(1))


def on(day):
    return datetime(2026, 5, day, tzinfo=UTC)


def newer(document, text=NEW, **fields):
    return make_snapshot(document, text, **{"captured_at": on(2)} | fields)


def placed(row):
    row = type(row)._base_manager.get(pk=row.pk)
    assert row.snapshot.text[row.start : row.end] == row.exact
    return row


def state(row):
    row = placed(row)
    return row.snapshot_id, row.exact, row.anchor


def test_words_that_stand_in_the_new_text_are_anchored_there(document, old, ibarra):
    attribution, new = make_attribution(make_claim(), old, KILLED), newer(document)
    done = reanchor(new, ibarra)
    assert state(attribution) == (new.pk, KILLED, "anchored")
    row = placed(attribution)
    assert (row.start, row.prefix) == (NEW.index(KILLED), NEW[: NEW.index(KILLED)][-30:])
    assert done.in_words() == "1 found again" and done.to_repair == 0
    entry = row.history.first()
    assert entry.history_user == ibarra and "the words stand there once" in entry.history_change_reason


def test_like_words_are_moved_and_wait_for_a_person(document, old, ibarra):
    attribution, new = make_attribution(make_claim(), old, HURT), newer(document)
    done = reanchor(new, ibarra)
    assert state(attribution) == (new.pk, "nobody was hurt in the town", "moved")
    assert done.counts == {"found": 0, "moved": 1, "lost": 0, "stay": 0}
    assert list(to_repair(ibarra)) == [attribution]
    assert "of 100. A person has to look" in attribution.history.first().history_change_reason
    former = former_place(placed(attribution))
    assert (former.snapshot, former.exact) == (old, HURT)


def test_words_that_are_gone_stay_where_they_were_as_lost(document, old, ibarra):
    attribution, new = make_attribution(make_claim(), old, KILLED), newer(document, "Nothing of it is left.")
    done = reanchor(new, ibarra)
    assert state(attribution) == (old.pk, KILLED, "lost") and done.counts["lost"] == 1
    assert list(to_repair(ibarra)) == [attribution]
    assert reanchor(new, ibarra).stored is None  # again: nothing new to say


def test_lost_words_that_come_back_are_anchored(document, old, ibarra):
    attribution = make_attribution(make_claim(), old, KILLED)
    reanchor(newer(document, "Nothing of it is left."), ibarra)
    restored = newer(document, NEW, captured_at=on(3))
    reanchor(restored, ibarra)
    assert state(attribution) == (restored.pk, KILLED, "anchored")


def test_moved_words_that_nobody_looked_at_stay_moved(document, old, ibarra):
    attribution = make_attribution(make_claim(), old, HURT)
    reanchor(newer(document), ibarra)
    third = newer(document, f"{NEW}\nEnd.", captured_at=on(3))
    reanchor(third, ibarra)
    assert state(attribution) == (third.pk, "nobody was hurt in the town", "moved")


def test_an_older_text_pulls_nothing_back(document, old, ibarra):
    attribution = make_attribution(make_claim(), old, KILLED)
    assert reanchor(newer(document, captured_at=datetime(2025, 1, 1, tzinfo=UTC)), ibarra).stored is None
    assert state(attribution) == (old.pk, KILLED, "anchored")


def test_another_rendition_is_another_text(document, old, ibarra):
    attribution = make_attribution(make_claim(), old, KILLED)
    reanchor(newer(document, rendition="digest"), ibarra)
    reanchor(newer(make_document(), OLD + "!"), ibarra)
    assert state(attribution) == (old.pk, KILLED, "anchored")


def test_evidence_of_several_older_texts_comes_together(document, old, ibarra):
    between = make_snapshot(document, f"Between. {OLD}", captured_at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    rows = [make_attribution(make_claim(), old, KILLED), make_attribution(make_claim(), between, KILLED)]
    new = newer(document)
    reanchor(new, ibarra)
    assert {state(row)[0] for row in rows} == {new.pk}
    assert Act.objects.count() == 1


def test_evidence_that_the_new_text_has_already_stays_in_the_older_one(document, old, ibarra):
    new, claim = newer(document), make_claim()
    there, here = make_attribution(claim, new, KILLED), make_attribution(claim, old, KILLED)
    done = reanchor(new, ibarra)
    assert state(here) == (old.pk, KILLED, "anchored") and state(there)[0] == new.pk
    assert done.in_words() == "1 left in the older text"


def test_two_claims_may_share_their_words(document, old, ibarra):
    rows = [make_attribution(make_claim(), old, KILLED) for _ in range(2)]
    new = newer(document)
    assert reanchor(new, ibarra).counts["found"] == 2
    assert {state(row)[0] for row in rows} == {new.pk}


def test_two_places_of_one_claim_do_not_fall_together(document, old, ibarra):
    claim = make_claim()
    text = "He said that nobody was hurt in the village, and that nobody was hurt in this village."
    twice = make_snapshot(document, text, captured_at=datetime(2026, 5, 1, 13, tzinfo=UTC))
    rows = [make_attribution(claim, twice, words) for words in (HURT, "nobody was hurt in this village")]
    reanchor(newer(document, "He said that nobody was hurt in that village."), ibarra)
    assert sorted(state(row)[2] for row in rows) == ["lost", "moved"]


def test_wordings_follow_where_it_is_sure_and_stay_elsewhere(document, old, ibarra):
    event, new = make_event(), newer(document)
    sure, unsure = make_wording(event, old, "raiders"), make_wording(event, old, HURT)
    done = reanchor(new, ibarra)
    assert placed(sure).snapshot == new and placed(unsure).snapshot == old
    assert done.in_words() == "1 found again, 1 left in the older text"
    assert Wording.objects.count() == 2


def test_blind_evidence_follows_and_nobody_learns_of_it(document, old, ibarra):
    other = make_attribution(make_claim(blind=True, author=make_person("analyst")), old, HURT)
    mine = make_attribution(make_claim(blind=True, author=ibarra), old, HURT)
    done = reanchor(newer(document), ibarra)
    assert state(other)[2] == state(mine)[2] == "moved" and done.counts["moved"] == 1
    assert list(to_repair(ibarra)) == [mine]


def test_a_damaged_row_is_left_alone(document, old, ibarra):
    row = make_attribution(make_claim(), old, KILLED)
    Attribution._base_manager.filter(pk=row.pk).update(start=row.start + 1, end=row.end + 1)
    assert reanchor(newer(document), ibarra).stored is None


def test_all_of_it_is_one_act_and_can_be_undone(document, old, ibarra):
    rows = [make_attribution(make_claim(), old, words) for words in (KILLED, HURT)]
    done = reanchor(newer(document), ibarra)
    assert done.stored.kind == "repaired" and len(done.stored.steps) == 2
    undo(done.stored, ibarra)
    assert [state(row) for row in rows] == [(old.pk, KILLED, "anchored"), (old.pk, HURT, "anchored")]


def test_the_search_follows(document, old, ibarra):
    attribution, new = make_attribution(make_claim(), old, HURT), newer(document)
    refresh(Attribution, [attribution.pk])
    reanchor(new, ibarra)
    assert SearchEntry.objects.get(kind="quote", object_id=attribution.pk).snapshot_id == new.pk


# What a person decides


@pytest.fixture
def moved(document, old, ibarra):
    attribution = make_attribution(make_claim(), old, HURT)
    reanchor(newer(document), ibarra)
    return placed(attribution)


def test_a_person_says_that_the_place_is_right(moved, ibarra):
    stored = confirm(moved, ibarra, version(moved))
    assert state(moved)[2] == "anchored" and not to_repair(ibarra).exists()
    undo(stored, ibarra)
    assert state(moved)[2] == "moved"


def test_a_person_takes_another_place(moved, document, ibarra):
    new = moved.snapshot
    take_place(moved, new, (0, 10), ibarra, version(moved))
    assert state(moved) == (new.pk, "An update.", "anchored")


def test_words_that_the_publisher_removed_stay_lost_and_wait_for_nobody(moved, old, ibarra):
    stored = keep_lost(moved, ibarra, version(moved), "Corrected on 24 May.")
    assert state(moved) == (old.pk, HURT, "lost") and placed(moved).removed
    assert moved.history.first().history_change_reason == "Corrected on 24 May."
    assert not to_repair(ibarra).exists()
    undo(stored, ibarra)
    assert list(to_repair(ibarra)) == [moved]


def test_what_was_kept_as_lost_waits_again_once_it_was_found_and_lost_anew(moved, document, ibarra):
    keep_lost(moved, ibarra, version(moved))
    reanchor(newer(document, f"{OLD} More.", captured_at=on(3)), ibarra)
    assert state(moved)[2] == "anchored"
    reanchor(newer(document, "Gone.", captured_at=on(4)), ibarra)
    assert state(moved)[2] == "lost" and list(to_repair(ibarra)) == [moved]


def test_what_another_repaired_meanwhile_is_not_repaired_twice(moved, ibarra):
    seen = version(moved)
    confirm(moved, make_person("analyst"), seen)
    with pytest.raises(ValidationError, match="meanwhile"):
        keep_lost(placed(moved), ibarra, seen)
    assert state(moved)[2] == "anchored"


@pytest.mark.parametrize("place", [(0, 0), (10**6, 10**6 + 3), (10, 11)])
def test_a_place_without_words_is_refused(moved, ibarra, place):
    with pytest.raises(ValidationError):
        take_place(placed(moved), moved.snapshot, place, ibarra, version(moved))
    assert state(moved)[2] == "moved"


def test_a_place_that_the_claim_has_already_is_refused(moved, ibarra):
    make_attribution(moved.claim, moved.snapshot, KILLED)
    start = NEW.index(KILLED)
    with pytest.raises(ValidationError, match="already"):
        take_place(placed(moved), moved.snapshot, (start, start + len(KILLED)), ibarra, version(moved))
