"""The queues of claims as pages: one claim laid open, decided, answered, or given its question; and what is refused."""

import pytest

from claims.curation.reviewing import accept, give_back, send
from claims.models import Act, Claim
from sources.models import Credit
from tests.adminforms import save
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_person,
    make_question,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

REVIEW, RETURNED, CODE = (f"/admin/queues/{name}/" for name in ("review", "returned", "code"))
TEXT = "First line.\nNothing here.\nThe ministry claimed that more than 70 raiders were killed.\nA line.\nThe last."
pytestmark = pytest.mark.django_db


@pytest.fixture
def lind():
    return make_person("analyst", "lind")


@pytest.fixture
def osei(client):
    person = make_person("reviewer", "osei")
    client.force_login(person)
    return person


def claim_of(author, status="in_review", **fields):
    claim = make_claim(amount=70, status=status, author=author, **fields)
    make_attribution(claim)
    return claim


def open_at(client, page, claim=None, **query):
    return client.get(page, ({"claim": claim.key} if claim else {}) | query)


def decide(client, decision, *claims, page=REVIEW, comment="", seen=None, follow=True):
    """Press a button on the page as it was shown."""
    shown = seen or {one.pk: one.seen for one in open_at(client, page).context["rows"]}
    sent = {"decision": decision, "comment": comment, "chosen": [claim.pk for claim in claims]}
    return client.post(page, sent | {"seen": [shown.get(claim.pk, "") for claim in claims]}, follow=follow)


def status_of(claim):
    claim.refresh_from_db()
    return claim.status


# The queue


def test_the_oldest_is_open_and_the_address_keeps_the_place(client, osei, lind):
    claims = [claim_of(lind) for _ in range(3)]
    place = open_at(client, REVIEW).context["place"]
    assert (place.claim, place.number, place.total, place.previous, place.next) == (claims[0], 1, 3, None, claims[1])
    place = open_at(client, REVIEW, claims[1]).context["place"]
    assert (place.claim, place.number, place.previous, place.next) == (claims[1], 2, claims[0], claims[2])


def test_a_claim_that_was_decided_meanwhile_says_so(client, osei, lind):
    gone, waiting = claim_of(lind), claim_of(lind)
    accept([gone], make_person("editor", "sato"))
    page = open_at(client, REVIEW, gone)
    assert page.context["place"].claim == waiting
    assert "does not wait here: accepted, by <bdi>sato</bdi>" in page.text


@pytest.mark.parametrize("query", [{"claim": "nobody"}, {"claim": "a\0b"}, {"claim": "x" * 3000}, {"around": "x"}])
def test_whatever_the_address_says_the_page_opens(client, osei, lind, query):
    claim_of(lind)
    for page in (REVIEW, RETURNED, CODE):
        assert client.get(page, query).status_code == 200


def test_an_empty_queue_says_what_waits_for_others(client, osei, lind):
    claim_of(osei)
    assert "1 claim waits for another reviewer because you wrote it" in open_at(client, REVIEW).text
    client.force_login(lind)
    page = open_at(client, REVIEW)
    assert "1 claim is in review; reviewers accept or return it" in page.text and "Accept" not in page.text


def test_a_blind_claim_of_another_is_nowhere(client, osei, lind):
    blind = claim_of(lind, blind=True, statement="Hidden words.")
    for page in (REVIEW, CODE):
        assert "Hidden words" not in open_at(client, page, blind).text
    response = decide(client, "accepted", blind)
    assert "Hidden words" not in response.text and status_of(blind) == "in_review"


# The open claim


def test_the_words_stand_in_their_paragraph_with_their_cue(client, osei, lind):
    claim = make_claim(amount=70, status="in_review", author=lind, voice=make_speaker("The ministry"))
    make_attribution(claim, make_snapshot(text=TEXT), cue="claimed", manner="direct")
    page = open_at(client, REVIEW).text
    assert '<span class="src">The ministry<sup>speaker</sup></span>' in page
    assert '<span class="src">claimed<sup>cue</sup></span> that <mark>more than 70</mark>' in page
    assert "paragraph 3" in page and "Nothing here." not in page
    wider = open_at(client, REVIEW, claim, around=2).text
    assert "First line." in wider and "The last." in wider


def test_what_was_changed_since_it_was_returned_is_marked(client, osei, lind):
    claim = claim_of(lind, quantity_text="over 70")
    give_back([claim], osei, "Count again.")
    claim.refresh_from_db()
    claim.scope, claim._history_user = "of both militias", lind
    claim.save()
    send([claim], lind, "Counted again.")
    page = open_at(client, REVIEW)
    assert "<del><bdi>empty</bdi></del> <ins><bdi>of both militias</bdi></ins>" in page.text
    said = [(one.step, one.by, one.words) for one in page.context["opened"].remarks]
    assert said == [("Returned", "osei", "Count again."), ("Sent to review", "lind", "Counted again.")]
    assert [row.label for row in page.context["opened"].rows if row.changes] == ["Scope"]


def test_the_rules_say_what_they_see(client, osei, lind):
    question = make_question()
    claim = make_claim(question, amount=70, status="in_review", author=lind, said_on="2023-05-30")
    document = make_document(title="Morning")
    Credit.objects.create(document=document, outlet=make_outlet("Reuters"))
    make_attribution(claim, make_snapshot(document))
    make_relation(claim, make_claim(question, amount=3), state="suggested")
    make_relation(claim, make_claim(question, amount=4), state="confirmed")
    found = {check.words: check.look for check in open_at(client, REVIEW).context["opened"].checks}
    assert found == {
        "The words stand in the text of Morning, at 23–35": False,
        "Morning: credits Reuters, names no relay, so its origin is unknown": True,
        "It answers the question in the way that it asks": False,
        "≠ Contradicts 2 voices on record: 1 suggested, 1 confirmed": False,
        "Said on 2023-05-30, after the first publication on 2023-05-24": True,
    }


def test_a_claim_without_evidence_or_answer_says_so(client, osei):
    make_claim(status="in_review")
    page = open_at(client, REVIEW).text
    assert "No document attributes this claim yet" in page and "give the amount" in page


def grow(author, count):
    """Claims in review, the first of them with much of everything."""
    question = make_question()
    claims = [make_claim(question, amount=70, status="in_review", author=author) for _ in range(count)]
    for number in range(count):
        place = make_attribution(claims[0], manner="direct", cue="said")
        make_relay(place, make_speaker())
        make_attribution(claims[number])
        make_relation(claims[0], make_claim(question, amount=number))
        give_back([claims[0]], make_person("editor"), f"Comment {number}.")
        send([claims[0]], author, "Answer.")
    return claims


@pytest.mark.parametrize("page", [REVIEW, RETURNED, CODE])
def test_a_page_takes_as_many_queries_for_22_as_for_2(client, osei, lind, page, django_assert_max_num_queries):
    def counted():
        with django_assert_max_num_queries(60) as queries:
            assert client.get(page).context["place"].claim
        return len(queries)

    def fill(count):
        claims = grow(lind, count)
        if page == RETURNED:
            Claim._base_manager.filter(pk__in=[c.pk for c in claims]).update(author=osei, status="returned")
        if page == CODE:
            Claim._base_manager.filter(pk__in=[c.pk for c in claims]).update(question=None)

    fill(2)
    few = counted()
    Claim._base_manager.update(status="dropped")
    fill(22)
    assert counted() <= few


# Deciding


def test_accepting_opens_the_next_and_can_be_undone(client, osei, lind):
    first, second = claim_of(lind), claim_of(lind)
    response = decide(client, "accepted", first)
    stored = Act.objects.get()
    assert response.redirect_chain == [(f"{REVIEW}?claim={second.key}&done={stored.pk}", 302)]
    assert status_of(first) == "accepted" and f"/admin/undo/{stored.pk}/" in response.text
    back = response.text.split(f'action="/admin/undo/{stored.pk}/"')[1].split('name="next" value="')[1].split('"')[0]
    response = client.post(f"/admin/undo/{stored.pk}/", {"next": back}, follow=True)
    assert response.context["place"].claim == first and status_of(first) == "in_review"


def test_after_the_last_one_the_first_is_opened(client, osei, lind):
    first, last = claim_of(lind), claim_of(lind)
    assert decide(client, "accepted", last).context["place"].claim == first
    assert "Nothing waits for your review" in decide(client, "accepted", first).text


def test_returning_asks_for_a_comment_and_keeps_what_was_typed(client, osei, lind):
    claim = claim_of(lind)
    response = decide(client, "returned", claim, comment="  ")
    assert "Say what should change" in response.text and 'aria-invalid="true"' in response.text
    assert status_of(claim) == "in_review"
    decide(client, "returned", claim, comment="Two <b>answers</b>.")
    assert status_of(claim) == "returned"
    client.force_login(lind)
    assert "Two &lt;b&gt;answers&lt;/b&gt;." in open_at(client, RETURNED).text


def test_several_are_accepted_and_the_refused_say_why(client, osei, lind):
    claims = [claim_of(lind) for _ in range(3)]
    shown = {one.pk: one.seen for one in open_at(client, REVIEW).context["rows"]}
    claims[1].statement, claims[1]._history_user = "Another.", lind
    claims[1].save()
    response = decide(client, "accepted", *claims, seen=shown)
    assert "2 of 3 done, 1 refused" in response.text
    assert "lind changed it after you opened it" in response.text
    assert [status_of(claim) for claim in claims] == ["accepted", "in_review", "accepted"]
    assert f"/admin/undo/{Act.objects.get().pk}/" in response.text


def test_a_double_post_says_what_was_done(client, osei, lind):
    claim = claim_of(lind)
    shown = {one.pk: one.seen for one in open_at(client, REVIEW).context["rows"]}
    decide(client, "accepted", claim, seen=shown)
    response = decide(client, "accepted", claim, seen=shown)
    assert "You accepted it already." in response.text and Act.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"decision": "accepted"},
        {"decision": "accepted", "chosen": ["x", "9" * 40, "-1", "\0"]},
        {"decision": "blessed", "chosen": ["1"]},
        {"decision": "returned", "chosen": ["1"], "comment": "a\0b"},
        {"decision": "returned", "chosen": ["1"], "comment": "x" * 3000},
    ],
)
def test_clumsy_posts_are_told_and_move_nothing(client, osei, lind, sent):
    claim = claim_of(lind)
    sent = {name: [str(claim.pk)] if value == ["1"] else value for name, value in sent.items()}
    response = client.post(REVIEW, sent)
    assert response.status_code == 200 and status_of(claim) == "in_review"
    assert response.context["form"].errors


def test_an_analyst_decides_nothing(client, lind):
    claim = claim_of(make_user())
    client.force_login(lind)
    seen = {claim.pk: f"{claim.pk}:1-1-0"}
    assert "Reviewers accept and return claims." in decide(client, "accepted", claim, seen=seen).text
    assert status_of(claim) == "in_review"


# What came back


def test_what_came_back_is_answered_and_sent_again(client, osei, lind):
    claim = claim_of(lind)
    give_back([claim], osei, "Count again.")
    client.force_login(lind)
    page = open_at(client, RETURNED).text
    assert "Returned by <bdi>osei</bdi>" in page and "Count again." in page
    assert f"/admin/claims/claim/{claim.pk}/change/?back=%2Fadmin%2Fqueues%2Freturned%2F%3Fclaim%3D{claim.key}" in page
    decide(client, "sent", claim, page=RETURNED, comment="It is right as it is.")
    assert status_of(claim) == "in_review"
    assert claim.history.first().history_change_reason == "It is right as it is."


def test_what_came_back_may_be_dropped_with_a_reason(client, osei, lind):
    claim = claim_of(lind)
    give_back([claim], osei, "No claim.")
    client.force_login(lind)
    assert "Say why it is dropped" in decide(client, "dropped", claim, page=RETURNED).text
    decide(client, "dropped", claim, page=RETURNED, comment="Agreed.")
    assert status_of(claim) == "dropped"


def test_the_form_leads_back_to_the_queue(client, osei, lind):
    claim = claim_of(lind)
    back = f"{REVIEW}?claim={claim.key}"
    response = save(client, f"/admin/claims/claim/{claim.pk}/change/?back={REVIEW}%3Fclaim%3D{claim.key}", note="Read.")
    assert response.redirect_chain[-1][0] == back
    response = save(client, f"/admin/claims/claim/{claim.pk}/change/?back=https://elsewhere.example/", note="Again.")
    assert response.redirect_chain[-1][0] == "/admin/claims/claim/"


# Coding


def test_a_claim_is_given_its_question_by_one_post(client, osei):
    event = make_event()
    question, other = make_question(event, "Raiders killed"), make_question()
    claims = [make_claim(event=event, status="draft") for _ in range(2)]
    page = open_at(client, CODE)
    assert [(number, one) for number, one in page.context["questions"]] == [(1, question)]
    response = client.post(CODE, {"chosen": claims[0].pk, "question": question.pk}, follow=True)
    claims[0].refresh_from_db()
    assert claims[0].question == question and response.context["place"].claim == claims[1]
    assert "given its question, Raiders killed" in response.text
    for wrong in (other.pk, "", "x", "9" * 30):
        response = client.post(CODE, {"chosen": claims[1].pk, "question": wrong})
        assert response.context["form"].errors
    response = client.post(CODE, {"chosen": claims[0].pk, "question": question.pk})
    assert "answers a question meanwhile" in response.text


def test_an_accepted_claim_that_gets_its_question_is_reviewed_again(client, osei):
    event = make_event()
    claim = make_claim(event=event, status="accepted", author=osei)
    client.post(CODE, {"chosen": claim.pk, "question": make_question(event).pk})
    assert status_of(claim) == "in_review"
