"""The page of a claim: its words in their documents, the way they came, and what others say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Credit
from tests.factories import (
    make_analyst,
    make_attribution,
    make_choice,
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
def claim():
    question = make_question(label="Boats lost", unit="boats")
    mayor = make_speaker("Anna Ash", affiliation=make_speaker("Town of Estmark", kind="government"))
    fields = {"amount": 70, "qualifier": "more_than", "quantity_text": "more than 70", "said_on": date(2023, 5, 24)}
    return make_claim(question, mayor, role="mayor", statement="More than 70 boats were lost.", **fields)


def page_of(client, claim):
    return client.get(claim.get_absolute_url()).text


def test_voice_role_side_question_and_answer_are_shown(client, claim):
    page = page_of(client, claim)
    for words in ["More than 70 boats were lost.", "Anna Ash", "mayor", "Town of Estmark", "Boats lost?"]:
        assert words in page
    assert "24 May 2023" in page


def test_each_attribution_shows_its_words_in_their_paragraph(client, claim):
    text = "First line.\nThe mayor counted <b>more than 70</b> boats.\nLast line."
    snapshot = make_snapshot(make_document(title="Boats"), text, rendition="machine_translation")
    attribution = make_attribution(claim, snapshot, "more than 70", cue="counted", manner="mixed")
    page = page_of(client, claim)
    assert "The mayor counted &lt;b&gt;<mark>more than 70</mark>&lt;/b&gt; boats." in page
    assert "First line." not in page
    assert attribution.get_absolute_url() in page
    assert "machine translation" in page
    assert "counted" in page


def test_the_chain_leads_from_the_voice_to_the_republisher(client, claim):
    original = make_document(make_outlet("Coast Gazette"))
    copy = make_document(make_outlet("Hill Mirror"), republishes=original)
    make_relay(make_attribution(claim, make_snapshot(copy)), make_outlet("River Wire"), cue="told", inferred=True)
    chain = page_of(client, claim).split("chain-steps")[1].split("</ol>")[0]
    places = [chain.index(name) for name in ["Anna Ash", "River Wire", "Coast Gazette", "Hill Mirror"]]
    assert places == sorted(places)
    assert "inferred" in chain
    assert chain.count("the origin") == 1


def test_an_unknown_origin_is_said_so(client, claim):
    document = make_document()
    Credit.objects.create(document=document, outlet=make_outlet())
    make_attribution(claim, make_snapshot(document))
    assert "the origin is unknown" in page_of(client, claim)


def test_other_claims_stand_beside_it_with_verdict_and_reason(client, claim):
    miller = make_claim(claim.question, make_speaker("Ben Birch"), amount=3, statement="Three boats were lost.")
    make_claim(claim.question, make_speaker("Cay Cole"), stance="declines", statement="No figure is given.")
    beside = page_of(client, claim).split('id="beside"')[1]
    assert beside.index("Ben Birch") < beside.index("Cay Cole")
    assert "no number fits both" in beside
    assert "is evaded by" in beside
    assert miller.get_absolute_url() in beside


def test_a_stored_relation_leads_to_its_page_with_its_state(client, claim):
    other = make_claim(claim.question, amount=3)
    relation = make_relation(claim, other, state="suggested")
    page = page_of(client, claim)
    assert f'class="verdict is-suggested" href="{relation.get_absolute_url()}"' in page


def test_a_relation_across_questions_is_shown_with_the_persons_reason(client, claim):
    other = make_claim(make_question(label="Boats insured"), statement="All boats were insured.")
    make_relation(claim, other, kind="corroborates", reason="Both speak of the same list.")
    page = page_of(client, claim)
    assert "Both speak of the same list." in page
    assert "Boats insured" in page


def test_a_citation_names_everything_that_is_needed_to_check_it(client, claim):
    document = make_document(make_outlet("Coast Gazette"), title="Boats")
    snapshot = make_snapshot(document, "He said more than 70.", rendition="digest")
    make_relay(make_attribution(claim, snapshot), make_outlet("River Wire"))
    cited = page_of(client, claim).split('id="cite"')[1].split("</section>")[0]
    assert (
        "Anna Ash (mayor), 24 May 2023. Via River Wire. Coast Gazette, “Boats”, 24 May 2023. “more than 70” [digest]. "
        f"Snapshot SHA-256 {snapshot.sha256}, characters 8–20, http://testserver/documents/{document.key}/"
    ) in cited


def test_the_history_says_who_changed_what(client, claim):
    analyst = make_analyst("m.ash")
    claim.statement, claim._history_user = "Over 70 boats were lost.", analyst
    claim.status = "in_review"
    claim.save()
    client.force_login(analyst)
    history = page_of(client, claim).split('id="history"')[1]
    for words in ["m.ash", "<del><bdi>More than 70 boats were lost.</bdi></del>", "in review", "recorded it"]:
        assert words in history


def test_the_history_names_records_and_not_their_numbers(client, claim):
    claim.speaker = make_speaker("Dora Dale")
    claim.save()
    client.force_login(make_user())
    history = page_of(client, claim).split('id="history"')[1]
    assert "<del><bdi>Anna Ash</bdi></del>" in history
    assert "<ins><bdi>Dora Dale</bdi></ins>" in history


def test_staff_find_the_way_into_the_admin(client, claim):
    assert "/admin/claims/claim/" not in page_of(client, claim)
    client.force_login(make_analyst())
    assert client.get(claim.get_absolute_url()).status_code == 200


def test_visitors_find_accepted_claims_only_and_no_history(client, claim):
    draft = make_claim(claim.question, amount=3, status="draft", statement="A draft.")
    returned = make_claim(claim.question, status="returned")
    assert client.get(draft.get_absolute_url()).status_code == 404
    page = page_of(client, claim)
    assert "A draft." not in page
    assert 'id="history"' not in page
    client.force_login(make_user())
    assert "A draft." in page_of(client, claim)
    assert "It takes part in no comparison" in page_of(client, returned)


def test_an_unknown_claim_is_not_found(client):
    assert client.get("/claims/nothing/").status_code == 404


def test_an_uncoded_claim_says_so(client, claim):
    loose = make_claim(event=claim.event)
    assert "not coded yet" in page_of(client, loose)
    assert "No document attributes this claim yet." in page_of(client, loose)


def test_markup_in_any_field_is_shown_as_text(client):
    hostile = "<script>alert(1)</script>"
    question = make_choice(answers=[hostile], label=hostile)
    fields = ["statement", "role", "hedge", "scope", "evidence", "note"]
    claim = make_claim(question, make_speaker(hostile), hostile, **dict.fromkeys(fields, hostile))
    snapshot = make_snapshot(make_document(make_outlet(hostile), title=hostile), f"x {hostile} y")
    make_relay(make_attribution(claim, snapshot, hostile, cue=hostile), make_speaker(hostile), cue=hostile)
    client.force_login(make_user(hostile[:20]))
    assert "<script" not in page_of(client, claim)


def test_the_number_of_queries_does_not_grow(client, claim):
    def add(number):
        make_relay(make_attribution(claim, make_snapshot(make_document(republishes=make_document()))), make_outlet())
        other = make_claim(claim.question, amount=number)
        make_attribution(other)
        make_relation(claim, other)
        make_relation(claim, make_claim(make_question()), kind="corroborates")

    client.force_login(make_user())
    add(1)
    with CaptureQueriesContext(connection) as few:
        page_of(client, claim)
    for number in range(2, 22):
        add(number)
    with CaptureQueriesContext(connection) as many:
        page_of(client, claim)
    assert len(many) == len(few)
