"""Relations: one per pair whichever way round, named after both claims."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from claims.models import Relation
from tests.factories import make_claim, make_relation, make_user


@pytest.fixture
def pair(db):
    return make_claim(key="b-claim"), make_claim(key="a-claim")


def test_its_key_is_both_keys_in_alphabetical_order(pair):
    first, second = pair
    assert make_relation(first, second).key == "a-claim..b-claim"


def test_there_is_one_relation_per_pair_whichever_way_round(pair):
    first, second = pair
    make_relation(first, second)
    for twin in (Relation(first=first, second=second), Relation(first=second, second=first)):
        with pytest.raises(ValidationError, match="already related"):
            twin.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


def test_the_database_knows_a_pair_by_its_claims_not_by_its_key(pair):
    first, second = pair
    make_relation(first, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation._base_manager.bulk_create([Relation(first=second, second=first, key="another")])


def test_it_may_cross_questions_and_needs_no_basis(pair):
    first, second = pair
    Relation(first=first, second=second, kind="corroborates").full_clean()


def test_it_goes_with_a_claim_and_is_remembered(pair):
    first, second = pair
    key = make_relation(first, second).key
    first.delete()
    assert not Relation.objects.exists()
    assert Relation.history.filter(key=key, history_type="-").exists()


def test_who_decided_stays(pair):
    relation = make_relation(*pair, decided_by=make_user())
    with pytest.raises(ProtectedError) as refusal:
        relation.decided_by.delete()
    assert refusal.value.protected_objects == {relation}


def test_a_decision_is_kept_with_who_made_it(pair):
    relation, person = make_relation(*pair, state="suggested", suggested_by="agreement"), make_user()
    relation.state, relation.decided_by, relation._history_user = "rejected", person, person
    relation.save()
    assert [kept.state for kept in relation.history.all()] == ["rejected", "suggested"]
    assert relation.history.first().history_user == person
