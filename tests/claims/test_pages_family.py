"""The family of a document as a tree: who republished whom, when, how much; what is suggested counts for nothing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.comparisons.families import family_of
from sources.models import Resemblance
from tests.factories import make_document, make_outlet, make_snapshot, make_user
from tests.sources.test_lib_sketches import edited, made_up

pytestmark = pytest.mark.django_db
WORDS = made_up(200)
FIRST = date(2024, 1, 8)


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


def published(name, days=0, words=WORDS, **fields):
    document = make_document(make_outlet(name), key=name.lower(), published_on=FIRST + timedelta(days), **fields)
    if words:
        make_snapshot(document, " ".join(words))
    return document


@pytest.fixture
def original():
    return published("Gazette")


def likely(copy, original, **fields):
    return Resemblance.objects.create(copy=copy, original=original, share="0.7", share_of_original="0.6", **fields)


def shape(document):
    return [(one.document.outlet.name, one.level, one.is_suggested, one.twigs) for one in family_of(document).members]


def test_a_copy_of_a_copy_hangs_below_that_copy(original):
    mirror = published("Mirror", 1, republishes=original)
    published("Echo", 3, republishes=mirror)
    published("Post", 2, republishes=original)
    expected = [
        ("Gazette", 0, False, ()),
        ("Mirror", 1, False, ("tee",)),
        ("Echo", 2, False, ("through", "end")),
        ("Post", 1, False, ("end",)),
    ]
    assert shape(original) == shape(mirror) == expected
    assert [one.lag for one in family_of(original).members] == [None, 1, 2, 2]


def test_how_much_of_the_original_stands_in_each(client, original):
    published("Mirror", 1, words=WORDS[:100], republishes=original)
    published("Echo", 1, words=edited(WORDS, 0.1), republishes=original)
    published("Bare", 2, words=None, republishes=original)
    members = {one.document.outlet.name: one for one in family_of(original).members}
    assert (members["Mirror"].share, members["Mirror"].words, members["Mirror"].strip) == (50, 100, [(0.0, 50.0)])
    assert 60 < members["Echo"].share < 100 and len(members["Echo"].strip) > 1
    assert members["Bare"].share is None
    page = client.get("/documents/mirror/family/").text
    for words in ["50 %", "1 day later", "100 words", "/documents/mirror/vs/gazette/", "no text of its own here"]:
        assert words in page


def test_curators_words_are_not_compared(original):
    digest = published("Mirror", 1, words=None, republishes=original)
    make_snapshot(digest, " ".join(WORDS), rendition="digest")
    assert family_of(original).members[1].share is None


def test_suggested_copies_are_marked_and_count_not(client, original):
    likely(published("Mirror", 1), original)
    likely(original, published("Herald", -1))
    assert ("Mirror", 1, True, ("end",)) in shape(original)
    page = client.get("/documents/gazette/family/").text
    assert "perhaps with 2 copies" in page and "2 to judge" in page and "is-suggested" in page
    assert "/admin/copies/" not in page
    document = client.get("/documents/mirror/").text
    assert "changes no count until a person confirms it" in document and "of <a" not in document.split("family")[0]


def test_rejected_pairs_are_told_with_their_reason(client, original):
    likely(
        published("Mirror", 1), original, state="rejected", reason="Both quote the law.", decided_by=make_user("ibarra")
    )
    page = client.get("/documents/gazette/family/").text
    assert "Both quote the law." in page and "ibarra" not in page
    assert "No copy of this document is known" in page


def test_an_unknown_document_has_no_family(client):
    assert client.get("/documents/nobody/family/").status_code == 404


def test_a_long_chain_and_a_large_family_are_shown(client, original):
    parent = original
    for number in range(120):
        parent = published(f"Outlet{number}", number, words=None, republishes=parent)
    page = client.get("/documents/outlet119/family/").text
    assert "the first of its members are shown" in page and "Outlet119" in page


def test_as_many_queries_for_few_as_for_many(client, original):
    def queries(names):
        for name in names:
            published(name, 1, republishes=original)
            likely(published(f"{name}x", 2), original)
            likely(published(f"{name}y", 2), original, state="rejected")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/documents/gazette/family/").status_code == 200
        return len(found)

    client.get("/documents/gazette/family/")
    assert queries("ab") == queries("cdefghijklmnopqrstuv")
