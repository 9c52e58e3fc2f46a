"""Read and record: what is shown, what is read off, what one button saves, and what is refused."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from claims.models import Act, Attribution, Claim, Coding, Reading, Wording
from tests.claims.desk.desk_world import FIGURE, make_world
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_entrant,
    make_event,
    make_outlet,
    make_person,
    make_question,
    make_snapshot,
    make_wording,
)

pytestmark = pytest.mark.django_db
ALONE = {"X-Requested-With": "fetch"}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def ibarra(client):
    person = make_person("analyst", "ibarra")
    client.force_login(person)
    return person


@pytest.fixture
def show(client, ibarra):
    def show(address, data=None, method="get", **options):
        response = getattr(client, method)(address, data or {}, **options)
        return response, response.content.decode()

    return show


@pytest.fixture
def save(client, ibarra, world):
    return lambda action, data, **options: client.post(world.url(f"{action}/"), data, **options)


# The page


def test_a_paragraph_holds_the_text_exactly(show, world):
    _, page = show(world.url(), {"event": world.event.key})
    assert '<p class="as-it-is" data-start="1" dir="auto">🚁 Shoigu repeated' in page
    second = world.snapshot.text.index("The ministry")
    assert f'data-start="{second}"' in page


def test_recorded_places_are_marked_numbered_and_listed(show, world):
    make_attribution(make_claim(world.killed, world.shoigu, amount=70), world.snapshot, FIGURE)
    make_wording(world.event, world.snapshot, "raiders")
    response, page = show(world.url())
    assert response.context["bench"].holding == 1 and response.context["event"] == world.event
    assert 'href="#note:1"' in page and 'id="note:1"' in page and "the raiders</bdi></a>, wording" in page


def test_an_event_is_asked_for_first(show, world):
    _, page = show(world.url())
    assert "No event yet" in page and "Choose the event that you record for" in page


def test_the_newest_text_is_shown_and_an_older_one_says_so(show, world):
    newer = make_snapshot(world.document, "Another text.", captured_at=timezone.now())
    response, page = show(world.url())
    assert response.context["snapshot"] == newer and "Captured again" not in page
    assert "Captured again" in show(world.url(), {"snapshot": world.snapshot.sha256[:12]})[1]


def test_questions_are_numbered_by_position_and_others_follow_without_a_number(show, world):
    other = make_question(make_event("Elsewhere"), "Drones")
    make_attribution(make_claim(other), world.snapshot, FIGURE)
    response, _ = show(world.url(), {"event": world.event.key})
    numbered = [(one.number, one.question) for one in response.context["numbered"]]
    assert numbered == [(1, world.killed), (2, world.who), (3, world.began), (None, other)]


@pytest.mark.parametrize("query", [{"snapshot": "ffff"}, {"snapshot": "\0"}])
def test_an_unknown_snapshot_is_not_found(show, world, query):
    assert show(world.url(), query)[0].status_code == 404


def test_a_document_without_a_text_has_nothing_to_record_from(show):
    assert show(f"/admin/record/{make_document().key}/")[0].status_code == 404


# Words and their place


@pytest.mark.parametrize(
    "query",
    [
        {"start": "-1", "end": "5"},
        {"start": "5", "end": "999999"},
        {"start": "9" * 30, "end": "9" * 31},
        {"start": "9", "end": "4"},
        {"start": "x", "end": "\0"},
        {"start": "²", "end": "9"},
        {"words": "\0"},
        {"words": "words that nobody printed"},
        {"paragraph": "999"},
        {"event": "\0atlantis", "start": "1", "end": "9"},
        {"refill": "99999"},
        {"refill": "x"},
        {"done": "x"},
    ],
)
def test_what_makes_no_sense_is_told_or_passed_over(show, world, query):
    response, _ = show(world.url(), {"event": world.event.key} | query)
    assert response.status_code == 200 and response.context["desk"] is None


def test_words_are_looked_up_in_the_text(show, world):
    response, page = show(world.url(), {"event": world.event.key, "words": " 70 raiders "})
    assert response.context["spot"].exact == "70 raiders" and "New claim" in page


def test_words_that_stand_twice_are_told_apart_by_their_paragraph(show, world):
    query = {"event": world.event.key, "words": "more than 70"}
    _, page = show(world.url(), query)
    assert "These words stand 2 times" in page
    response, page = show(world.url(), query | {"paragraph": 2})
    assert response.context["spot"].start == world.snapshot.text.rindex("more than 70") and "stands twice" in page


def test_a_paragraph_opens_the_desk_without_a_script(show, world):
    _, page = show(world.url(), {"event": world.event.key, "paragraph": 2})
    assert "Paragraph 2" in page and 'name="words"' in page and "The ministry denied it." in page


def test_blank_space_around_a_selection_is_left_out(show, world):
    place = world.at(" more than 70 ")
    response, _ = show(world.url("desk/"), place, headers=ALONE)
    assert response.context["spot"].exact == "more than 70"


# Reading off


def test_the_desk_alone_is_brought_with_what_can_be_read_off(show, world):
    response, page = show(world.url("desk/"), world.at(FIGURE), headers=ALONE)
    desk = response.context["desk"]
    assert page.lstrip().startswith('<section class="desk') and "<html" not in page
    assert desk.data["speaker"] == "Sergei Shoigu" and desk.data["amount"] == "70" and desk.data["cue"] == "repeated"
    assert desk.needs == "question" and "Save<span" in page
    assert Claim.objects.count() == 0


def test_a_question_that_is_picked_leaves_only_saving(show, world):
    response, page = show(world.url("desk/"), world.at(FIGURE) | {"question": "1"}, "post", headers=ALONE)
    desk = response.context["desk"]
    assert desk.needs == "save" and desk.data["statement"] == "More than 70 raiders were killed."
    assert "1 Raiders killed" in page and 'name="question" value="raiders-killed"' in page


def test_a_choice_asks_for_its_answer_and_lets_the_figure_go(show, world):
    response, page = show(world.url("desk/"), world.at(FIGURE) | {"question": "2"}, "post", headers=ALONE)
    assert response.context["desk"].needs == "answer" and "Ukrainians" in page and 'name="amount"' not in page


def test_what_was_typed_stays_and_what_was_proposed_follows(show, world):
    typed = {"speaker": "Somebody else", "was-speaker": "Sergei Shoigu", "said_on": "", "was-said_on": "2023-05-24"}
    former = {"statement": "Old.", "was-statement": "Old."}
    sent = world.at(FIGURE) | {"question": "1"} | typed | former
    desk = show(world.url("desk/"), sent, "post", headers=ALONE)[0].context["desk"]
    assert desk.data["speaker"] == desk.unknown == "Somebody else" and desk.needs == "speaker"
    assert desk.data["said_on"] == "" and desk.data["statement"] == "More than 70 raiders were killed."


def test_an_outlets_own_voice_speaks_on_the_day_of_publication(show, world):
    sent = world.at("Nobody counted") | {"speaker": "The Post (own voice)", "question": "0"}
    desk = show(world.url("desk/"), sent, "post", headers=ALONE)[0].context["desk"]
    assert desk.data["said_on"] == "2023-05-24" and desk.needs == "statement"


def test_in_a_republication_the_own_voice_is_the_originals(show, world):
    original = make_document(make_outlet("The Wire"))
    world.document.republishes = original
    world.document.save()
    _, page = show(world.url("desk/"), world.at(FIGURE), headers=ALONE)
    assert "The Wire (own voice)" in page and "The Post (own voice)" not in page


def test_the_same_speaker_and_question_again(show, world, ibarra):
    make_claim(world.killed, world.shoigu, amount=60, author=ibarra)
    sent = world.at("more than 70 is what it wrote") | {"again": "1"}
    desk = show(world.url("desk/"), sent, headers=ALONE)[0].context["desk"]
    assert (desk.question, desk.data["speaker"], desk.needs) == (world.killed, "Sergei Shoigu", "save")


def test_a_known_claim_of_another_document_is_offered(show, world):
    known = make_claim(world.killed, world.shoigu, amount=70, qualifier="more_than", said_on="2023-05-24")
    make_attribution(known)
    response, page = show(world.url("desk/"), world.at(FIGURE), headers=ALONE)
    assert [offer.claim for offer in response.context["desk"].offers] == [known]
    assert f'name="claim" value="{known.key}"' in page and 'data-key="a"' in page


def test_a_close_name_is_offered_for_an_unknown_one(show, world):
    sent = world.claim(speaker="Sergej Schoigu")
    response, page = show(world.url("desk/"), sent, "post", headers=ALONE)
    assert "No speaker goes by this name" in page and "keep as alias" in page
    assert [alike.record for alike in response.context["desk"].alike] == [world.shoigu]


def test_a_question_is_let_go_again(show, world):
    sent = world.claim(drop="question")
    assert show(world.url("desk/"), sent, "post", headers=ALONE)[0].context["desk"].needs == "question"


# Saving


def test_a_claim_is_saved_with_its_evidence_as_one_act(save, world, ibarra):
    make_outlet("Reuters")
    response = save("claim", world.claim(relays="Shoigu; Reuters", hedge="likely"))
    claim, act = Claim.objects.get(), Act.objects.get()
    place = claim.attributions.get()
    assert (claim.question, claim.speaker, claim.amount, claim.status) == (world.killed, world.shoigu, 70, "draft")
    assert (claim.author, claim.event, claim.blind) == (ibarra, world.event, False)
    assert [str(relay) for relay in place.relays.all()] == ["Sergei Shoigu", "Reuters"]
    assert (place.exact, place.start, place.cue) == (FIGURE, world.at(FIGURE)["start"], "repeated")
    assert f"done={act.pk}" in response["Location"] and f"at={place.end}" in response["Location"]
    assert act.words == "Sergei Shoigu, Raiders killed: more than 70"


def test_the_documents_own_outlet_is_no_relay(save, world):
    response = save("claim", world.claim(relays="The Post"))
    assert response.status_code == 422 and "never a relay" in response.content.decode()
    assert Claim.objects.count() == Act.objects.count() == 0


def test_a_claim_goes_straight_to_review(save, world):
    save("claim", world.claim(**{"as": "review"}))
    assert Claim.objects.get().status == "in_review"


def test_a_claim_without_an_answer_does_not_go_to_review(save, world):
    nothing = {"quantity_text": "", "qualifier": "", "amount": ""}
    response = save("claim", world.claim(**nothing, **{"as": "review"}))
    assert response.status_code == 422 and "asks for a figure" in response.content.decode()
    save("claim", world.claim(**nothing))
    assert Claim.objects.get().status == "draft"


def test_words_over_several_lines_come_back_as_a_browser_sends_them(save, world):
    words = "killed.\n\nThe ministry"
    save("claim", world.claim(words) | {"exact": words.replace("\n", "\r\n")})
    assert Attribution.objects.get().exact == words


def test_a_figure_is_read_off_its_words(save, world):
    response = save("claim", world.claim(amount="", qualifier=""), follow=True)
    claim = Claim.objects.get()
    assert (claim.amount, claim.qualifier) == (70, "more_than") and "was read as" in response.content.decode()


def test_a_choice_and_a_date_are_saved(save, world):
    empty = {"quantity_text": "", "qualifier": "", "amount": ""}
    answer = world.who.answers.get(label="Ukrainians")
    save("claim", world.claim(question="2", answer=answer.pk, **empty))
    save("claim", world.claim(question="3", date_from="2023-05-22", **empty))
    first, second = Claim.objects.order_by("pk")
    assert first.answer == answer and str(second.date_from) == "2023-05-22"


def test_a_proposed_figure_goes_where_the_question_asks_for_none_but_a_typed_one_is_refused(save, world):
    sent = world.claim(question="2", answer=world.who.answers.first().pk)
    proposed = {f"was-{name}": sent[name] for name in ("quantity_text", "qualifier", "amount")}
    assert save("claim", sent).status_code == 422
    assert save("claim", sent | proposed).status_code == 302
    assert Claim.objects.get().amount is None


def test_a_claim_may_wait_to_be_coded(save, world):
    save("claim", world.claim(question="0", quantity_text="", qualifier="", amount=""))
    claim = Claim.objects.get()
    assert claim.question is None and claim.event == world.event


def test_the_own_voice_is_an_outlet(save, world):
    save("claim", world.claim(speaker="The Post (own voice)"))
    assert Claim.objects.get().outlet == world.document.outlet


def test_pressed_twice_it_is_recorded_once(save, world):
    sent = world.claim()
    save("claim", sent)
    response = save("claim", sent, follow=True)
    assert Claim.objects.count() == Attribution.objects.count() == Act.objects.count() == 1
    assert "recorded already" in response.content.decode() and response.context["done"] == Act.objects.get()


def test_undo_brings_the_desk_back_filled(save, world, client):
    response = save("claim", world.claim(), follow=True)
    act = Act.objects.get()
    back = response.context["undo_to"]
    response = client.post(f"/admin/undo/{act.pk}/", {"next": back}, follow=True)
    desk = response.context["desk"]
    assert Claim.objects.count() == 0
    assert (desk.question, desk.data["speaker"], desk.data["amount"]) == (world.killed, "Sergei Shoigu", "70")
    assert desk.spot.exact == FIGURE and desk.needs == "save"


def test_what_another_undid_does_not_fill_the_desk(save, world, client):
    save("claim", world.claim())
    act = Act.objects.get()
    client.post(f"/admin/undo/{act.pk}/")
    client.force_login(make_person("analyst"))
    assert client.get(world.url(), {"event": world.event.key, "refill": act.pk}).context["desk"] is None


def test_a_known_claim_gets_this_documents_evidence(save, world):
    known = make_claim(world.killed, world.shoigu, amount=70)
    sent = world.at(FIGURE) | {"claim": known.key, "cue": "repeated", "manner": "mixed", "speaker": "ignored"}
    save("attribution", sent)
    place = known.attributions.get()
    assert (place.exact, place.cue, place.manner) == (FIGURE, "repeated", "mixed")
    save("attribution", sent)
    assert known.attributions.count() == Act.objects.count() == 1


@pytest.mark.parametrize("key", ["", "no-such-claim", "\0"])
def test_no_evidence_for_a_claim_that_is_not_there(save, world, key):
    response = save("attribution", world.at(FIGURE) | {"claim": key})
    assert response.status_code == 422 and "no such claim" in response.content.decode()


def test_a_wording_is_saved_and_its_subject_proposed_the_next_time(save, world, show):
    save("wording", world.at("raiders") | {"mode": "wording", "subject": "the attackers", "speaker": "Shoigu"})
    wording = Wording.objects.get()
    assert (wording.subject, wording.exact, wording.speaker) == ("the attackers", "raiders", world.shoigu)
    desk = show(world.url("desk/"), world.at("The ministry") | {"mode": "wording"}, headers=ALONE)[0].context["desk"]
    assert desk.data["subject"] == "the attackers" and desk.needs == "save"


def test_a_wording_without_a_subject_or_of_nobody_is_refused(save, world):
    page = save("wording", world.at("raiders") | {"mode": "wording", "speaker": "Nobody"}).content.decode()
    assert "Nobody goes by this name" in page and 'role="alert"' in page and Wording.objects.count() == 0


def test_a_reading_is_noted_once_and_taken_back(save, world, ibarra):
    for read, count in (("yes", 1), ("yes", 1), ("no", 0), ("no", 0)):
        save("reading", {"for": world.event.key, "read": read})
        assert Reading.objects.filter(document=world.document, event=world.event, reader=ibarra).count() == count
    assert Act.objects.count() == 2
    assert save("reading", {"for": "\0", "read": "yes"}).status_code == 404


# What is refused keeps what was typed


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"question": ""}, "Choose a question"),
        ({"question": "99"}, "No question fits"),
        ({"question": "e"}, "Several questions fit"),
        ({"question": "\0"}, "Null characters"),
        ({"speaker": ""}, "Say who says it"),
        ({"speaker": "Nobody known"}, "No speaker goes by this name"),
        ({"speaker": "\0"}, "Null characters"),
        ({"statement": ""}, "Statement: "),
        ({"amount": "9" * 20}, "Amount: "),
        ({"qualifier": "between"}, "Needed with “between”"),
        ({"said_on": "yesterday"}, "YYYY-MM-DD"),
        ({"stance": "shouts"}, "shouts"),
        ({"relays": "Nobody known"}, "Nobody goes by"),
    ],
)
def test_a_refused_claim_says_where_and_keeps_what_was_typed(save, world, fields, message):
    response = save("claim", world.claim(note="Typed by hand.") | fields)
    page = response.content.decode()
    assert response.status_code == 422 and message in page and 'role="alert"' in page
    assert "Typed by hand." in page and Claim.objects.count() == 0


def test_an_answer_of_another_question_is_refused(save, world):
    foreign = make_question(answer_kind="choice").answers.create(label="Elsewhere")
    response = save("claim", world.claim(question="2", answer=foreign.pk, quantity_text="", qualifier="", amount=""))
    assert response.status_code == 422 and Claim.objects.count() == 0


def test_a_question_of_an_event_that_is_not_in_hand_is_not_found(save, world):
    foreign = make_question(make_event("Elsewhere"), "Drones shot down")
    response = save("claim", world.claim(question=foreign.key))
    assert response.status_code == 422 and "No question fits" in response.content.decode()


def test_words_that_stand_elsewhere_are_shown_there_and_nothing_is_stored(save, world):
    sent = world.claim("The ministry denied", note="Typed by hand.") | {"start": 3, "end": 22}
    response = save("claim", sent)
    assert response.status_code == 422 and Claim.objects.count() == 0
    assert response.context["spot"].start == world.snapshot.text.index("The ministry")
    assert "is this the place" in response.content.decode() and "Typed by hand." in response.content.decode()


def test_words_that_the_text_does_not_have_are_told(save, world):
    response = save("claim", world.claim() | {"exact": "words that nobody printed"})
    assert response.status_code == 422 and "do not stand in this snapshot" in response.content.decode()


def test_whoever_is_a_moment_late_saves_again(save, world, monkeypatch):
    def clash(*args, **options):
        raise IntegrityError

    monkeypatch.setattr("claims.desk.recording.record_claim", clash)
    response = save("claim", world.claim(note="Typed by hand."))
    assert response.status_code == 422 and "Save again" in response.content.decode()
    assert "Typed by hand." in response.content.decode()


# Who may, and who sees what


@pytest.mark.parametrize("action", ["", "desk/", "claim/", "attribution/", "wording/", "reading/"])
def test_only_those_who_may_add_claims_record(client, world, action):
    method = client.get if action in ("", "desk/") else client.post
    assert method(world.url(action)).status_code == 302
    client.force_login(make_person("reader"))
    assert method(world.url(action)).status_code == 302
    client.force_login(make_entrant())
    assert method(world.url(action)).status_code == 403


def test_whoever_codes_blindly_sees_and_makes_only_their_own(save, show, world, ibarra):
    coding = Coding.objects.create(document=world.document, coder=ibarra, given_by=make_person("editor"))
    theirs = make_claim(world.killed, world.shoigu, amount=70, qualifier="more_than")
    make_attribution(theirs, world.snapshot, FIGURE)
    make_attribution(theirs)
    response, page = show(world.url(), {"event": world.event.key})
    assert response.context["bench"].holding == 0 and "You code this text on your own" in page
    assert show(world.url("desk/"), world.at(FIGURE), headers=ALONE)[0].context["desk"].offers == []
    save("claim", world.claim())
    mine = Claim.objects.get(author=ibarra)
    assert mine.coding == coding and mine.blind
    assert show(world.url(), {"event": world.event.key})[0].context["bench"].holding == 1
    assert save("attribution", world.at(FIGURE) | {"claim": theirs.key}).status_code == 422


def test_what_another_codes_blindly_is_not_shown(show, world):
    make_attribution(make_claim(world.killed, author=make_person("analyst"), blind=True), world.snapshot, FIGURE)
    assert show(world.url(), {"event": world.event.key})[0].context["bench"].holding == 0


@pytest.mark.parametrize("address", ["", "desk/"])
def test_a_page_of_many_records_asks_as_often_as_one_of_few(
    client, ibarra, world, django_assert_max_num_queries, address
):
    query = world.at(FIGURE) if address else {"event": world.event.key}

    def count(more):
        for number in range(more):
            question = make_choice_of(world, number)
            make_attribution(make_claim(question), world.snapshot, FIGURE)
            make_wording(world.event, world.snapshot, "raiders", subject=f"subject {question.pk}")
        with django_assert_max_num_queries(60) as asked:
            assert client.get(world.url(address), query, headers=ALONE).status_code == 200
        return len(asked)

    count(1)
    assert count(1) == count(20)


def make_choice_of(world, number):
    return make_question(world.event, f"Question {number}", answer_kind="choice")


# Ways here


def test_the_page_is_linked_from_where_one_is(client, ibarra, world):
    assert world.url() in client.get(f"/admin/sources/document/{world.document.pk}/change/").content.decode()
    assert world.url() in client.get(world.document.get_absolute_url()).content.decode()
    assert world.url() in client.get("/admin/queues/read/").content.decode()
