"""Claims with their evidence: places in order, through whom, and where the knowledge starts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons.accounts import attributed, facts_of
from claims.models import Claim
from sources.models import Credit
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_outlet,
    make_question,
    make_relay,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db


def evidence(claim):
    return attributed(Claim.objects.filter(pk=claim.pk))[0]


def printed(claim, outlet, *, credits=(), collective=False, republishes=None, **fields):
    """The claim's attribution in a new document of the outlet of that name."""
    document = make_document(make_outlet(outlet, collective=collective), republishes=republishes, **fields)
    for name in credits:
        Credit.objects.create(document=document, outlet=make_outlet(name))
    return make_attribution(claim, make_snapshot(document))


def origins(claim):
    return [place.origin_name for place in evidence(claim).places]


def test_an_own_voice_starts_with_its_outlet_even_if_it_credits_others():
    paper = make_outlet("Herald")
    claim = make_claim(make_question(), paper)
    document = make_document(paper)
    Credit.objects.create(document=document, outlet=make_outlet("Wire"))
    make_attribution(claim, make_snapshot(document))
    assert origins(claim) == ["Herald"]


def test_an_own_voice_quoted_elsewhere_still_starts_with_its_outlet():
    claim = make_claim(make_question(), make_outlet("Herald"))
    printed(claim, "Mirror")
    assert origins(claim) == ["Herald"]


def test_the_first_relay_is_the_origin_whether_inferred_or_not():
    claim = make_claim(make_question())
    place = printed(claim, "Herald", credits=["Agency"])
    make_relay(place, make_outlet("Wire"), position=2)
    make_relay(place, make_speaker("Ministry"), position=1, inferred=True)
    assert origins(claim) == ["Ministry"]
    assert [relay.inferred for relay in evidence(claim).places[0].relays] == [True, False]


def test_without_a_relay_a_document_that_credits_others_leaves_it_unknown():
    claim = make_claim(make_question())
    printed(claim, "Herald", credits=["Agency", "Wire"])
    assert origins(claim) == ["unknown"]
    assert evidence(claim).origins == 1
    assert evidence(claim).origin_names == {}


def test_a_copy_starts_with_its_original_and_so_do_its_copies():
    claim = make_claim(make_question())
    first = printed(claim, "Herald")
    copy = printed(claim, "Mirror", republishes=first.snapshot.document)
    printed(claim, "Echo", republishes=copy.snapshot.document)
    assert origins(claim) == ["Herald"] * 3
    assert (evidence(claim).origins, len(evidence(claim).outlets)) == (1, 3)


def test_a_copy_starts_with_its_original_whomever_that_credits():
    claim = make_claim(make_question())
    original = make_document(make_outlet("Herald"))
    Credit.objects.create(document=original, outlet=make_outlet("Wire"))
    printed(claim, "Mirror", republishes=original)
    assert origins(claim) == ["Herald"]


def test_a_collective_is_never_an_origin():
    relayed, papers = make_claim(make_question()), make_claim(make_question())
    make_relay(printed(relayed, "Herald"), make_speaker("Bloggers", collective=True))
    printed(papers, "Russian media", collective=True)
    own = make_claim(make_question(), make_outlet("The press", collective=True))
    printed(own, "Daily")
    assert origins(relayed) == origins(papers) == origins(own) == ["unknown"]


def test_unknown_origins_never_add_to_known_ones_and_count_once_alone():
    claim = make_claim(make_question())
    for number in range(3):
        printed(claim, f"Vague {number}", credits=[f"Agency {number}"])
    assert evidence(claim).origins == 1
    printed(claim, "Herald")
    assert evidence(claim).origins == 1
    printed(claim, "Daily")
    assert evidence(claim).origins == 2
    assert list(evidence(claim).origin_names.values()) == ["Daily", "Herald"]


def test_a_speaker_and_an_outlet_of_one_name_are_two_origins():
    claim = make_claim(make_question())
    printed(claim, "Kremlin")
    make_relay(printed(claim, "Daily"), make_speaker("Kremlin"))
    assert evidence(claim).origins == 2


def test_a_claim_without_evidence_has_no_origin():
    found = evidence(make_claim(make_question()))
    assert (found.places, found.origins, found.outlets, found.first_published) == ((), 0, (), None)


def test_places_stand_by_publication_and_undated_ones_last():
    claim = make_claim(make_question())
    printed(claim, "Late", published_on=date(2023, 6, 1))
    printed(claim, "Undated", published_on=None)
    printed(claim, "Early", published_on=date(2023, 5, 1))
    found = evidence(claim)
    assert [place.outlet.name for place in found.places] == ["Early", "Late", "Undated"]
    assert found.first_published == date(2023, 5, 1)


def test_a_side_is_the_root_of_affiliations_or_the_outlet_itself():
    state = make_speaker("State")
    office = make_speaker("Office", affiliation=state)
    spokesman = make_claim(make_question(), make_speaker("Spokesman", affiliation=office))
    paper = make_outlet("Herald")
    assert evidence(spokesman).side == state
    assert evidence(make_claim(make_question(), paper)).side == paper


def test_facts_hold_all_that_the_reasoning_needs():
    question = make_choice(answers=["ash"])
    voice = make_speaker("Bloggers", collective=True)
    days = {"said_on": date(2023, 5, 1), "said_until": date(2023, 5, 3), "as_of": date(2023, 4, 30)}
    claim = make_claim(question, voice, "ash", hedge="likely", scope="here", statement="It was ash.", **days)
    facts = facts_of(Claim.objects.with_facts().get(pk=claim.pk))
    assert (facts.question, facts.voice, facts.voice_name) == (question.key, "speaker:bloggers", "Bloggers")
    assert (facts.collective, facts.answer, facts.hedge, facts.scope) == (True, "ash", "likely", "here")
    assert (facts.said_on, facts.said_until, facts.as_of) == tuple(days.values())
    assert facts.statement == "It was ash."


def test_the_queries_do_not_grow_with_the_claims():
    def add(count):
        for number in range(count):
            place = printed(make_claim(make_question()), f"Paper {number}", credits=["Wire"])
            make_relay(place, make_speaker())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for found in attributed(Claim.objects.order_by("pk")):
                assert found.facts and found.origins and found.side and found.carried
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few == 4
