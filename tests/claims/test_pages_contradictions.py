"""The list of disputes, and the page of one judgement on two claims."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.curation.rechecking import recheck
from claims.models import Relation
from sources.models import Credit
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/contradictions/"


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_PAGES = True


def make_quarrel(number=1, against=3):
    """One question on which 2 voices count 70 boats and some others none: one dispute of many pairs."""
    event = make_event(f"Flood {number}", started_on=date(2023, 5, number % 28 + 1))
    question = make_question(event, label=f"Boats lost {number}", unit="boats")
    for name, amount in [("Anna", 70), ("Ben", 70), *((f"Carl {at}", 3) for at in range(against))]:
        make_attribution(make_claim(question, make_speaker(f"{name} {number}"), amount=amount))
    recheck({question.pk})
    return question


def rows_of(page):
    return page.split("<tbody")[1:]


def words(html):
    """What a reader reads: without markup, spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The list.


def test_thirty_pairs_of_claims_are_one_dispute(client):
    make_quarrel(against=15)
    page = client.get(LIST).text
    assert Relation.objects.count() == 30
    assert page.count('data-label="How they part"') == 1
    assert "1 disputed question" in page
    assert "30 pairs of claims" in page
    assert "30 suggested" in page


def test_both_accounts_show_name_voices_outlets_and_origins(client):
    make_quarrel(against=1)
    page = words(rows_of(client.get(LIST).text)[0])
    assert "A 70 Anna 1 , Ben 1 2 voices · 2 outlets · 2 origins" in page
    assert "B 3 Carl 0 1 1 voice · 1 outlet · 1 origin" in page


def test_the_leading_pair_is_a_confirmed_one_and_links_to_its_page(client):
    question = make_quarrel(against=2)
    relation = Relation.objects.order_by("key").last()
    relation.state, relation.decided_by, relation.decided_at = "confirmed", make_user("ana"), timezone.now()
    relation.save()
    page = client.get(LIST).text
    assert re.search(rf'class="verdict is-confirmed" href="{re.escape(relation.get_absolute_url())}"', page)
    assert "1 confirmed, 3 suggested" in page
    assert f"question={question.key}" in page


def test_the_state_is_told_in_words_and_signs_too(client):
    question = make_choice(answers=["ash", "birch", "cedar"], exclusive=True)
    one, two, three = (make_claim(question, answer=answer) for answer in ("ash", "birch", "cedar"))
    for first, second, state in [(one, two, "confirmed"), (one, three, "suggested"), (two, three, "rejected")]:
        make_relation(first, second, basis="rival_account", state=state)
    page = client.get(LIST).text
    for state in ("confirmed", "suggested", "rejected"):
        assert f'class="verdict is-{state}"' in page
        assert f'<span class="count">{state}</span>' in page


def test_a_reversal_stands_on_its_own(client):
    question = make_question(unit="km")
    paper = make_outlet("Harbour News")
    make_claim(question, paper, amount=25, said_on=date(2023, 1, 2), statement="It is 25 km.")
    make_claim(question, paper, amount=60, said_on=date(2023, 3, 2), statement="It is 60 km.")
    recheck({question.pk})
    page = client.get(LIST).text
    for text in ("one voice", "It is 25 km.", "It is 60 km.", "own voice"):
        assert text in page


def test_a_relation_across_questions_stands_under_the_first_claims_question(client):
    one = make_claim(make_question(label="Boats lost"), amount=1, statement="One boat was lost.")
    two = make_claim(make_question(label="Nets lost"), amount=2, statement="Two nets were lost.")
    make_relation(one, two, basis="inference")
    rows = rows_of(client.get(LIST).text)
    assert len(rows) == 1
    assert words(rows[0]).index("Boats lost?") < words(rows[0]).index("across questions")
    assert "Two nets were lost." in rows[0]


def test_claims_that_are_not_coded_are_listed_under_their_event(client):
    event = make_event("Flood")
    one, two = (make_claim(event=event, statement=text) for text in ("It broke.", "It held."))
    make_relation(one, two, basis="wording")
    page = client.get(LIST).text
    assert "Claims that answer no question yet" in page
    assert "It broke." in page


def test_a_filter_narrows_the_disputes_and_their_pairs(client):
    make_quarrel(1)
    make_quarrel(2)
    page = client.get(f"{LIST}?speaker=anna-2").text
    assert "Boats lost 2" in page.split("<table")[1]
    assert "Boats lost 1" not in page.split("<table")[1]
    assert "3 pairs of claims" in page
    assert "/contradictions.csv?speaker=anna-2" in page


def test_an_invalid_filter_shows_the_error_and_no_rows(client):
    make_quarrel()
    page = client.get(f"{LIST}?basis=colour").text
    assert "“colour” is not one of" in page
    assert "<tbody" not in page


def test_a_page_holds_whole_questions(client):
    for number in range(1, 4):
        make_quarrel(number, against=2)
    page = client.get(f"{LIST}?per_page=2").text
    assert "Page 1 of 2" in page
    assert len(re.findall('scope="rowgroup"', page)) == 2
    assert "12 pairs of claims" in page
    assert len(re.findall('scope="rowgroup"', client.get(f"{LIST}?per_page=2&page=2").text)) == 1


def test_the_newest_event_comes_first_unless_another_order_is_asked_for(client):
    make_quarrel(1)
    make_quarrel(2)
    page = client.get(LIST).text.split("<tbody", 1)[1]
    assert page.index("Flood 2") < page.index("Flood 1")
    page = client.get(f"{LIST}?sort=event").text.split("<tbody", 1)[1]
    assert page.index("Flood 1") < page.index("Flood 2")
    assert client.get(f"{LIST}?sort=-decided_at,first_speaker").status_code == 200


def test_an_empty_list_says_so(client):
    assert "No disputed questions yet." in client.get(LIST).text
    make_quarrel()
    assert "No disputed question matches." in client.get(f"{LIST}?state=rejected").text


def test_many_pairs_outside_of_accounts_are_counted_not_listed(client):
    question = make_question(answer_kind="text")
    first = make_claim(question)
    for _ in range(14):
        make_relation(first, make_claim(question), basis="wording", state="suggested")
    page = client.get(LIST).text
    assert page.count('data-label="How they part"') == 4
    assert "10 more outside of two accounts" in page


def test_the_list_asks_as_many_queries_for_22_questions_as_for_2(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LIST}?per_page=50").status_code == 200
        return [query["sql"][:150] for query in captured]

    for number in range(2):
        make_quarrel(number, against=1)
    few = queries()
    for number in range(2, 22):
        make_quarrel(number, against=2)
    many = queries()
    assert len(many) == len(few), many


def test_visitors_see_disputes_of_accepted_claims_only(client):
    question = make_question()
    first = make_claim(question, amount=1)
    relation = make_relation(first, make_claim(question, amount=9, status="draft"), state="suggested")
    assert "No disputed questions yet." in client.get(LIST).text
    assert client.get(relation.get_absolute_url()).status_code == 404
    client.force_login(make_user())
    assert "1 disputed question" in client.get(LIST).text
    assert client.get(relation.get_absolute_url()).status_code == 200


# One judgement.


def make_pair(**fields):
    """A minister's 70 boats against a guild's none, each with its words in a text."""
    question = make_question(make_event("Flood"), label="Boats lost", unit="boats", scope="Fishing boats only.")
    minister = make_speaker("Mina", affiliation=make_speaker("Ministry", kind="government"))
    one = make_claim(
        question, minister, amount=70, qualifier="more_than", said_on=date(2023, 5, 23), role="minister",
        as_of=date(2023, 5, 22), credibility="3", statement="More than 70 boats were lost.",
    )  # fmt: skip
    two = make_claim(
        question, make_speaker("Guild"), amount=0, quantity_text="not one", hedge="reportedly", scope="its own boats",
        statement="The guild lost no boat.",
    )  # fmt: skip
    text = "The first paragraph is of no use.\nShe spoke of more than 70 boats on Tuesday. The guild: not one boat."
    snapshot = make_snapshot(make_document(make_outlet("Daily"), title="Boats"), text, rendition="digest")
    make_attribution(one, snapshot, "more than 70 boats", cue="spoke of")
    make_attribution(two, snapshot, "not one boat")
    relation = make_relation(one, two, **({"state": "suggested", "reason": "No number fits both."} | fields))
    return relation, one, two


def test_both_claims_stand_side_by_side_with_all_that_is_known(client):
    relation, one, two = make_pair()
    page = client.get(relation.get_absolute_url()).text
    left, right = (words(part) for part in page.split("<article")[1:])
    for text in ("Mina", "minister · side: Ministry", "A more than 70", "above 70, no upper end", "23 May 2023",
                 "22 May 2023", "3: possibly true", one.statement):  # fmt: skip
        assert text in left
    for text in ("Guild", "B not one", "exactly 0", "not known", "reportedly", "its own boats", two.statement):
        assert text in right
    assert "Boats lost : Mina says more than 70, Guild says not one" in words(page)


def test_a_reversal_names_its_voice_once_and_tells_which_claim_was_replaced(client):
    question, paper = make_question(label="Distance", unit="km"), make_outlet("Harbour News")
    late = make_claim(question, paper, amount=60, said_on=date(2023, 3, 2))
    early = make_claim(question, paper, amount=25, said_on=date(2023, 1, 2))
    page = client.get(make_relation(late, early).get_absolute_url()).text
    assert "Distance : Harbour News says 25 and says 60" in words(page)
    assert "One voice, at two times or in two places." in page
    left, right = page.split("<article")[1:]
    assert "replaced by a later claim" in left
    assert "replaced by a later claim" not in right


def test_quotes_stand_in_their_paragraph_with_the_words_marked(client):
    relation, one, _ = make_pair()
    page = client.get(relation.get_absolute_url()).text
    assert "She spoke of <mark>more than 70 boats</mark> on Tuesday." in page
    assert "of no use" not in page
    assert one.attributions.get().get_absolute_url().replace("&", "&amp;") in page
    assert "digest" in words(page.split("<figcaption>")[1])


def test_a_long_paragraph_is_cut_around_the_words(client):
    relation, one, _ = make_pair()
    text = "before " * 300 + "eleven boats " + "after " * 300
    make_attribution(one, make_snapshot(text=text), "eleven boats")
    page = client.get(relation.get_absolute_url()).text
    assert "<mark>eleven boats</mark>" in page
    assert page.count("before ") < 120
    assert page.count("… ") == 1


def test_the_way_of_the_words_is_told_with_origin_and_what_is_inferred(client):
    relation, one, _ = make_pair()
    place = one.attributions.get()
    make_relay(place, make_outlet("Wire"), cue="told")
    make_relay(place, make_outlet("Gazette"), inferred=True)
    left = client.get(relation.get_absolute_url()).text.split("<article")[1]
    steps = re.findall(r"<li class=\"(.*?)\">(.*?)</li>", left, re.S)
    assert [words(step).split(" ")[0] for _, step in steps] == ["Mina", "Wire", "Gazette", "Daily"]
    assert [kind.strip() for kind, _ in steps] == ["", "is-origin", "", "is-doc"]
    assert "inferred" in steps[2][1]


def test_a_document_that_credits_others_leaves_the_origin_unknown(client):
    relation, one, _ = make_pair()
    Credit.objects.create(document=one.attributions.get().snapshot.document, outlet=make_outlet("North Wire"))
    page = client.get(relation.get_absolute_url()).text
    assert "The document credits <bdi>North Wire</bdi>" in page
    assert "is-origin" not in page


def test_more_places_than_are_shown_are_listed(client):
    relation, one, _ = make_pair()
    for number in range(6):
        make_attribution(one, make_snapshot(make_document(make_outlet(f"Copy {number}"))))
    page = client.get(relation.get_absolute_url()).text
    assert "4 more places" in page
    assert "Copy 5" in page


def test_a_claim_without_evidence_says_so(client):
    question = make_question()
    relation = make_relation(make_claim(question, amount=1), make_claim(question, amount=5))
    assert "No document is recorded for this claim yet." in client.get(relation.get_absolute_url()).text


def test_why_names_the_basis_the_reason_and_what_the_rules_say(client):
    relation, *_ = make_pair(state="confirmed", reason="The guild answers the minister.", decided_by=make_user("ana"))
    page = words(client.get(relation.get_absolute_url()).text)
    assert "Why they contradict each other Number. No figure fits both claims. Between two sides." in page
    assert "The guild answers the minister. ana" in page
    assert "By the rules alone: contradicts (number)." in page


def test_the_history_tells_who_decided_when_and_why(client):
    relation, *_ = make_pair(suggested_by="find_contradictions", reasons="Rule 7.")
    analyst = make_user("ana")
    relation.state, relation.reason, relation.decided_by = "confirmed", "They speak of the same boats.", analyst
    relation.decided_at, relation._history_user = timezone.now(), analyst
    relation.save()
    relation.reason = "They speak of the same day."
    relation.save()
    history = words(client.get(relation.get_absolute_url()).text.split("History of the judgement")[1])
    order = ["Changed", "They speak of the same day.", "Confirmed by ana", "same boats", "Suggested"]
    assert [history.index(text) for text in order] == sorted(history.index(text) for text in order)


def test_a_suggestion_without_history_names_what_suggested_it(client):
    question = make_quarrel(against=1)
    relation = Relation.objects.filter(first__question=question).first()
    page = words(client.get(relation.get_absolute_url()).text)
    assert "suggested by find_contradictions, not yet judged" in page
    assert "Suggested by find_contradictions" in page.split("History of the judgement")[1]


def test_the_other_pairs_of_the_same_accounts_are_listed(client):
    make_quarrel(against=3)
    relation = Relation.objects.order_by("key").first()
    page = client.get(relation.get_absolute_url()).text
    others = page.split("Other pairs between these two accounts")[1]
    assert others.count("verdict is-suggested") == 5
    assert f'href="{relation.get_absolute_url()}"' not in others


@pytest.mark.parametrize(
    ("kind", "heading", "role"),
    [
        ("corroborates", "Why they support each other", "One claim"),
        ("repeats", "Why one repeats the other", "The other claim"),
        ("updates", "Why one updates the other", "The claim that updates"),
        ("withdraws", "Why one withdraws the other", "The claim that is withdrawn"),
    ],
)
def test_every_kind_of_judgement_has_its_words(client, kind, heading, role):
    question = make_question()
    relation = make_relation(make_claim(question, amount=1), make_claim(question, amount=1), kind=kind)
    page = client.get(relation.get_absolute_url()).text
    assert heading in page
    assert role in page
    assert "Why they contradict" not in page


def test_in_a_directed_judgement_the_acting_claim_stands_first(client):
    question = make_question()
    old = make_claim(question, make_speaker("Abel"), amount=1)
    new = make_claim(question, make_speaker("Zoe"), amount=1)
    page = client.get(make_relation(new, old, kind="updates").get_absolute_url()).text
    left, right = page.split("<article")[1:]
    assert "Zoe" in left
    assert "Abel" in right


def test_a_judgement_across_questions_says_that_no_rule_compares_them(client):
    one = make_claim(make_question(label="Boats"), amount=1)
    two = make_claim(make_question(label="Nets"), amount=1)
    page = client.get(make_relation(one, two, basis="inference").get_absolute_url()).text
    assert "Across questions:" in page
    assert "answer different questions, so no rule compares them" in page


@pytest.mark.parametrize("key", ["nobody..nothing", "x", "..", "%00", "a" * 300])
def test_an_unknown_key_is_not_found(client, key):
    make_pair()
    assert client.get(f"{LIST}{key}/").status_code == 404


def test_words_of_documents_are_shown_as_text(client):
    relation, one, _ = make_pair(reason="<script>alert(1)</script>")
    make_attribution(one, make_snapshot(text="x <img src=x onerror=alert(1)> y"), "<img src=x onerror=alert(1)>")
    for path in (relation.get_absolute_url(), LIST):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page


def test_the_page_of_a_judgement_asks_as_many_queries_for_22_voices_as_for_2(client):
    question = make_quarrel(against=1)
    relation = Relation.objects.order_by("key").first()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(relation.get_absolute_url()).status_code == 200
        return [query["sql"][:150] for query in captured]

    few = queries()
    for _ in range(20):
        make_attribution(make_claim(question, amount=3))
    recheck({question.pk})
    many = queries()
    assert len(many) == len(few), many
