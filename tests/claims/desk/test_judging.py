"""The page where relations are judged, one by one or many at once: what is stored, what is refused, what is shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from claims.choices import ActKind
from claims.comparisons.tables import COLUMNS, ROWS
from claims.curation.acts import act
from claims.curation.judging import as_shown, decide
from claims.curation.rechecking import recheck
from claims.desk.decisions import AGAINST
from claims.models import Act, Claim, Relation
from tests.factories import (
    make_attribution,
    make_claim,
    make_entrant,
    make_outlet,
    make_person,
    make_question,
    make_relation,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db
QUEUE = "/admin/queues/judge/"


@pytest.fixture
def ibarra(client):
    person = make_person("analyst", "ibarra")
    client.force_login(person)
    return person


def quarrel(many=1, few=1):
    """A question on which `many` voices say 70 and `few` say 3, with the suggestions; they are in the order of keys."""
    question = make_question(label="Raiders killed")
    for side, count, amount in (("many", many, 70), ("few", few, 3)):
        for at in range(count):
            claim = make_claim(question, make_speaker(f"{side} {at}"), amount=amount, key=f"{side}-{at:02}")
            make_attribution(claim)
    recheck({question.pk})
    return list(Relation.objects.filter(first__question=question).select_related("first", "second"))


def page_of(relation):
    return f"/admin/judge/{relation.key}/"


def mark_on(page):
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def press(client, relation, do, **fields):
    """Open the page and press a button; what is not in `fields` is sent as it stands there."""
    page = client.get(page_of(relation))
    shown = {"seen": mark_on(page.text), "reason": page.context["proposal"], "basis": page.context["basis"]}
    return client.post(page_of(relation), shown | {"do": do} | fields, follow=True)


def test_both_claims_stand_side_by_side_with_their_words_and_the_reason(client, ibarra):
    (relation,) = quarrel()
    page = client.get(page_of(relation)).text
    assert page.count("<mark>more than 70</mark>") == 2
    assert "few 0" in page and "many 0" in page and escape(relation.reason) in page
    assert page.index('id="side-1"') < page.index('class="seam"') < page.index('id="side-2"') < page.index('id="judge"')


def test_it_is_confirmed_as_suggested_and_the_next_one_opens(client, ibarra):
    first, second = quarrel(many=2)
    response = press(client, first, "confirm")
    first.refresh_from_db()
    assert (first.state, first.decided_by, first.reason != "") == ("confirmed", ibarra, True)
    act = Act.objects.get()
    assert response.redirect_chain == [(f"{page_of(second)}?done={act.pk}", 302)]
    assert f'action="/admin/undo/{act.pk}/"' in response.text and act.words in response.text
    assert f'name="next" value="{page_of(first)}"' in response.text  # undone where it was decided


def test_the_last_one_leads_back_to_what_was_passed_over_and_then_to_the_queue(client, ibarra):
    first, second = quarrel(many=2)
    assert press(client, second, "confirm").redirect_chain[-1][0].startswith(page_of(first))
    response = press(client, first, "confirm")
    assert response.redirect_chain[-1][0].startswith(QUEUE)
    assert "2 confirmed, 0 rejected" in response.text


@pytest.mark.parametrize("number", range(1, len(AGAINST) + 1))
def test_it_is_rejected_for_a_ready_reason(client, ibarra, number):
    (relation,) = quarrel()
    press(client, relation, f"reject-{number}")
    relation.refresh_from_db()
    assert (relation.state, relation.reason) == ("rejected", AGAINST[number - 1])


def test_it_is_rejected_for_a_written_reason_and_again_for_the_last_one(client, ibarra):
    first, second = quarrel(many=2)
    assert b"reject-again" not in client.get(page_of(first)).content
    press(client, first, "reject", reason="One counts the wounded, too.")
    press(client, second, "reject-again")
    second.refresh_from_db()
    assert (second.state, second.reason) == ("rejected", "One counts the wounded, too.")


def test_the_sentence_that_speaks_for_it_is_no_reason_to_reject_it(client, ibarra):
    (relation,) = quarrel()
    response = press(client, relation, "reject")
    assert response.status_code == 400 and "Say why it is rejected" in response.text
    relation.refresh_from_db()
    assert relation.state == "suggested" and not Act.objects.exists()


@pytest.mark.parametrize(
    ("do", "kind", "reason", "acts"),
    [
        ("corroborates", "corroborates", "Both say the same, each from its own knowledge.", None),
        ("repeats", "repeats", "one has it from the other", None),
        ("updates-1", "updates", "It gives a newer state of the same matter.", "few-00"),
        ("updates-2", "updates", "It gives a newer state of the same matter.", "many-00"),
        ("withdraws-2", "withdraws", "It takes back what the other claim says.", "many-00"),
    ],
)
def test_it_is_of_another_kind_with_a_reason_of_its_own(client, do, kind, reason, acts):
    client.force_login(make_person("analyst"))
    (relation,) = quarrel()
    press(client, relation, do)
    stored = Relation.objects.get()
    assert (stored.state, stored.kind, stored.basis) == ("confirmed", kind, "") and reason in stored.reason
    assert acts in (None, stored.first.key)


def test_what_a_person_wrote_is_the_reason_whatever_they_press(client, ibarra):
    (relation,) = quarrel()
    press(client, relation, "repeats", reason="The agency copied\r\nthe post.")
    assert Relation.objects.get().reason == "The agency copied\nthe post."


def test_another_basis_brings_its_own_sentence(client, ibarra):
    (relation,) = quarrel()
    press(client, relation, "confirm", basis="wording")
    stored = Relation.objects.get()
    assert (stored.basis, stored.reason) == ("wording", "The claims part over words: what was said, or what it meant.")


def test_recent_reasons_are_offered_as_links_that_fill_the_form(client, ibarra):
    first, second = quarrel(many=2)
    press(client, first, "reject", reason="One counts “the wounded” & others.")
    page = client.get(page_of(second)).text
    link = re.search(r'href="(\?reason=[^"]*)#judge"', page)[1]
    filled = client.get(page_of(second) + link)
    assert filled.context["typed"] == "One counts “the wounded” & others."


def test_an_undone_decision_offers_its_reason_no_more(client, ibarra):
    first, second = quarrel(many=2)
    press(client, first, "reject", reason="A slip of the pen.")
    client.post(f"/admin/undo/{Act.objects.get().pk}/")
    assert client.get(page_of(second)).context["recent"] == []
    first.refresh_from_db()
    assert first.state == "suggested"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"do": ""}, "Press one of the buttons"),
        ({"do": "shout"}, "Press one of the buttons"),
        ({"do": "reject-99"}, "Press one of the buttons"),
        ({"do": "updates"}, "Press one of the buttons"),
        ({"do": "confirm", "seen": ""}, "Open the page again"),
        ({"do": "confirm", "basis": "shouting"}, "Select a valid choice"),
        ({"do": "confirm", "reason": "x" * 2001}, "at most 2000 characters"),
        ({"do": "confirm", "reason": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_stored_is_said_and_nothing_is_lost(client, ibarra, sent, words):
    (relation,) = quarrel()
    response = press(client, relation, **({"do": "confirm", "reason": "Mine."} | sent))
    assert response.status_code == 400 and words in response.text and "Nothing was stored" in response.text
    if "reason" not in sent:
        assert ">Mine.</textarea>" in response.text
    assert Relation.objects.get().state == "suggested"


def test_what_another_decided_meanwhile_is_shown_beside_what_was_meant(client, ibarra):
    (relation,) = quarrel()
    seen = mark_on(client.get(page_of(relation)).text)
    decide(relation, "rejected", "Not so.", make_user("osei"))
    response = client.post(page_of(relation), {"do": "confirm", "seen": seen, "reason": "Mine.", "basis": "number"})
    assert response.status_code == 409
    assert "osei</bdi> has decided it meanwhile" in response.text and ">Mine.</textarea>" in response.text
    assert Relation.objects.get().reason == "Not so."


def test_a_form_sent_twice_decides_once(client, ibarra):
    (relation,) = quarrel()
    sent = {"do": "confirm", "seen": mark_on(client.get(page_of(relation)).text), "reason": "", "basis": "number"}
    assert [client.post(page_of(relation), sent).status_code for _ in range(2)] == [302, 409]
    assert Act.objects.count() == 1


@pytest.mark.parametrize("fields", [{"blind": True}, {"status": "returned"}, {"status": "dropped"}])
def test_claims_that_do_not_count_are_never_shown(client, ibarra, fields):
    (relation,) = quarrel()
    Claim._base_manager.filter(key="few-00").update(**fields)
    assert client.get(page_of(relation)).status_code == 404
    assert client.post(page_of(relation), {"do": "confirm"}).status_code == 404
    assert "few 0" not in client.get(QUEUE).text


@pytest.mark.parametrize("key", ["nobody..nothing", "..", "%00", "a" * 400])
def test_an_unknown_relation_is_not_found(client, ibarra, key):
    assert client.get(f"/admin/judge/{key}/").status_code == 404


def test_who_may_not_change_relations_judges_nothing(client):
    relation, _ = quarrel(many=2)
    client.force_login(make_entrant("change_claim"))
    assert client.get(page_of(relation)).status_code == 403
    for path in (page_of(relation), f"{page_of(relation)}together/"):
        assert client.post(path, {"do": "confirm", "pair": [as_shown(relation)]}).status_code == 403
    client.logout()
    assert client.get(page_of(relation)).status_code == 302
    assert set(Relation.objects.values_list("state", flat=True)) == {"suggested"}


def test_the_queue_is_walked_in_its_order(client, ibarra):
    relations = [*quarrel(many=2), *[make_relation(make_claim(), make_claim(), state="suggested") for _ in range(2)]]
    for claim in Claim.objects.filter(pk=relations[-1].first_id):
        claim.question, claim.amount = None, None
        claim.save()
    listed = [row.url for row in client.get(QUEUE).context["rows"]]
    walked, here = [], listed[0]
    while here:
        context = client.get(here).context
        walked.append(here)
        assert context["beside"].number == len(walked)
        here = context["beside"].next and f"/admin/judge/{context['beside'].next}/"
    assert walked == listed
    assert client.get(listed[2]).context["beside"].previous == listed[1].split("/")[3]


# What was re-opened


def reopened():
    (relation,) = quarrel()
    decide(relation, "rejected", "They count other people.", make_user("osei"))
    claim = Claim.objects.get(key="many-00")
    claim.amount = 80
    with act(ActKind.REVIEWED, make_user("sato"), "Mended") as doing:
        doing.save(claim)
    return Relation.objects.get()


def test_what_was_reopened_says_why_and_offers_the_old_reason(client, ibarra):
    relation = reopened()
    response = client.get(page_of(relation))
    assert "≠ number again" in response.text and "sato changed many 0’s answer from" in response.text
    assert response.context["recent"] == ["They count other people."]
    assert "80" in response.context["proposal"]
    assert "Re-opened on" in client.get(QUEUE).text


def test_reading_pages_show_it_as_asked_again(client, ibarra):
    relation = reopened()
    page = client.get(relation.get_absolute_url()).text
    assert "re-opened, to be judged again" in page and "suggested by reopened" not in page
    assert "Re-opened</strong> by <bdi>sato" in page and "Rejected</strong>" in page
    assert "≠ number again" in client.get("/contradictions/?state=suggested").text
    press(client, relation, "confirm")
    assert "again" not in client.get("/contradictions/").text.split("<main")[1].split("<footer")[0]


# Many at once


def together(client, relation, chosen, do, **fields):
    sent = {"pair": [as_shown(one) for one in chosen], "do": do} | fields
    return client.post(f"{page_of(relation)}together/", sent, follow=True)


def test_the_table_holds_all_pairs_of_two_accounts(client, ibarra):
    relations = quarrel(many=3, few=2)
    decide(relations[1], "confirmed", "", ibarra)
    table = client.get(page_of(relations[0])).context["table"]
    assert (len(table.rows), len(table.columns), table.total, len(table.undecided)) == (3, 2, 6, 5)
    page = client.get(page_of(relations[0])).text
    assert page.count('name="pair"') == 5 and "≠ confirmed" in page and page.count('class="here"') == 1


def test_many_are_decided_as_one_act_with_one_undo(client, ibarra):
    relations = quarrel(many=2, few=2)
    response = together(client, relations[0], relations, "reject-2")
    assert "4 pairs rejected" in response.text
    assert set(Relation.objects.values_list("state", "reason")) == {("rejected", AGAINST[1])}
    client.post(f"/admin/undo/{Act.objects.get().pk}/")
    assert set(Relation.objects.values_list("state", flat=True)) == {"suggested"}


def test_each_that_is_confirmed_keeps_its_sentence_unless_there_is_one_for_all(client, ibarra):
    relations = quarrel(many=2, few=2)
    together(client, relations[0], relations[:2], "confirm")
    assert set(Relation.objects.filter(state="confirmed").values_list("reason", flat=True)) == {
        one.reason for one in relations[:2]
    }
    together(client, relations[0], relations[2:], "confirm", reason="All four were checked.")
    assert Relation.objects.filter(reason="All four were checked.").count() == 2


def test_those_judged_meanwhile_are_left_and_named(client, ibarra):
    relations = quarrel(many=2)
    shown = [as_shown(one) for one in relations]
    decide(relations[1], "rejected", "Not so.", make_user("osei"))
    response = client.post(f"{page_of(relations[0])}together/", {"pair": shown, "do": "confirm"}, follow=True)
    assert "One pair confirmed" in response.text
    assert "Left as it is: few 0, many 1. osei has rejected it meanwhile: Not so." in response.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pair": []}, "Nothing was chosen"),
        ({"do": "reject"}, "Say why they are rejected"),
        ({"do": "updates-1"}, "Press one of the buttons"),
        ({"do": "shout"}, "Press one of the buttons"),
        ({"reason": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_is_not_said_clearly_changes_nothing_and_keeps_the_ticks(client, ibarra, fields, words):
    relations = quarrel(many=2)
    sent = {"pair": [as_shown(relations[0])], "do": "confirm"} | fields
    response = client.post(f"{page_of(relations[0])}together/", sent)
    assert response.status_code == 400 and words in response.text
    assert response.text.count(" checked>") == len(sent["pair"])
    assert set(Relation.objects.values_list("state", flat=True)) == {"suggested"}


def test_the_address_of_many_leads_to_the_page_of_the_table(client, ibarra):
    relations = quarrel()
    response = client.get(f"{page_of(relations[0])}together/")
    assert (response.status_code, response["Location"]) == (302, page_of(relations[0]))


def test_pairs_of_other_questions_and_made_up_ones_are_left_alone(client, ibarra):
    relations, others = quarrel(many=2), [make_relation(make_claim(), make_claim(), state="suggested")]
    blind = make_relation(make_claim(relations[0].first.question, blind=True), relations[0].first, state="suggested")
    foreign = [as_shown(one) for one in (*others, blind)]
    sent = {"pair": [*foreign, "x", "", "9" * 40, "99999.\0", as_shown(relations[0])], "do": "confirm"}
    response = client.post(f"{page_of(relations[0])}together/", sent, follow=True)
    told = re.findall(r"<p[^>]*>(.*?)</p>", response.text)
    assert any("6 of the chosen were left as they are" in one for one in told), told
    assert list(Relation.objects.filter(state="confirmed")) == [relations[0]]


def test_more_claims_than_there_is_room_for_are_said(client, ibarra):
    relations = quarrel(many=ROWS + 1, few=8)
    context = client.get(page_of(relations[0])).context
    table = context["table"]
    assert len(table.rows) <= ROWS and len(table.columns) <= COLUMNS and table.left_out == 8
    assert "8 more pairs are not shown" in client.get(page_of(relations[0])).text


def test_on_a_question_of_many_voices_the_pair_that_stands_for_all_is_shown(client, ibarra):
    (relation,) = quarrel(many=20, few=15)
    response = client.get(page_of(relation))
    assert response.context["table"].total == 1 and "it stands for the others" in response.text


def test_a_voice_that_reversed_itself_has_no_table(client, ibarra):
    question, voice = make_question(), make_outlet()
    one, two = make_claim(question, voice, amount=1), make_claim(question, voice, amount=9)
    response = client.get(page_of(make_relation(one, two, state="suggested")))
    assert response.status_code == 200


def test_relations_across_questions_and_of_uncoded_claims_are_judged_too(client, ibarra):
    uncoded = make_claim(event=make_question().event)
    for one, two in ((make_claim(), make_claim()), (uncoded, make_claim())):
        relation = make_relation(one, two, basis="inference", state="suggested")
        response = client.get(page_of(relation))
        assert response.context["table"] is None and "across questions" in response.text
        press(client, relation, "confirm")
        relation.refresh_from_db()
        assert (relation.state, relation.reason != "") == ("confirmed", True)


def test_the_page_asks_as_many_queries_for_22_pairs_as_for_2(client, ibarra):
    def queries(relation):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page_of(relation)).status_code == 200
        return [query["sql"][:200] for query in captured]

    few = queries(quarrel(many=2)[0])
    Relation.objects.all().delete()
    Claim.objects.all().delete()
    many = queries(quarrel(many=22)[0])
    assert len(many) == len(few) <= 40, many
