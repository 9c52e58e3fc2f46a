"""The queue *Evidence to repair* and its page: old words beside the newest text, one key for each way to repair."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.acts import version
from claims.curation.anchoring import reanchor
from claims.models import Attribution
from sources.models import Resemblance
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_entrant,
    make_person,
    make_snapshot,
)

pytestmark = pytest.mark.django_db
OLD = "The ministry said that more than 70 raiders were killed.\nThe governor said that nobody was hurt in the village."
NEW = (
    "An update.\nThe governor said that nobody was hurt in the town."
    "\nThe ministry said that the raiders were gone.\nHe said so. She said so."
)
KILLED, HURT = "more than 70 raiders were killed", "nobody was hurt in the village"


@pytest.fixture
def ibarra(client):
    person = make_person("analyst", "ibarra")
    client.force_login(person)
    return person


@pytest.fixture
def document():
    return make_document()


@pytest.fixture
def evidence(document, ibarra):
    """(moved, lost): two attributions after a new text came."""
    old = make_snapshot(document, OLD, captured_at=datetime(2026, 5, 1, tzinfo=UTC))
    moved = make_attribution(make_claim(key="hurt"), old, HURT)
    lost = make_attribution(make_claim(key="killed"), old, KILLED)
    reanchor(make_snapshot(document, NEW, captured_at=datetime(2026, 5, 2, tzinfo=UTC)), ibarra)
    return moved, lost


def page_of(attribution):
    return f"/admin/evidence/{attribution.key}/"


def send(client, attribution, do, **fields):
    fields = {"do": do, "seen": version(attribution)} | fields
    return client.post(page_of(attribution), fields)


def state(attribution):
    row = Attribution.objects.get(pk=attribution.pk)
    return row.anchor, row.exact, row.removed


def test_the_queue_leads_to_each(client, evidence):
    page = client.get("/admin/queues/evidence/").content.decode()
    assert all(f'href="{page_of(attribution)}"' in page for attribution in evidence)


def test_moved_words_are_shown_as_they_were_and_as_they_are(client, evidence):
    moved, lost = evidence
    page = client.get(page_of(moved)).content.decode()
    assert "<mark>nobody was hurt in the village</mark>" in page and "<mark>nobody was hurt in the town</mark>" in page
    assert 'value="right" data-key="a"' in page and f'href="{page_of(lost)}" data-key="n"' in page


def test_it_is_right(client, evidence):
    moved, lost = evidence
    response = send(client, moved, "right")
    assert response["Location"].startswith(f"{page_of(lost)}?done=")
    assert state(moved) == ("anchored", "nobody was hurt in the town", False)
    assert "It is right" in client.get(response["Location"]).content.decode()


def test_the_nearest_places_are_offered_for_lost_words_and_one_is_taken(client, evidence):
    _, lost = evidence
    response = client.get(page_of(lost))
    offer = response.context["repair"].offers[0]
    assert "raiders" in offer.snapshot.text[offer.start : offer.end] and 'data-key="1"' in response.content.decode()
    response = send(client, lost, "take", place=f"{offer.snapshot.pk}-{offer.start}-{offer.end}")
    assert response.status_code == 302 and state(lost)[0] == "anchored"


def test_pasted_words_are_looked_up(client, evidence):
    assert send(client, evidence[1], "find", words=" the raiders\r\n").status_code == 302
    assert state(evidence[1])[:2] == ("anchored", "the raiders")


def test_words_that_stand_several_times_are_shown_each_with_its_key(client, evidence):
    response = send(client, evidence[1], "find", words="said so")
    page = response.content.decode()
    assert response.status_code == 409 and "stand 2 times" in page and page.count("Take this place") == 2
    assert state(evidence[1])[0] == "lost"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Type or paste"),
        ("\0", "Type or paste"),
        ("The Governor said", "The nearest there is: “The governor said”"),
        ("nothing like it", "do not stand in"),
        ("x" * 100_000, "do not stand in"),
    ],
)
def test_words_that_do_not_stand_there_are_told_and_kept(client, evidence, words, told):
    response = send(client, evidence[1], "find", words=words)
    page = response.content.decode()
    assert response.status_code == 409 and told in page and state(evidence[1])[0] == "lost"
    assert words.replace("\0", "") in page


def test_kept_as_lost_leaves_the_queue_and_stays_lost(client, evidence):
    moved, lost = evidence
    send(client, lost, "keep", note="Corrected by the paper.")
    send(client, moved, "keep")
    assert state(lost) == ("lost", KILLED, True) and state(moved) == ("lost", HURT, True)
    assert "Nothing waits" in client.get("/admin/queues/evidence/").content.decode()
    assert "Kept as lost" in client.get(page_of(lost)).content.decode()


def test_a_repair_is_undone(client, evidence):
    moved, _ = evidence
    done = send(client, moved, "right")["Location"].partition("done=")[2]
    client.post(f"/admin/undo/{done}/", {"next": page_of(moved)})
    assert state(moved)[0] == "moved"


@pytest.mark.parametrize("do", ["right", "keep", "find"])
def test_a_stale_form_changes_nothing(client, evidence, do):
    moved, _ = evidence
    seen = version(moved)
    row = Attribution.objects.get(pk=moved.pk)
    row.cue = "said"
    row.save()
    response = send(client, moved, do, seen=seen, words="An update")
    assert response.status_code == 409 and "changed meanwhile" in response.content.decode()
    assert state(moved)[0] == "moved"


def test_a_place_of_a_text_that_is_not_the_newest_any_more_is_not_taken(client, evidence, document, ibarra):
    moved, _ = evidence
    place = f"{Attribution.objects.get(pk=moved.pk).snapshot_id}-0-10"
    reanchor(make_snapshot(document, "All is new.", captured_at=datetime(2026, 5, 3, tzinfo=UTC)), ibarra)
    response = send(client, moved, "take", place=place)
    assert response.status_code == 409 and "a newer text" in response.content.decode()


@pytest.mark.parametrize("place", ["", "1-2", "a-b-c", f"{'9' * 30}-1-2", "-1--2--3", "²-1-2"])
def test_a_made_up_place_is_refused(client, evidence, place):
    assert send(client, evidence[0], "take", place=place).status_code == 409


@pytest.mark.parametrize(
    "fields", [{}, {"do": "else"}, {"do": "right", "seen": "x"}, {"do": "right", "seen": "9" * 40}]
)
def test_a_made_up_form_is_refused(client, evidence, fields):
    assert client.post(page_of(evidence[0]), fields).status_code == 409
    assert state(evidence[0])[0] == "moved"


def test_sound_evidence_has_nothing_to_repair(client, ibarra):
    page = client.get(page_of(make_attribution(make_claim()))).content.decode()
    assert "These words stand where they should" in page and "It is right" not in page


@pytest.mark.parametrize("values", [{"start": 1, "end": 13}, {"start": 10**6, "end": 10**6 + 12}, {"anchor": "moved"}])
def test_damaged_evidence_is_shown_as_such_and_mended(client, ibarra, values):
    row = make_attribution(make_claim())
    Attribution._base_manager.filter(pk=row.pk).update(**{"exact": "MORE THAN 70"} | values)
    page = client.get(page_of(row)).content.decode()
    assert "Damaged: its words do not stand where it says" in page and "MORE THAN 70" in page
    send(client, row, "find", words="more than 70")
    assert state(row) == ("anchored", "more than 70", False)


@pytest.mark.parametrize("key", ["nothing", "x" * 500])
def test_an_unknown_key_is_not_found(client, ibarra, key):
    assert client.get(f"/admin/evidence/{key}/").status_code == 404


def test_what_another_codes_blindly_is_not_found(client, ibarra):
    blind = make_attribution(make_claim(blind=True, author=make_person("analyst")), anchor="lost")
    mine = make_attribution(make_claim(blind=True, author=ibarra), anchor="lost")
    assert client.get(page_of(blind)).status_code == client.post(page_of(blind)).status_code == 404
    assert client.get(page_of(mine)).status_code == 200


def test_who_may_not_change_evidence_does_not_repair_it(client, evidence):
    client.force_login(make_entrant("change_claim"))
    assert client.get(page_of(evidence[0])).status_code == send(client, evidence[0], "right").status_code == 403
    client.force_login(make_person("reader"))
    assert client.get(page_of(evidence[0])).status_code == 302
    assert state(evidence[0])[0] == "moved"


def test_the_page_asks_as_much_beside_2_as_beside_22(client, evidence):
    asked = set()
    for more in (0, 20):
        for _ in range(more):
            make_attribution(make_claim(), evidence[1].snapshot, anchor="moved", exact="killed")
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(evidence[0]))
        asked.add(len(queries))
    assert len(asked) == 1 and asked.pop() <= 27


def test_readers_see_what_moved_and_what_is_lost(client, evidence, document):
    moved, lost = evidence
    texts = [document.snapshots.get(text=text).sha256[:12] for text in (NEW, OLD)]
    pages = [client.get(f"/documents/{document.key}/?snapshot={text}").content.decode() for text in texts]
    assert ">moved</span>" in pages[0] and ">lost</span>" in pages[1]
    for attribution, word in ((moved, "moved"), (lost, "lost")):
        for address in (attribution.claim.get_absolute_url(), attribution.claim.speaker.get_absolute_url()):
            assert f">{word}</span>" in client.get(address).content.decode()
        assert f">{word}</span>" in client.get(attribution.claim.question.get_absolute_url()).content.decode()


def test_a_text_captured_in_the_admin_takes_the_evidence_along(client, document, ibarra):
    old = make_snapshot(document, OLD, captured_at=datetime(2026, 5, 1, tzinfo=UTC))
    rows = [make_attribution(make_claim(), old, words) for words in (HURT, KILLED, "The governor")]
    sent = {"document": document.pk, "text": NEW, "rendition": "full", "captured_at_0": "2026-05-02"}
    response = client.post("/admin/sources/snapshot/add/", sent | {"captured_at_1": "10:00:00"}, follow=True)
    page = response.content.decode()
    assert "1 found again, 1 moved (a person has to look), 1 lost." in page and "/admin/queues/evidence/?done=" in page
    assert [state(row)[0] for row in rows] == ["moved", "lost", "anchored"]


def test_a_text_captured_in_the_admin_is_compared_with_all_others(client, document, ibarra):
    other = make_document()
    make_snapshot(other, NEW)
    call_command("find_copies")
    sent = {"document": document.pk, "text": f"{NEW} More.", "rendition": "full", "captured_at_0": "2026-05-02"}
    client.post("/admin/sources/snapshot/add/", sent | {"captured_at_1": "10:00:00"})
    found = Resemblance.objects.get()
    assert {found.copy, found.original} == {document, other} and found.state == "suggested"
