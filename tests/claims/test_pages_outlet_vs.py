"""Two outlets beside each other."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.rechecking import recheck
from claims.models import Question
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)

pytestmark = pytest.mark.django_db
PATH = "/outlets/ash/vs/birch/"


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


@pytest.fixture
def ash():
    return make_outlet("Ash")


@pytest.fixture
def birch():
    return make_outlet("Birch")


def carry(outlet, claim, **fields):
    """`outlet` prints the claim, in a document of its own."""
    return make_attribution(claim, make_snapshot(make_document(outlet)), **fields)


def say(outlet, question, name="", answer="", **fields):
    claim = make_claim(question, make_speaker(name), answer, **fields)
    carry(outlet, claim)
    return claim


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def make_four(ash, birch):
    """One question of each kind: same, partly, opposed, different."""
    event = make_event("Flood")
    same, partly = make_question(event, "Boats"), make_question(event, "Nets")
    opposed = make_choice(event, ["rain", "dam"], label="Cause", exclusive=True)
    different = make_choice(event, ["bread", "tents"], label="Help sent")
    carry(birch, say(ash, same, amount=5))
    carry(birch, say(ash, partly, "Anna", amount=5))
    say(birch, partly, "Ben", amount=50)
    say(ash, opposed, "Carl", "rain")
    say(birch, opposed, "Dora", "dam")
    say(ash, different, answer="bread")
    say(birch, different, answer="tents")
    recheck(Question.objects.values_list("pk", flat=True))


def test_every_shared_question_is_listed_under_how_the_outlets_relate(client, ash, birch):
    make_four(ash, birch)
    page = client.get(PATH).text
    for verdict, label in [("same", "Boats"), ("partly", "Nets"), ("opposed", "Cause"), ("different", "Help sent")]:
        group = words(page.split(f'<tbody class="group" id="{verdict}"')[1].split("</tbody>")[0])
        assert label in group
        assert re.search(rf"{verdict}\s+<a href=\"#{verdict}\">1</a>", page.replace("</dt><dd>", " "))
    assert "Shared questions 4" in words(page)


def test_cells_show_letters_voices_and_what_is_lacking(client, ash, birch):
    make_four(ash, birch)
    group = client.get(PATH).text.split('id="partly"')[1].split("</tbody>")[0]
    left, right = (words(cell) for cell in re.findall(r'<td data-label=".*?">(.*?)</td>', group, re.S))
    assert left == "A 5 Anna lacks B 50"
    assert right == "A 5 Anna B 50 Ben"
    assert "account A in both" in words(group)


def test_opposed_accounts_link_to_their_contradiction(client, ash, birch):
    make_four(ash, birch)
    group = client.get(PATH).text.split('id="opposed"')[1].split("</tbody>")[0]
    assert re.search(r'class="verdict is-suggested" href="/contradictions/cause-', group)


def test_voices_link_to_their_words_in_the_outlets_own_document(client, ash, birch):
    claim = say(ash, make_question(), amount=5)
    place = carry(birch, claim)
    page = client.get(PATH).text
    assert place.get_absolute_url() in page
    assert claim.attributions.first().get_absolute_url() in page


def test_questions_that_one_outlet_alone_carries_are_not_compared_but_named(client, ash, birch):
    make_four(ash, birch)
    event = Question.objects.first().event
    lonely = make_question(event, "Cows lost")
    say(ash, lonely, amount=3)
    page = client.get(PATH).text
    row = words(page.split('id="only-one"')[1].split("</section>")[0])
    assert "Cows lost Flood Ash not all read yet" in row
    reader = make_user()
    for document in birch.documents.all():
        make_reading(document, event, reader)
    assert "absent: read, not reported" in client.get(PATH).text
    assert "Shared questions 4" in words(page)


def test_a_republication_counts_for_the_outlet_of_its_original(client, ash, birch):
    question = make_question()
    original = make_document(ash)
    copy = make_document(make_outlet("Mirror"), republishes=original)
    claim = make_claim(question, amount=5)
    make_attribution(claim, make_snapshot(copy))
    carry(birch, claim)
    assert "Shared questions 1" in words(client.get(PATH).text)
    assert "They share no question." in client.get("/outlets/mirror/vs/birch/").text


def test_an_evasion_is_shown_but_makes_no_account(client, ash, birch):
    question = make_question()
    carry(birch, say(ash, question, amount=5))
    say(birch, question, "Egon", stance="declines")
    page = client.get(PATH).text
    assert "… evades Egon" in words(page.split('id="same"')[1])


def test_own_voices_that_contradict_each_other_or_themselves_are_listed(client, ash, birch):
    question = make_question()
    for outlet, amount, day in [(ash, 5, 1), (birch, 50, 1), (birch, 500, 9)]:
        claim = make_claim(question, outlet, amount=amount, said_on=date(2023, 5, day), statement=f"It was {amount}.")
        carry(outlet, claim)
    recheck({question.pk})
    section = client.get(PATH).text.split('id="own-voice"')[1].split("</section>")[0]
    assert section.count("<tr>") == 4  # the head, 5 against 50, 5 against 500, 50 against 500
    assert "one voice" in section
    assert "It was 500." in section


def test_wordings_and_cues_stand_side_by_side(client, ash, birch):
    event = make_event("Raid")
    question = make_question(event)
    minister = make_speaker("Mina")
    texts = {ash: "The militia came, Mina said so.", birch: "Partisans came, Mina insisted, terrorists indeed."}
    for outlet, cue in [(ash, "said"), (birch, "insisted")]:
        snapshot = make_snapshot(make_document(outlet), texts[outlet])
        make_attribution(make_claim(question, minister, amount=5), snapshot, "Mina", cue=cue)
        if outlet == birch:
            make_wording(event, snapshot, "terrorists", speaker=minister)
        make_wording(event, snapshot, "militia" if outlet == ash else "Partisans")
    page = words(client.get(PATH).text)
    row = page.split("the raiders")[1]
    assert row.index("militia") < row.index("Partisans") < row.index("○ in another’s mouth terrorists")
    assert "Mina said insisted" in row


def test_relays_of_both_and_of_one_are_told_apart(client, ash, birch):
    question = make_question()
    claim = make_claim(question, amount=5)
    wire, radio, gazette = (make_speaker(name) for name in ("Wire", "Radio", "Gazette"))
    for outlet, hops in [(ash, [wire, radio]), (birch, [wire, gazette])]:
        place = carry(outlet, claim)
        for hop in hops:
            make_relay(place, hop)
    page = words(client.get(PATH).text.split("Where they get it")[1])
    assert "Ash Wire Radio Birch Wire Gazette" in page


def test_it_links_to_the_file_and_to_the_pair_turned_round(client, ash, birch):
    page = client.get(PATH).text
    assert 'href="/outlets/ash/vs/birch.csv"' in page
    assert 'href="/outlets/birch/vs/ash/"' in page


def test_the_file_has_the_verdicts_of_the_page(client, ash, birch):
    make_four(ash, birch)
    rows = b"".join(client.get("/outlets/ash/vs/birch.csv")).decode().splitlines()
    assert sorted(row.split(",")[3] for row in rows[1:]) == ["different", "opposed", "partly", "same"]


def test_the_same_outlet_twice_leads_to_the_outlet(client, ash):
    response = client.get("/outlets/ash/vs/ash/")
    assert (response.status_code, response["Location"]) == (302, "/outlets/ash/")


@pytest.mark.parametrize("path", ["/outlets/ash/vs/nobody/", "/outlets/nobody/vs/ash/", "/outlets/no/vs/no/"])
def test_an_unknown_outlet_is_not_found(client, ash, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "9" * 50, "²"])
def test_a_page_that_does_not_exist_is_not_found(client, ash, birch, page):
    assert client.get(f"{PATH}?page={page}").status_code == 404


def test_outlets_that_share_nothing_are_told_so(client, ash, birch):
    say(ash, make_question(), amount=1)
    page = client.get(PATH).text
    assert "They share no question." in page
    assert "Shared questions 0" in words(page)


def test_visitors_see_accepted_claims_only(client, ash, birch):
    claim = say(ash, make_question(), amount=5, status="draft")
    carry(birch, claim)
    assert "Shared questions 0" in words(client.get(PATH).text)
    client.force_login(make_user())
    assert "Shared questions 1" in words(client.get(PATH).text)


def test_a_pair_asks_as_many_queries_for_22_questions_as_for_2(client, ash, birch):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PATH).status_code == 200
        return [query["sql"][:150] for query in captured]

    def add(count):
        for _ in range(count):
            question = make_question(make_event())
            carry(birch, say(ash, question, amount=5))
            make_relay(carry(ash, make_claim(question, ash, amount=9)), make_speaker())
            recheck({question.pk})

    add(2)
    few = queries()
    add(20)
    many = queries()
    assert len(many) == len(few), many
