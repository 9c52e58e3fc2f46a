"""The page of a speaker: names, side, statements by question, who says otherwise, and who carries it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_alias,
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_question,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def speaker():
    state = make_speaker("Northland", kind="government")
    palace = make_speaker("The Palace", kind="organisation", affiliation=state)
    return make_speaker("Anna Ash", affiliation=palace, description="Speaks for the palace.")


def page_of(client, speaker):
    return client.get(speaker.get_absolute_url()).text


def test_the_chain_of_affiliations_leads_to_the_side(client, speaker):
    facts = page_of(client, speaker).split('class="facts"')[1]
    assert facts.index("Anna Ash") < facts.index("The Palace") < facts.index("Northland")
    members = page_of(client, speaker.affiliation)
    assert 'href="/speakers/anna-ash/"' in members


def test_every_name_is_listed(client, speaker):
    make_alias(speaker, "Анна Аш")
    assert "Анна Аш" in page_of(client, speaker)


def test_statements_stand_under_their_questions_in_time(client, speaker):
    question = make_question(label="Boats lost")
    make_claim(question, speaker, amount=5, said_on=date(2023, 6, 2), statement="Five now.")
    make_claim(question, speaker, amount=3, said_on=date(2023, 6, 1), statement="Three first.")
    page = page_of(client, speaker)
    assert page.index("Boats lost?") < page.index("Three first.") < page.index("Five now.")


def test_a_reversal_is_shown_earlier_first(client, speaker):
    question = make_question(label="Boats lost")
    late = make_claim(question, speaker, amount=5, said_on=date(2023, 6, 2), statement="Five now.")
    early = make_claim(question, speaker, amount=3, said_on=date(2023, 6, 1), statement="Three first.")
    relation = make_relation(late, early)
    reversals = page_of(client, speaker).split('id="reversals"')[1].split("</section>")[0]
    assert reversals.index("Three first.") < reversals.index("Five now.")
    assert relation.get_absolute_url() in reversals


def test_a_collective_never_reverses_itself(client):
    bloggers = make_speaker("Harbour bloggers", collective=True)
    question = make_question()
    make_relation(make_claim(question, bloggers, amount=1), make_claim(question, bloggers, amount=9))
    page = page_of(client, bloggers)
    assert "None on record." in page
    assert "not one voice but many" in page


def test_who_contradicts_and_who_carries_it(client, speaker):
    question = make_question()
    own = make_claim(question, speaker, amount=3)
    other = make_claim(question, make_speaker("Ben Birch"), amount=9, statement="Nine.")
    relation = make_relation(own, other, state="suggested")
    make_attribution(own, make_snapshot(make_document(make_outlet("Coast Gazette"))), cue="told")
    page = page_of(client, speaker)
    against = page.split('id="against"')[1].split("</section>")[0]
    assert "Ben Birch" in against
    assert relation.get_absolute_url() in against
    carried = page.split('id="carried"')[1]
    assert "Coast Gazette" in carried
    assert "told" in carried


def test_a_rejected_contradiction_does_not_count(client, speaker):
    question = make_question()
    make_relation(make_claim(question, speaker, amount=3), make_claim(question, amount=9), state="rejected")
    assert "No contradiction is on record." in page_of(client, speaker)


def test_a_relay_without_claims_is_still_somebody(client, speaker):
    make_relay(make_attribution(make_claim()), speaker)
    page = page_of(client, speaker)
    assert "No claim of this speaker is recorded." in page
    assert "Heard as a relay in 1 attribution" in page


def test_visitors_find_accepted_claims_only(client, speaker):
    make_claim(make_question(), speaker, status="draft", statement="A draft.")
    assert "A draft." not in page_of(client, speaker)
    client.force_login(make_user())
    assert "A draft." in page_of(client, speaker)


def test_an_unknown_speaker_is_not_found(client):
    assert client.get("/speakers/nobody/").status_code == 404


def test_a_name_of_markup_is_shown_as_text(client):
    speaker = make_speaker("<script>alert(1)</script>", description="<script>", wikidata='Q1"><script>')
    make_alias(speaker, "<script>alert(2)</script>")
    assert "<script" not in page_of(client, speaker)


def test_the_number_of_queries_does_not_grow(client, speaker):
    def add(number):
        question = make_question()
        own = make_claim(question, speaker, amount=3, said_on=date(2023, 6, number))
        make_relay(make_attribution(own, cue=f"said {number}"), make_outlet())
        make_relation(own, make_claim(question, amount=9))
        make_relation(own, make_claim(question, speaker, amount=20 + number))
        make_alias(speaker, f"Alias {number}")
        make_speaker(affiliation=speaker)

    client.force_login(make_user())
    add(1)
    with CaptureQueriesContext(connection) as few:
        page_of(client, speaker)
    for number in range(2, 23):
        add(number)
    with CaptureQueriesContext(connection) as many:
        page_of(client, speaker)
    assert len(many) == len(few)
