"""Which speakers and outlets a text names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Speaker
from claims.proposals.names import names_in
from sources.models import OutletAlias
from tests.factories import make_alias, make_outlet, make_speaker

pytestmark = pytest.mark.django_db


def named(text):
    return {words: name.label for words, name in names_in(text).items()}


@pytest.mark.parametrize(
    ("stored", "text", "words"),
    [
        ("Harbour Guard", "The Harbour Guard said so.", {"Harbour Guard", "The Harbour Guard"}),
        ("The Citadel", "a spokesman of the Citadel said", {"Citadel", "the Citadel"}),
        ("military bloggers", "Military bloggers disagree.", {"Military bloggers"}),
        ("Harbour Guard", "the Harbour Guard’s boats", {"Harbour Guard", "the Harbour Guard"}),
        ("Marsh Rangers", "the Marsh Rangers' boats", {"Marsh Rangers", "the Marsh Rangers"}),
        ("Harbour Guard", "so the Harbour\nGuard went", {"Harbour\nGuard", "the Harbour\nGuard"}),
        ("Harbour Guard", "so the Harbour\n\nGuard went", set()),
        ("Harbour Guard", "in Harbour, Guard went", set()),
        ("U.S. Fleet Command", "(U.S. Fleet Command)", {"U.S. Fleet Command"}),
        ("Гавань", "Гавань сообщила", {"Гавань"}),
        ("People's Front", "the People’s Front", {"People’s Front", "the People’s Front"}),
        ("@harbour_en", "— Harbour (@harbour_en) May 22", {"@harbour_en"}),
        ("𝔊𝔲𝔞𝔯𝔡 Office", "𝔊𝔲𝔞𝔯𝔡 Office", {"𝔊𝔲𝔞𝔯𝔡 Office"}),
        ("Harbour Guard", "HARBOUR GUARD", set()),
    ],
)
def test_a_name_is_found_in_the_words_of_a_text(stored, text, words):
    make_speaker(stored, kind="organisation")
    assert set(named(text)) == words


def test_aliases_and_outlets_are_found_too():
    make_alias(make_speaker("Pavlo Marek"), "Mareck")
    OutletAlias.objects.create(outlet=make_outlet("Daily Post"), name="DP")
    found = names_in("Mareck told DP and the Daily Post")
    assert {words: (name.kind, name.label, name.words) for words, name in found.items()} == {
        "Mareck": ("speaker", "Pavlo Marek", "Mareck"),
        "DP": ("outlet", "Daily Post", "DP"),
        "Daily Post": ("outlet", "Daily Post", "Daily Post"),
        "the Daily Post": ("outlet", "Daily Post", "Daily Post"),
    }


def test_a_surname_names_its_only_person():
    make_speaker("Pavlo Marek")
    assert named("Marek’s boats") == {"Marek": "Pavlo Marek"}
    make_speaker("Nina Marek")
    assert named("Marek’s boats") == {}


def test_a_surname_gives_way_to_a_name():
    make_speaker("Pavlo Marek")
    make_speaker("Marek", kind="organisation")
    assert named("so Marek said") == {"Marek": "Marek"}


def test_only_persons_have_surnames_and_no_month_is_one():
    make_speaker("Harbour Guard", kind="organisation")
    make_speaker("Nina May")
    assert named("the Guard left in May") == {}


def test_words_that_two_go_by_name_nobody():
    for one in (make_speaker("Pavlo Marek"), make_speaker("Nina Orlova")):
        make_alias(one, "the delegate")
    assert named("the delegate said") == {}


def test_a_surname_follows_its_name():
    speaker = make_speaker("Pavlo Marek")
    speaker.name = "Pavlo Ostrow"
    speaker.save()
    assert Speaker.objects.get().surname == "Ostrow"
    speaker.kind = "anonymous"
    speaker.save()
    assert Speaker.objects.get().surname == ""


def test_five_queries_whatever_the_text_holds():
    text = "Pavlo Marek and Nina Orlova, of the Daily Post, said so. "
    for names in ((), ("Pavlo Marek", "Nina Orlova")):
        for name in names:
            make_speaker(name)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            names_in(text * 40)
        assert len(queries) <= 6


@pytest.mark.parametrize("text", ["", "\x00", "’s", "....", "A" * 100_000, "Marek " * 5000])
def test_odd_texts_name_nobody(text):
    assert names_in(text) == {}
