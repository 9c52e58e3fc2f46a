"""What counts on reading pages: a switch for whoever is logged in, and a mark on all that is not accepted."""

import pytest
from django.urls import reverse

from claims.models import Preference
from claims.search.index import rebuild
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_person,
    make_question,
    make_relation,
    make_snapshot,
    make_speaker,
)

MARK = '<span class="status is-draft">draft</span>'
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = make_person("reader", "reader")
    client.force_login(person)
    return person


@pytest.fixture
def world():
    """A draft that contradicts an accepted claim, printed in a document; and a reversal of the same speaker."""
    question = make_question(label="Raiders killed")
    speaker, document = make_speaker("Podolyak"), make_document(make_outlet("Paper"), title="Morning")
    draft = make_claim(question, speaker, amount=3, status="draft", statement="Three raiders were killed.")
    accepted = make_claim(question, amount=70, statement="Seventy raiders were killed.")
    earlier = make_claim(question, speaker, amount=5, status="in_review")
    snapshot = make_snapshot(document)
    for claim in (draft, accepted, earlier):
        make_attribution(claim, snapshot, exact="70 raiders" if claim is draft else "more than 70")
    relation = make_relation(draft, accepted, state="suggested")
    make_relation(draft, earlier, state="suggested")
    rebuild()
    return {"draft": draft, "accepted": accepted, "relation": relation, "document": document}


def pages_of(world):
    draft, question = world["draft"], world["draft"].question
    return {
        "dashboard": "/",
        "claims": "/claims/",
        "claim": draft.get_absolute_url(),
        "beside": world["accepted"].get_absolute_url(),
        "event": question.event.get_absolute_url(),
        "question": question.get_absolute_url(),
        "contradiction": world["relation"].get_absolute_url(),
        "contradictions": "/contradictions/",
        "speaker": draft.speaker.get_absolute_url(),
        "document": world["document"].get_absolute_url(),
        "search": "/search/?q=raiders",
    }


@pytest.mark.parametrize(
    "page", ["dashboard", "claims", "beside", "event", "question", "contradiction", "speaker", "document", "search"]
)
def test_drafts_are_marked_wherever_they_are_read(client, reader, world, page):
    assert MARK in client.get(pages_of(world)[page]).text


def test_accepted_claims_alone_count_after_one_press(client, reader, world):
    response = client.post("/preferences/", {"accepted_only": "on", "next": "/claims/"}, follow=True)
    assert response.redirect_chain == [("/claims/", 302)]
    assert "<strong>accepted only</strong>" in response.text
    for name, page in pages_of(world).items():
        found = client.get(page)
        assert name in ("claim", "contradiction") or "is-draft" not in found.text, name
    assert "Three raiders" not in client.get("/claims.csv").getvalue().decode()
    client.post("/preferences/", {"accepted_only": "off"})
    assert "Three raiders" in client.get("/claims.csv").getvalue().decode()


def test_the_switch_stands_on_every_reading_page_and_leads_back(client, reader, world):
    for page in ["/", "/claims/?stance=asserts", "/guide/", "/outlets/", "/no-such-page/"]:
        found = client.get(page).text
        assert "Counting:" in found and f'name="next" value="{page}"' in found, page
    client.force_login(make_person("analyst"))
    assert "Counting:" not in client.get("/admin/queues/code/").text


def test_visitors_have_no_switch(client, settings):
    settings.PUBLIC_PAGES = True
    page = client.get("/").text
    assert "Counting:" not in page and "accepted claims only" in page


@pytest.mark.parametrize(
    "sent", [{}, {"accepted_only": "perhaps"}, {"keys": "\0"}, {"next": "https://elsewhere.example/"}]
)
def test_what_is_not_understood_changes_nothing(client, reader, sent):
    response = client.post("/preferences/", sent)
    assert response["Location"] == "/"
    assert not Preference.objects.get(user=reader).accepted_only


def test_who_may_work_is_led_to_the_queues(client, world):
    client.force_login(make_person("reviewer"))
    page = client.get("/").text
    for name in ("judge", "review", "code", "read", "evidence"):
        assert f'<a href="{reverse(f"admin:queue_{name}")}">' in page
    assert reverse("admin:queue_returned") not in page
    client.force_login(make_person("reader"))
    assert "/admin/queues/" not in client.get("/").text
