"""The CSV files behind lists and comparisons: what is answered, to whom, and in how many queries."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.exports.registry import REPORTS
from claims.models import Claim
from tests import factories as make
from tests.claims.exports.world import World

ADDRESSES = {
    "claims": "/claims.csv",
    "contradictions": "/contradictions.csv",
    "attributions": "/attributions.csv",
    "comparison": "/events/raid/comparison.csv",
    "coverage": "/events/raid/coverage.csv",
    "wording": "/events/raid/wording.csv",
    "outlet-pairs": "/outlet-pairs.csv",
    "outlet-vs": "/outlets/herald/vs/post.csv",
    "documents": "/documents.csv",
    "outlets": "/outlets.csv",
    "speakers": "/speakers.csv",
    "events": "/events.csv",
}


@pytest.fixture
def world(db):
    world = World()
    world.post = make.make_outlet("Post")
    make.make_attribution(world.many, make.make_snapshot(make.make_document(world.post), "More than 70."), "70")
    make.make_wording(world.raid, world.text, "raiders")
    return world


@pytest.fixture
def reader(client, world):
    client.force_login(world.analyst)
    return client


def rows_of(response):
    assert response.status_code == 200, getattr(response, "content", b"")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode(), newline=""), strict=True))


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_report_has_its_address(reader, name):
    response = reader.get(ADDRESSES[name])
    assert rows_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{name}')


def test_a_file_of_one_event_is_named_after_it(reader):
    response = reader.get("/events/raid/coverage.csv")
    assert response["Content-Disposition"] == 'attachment; filename="coverage-raid.csv"'


def test_a_file_holds_the_rows_of_the_same_query(reader):
    assert [row["key"] for row in rows_of(reader.get("/claims.csv?outlet=mirror&sort=key&page=7"))] == ["many", "none"]


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_is_not_understood_is_answered_with_400_and_why(reader, name):
    response = reader.get(ADDRESSES[name] + "?speker=x&sort=wrong")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "“speker” is not a filter here." in response.content.decode()


def test_an_unknown_value_is_answered_with_400(reader):
    response = reader.get("/claims.csv?speaker=nobody")
    assert (response.status_code, response.content.decode()) == (400, "speaker: There is no speaker “nobody”.\n")


@pytest.mark.parametrize(
    "path",
    [
        "/events/none/comparison.csv",
        "/events/none/coverage.csv",
        "/events/none/wording.csv",
        "/outlets/herald/vs/none.csv",
        "/outlets/none/vs/herald.csv",
        "/outlets/herald/vs/herald.csv",
    ],
)
def test_an_unknown_key_is_answered_with_404(reader, path):
    assert reader.get(path).status_code == 404


def test_a_key_of_the_address_is_not_given_again(reader):
    assert reader.get("/events/raid/comparison.csv?event=other").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_files_are_only_read(reader, method):
    assert getattr(reader, method)("/claims.csv").status_code == 405


def test_a_head_request_has_no_body(reader):
    response = reader.head("/claims.csv")
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"")


@pytest.mark.parametrize("name", ADDRESSES)
def test_visitors_need_a_login_unless_the_pages_are_public(client, world, settings, name):
    assert client.get(ADDRESSES[name])["Location"].startswith(reverse("login"))
    settings.PUBLIC_PAGES = True
    assert client.get(ADDRESSES[name]).status_code == 200


def test_visitors_get_accepted_claims_only(client, world, settings):
    settings.PUBLIC_PAGES = True
    Claim.objects.get(key="many").delete()
    make.make_claim(world.killed, key="draft", status="draft")
    assert [row["key"] for row in rows_of(client.get("/claims.csv?sort=key"))] == ["distance", "none"]


def test_links_begin_with_the_site_s_address(reader, settings):
    settings.SITE_URL = "https://claims.example"
    assert {row["url"][:23] for row in rows_of(reader.get("/claims.csv"))} == {"https://claims.example/"}


def grow(world, number):
    """Everything that a report lists, once more: its own outlet, document, speaker, event, claims."""
    outlet, other = make.make_outlet(f"Grown {number:02}"), make.make_outlet(f"Other {number:02}")
    speaker = make.make_speaker(f"Voice {number:02}", affiliation=world.russia)
    make.make_event(f"Event {number}", parent=world.raid)
    document = make.make_document(outlet, republishes=world.story, published_on=date(2023, 6, 1))
    document.credits.create(outlet=other)
    text = make.make_snapshot(document)
    claim = make.make_claim(world.killed, speaker, amount=number, key=f"grown-{number:02}", author=world.analyst)
    relayed = make.make_attribution(claim, text, cue=f"said {number}")
    make.make_relay(relayed, other)
    make.make_attribution(world.many, make.make_snapshot(make.make_document(other)))
    make.make_wording(world.raid, text, "raiders", speaker=speaker)
    make.make_relation(world.none, claim, decided_by=world.analyst)


@pytest.mark.parametrize("name", ADDRESSES)
def test_more_rows_take_no_more_queries(reader, world, name):
    found = []
    for upto in (range(2, 4), range(4, 24)):
        for number in upto:
            grow(world, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found.append((len(rows_of(reader.get(ADDRESSES[name]))), len(queries)))
    assert found[0][1] == found[1][1], "\n".join(query["sql"][:200] for query in queries)
    assert found[0][0] <= found[1][0]


def test_every_report_is_tried_here():
    assert set(ADDRESSES) == set(REPORTS)
