"""Double coding: who gets what, what is blind until when, and how two codings become one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from claims.choices import ActKind
from claims.comparisons.codings import two_codings
from claims.curation.acts import act, may_undo, undo
from claims.curation.coding import coding_for, give, join, reopen, say_done, take_back
from claims.curation.settling import settle_place, settle_rest, take_agreed
from claims.models import Claim, Coding, Relation, SearchEntry
from claims.queues import to_read
from tests.claims.codings import Codings, make_codings, record
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_person,
    make_question,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coded() -> Codings:
    return make_codings()


def names(codings):
    return [place.name for place in two_codings(Coding.objects.filter(document=codings.document))[0].places]


# Giving


def test_a_document_is_given_to_two_people_once(coded):
    assert [coding.coder for coding in coded.pair] == [coded.ibarra, coded.lind]
    assert coded.left.history.get().history_user == coded.editor
    with pytest.raises(ValidationError, match="already"):
        give(coded.document, [make_person("analyst"), make_person("analyst")], coded.editor)


@pytest.mark.parametrize(
    "people",
    [
        lambda: [make_person("analyst")],
        lambda: [make_person("analyst")] * 2,
        lambda: [make_person("analyst"), make_person("reader")],
        lambda: [make_person("analyst"), make_user(is_active=False, is_superuser=True)],
        lambda: [make_person("analyst") for _ in range(3)],
    ],
)
def test_two_different_people_who_may_record_claims(people):
    document = make_document()
    with pytest.raises(ValidationError):
        give(document, people(), make_person("editor"))
    assert not Coding.objects.exists()


def test_it_is_taken_back_only_while_nothing_is_recorded(coded):
    record(coded.left, "more than 70")
    with pytest.raises(ValidationError, match="begun"):
        take_back(coded.document, coded.editor)
    other = make_codings("x", "y")
    take_back(other.document, other.editor)
    assert not Coding.objects.filter(document=other.document).exists()


def test_what_is_given_to_me_comes_first_among_what_to_read(coded):
    assert to_read(coded.ibarra).first() == coded.document
    assert to_read(coded.ibarra).first().given
    say_done(coded.document, coded.ibarra)
    assert coded.document not in to_read(coded.ibarra)
    assert to_read(coded.lind).first() == coded.document


# Recording blindly


def test_a_claim_of_a_coder_joins_the_coding(coded):
    claim = Claim(question=coded.question, speaker=make_speaker(), statement="s", author=make_person("analyst"))
    join(claim, coded.ibarra, [coded.document])
    assert (claim.coding, claim.blind, claim.author) == (coded.left, True, coded.ibarra)


def test_others_and_other_documents_are_not_blind(coded):
    claim = Claim(question=coded.question, statement="s")
    join(claim, coded.editor, [coded.document])
    join(claim, coded.ibarra, [make_document()])
    assert (claim.coding, claim.blind) == (None, False)


def test_an_own_claim_without_words_joins_with_its_first_attribution(coded):
    claim = make_claim(coded.question, author=coded.ibarra, status="draft")
    join(claim, coded.ibarra, [coded.document])
    assert claim.blind


def test_nothing_is_added_to_a_claim_that_others_see(coded):
    theirs, mine = make_claim(coded.question), make_claim(coded.question, author=coded.ibarra)
    make_attribution(mine)
    for claim in (theirs, mine):
        with pytest.raises(ValidationError, match="new claim"):
            join(claim, coded.ibarra, [coded.document])
        assert not claim.blind


def test_a_claim_belongs_to_one_coding(coded):
    other = give(make_document(), [coded.ibarra, coded.lind], coded.editor)[0].document
    with pytest.raises(ValidationError, match="each of them"):
        join(Claim(question=coded.question, statement="s"), coded.ibarra, [coded.document, other])


def test_a_key_does_not_tell_that_the_other_said_the_same(coded):
    speaker = make_speaker("Shoigu")
    ours, theirs = (record(coding, "more than 70", voice=speaker) for coding in coded.pair)
    assert ours.key == f"{coded.question.key}-shoigu-c{coded.left.pk}"
    assert theirs.key == f"{coded.question.key}-shoigu-c{coded.right.pk}"


def test_blind_claims_suggest_nothing_and_are_found_once_settled(coded):
    make_claim(coded.question, amount=3)
    ours = record(coded.left, "more than 70", amount=70)
    assert not Relation.objects.exists()
    coded.finish()
    settle_place(coded.document, f"{ours.pk}-0", "left", coded.editor)
    assert Relation.objects.get().state == "suggested"
    assert SearchEntry.objects.filter(kind="claim", object_id=ours.pk).exists()


def test_an_act_on_blind_claims_is_its_authors_alone(coded):
    claim = record(coded.left, "more than 70")
    with act(ActKind.REVIEWED, coded.ibarra, "Reworded") as doing:
        claim.statement = "Otherwise."
        doing.save(claim)
        doing.save(claim.attributions.get())
    assert may_undo(doing.stored, coded.ibarra) and not may_undo(doing.stored, coded.editor)
    coded.finish()
    settle_rest(coded.document, coded.editor)
    assert may_undo(doing.stored, coded.editor)


# Done, and not


def test_done_is_said_by_the_coder_and_taken_back_until_the_other_is_done(coded):
    assert say_done(coded.document, coded.ibarra).is_done
    assert not reopen(coded.document, coded.ibarra).is_done
    say_done(coded.document, coded.ibarra)
    first = say_done(coded.document, coded.ibarra).done_at
    assert say_done(coded.document, coded.ibarra).done_at == first
    say_done(coded.document, coded.lind)
    with pytest.raises(ValidationError, match="other coder"):
        reopen(coded.document, coded.ibarra)
    with pytest.raises(PermissionDenied):
        say_done(coded.document, coded.editor)


def test_what_is_recorded_after_done_is_blind_all_the_same(coded):
    say_done(coded.document, coded.ibarra)
    assert coding_for(coded.ibarra, coded.document) == coded.left
    assert coding_for(coded.editor, coded.document) is None


# Settling


def test_nothing_is_settled_before_both_are_done(coded):
    say_done(coded.document, coded.ibarra)
    with pytest.raises(ValidationError, match="Both coders"):
        settle_rest(coded.document, coded.editor)
    with pytest.raises(ValidationError, match="Both coders"):
        take_agreed(coded.document, coded.editor)


def test_taking_one_drops_the_other_and_says_for_which(coded):
    ours, theirs = record(coded.left, "more than 70", amount=70), record(coded.right, "more than 70", amount=71)
    record(coded.left, "said")
    coded.finish()
    settle_place(coded.document, f"{ours.pk}-{theirs.pk}", "left", coded.editor, "The text has 70.")
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.blind, ours.status, theirs.blind, theirs.status) == (False, "draft", False, "dropped")
    assert theirs.reviewer == coded.editor
    why = theirs.history.first().history_change_reason
    assert why == f"Two codings settled: same as {ours.key} in the second coding. The text has 70."
    assert coding_for(coded.ibarra, coded.document)  # a place is left


@pytest.mark.parametrize(("verdict", "kept"), [("right", "01"), ("both", "11"), ("neither", "00")])
def test_a_place_is_settled_every_way(coded, verdict, kept):
    ours, theirs = record(coded.left, "more than 70"), record(coded.right, "more than 70", stance="denies")
    coded.finish()
    settle_place(coded.document, f"{ours.pk}-{theirs.pk}", verdict, coded.editor)
    found = Claim.objects.filter(coding__in=coded.pair).order_by("pk")
    assert "".join("01"[claim.status == "draft"] for claim in found) == kept
    assert not any(claim.blind for claim in found)


def test_with_the_last_place_both_codings_are_settled_and_undo_opens_them(coded):
    ours = record(coded.left, "more than 70")
    coded.finish()
    stored = settle_place(coded.document, f"{ours.pk}-0", "left", coded.editor)
    assert Coding.objects.unsettled().count() == 0
    undo(stored, coded.editor)
    assert Coding.objects.unsettled().count() == 2 and Claim.objects.get(pk=ours.pk).blind
    assert [coding.done_at is None for coding in Coding.objects.all()] == [False, False]


def test_an_earlier_decision_is_not_undone_once_all_is_settled(coded):
    ours, theirs = record(coded.left, "more than 70"), record(coded.right, "said")
    coded.finish()
    first = settle_place(coded.document, f"{ours.pk}-0", "left", coded.editor)
    settle_place(coded.document, f"0-{theirs.pk}", "neither", coded.editor)
    with pytest.raises(ValidationError, match="last decision"):
        undo(first, coded.editor)


def test_what_agrees_is_taken_at_once_with_the_longer_words(coded):
    speaker = make_speaker()
    short, long = record(coded.left, "70", voice=speaker), record(coded.right, "more than 70", voice=speaker)
    single = record(coded.left, "said")
    coded.finish()
    take_agreed(coded.document, coded.editor)
    status = dict(Claim.objects.values_list("pk", "status"))
    assert (status[short.pk], status[long.pk]) == ("dropped", "draft")
    assert Claim.objects.get(pk=single.pk).blind


def test_the_rest_is_kept_on_both_sides_for_review(coded):
    ours, theirs = record(coded.left, "more than 70"), record(coded.right, "more than 70", stance="denies")
    coded.finish()
    settle_rest(coded.document, coded.editor)
    assert {claim.status for claim in Claim.objects.filter(pk__in=[ours.pk, theirs.pk])} == {"draft"}
    with pytest.raises(ValidationError, match="settled"):
        settle_rest(coded.document, coded.editor)


def test_two_codings_without_a_claim_are_settled_too(coded):
    coded.finish()
    settle_rest(coded.document, coded.editor)
    assert not Coding.objects.unsettled().exists()


@pytest.mark.parametrize(("name", "verdict"), [("7-8", "left"), ("", "left"), ("OURS-0", "right"), ("OURS-0", "shout")])
def test_what_does_not_stand_there_is_not_taken(coded, name, verdict):
    ours = record(coded.left, "more than 70")
    coded.finish()
    with pytest.raises(ValidationError):
        settle_place(coded.document, name.replace("OURS", str(ours.pk)), verdict, coded.editor)
    assert Claim.objects.get(pk=ours.pk).blind


# What each had coded


def test_what_was_coded_can_be_told_whatever_became_of_it(coded):
    speaker = make_speaker()
    ours = record(coded.left, "more than 70", voice=speaker, amount=70)
    theirs = record(coded.right, "more than 70", voice=speaker, stance="denies", amount=70)
    coded.finish()
    before = two_codings(Coding.objects.all())[0].agreement
    settle_place(coded.document, f"{ours.pk}-{theirs.pk}", "left", coded.editor)
    ours.refresh_from_db()
    ours.stance, ours.amount, ours.speaker = "denies", 9, make_speaker()
    ours.save()
    ours.attributions.get().delete()
    theirs.delete()
    (found,) = two_codings(Coding.objects.all())
    assert found.places[0].unlike == ["stance"] and found.agreement == before


def test_what_was_merged_away_since_still_has_a_name(coded):
    speaker = make_speaker()
    ours = record(coded.left, "more than 70", voice=speaker)
    coded.finish()
    ours.speaker = make_speaker()
    ours.save()
    speaker.delete()
    assert "merged" in two_codings(Coding.objects.all())[0].places[0].left.facts.voice_name


def test_without_a_history_so_old_claims_stand_as_they_are(coded):
    record(coded.left, "more than 70")
    coded.finish()
    long_ago = timezone.now() - timedelta(days=9)
    for coding in Coding.objects.all():
        coding.done_at = long_ago
        coding.save()
    assert len(names(coded)) == 1


def test_the_number_of_queries_is_fixed(coded, django_assert_num_queries):
    def recorded(times):
        for _ in range(times):
            record(coded.left, "more than 70", question=make_question())
            record(coded.right, "more than 70", question=make_question())

    recorded(1)
    coded.finish()
    with django_assert_num_queries(8):
        two_codings(Coding.objects.all())
    other = make_codings("x", "y")
    for coding in other.pair:
        record(coding, "said")
    other.finish()
    recorded(10)
    with django_assert_num_queries(8):
        two_codings(Coding.objects.all())
