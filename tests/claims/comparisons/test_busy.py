"""Pages of one record stay answerable beside very busy questions: they show less, and say so."""

import pytest

from claims.comparisons import beside, carriage, letters
from claims.models import Claim
from tests.factories import make_attribution, make_claim, make_outlet, make_question, make_relation, make_snapshot
from tests.factories import make_document as document

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    question = make_question()
    return make_claim(question, amount=3), make_claim(question, amount=9)


def visible():
    return Claim.objects.compared()


def test_accounts_have_letters_only_where_there_are_several(pair):
    alone = make_claim(make_question(), amount=1)
    found = letters.accounts_of([*pair, alone], visible())
    assert {pk: account.letter for pk, account in found.items()} == {pair[0].pk: "A", pair[1].pk: "B"}


def test_busy_questions_give_no_letters(pair, monkeypatch):
    monkeypatch.setattr(letters, "MANY", 1)
    assert letters.accounts_of(pair, visible()) == {}


def test_beside_a_busy_question_stand_recorded_relations_only(pair, monkeypatch):
    monkeypatch.setattr(beside, "MANY", 1)
    assert beside.beside(pair[0], visible()).neighbours == []
    make_relation(*pair)
    found = beside.beside(pair[0], visible())
    assert not found.complete
    assert [one.claim for one in found.disputes] == [pair[1]]


def test_an_outlet_of_too_many_questions_is_not_compared(pair, monkeypatch):
    outlet = make_outlet()
    for claim, where in zip(pair, [outlet, make_outlet()], strict=True):
        make_attribution(claim, make_snapshot(document(where)))
    assert len(carriage.rivals(outlet, visible())) == 1
    monkeypatch.setattr(carriage, "QUESTIONS", 0)
    assert carriage.rivals(outlet, visible()) is None
