"""The page of an outlet: what it says itself, whose voices it carries, whom it leans on."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Credit, OutletAlias
from tests.factories import (
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
def outlet():
    return make_outlet("Coast Gazette", kind="newspaper")


def page_of(client, outlet):
    return client.get(outlet.get_absolute_url()).text


def part(page, name):
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def prints(outlet, claim, **fields):
    return make_attribution(claim, make_snapshot(make_document(outlet, **fields)))


def test_names_kind_and_documents_are_shown(client, outlet):
    OutletAlias.objects.create(outlet=outlet, name="The Gazette")
    make_snapshot(make_document(outlet, title="Boats lost"), rendition="excerpt")
    page = page_of(client, outlet)
    for words in ["Also known as", "The Gazette", "Newspaper", "Boats lost", "excerpt"]:
        assert words in page


def test_a_kind_that_is_not_known_is_said_to_be_so(client):
    assert "Kind not known." in page_of(client, make_outlet())


def test_its_own_voice_stands_apart_from_what_it_carries(client, outlet):
    question = make_question()
    prints(outlet, make_claim(question, outlet, amount=3, statement="Three, we counted."))
    prints(outlet, make_claim(question, make_speaker("Anna Ash"), amount=9, statement="Nine."))
    page = page_of(client, outlet)
    assert "Three, we counted." in part(page, "own")
    assert "Nine." not in part(page, "own")
    assert "Anna Ash" in part(page, "voices")
    assert "Own voice" in part(page, "voices")


def test_where_it_parts_from_itself_is_shown(client, outlet):
    question = make_question()
    early = make_claim(question, outlet, amount=3, said_on=date(2023, 1, 1), statement="Three.")
    late = make_claim(question, outlet, amount=9, said_on=date(2024, 1, 1), statement="Nine.")
    make_relation(late, early)
    reversals = part(page_of(client, outlet), "reversals")
    assert reversals.index("Three.") < reversals.index("Nine.")


def test_relays_and_credits_are_what_it_leans_on(client, outlet):
    place = prints(outlet, make_claim())
    make_relay(place, make_outlet("River Wire"))
    Credit.objects.create(document=place.snapshot.document, outlet=make_outlet("Hill Wire"))
    leans = part(page_of(client, outlet), "leans")
    assert "River Wire" in leans
    assert "Hill Wire" in leans


def test_copies_are_named_both_ways(client, outlet):
    copy = make_document(make_outlet("Hill Mirror"), republishes=make_document(outlet))
    assert "Copied by" in page_of(client, outlet)
    assert "1 of them republishes others, 100 %" in page_of(client, copy.outlet)


def test_outlets_that_share_a_question_are_compared(client, outlet):
    question, other = make_question(), make_outlet("Hill Mirror")
    prints(outlet, make_claim(question, amount=3))
    prints(other, make_claim(question, amount=9))
    others = part(page_of(client, outlet), "others")
    assert "/outlets/coast-gazette/vs/hill-mirror/" in others


def test_an_outlet_without_documents_says_so(client, outlet):
    page = page_of(client, outlet)
    assert "No document of this outlet is here." in page
    assert "No claim of its own is recorded." in page
    assert "No other outlet shares a question with it." in page


def test_visitors_find_accepted_claims_only(client, outlet):
    prints(outlet, make_claim(make_question(), outlet, status="draft", statement="A draft."))
    assert "A draft." not in page_of(client, outlet)
    client.force_login(make_user())
    assert "A draft." in page_of(client, outlet)


def test_an_unknown_outlet_is_not_found(client):
    assert client.get("/outlets/nobody/").status_code == 404


def test_markup_and_strange_addresses_do_no_harm(client):
    outlet = make_outlet("<script>alert(1)</script>", homepage="javascript:alert(1)", owner="<script>")
    page = page_of(client, outlet)
    assert "<script" not in page
    assert "javascript:" not in page


def test_the_number_of_queries_does_not_grow(client, outlet):
    def add(number):
        question = make_question()
        place = prints(outlet, make_claim(question, outlet, amount=3, said_on=date(2023, 6, number)))
        make_relay(place, make_outlet())
        make_relay(place, make_speaker())
        Credit.objects.create(document=place.snapshot.document, outlet=make_outlet())
        other = make_claim(question, make_speaker(affiliation=make_speaker()), amount=9)
        prints(outlet, other)
        prints(make_outlet(), make_claim(question, amount=12))
        make_relation(place.claim, other)
        make_relation(place.claim, make_claim(question, outlet, amount=20 + number))
        make_document(make_outlet(), republishes=place.snapshot.document)
        make_document(outlet, republishes=make_document())

    client.force_login(make_user())
    add(1)
    with CaptureQueriesContext(connection) as few:
        page_of(client, outlet)
    for number in range(2, 23):
        add(number)
    with CaptureQueriesContext(connection) as many:
        page_of(client, outlet)
    assert len(many) == len(few)
