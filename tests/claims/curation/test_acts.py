"""What a person did in one go is kept, and can be taken back while nothing was changed since."""

import pytest
from django.core.exceptions import ValidationError

from claims.choices import ActKind
from claims.curation.acts import act, may_undo, undo
from claims.models import Act, Attribution, Claim, Relation, SearchEntry
from tests.factories import (
    make_attribution,
    make_claim,
    make_person,
    make_question,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user("ibarra")


def recorded(user, question, amount):
    """An act that records a claim with an attribution."""
    snapshot = make_snapshot()
    claim = Claim(
        question=question, speaker=make_speaker(), statement="Many.", amount=amount, qualifier="exactly", author=user
    )
    with act(ActKind.RECORDED, user, "A claim", "as read") as doing:
        doing.save(claim)
        doing.save(Attribution(claim=claim, snapshot=snapshot, start=0, end=3, exact="The"))
    return doing.stored, claim


def test_an_act_keeps_who_why_and_every_version(user):
    stored, claim = recorded(user, make_question(), 70)
    assert [(label, pk, before) for label, pk, before, _ in stored.steps] == [
        ("claims.claim", claim.pk, None),
        ("claims.attribution", claim.attributions.get().pk, None),
    ]
    entry = claim.history.get()
    assert (entry.history_user, entry.history_change_reason, entry.history_id) == (user, "as read", stored.steps[0][3])


def test_suggestions_and_the_search_follow_an_act(user):
    question = make_question()
    make_claim(question, amount=3)
    stored, claim = recorded(user, question, 70)
    assert Relation.objects.get().state == "suggested"
    assert SearchEntry.objects.filter(kind="claim", object_id=claim.pk).exists()
    undo(stored, user)
    assert not Relation.objects.exists()
    assert not SearchEntry.objects.filter(kind="claim", object_id=claim.pk).exists()


def test_nothing_written_is_no_act(user):
    with act(ActKind.RECORDED, user, "Nothing") as doing:
        pass
    assert doing.stored is None and not Act.objects.exists()


def test_an_act_that_fails_leaves_nothing(user):
    with pytest.raises(ValidationError), act(ActKind.RECORDED, user, "Half") as doing:
        doing.save(make_speaker("Kept until now"))
        raise ValidationError("no")
    assert not Act.objects.exists()


def test_what_was_changed_is_as_before(user):
    claim = make_claim(amount=70)
    with act(ActKind.REVIEWED, user, "Changed") as doing:
        claim.statement, claim.amount = "Another.", 80
        doing.save(claim)
    undo(doing.stored, user)
    claim.refresh_from_db()
    assert (claim.statement != "Another.", claim.amount, claim.low) == (True, 70, 70)
    assert claim.history.first().history_change_reason == "Undone: Changed"


def test_what_was_changed_twice_is_as_before(user):
    claim = make_claim(amount=70)
    with act(ActKind.REVIEWED, user, "Changed twice") as doing:
        for amount in (80, 90):
            claim.amount = amount
            doing.save(claim)
    undo(doing.stored, user)
    claim.refresh_from_db()
    assert claim.amount == 70


def test_what_was_deleted_comes_back_with_all_that_went_with_it(user):
    claim, other = make_claim(amount=70), make_claim(amount=3)
    relay = make_relay(make_attribution(claim), make_speaker())
    relation = Relation.objects.create(first=claim, second=other, kind="repeats", reason="Copied.")
    key = claim.key
    with act(ActKind.SETTLED, user, "Dropped") as doing:
        doing.delete(claim)
    assert not Claim.objects.filter(key=key).exists() and not Relation.objects.exists()
    undo(doing.stored, user)
    assert Claim.objects.get(key=key).attributions.get().relays.get() == relay
    assert Relation.objects.get().reason == relation.reason


def test_what_another_changed_since_is_not_undone(user):
    stored, claim = recorded(user, make_question(), 70)
    claim.statement, claim._history_user = "Mended.", make_user("lind")
    claim.save()
    with pytest.raises(ValidationError, match="lind changed the claim"):
        undo(stored, user)
    assert Claim.objects.get().statement == "Mended."


def test_what_something_new_rests_on_is_not_undone(user):
    stored, claim = recorded(user, make_question(), 70)
    make_attribution(claim)
    with pytest.raises(ValidationError, match="stands on"):
        undo(stored, user)
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_an_act_is_undone_once(user):
    stored, _ = recorded(user, make_question(), 70)
    assert undo(stored, user).is_undone
    with pytest.raises(ValidationError, match="already"):
        undo(stored, user)


def test_one_undoes_ones_own_acts_and_an_editor_those_of_others(user):
    stored, _ = recorded(user, make_question(), 70)
    assert may_undo(stored, user) and may_undo(stored, make_person("editor"))
    assert not may_undo(stored, make_person("reviewer"))
