"""Which recorded claims a selection is offered as another attribution of."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models.work import Coding
from claims.proposals.names import names_in
from claims.proposals.offers import offers
from claims.proposals.reading import read_off
from tests.factories import (
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db
HERE = "Marek said on Tuesday that some warehouses, cranes and lorries had burnt."
THERE = "Warehouses, a crane and two lorries burnt in the harbour, Marek said."
WORDS = "some warehouses, cranes and lorries had burnt"


@pytest.fixture
def event():
    return make_event("Harbour fire")


@pytest.fixture
def marek():
    return make_speaker("Pavlo Marek")


def offered(event, text=HERE, words=WORDS, user=None, snapshot=None):
    snapshot = snapshot or make_snapshot(text=text)
    start = text.index(words)
    found = read_off(text, start, start + len(words), names_in(text), date(2023, 5, 24))
    return offers(found, snapshot, start, start + len(words), [event], user or make_analyst())


def recorded(event, voice, text=THERE, exact="Warehouses, a crane and two lorries burnt", document=None, **fields):
    question = fields.pop("question", None) or make_choice(event, answers=["Stores", "Ships"])
    claim = make_claim(question, voice, **fields)
    make_attribution(claim, make_snapshot(document, text=text), exact)
    return claim


def test_three_words_that_agree_are_enough(event, marek):
    outlet = make_outlet("Daily Post")
    claim = recorded(event, marek, document=make_document(outlet))
    (offer,) = offered(event)
    assert (offer.claim, offer.there, offer.outlet) == (claim, "Warehouses, a crane and two lorries burnt", outlet)
    assert offer.because == (
        "Offered because speaker and event are the same, and 4 words agree: warehouses, cranes, lorries, burnt."
    )


def test_two_words_are_too_few(event, marek):
    recorded(event, marek, statement="Some warehouses and cranes are gone.", exact="lorries"[:4])
    assert offered(event, words="warehouses, cranes") == []


def test_the_same_figure_is_enough_and_another_figure_is_too_much(event, marek):
    text = "Marek said that at least 12 were hurt."
    people = make_question(event)
    claim = recorded(event, marek, question=people, amount=12, qualifier="at_least")
    recorded(event, marek, question=people, amount=13, qualifier="at_least", statement="At least 13 were hurt there.")
    (offer,) = offered(event, text, "at least 12 were hurt")
    assert offer.claim == claim
    assert offer.because.endswith("so is the figure: at least 12.")


def test_an_answer_whose_words_are_all_selected_is_enough(event, marek):
    claim = recorded(event, marek, answer="Ships")
    (offer,) = offered(event, "Marek said that the ships are gone.", "the ships are gone")
    assert (offer.claim, offer.because[-32:]) == (claim, "selected words hold the answer: Ships."[-32:])


def test_two_at_most_and_the_likeliest_first(event, marek):
    recorded(event, marek, statement="Warehouses, cranes, lorries.", exact="Marek")
    best = recorded(event, marek, statement="Some warehouses, cranes and lorries had burnt.", exact="Marek")
    recorded(event, marek, statement="Warehouses, cranes, lorries.", exact="Marek")
    found = offered(event)
    assert len(found) == 2
    assert found[0].claim == best


def test_other_voices_events_days_stances_and_set_aside_claims_are_not_offered(event, marek):
    recorded(event, make_speaker("Nina Orlova"))
    recorded(make_event("Another fire"), marek)
    recorded(event, marek, said_on=date(2023, 5, 21))
    recorded(event, marek, status="dropped")
    recorded(event, marek, status="returned")
    assert offered(event) == []


def test_a_denial_is_offered_denials_only(event, marek):
    recorded(event, marek)
    denial = recorded(event, marek, stance="denies")
    assert [offer.claim for offer in offered(event, HERE.replace("said", "denied"))] == [denial]


def test_a_claim_of_this_very_document_is_not_offered(event, marek):
    snapshot = make_snapshot(text=HERE)
    claim = recorded(event, marek)
    make_attribution(claim, snapshot, WORDS)
    assert offered(event, snapshot=snapshot) == []


def test_nothing_that_somebody_else_codes_blindly_is_offered(event, marek):
    me, other = make_analyst(), make_analyst("other")
    recorded(event, marek, author=other, blind=True)
    assert offered(event, user=me) == []
    mine = recorded(event, marek, author=me, blind=True)
    assert [offer.claim for offer in offered(event, user=me)] == [mine]


def test_a_coder_is_offered_nothing_until_done(event, marek):
    me, snapshot = make_analyst(), make_snapshot(text=HERE)
    recorded(event, marek)
    coding = Coding.objects.create(document=snapshot.document, coder=me, given_by=me)
    assert offered(event, user=me, snapshot=snapshot) == []
    coding.done_at = timezone.now()
    coding.save()
    assert len(offered(event, user=me, snapshot=snapshot)) == 1


def test_three_queries_however_many_claims(event, marek):
    me, snapshot = make_analyst(), make_snapshot(text=HERE)
    start = HERE.index(WORDS)
    found = read_off(HERE, start, start + len(WORDS), names_in(HERE), None)
    counts = []
    for more in (2, 20):
        for _ in range(more):
            recorded(event, marek)
        with CaptureQueriesContext(connection) as queries:
            assert len(offers(found, snapshot, start, start + len(WORDS), [event], me)) == 2
        counts.append(len(queries))
    assert counts == [3, 3]
