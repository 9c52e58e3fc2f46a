"""Names that may be one are listed, compared, or told apart; nothing is merged by itself."""

import pytest

from claims.models import Act, Apart
from tests.factories import make_alias, make_outlet, make_person, make_speaker

PAGE = "/admin/names/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def osei(client):
    person = make_person("editor", "osei")
    client.force_login(person)
    return person


@pytest.fixture
def pair():
    return make_speaker("Vyacheslav Gladkov"), make_speaker("Vyacheslav Gladkow")


def listed(client):
    return {
        str(kind): [(pair.first, pair.second) for pair in pairs]
        for kind, _, pairs in client.get(PAGE).context["groups"]
    }


def two(pair, **changes):
    return {"kind": "speaker", "first": pair[0].slug, "second": pair[1].slug} | changes


def test_likely_twins_are_listed_with_why_and_lead_to_their_comparison(client, osei, pair):
    make_outlet("Reuters")
    page = client.get(PAGE).content.decode()
    assert listed(client) == {"speaker": [pair], "outlet": []}
    assert "/admin/merge/speaker/?keep=vyacheslav-gladkov&amp;go=vyacheslav-gladkow" in page
    assert not Act.objects.exists()


def test_who_is_told_apart_is_not_suggested_again_unless_asked_for(client, osei, pair):
    client.post(PAGE, two(pair))
    client.post(PAGE, two(pair[::-1]))  # once, whichever way round
    assert listed(client)["speaker"] == []
    stored = Apart.objects.get()
    assert (stored.by, str(stored)) == (osei, "vyacheslav-gladkov and vyacheslav-gladkow")
    client.post(PAGE, {"again": stored.pk})
    assert listed(client)["speaker"] == [pair]


@pytest.mark.parametrize(
    "sent",
    [
        {"second": "nobody"},
        {"kind": "place"},
        {"kind": "outlet"},
        {"second": "a\0b"},
        {"first": ""},
        {"again": "9" * 40},
    ],
)
def test_clumsy_and_hostile_forms_are_told(client, osei, pair, sent):
    data = {"again": sent["again"]} if "again" in sent else two(pair, **sent)
    assert client.post(PAGE, data, follow=True).status_code == 200
    assert not Apart.objects.exists()


def test_a_record_is_not_its_own_twin(client, osei, pair):
    client.post(PAGE, two(pair, second=pair[0].slug))
    assert not Apart.objects.exists()


def test_whoever_may_not_merge_does_not_tell_apart(client, pair):
    client.force_login(make_person("reviewer"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, two(pair)).status_code == 403


def test_the_other_one_is_offered_where_one_is_chosen(client, osei, pair):
    make_alias(pair[1], "Гладков")
    page = client.get(f"/admin/merge/speaker/?keep={pair[0].slug}")
    assert [one.record for one in page.context["alike"]] == [pair[1]]
