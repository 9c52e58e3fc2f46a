"""The frame of the working pages: queues, the last act with its undo, and what a person prefers."""

import pytest

from claims.choices import ActKind
from claims.curation.acts import act
from claims.models import Claim, Preference
from claims.queues import QUEUES, counted
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_person,
    make_reading,
    make_relation,
    make_snapshot,
)

pytestmark = pytest.mark.django_db
QUEUE_PAGES = [f"/admin/queues/{name}/" for name in QUEUES]


@pytest.fixture
def ibarra(client):
    person = make_person("reviewer", "ibarra")
    client.force_login(person)
    return person


def counts(user):
    return {queue.name: queue.count for queue in counted(user)}


def fill_the_queues(mine):
    """Something in every queue of `mine`, and something in none."""
    make_snapshot(make_document(title="Unread"))
    make_document(title="Without a text")
    make_claim(status="in_review", author=mine)
    make_claim(status="in_review")
    make_claim(status="returned", author=mine)
    uncoded = make_claim(status="draft")
    Claim._base_manager.filter(pk=uncoded.pk).update(question=None)
    make_relation(make_claim(), make_claim(), state="suggested")
    lost = make_attribution(make_claim(), anchor="lost")
    for document in (lost.snapshot.document, make_snapshot().document):
        make_reading(document, make_claim().event)


def test_every_queue_counts_what_waits_for_this_person(ibarra):
    fill_the_queues(ibarra)
    assert counts(ibarra) == {"read": 1, "code": 1, "review": 1, "returned": 1, "judge": 1, "evidence": 1}


def test_whoever_works_alone_reviews_their_own_claims(ibarra, settings):
    make_claim(status="in_review", author=ibarra)
    assert counts(ibarra)["review"] == 0
    settings.SELF_REVIEW = True
    assert counts(ibarra)["review"] == 1


@pytest.mark.parametrize("page", QUEUE_PAGES)
def test_a_queue_shows_its_rows_or_says_that_nothing_waits(client, ibarra, page):
    assert "Nothing waits" in client.get(page).content.decode()
    fill_the_queues(ibarra)
    response = client.get(page)
    assert len(response.context["rows"]) == 1 and "Nothing waits" not in response.content.decode()


@pytest.mark.parametrize("page", QUEUE_PAGES)
def test_readers_and_visitors_do_not_work(client, page):
    assert client.get(page).status_code == 302
    client.force_login(make_person("reader"))
    assert client.get(page).status_code == 302


def test_the_last_act_is_offered_to_be_undone_where_it_was_done(client, ibarra):
    claim = make_claim(statement="As it was.")
    with act(ActKind.REVIEWED, ibarra, "Reworded a claim") as doing:
        claim.statement = "Otherwise."
        doing.save(claim)
    page = client.get(f"/admin/queues/code/?done={doing.stored.pk}").content.decode()
    assert "Reworded a claim" in page and f'action="/admin/undo/{doing.stored.pk}/"' in page
    response = client.post(f"/admin/undo/{doing.stored.pk}/", {"next": "/admin/queues/code/"}, follow=True)
    assert response.redirect_chain[-1][0] == "/admin/queues/code/"
    assert "Undone: Reworded a claim" in response.content.decode()
    claim.refresh_from_db()
    assert claim.statement == "As it was."


def test_what_another_did_is_not_undone(client, ibarra):
    with act(ActKind.REVIEWED, make_person("analyst"), "Theirs") as doing:
        doing.save(make_claim())
    assert client.post(f"/admin/undo/{doing.stored.pk}/").status_code == 403
    assert client.get(f"/admin/queues/code/?done={doing.stored.pk}").context["done"] is None


@pytest.mark.parametrize("done", ["x", "999999", "9" * 30, "-1"])
def test_a_made_up_act_is_passed_over(client, ibarra, done):
    assert client.get("/admin/queues/code/", {"done": done}).context["done"] is None


def test_undo_leads_to_this_site_only(client, ibarra):
    with act(ActKind.REVIEWED, ibarra, "Mine") as doing:
        doing.save(make_claim())
    response = client.post(f"/admin/undo/{doing.stored.pk}/", {"next": "https://elsewhere.example/"})
    assert response["Location"] == "/admin/"


def test_preferences_are_kept_per_person(client, ibarra):
    draft = make_claim(status="draft")
    assert draft in Claim.objects.visible_to(ibarra)
    client.post("/preferences/", {"accepted_only": "on", "keys": "off"})
    preference = Preference.objects.get(user=ibarra)
    assert (preference.accepted_only, preference.keys) == (True, False)
    fresh = type(ibarra).objects.get(pk=ibarra.pk)
    assert draft not in Claim.objects.visible_to(fresh)
    assert client.get("/admin/queues/code/").context["single_keys"] is False


def test_blind_claims_count_nowhere_and_are_seen_by_their_author(ibarra):
    blind = make_claim(author=ibarra, blind=True)
    assert blind not in Claim.objects.compared() and blind not in Claim.objects.accepted()
    assert blind in Claim.objects.seen_by(ibarra) and blind not in Claim.objects.seen_by(make_person("editor"))
