"""The claim's form: it asks what the question asks, finds quoted words, and says clearly what is wrong."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from claims.models import Attribution, Claim, Relation
from tests.adminforms import errors_of, form_data, save
from tests.factories import (
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_entrant,
    make_event,
    make_outlet,
    make_question,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

ADD = "/admin/claims/claim/add/"
TEXT = "The ministry said that more than 70 raiders were killed. More than 70, it said, and more than 70 vehicles."
pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def change(record):
    return reverse(f"admin:claims_{record._meta.model_name}_change", args=[record.pk])


def messages(response):
    return [str(message) for message in response.context["messages"]]


def claim_of(question, **changes):
    """What one types for a claim on `question`."""
    return {"question": question.pk, "speaker": make_speaker().pk, "statement": "Some were killed."} | changes


# Adding


def test_a_claim_is_added_with_event_author_key_and_status_filled_in(analyst):
    question = make_question(label="Raiders killed")
    response = save(analyst, ADD, **claim_of(question, quantity_text="over a dozen"))
    assert errors_of(response) == {} if "adminform" in (response.context or {}) else True
    claim = Claim.objects.get()
    assert (claim.event, claim.author.username, claim.status) == (question.event, "analyst", "draft")
    assert claim.key.startswith("raiders-killed-")
    assert claim.history.get().history_user.username == "analyst"


def test_an_amount_left_empty_is_read_off_its_words_and_said(analyst):
    question = make_question(unit="km")
    response = save(analyst, ADD, **claim_of(question, quantity_text="more than 25 miles"))
    claim = Claim.objects.get()
    assert (claim.amount, claim.qualifier, claim.unit) == (25, "more_than", "mi")
    assert any("was read as more than 25 mi" in message for message in messages(response))


def test_words_without_an_amount_are_kept_and_said(analyst):
    response = save(analyst, ADD, **claim_of(make_question(), quantity_text="several"))
    assert (Claim.objects.get().amount, Claim.objects.get().quantity_text) == (None, "several")
    assert any("No amount can be read from “several”" in message for message in messages(response))


def test_a_typed_amount_is_never_overwritten(analyst):
    typed = {"quantity_text": "about 70", "amount": "71", "qualifier": "at_least"}
    save(analyst, ADD, **claim_of(make_question(), **typed))
    assert (Claim.objects.get().amount, Claim.objects.get().qualifier) == (71, "at_least")


def test_an_amount_taken_out_by_hand_stays_out(analyst):
    claim = make_claim(amount=70, quantity_text="70")
    save(analyst, change(claim), amount="", qualifier="")
    claim.refresh_from_db()
    assert (claim.amount, claim.quantity_text) == (None, "70")


def test_a_claim_may_wait_for_its_question_if_it_has_an_event(analyst):
    event = make_event()
    typed = {"speaker": make_speaker().pk, "statement": "It happened."}
    assert "Choose a question" in errors_of(save(analyst, ADD, **typed))["event"][0]
    save(analyst, ADD, **typed, event=event.pk)
    assert (Claim.objects.get().question, Claim.objects.get().event) == (None, event)


def test_an_event_that_is_not_the_questions_is_refused(analyst):
    claim = make_claim()
    response = save(analyst, change(claim), event=make_event().pk)
    assert "The question belongs to" in errors_of(response)["event"][0]


@pytest.mark.parametrize(
    ("typed", "fields", "words"),
    [
        ({"outlet": "new"}, {"speaker", "outlet"}, "Name exactly one"),
        ({"speaker": ""}, {"speaker", "outlet"}, "Name exactly one"),
        ({"amount": "70"}, {"amount", "qualifier"}, "Give both or neither"),
        ({"qualifier": "about"}, {"amount", "qualifier"}, "Give both or neither"),
        ({"amount": "70", "qualifier": "between"}, {"amount_high"}, "Needed with “between”"),
        ({"amount": "70", "qualifier": "about", "amount_high": "90"}, {"amount_high"}, "Needed with “between”"),
        ({"amount": "70", "qualifier": "between", "amount_high": "60"}, {"amount_high"}, "Not below amount"),
        ({"amount": "1234567890123456", "qualifier": "about"}, {"amount"}, "no more than 15 digits"),
        ({"amount": "0.1234", "qualifier": "about"}, {"amount"}, "no more than 3 decimal"),
        ({"said_on": "2023-05-24", "said_until": "2023-05-22"}, {"said_until"}, ""),
        ({"statement": " "}, {"statement"}, "required"),
    ],
)
def test_a_broken_rule_is_said_at_the_fields_it_names(analyst, typed, fields, words):
    typed = {name: make_outlet().pk if value == "new" else value for name, value in typed.items()}
    found = errors_of(save(analyst, ADD, **claim_of(make_question(), **typed)))
    assert set(found) == fields
    assert all(words in messages[0] for messages in found.values())
    assert not Claim.objects.exists()


def test_dates_in_the_wrong_order_are_said_at_the_last_day(analyst):
    question = make_question(answer_kind="date")
    for typed in ({"date_to": "2023-05-22"}, {"date_from": "2023-05-24", "date_to": "2023-05-22"}):
        assert "date_to" in errors_of(save(analyst, ADD, **claim_of(question, **typed)))


# What the question asks


def test_the_form_shows_what_the_stored_question_asks(analyst):
    for question, asked in (
        (make_question(), "quantity"),
        (make_choice(), "choice"),
        (make_question(answer_kind="date"), "date"),
    ):
        fieldsets = analyst.get(change(make_claim(question))).context["adminform"].fieldsets
        shown = [options["classes"] for _, options in fieldsets if "for-kind" in options.get("classes", [])]
        assert [classes[1] for classes in shown if "not-asked" not in classes] == [f"kind-{asked}"]


def test_the_address_may_name_question_and_document(analyst):
    question, snapshot = make_choice(answers=("yes", "rather")), make_snapshot()
    context = analyst.get(f"{ADD}?question={question.key}&document={snapshot.document.key}").context
    form = context["adminform"].form
    assert (form["question"].value(), form["event"].value()) == (question.pk, question.event_id)
    assert [str(answer) for answer in form.fields["answer"].queryset] == ["yes", "rather"]
    assert context["inline_admin_formsets"][0].formset.forms[0]["snapshot"].value() == snapshot.pk


def test_without_a_question_every_kind_of_answer_is_shown(analyst):
    fieldsets = analyst.get(ADD).context["adminform"].fieldsets
    assert not [options for _, options in fieldsets if "not-asked" in options.get("classes", [])]


def test_the_form_that_comes_back_offers_the_answers_of_the_question_sent(analyst):
    question = make_choice(answers=("Ukrainians", "Russian citizens"))
    response = save(analyst, ADD, **claim_of(question, status="in_review"))
    assert "choose one" in errors_of(response)["answer"][0]
    answers = response.context["adminform"].form.fields["answer"].queryset
    assert [str(answer) for answer in answers] == ["Ukrainians", "Russian citizens"]


def test_a_draft_without_an_answer_is_saved_and_said(analyst):
    response = save(analyst, ADD, **claim_of(make_choice()))
    assert Claim.objects.get().answer is None
    assert any("Not comparable yet" in message for message in messages(response))


def test_who_declines_needs_no_answer(analyst):
    save(analyst, ADD, **claim_of(make_question(), stance="declines", status="in_review"))
    assert Claim.objects.get().stance == "declines"


def test_an_answer_of_another_question_is_refused(analyst):
    question, other = make_choice(), make_choice()
    response = save(analyst, ADD, **claim_of(question, answer=other.answers.get().pk))
    assert "another question" in errors_of(response)["answer"][0]


def test_what_the_question_does_not_ask_for_is_refused(analyst):
    response = save(analyst, ADD, **claim_of(make_choice(), amount="70", qualifier="about"))
    assert "asks for one of its answers" in errors_of(response)["amount"][0]


def test_the_script_is_told_what_a_question_asks(analyst):
    question = make_choice(make_event("Raid"), answers=("yes", "rather"), scope="On that day.")
    needs = analyst.get(reverse("admin:claims_question_needs", args=[question.pk])).json()
    assert (needs["kind"], needs["event"]["text"]) == ("choice", "Raid")
    assert [answer["text"] for answer in needs["answers"]] == ["yes", "rather"]
    assert "Scope: On that day." in needs["summary"]
    assert analyst.get(reverse("admin:claims_question_needs", args=[0])).status_code == 404


def test_what_a_question_asks_is_told_to_those_who_may_see_it_only(client):
    client.force_login(make_entrant())
    assert client.get(reverse("admin:claims_question_needs", args=[make_question().pk])).status_code == 403


# Moving


def test_a_claim_moved_to_another_kind_of_question_loses_its_figure_and_says_so(analyst):
    claim, choice = (
        make_claim(amount=70, qualifier="more_than", quantity_text="more than 70", unit="men", status="draft"),
        make_choice(),
    )
    response = save(analyst, change(claim), question=choice.pk)
    claim.refresh_from_db()
    assert (claim.question, claim.event, claim.amount, claim.quantity_text, claim.unit) == (
        choice,
        choice.event,
        None,
        "",
        "",
    )
    assert any("“more than 70” does not fit the new question" in message for message in messages(response))
    assert claim.history.earliest().amount == 70


def test_a_claim_moved_between_choices_takes_another_answer(analyst):
    claim, other = make_claim(make_choice(), answer="yes"), make_choice(answers=("no war",))
    assert "answer" in errors_of(save(analyst, change(claim), question=other.pk))
    save(analyst, change(claim), question=other.pk, answer=other.answers.get().pk)
    claim.refresh_from_db()
    assert (claim.question, claim.answer.label) == (other, "no war")


def test_a_claim_that_holds_another_kind_of_answer_keeps_it_when_something_else_changes(analyst):
    claim = make_claim(make_question(answer_kind="text"), amount=70)
    save(analyst, change(claim), note="Looked at again.")
    claim.refresh_from_db()
    assert (claim.amount, claim.note) == (70, "Looked at again.")


def test_a_claim_that_moves_takes_its_suggestions_along(analyst):
    old, new = make_question(), make_question()
    claim, rival, other = make_claim(old, amount=70), make_claim(old, amount=3), make_claim(new, amount=5)
    save(analyst, change(claim), note="Checked.")
    assert [relation.second for relation in Relation.objects.all()] in ([rival], [claim])
    save(analyst, change(claim), question=new.pk)
    pair = {claim.pk, other.pk}
    assert [{relation.first_id, relation.second_id} for relation in Relation.objects.all()] == [pair]


def test_a_deleted_claim_takes_its_suggestions_along(analyst):
    question = make_question()
    first, second, third = (make_claim(question, amount=amount) for amount in (70, 3, 5))
    save(analyst, change(first), note="Checked.")
    assert Relation.objects.count() == 3
    analyst.post(reverse("admin:claims_claim_delete", args=[first.pk]), {"post": "yes", "reason": "Recorded twice"})
    assert [{relation.first, relation.second} for relation in Relation.objects.all()] == [{second, third}]
    chosen = {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes", "reason": "Recorded twice"}
    analyst.post("/admin/claims/claim/", chosen)
    assert (Claim.objects.get(), Relation.objects.count()) == (third, 0)


# Quoting


def quote(snapshot, words, row=0, **changes):
    """What one types for an attribution in row `row` of the claim's form."""
    typed = {"snapshot": snapshot.pk, "exact": words, "manner": "indirect"} | changes
    return {f"attributions-{row}-{name}": value for name, value in typed.items()}


def test_pasted_words_are_found_in_the_text(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    save(analyst, change(claim), **quote(snapshot, "  more than 70 raiders\r\n", cue="said"))
    found = claim.attributions.get()
    assert (found.start, found.end, found.exact) == (23, 43, "more than 70 raiders")
    assert found.prefix == "The ministry said that "
    assert found.suffix.startswith(" were killed.")
    assert found.key == f"{claim.key}-1"


def test_words_that_stand_several_times_need_what_is_around_them(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    response = save(analyst, change(claim), **quote(snapshot, "more than 70"))
    message = errors_of(response)["exact"][0]
    assert "stand 2 times" in message and "23: " in message and "84: " in message
    save(analyst, change(claim), **quote(snapshot, "more than 70", suffix="vehicles"))
    assert claim.attributions.get().start == 84


def test_words_that_stand_several_times_may_be_told_by_their_start(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    wrong = save(analyst, change(claim), **quote(snapshot, "more than 70", start="24"))
    assert "not where you say" in errors_of(wrong)["exact"][0]
    save(analyst, change(claim), **quote(snapshot, "more than 70", start="84"))
    assert claim.attributions.get().end == 96


def test_words_that_the_text_does_not_have_are_refused_with_the_nearest(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text="He said “we  do not know” – twice.")
    response = save(analyst, change(claim), **quote(snapshot, '"We do not know" - twice'))
    assert "“we  do not know” – twice" in errors_of(response)["exact"][0]
    response = save(analyst, change(claim), **quote(snapshot, "something else"))
    assert "do not stand in this snapshot" in errors_of(response)["exact"][0]
    assert not claim.attributions.exists()


def test_code_points_are_counted_not_bytes(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text="🚀 Гладков сказал: 12 домов.\r\nИ всё.")
    save(analyst, change(claim), **quote(snapshot, "12 домов.\r\nИ всё"))
    assert claim.attributions.get().start == 18


def test_words_may_be_corrected_afterwards(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    attribution = make_attribution(claim, snapshot, "more than 70 raiders")
    save(analyst, change(claim), **{"attributions-0-exact": "more than 70"})
    attribution.refresh_from_db()
    assert (attribution.start, attribution.exact) == (23, "more than 70")
    save(analyst, change(claim), **{"attributions-0-exact": "raiders were killed"})
    attribution.refresh_from_db()
    assert (attribution.start, attribution.prefix) == (36, TEXT[6:36])


def test_an_attribution_that_nobody_touched_is_not_saved_again(analyst):
    attribution = make_attribution(
        make_claim(amount=70), make_snapshot(text="One\n\nline and\nmore than 70.\n"), "line and\nmore"
    )
    save(analyst, change(attribution.claim), note="Checked.")
    assert attribution.history.count() == 1


def test_several_attributions_can_be_added_at_once(analyst):
    snapshot = make_snapshot(text=TEXT)
    rows = quote(snapshot, "raiders") | quote(snapshot, "vehicles", row=1) | {"attributions-TOTAL_FORMS": "2"}
    save(analyst, ADD, **claim_of(make_question(), quantity_text="more than 70"), **rows)
    keys = Claim.objects.get().attributions.values_list("key", flat=True)
    assert sorted(key.rsplit("-", 1)[1] for key in keys) == ["1", "2"]


def test_the_same_words_twice_are_refused(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    make_attribution(claim, snapshot, "raiders")
    response = save(analyst, change(claim), **quote(snapshot, "raiders", row=1))
    assert "same words" in str(response.context["inline_admin_formsets"][0].formset.non_form_errors())


def test_a_claim_with_a_wrong_attribution_is_not_saved_at_all(analyst):
    typed = claim_of(make_question(), quantity_text="70")
    response = save(analyst, ADD, **typed, **quote(make_snapshot(), "not there"))
    assert not Claim.objects.exists()
    assert response.context["adminform"].form["statement"].value() == "Some were killed."


# Relays


def relay(at, row=0, **changes):
    return {f"attributions-{row}-relays-{at}-{name}": value for name, value in changes.items()}


def relays_of(attribution):
    return [(each.position, str(each), each.cue, each.inferred) for each in attribution.relays.all()]


def test_relays_are_entered_with_the_attribution(analyst):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    spokesman, agency = make_speaker("Spokesman"), make_outlet("Agency")
    rows = relay(0, speaker=spokesman.pk, cue="told") | relay(1, outlet=agency.pk, inferred="on")
    save(analyst, change(claim), **quote(snapshot, "raiders"), **rows)
    found = Attribution.objects.get()
    assert relays_of(found) == [(1, "Spokesman", "told", False), (2, "Agency", "", True)]
    assert found.relays.first().history.get().history_user.username == "analyst"


def test_relays_change_places_and_are_deleted(analyst):
    attribution = make_attribution(make_claim(amount=70))
    one, two, three = (make_relay(attribution, make_outlet(name)) for name in ("One", "Two", "Three"))
    rows = relay(0, position="3") | relay(1, DELETE="on") | relay(2, position="1")
    save(analyst, change(attribution.claim), **rows)
    assert relays_of(attribution) == [(1, "Three", "", False), (3, "One", "", False)]
    assert [each.position for each in one.history.all()] == [3, 1]
    assert two.history.count() == 1 or two.history.first().history_type == "-"
    assert attribution.history.count() == 1, "only its relays changed"
    assert three.history.count() == 2


@pytest.mark.parametrize(
    ("rows", "field", "words"),
    [
        ([{"speaker": "s", "outlet": "o"}], "speaker", "exactly one"),
        ([{"cue": "told"}], "speaker", "exactly one"),
        ([{"outlet": "own"}], "outlet", "own outlet is never a relay"),
        ([{"outlet": "o", "position": "2"}, {"speaker": "s", "position": "2"}], "position", "Position 2 is taken"),
        ([{"outlet": "o", "position": "-1"}], "position", "greater than or equal to"),
    ],
)
def test_a_relay_that_cannot_be_is_refused_where_it_stands(analyst, rows, field, words):
    claim, snapshot = make_claim(amount=70), make_snapshot(text=TEXT)
    named = {"s": make_speaker().pk, "o": make_outlet().pk, "own": snapshot.document.outlet_id}
    typed = {}
    for at, row in enumerate(rows):
        typed |= relay(at, **{name: named.get(value, value) for name, value in row.items()})
    response = save(analyst, change(claim), **quote(snapshot, "raiders"), **typed)
    assert words in errors_of(response)[field][0]
    assert not Attribution.objects.exists()


def test_relays_without_an_attribution_are_not_lost_silently(analyst):
    response = save(analyst, change(make_claim(amount=70)), **relay(0, outlet=make_outlet().pk))
    assert "required" in errors_of(response)["exact"][0]


def test_a_form_without_relay_fields_leaves_relays_alone(analyst):
    attribution = make_attribution(make_claim(amount=70))
    make_relay(attribution, make_outlet("One"))
    data = form_data(analyst, change(attribution.claim), note="Checked.")
    data = {name: value for name, value in data.items() if "-relays-" not in name}
    analyst.post(change(attribution.claim), data | {"_save": "Save"})
    assert attribution.claim.history.count() == 2
    assert attribution.relays.count() == 1


# Two people, history, status


def test_an_attribution_that_another_person_added_is_noticed(analyst):
    claim = make_claim(amount=70)
    mine = form_data(analyst, change(claim), note="Mine.") | {"_save": "Save"}
    make_attribution(claim)
    assert analyst.post(change(claim), mine).status_code == 200
    assert claim.history.count() == 1


def test_the_reason_of_a_change_is_kept_and_shown(analyst):
    claim = make_claim(amount=70)
    save(analyst, change(claim), note="Checked.", change_reason="After the second reading")
    assert claim.history.first().history_change_reason == "After the second reading"
    page = analyst.get(reverse("admin:claims_claim_history", args=[claim.pk])).content.decode()
    assert "After the second reading" in page and "analyst" in page and "Checked." in page


def test_saving_without_a_change_leaves_no_entry(analyst):
    claim = make_claim(amount=70, note="One\nline.", evidence="Two\nlines")
    save(analyst, change(claim), note="One\r\nline.", evidence="Two\r\nlines")
    assert claim.history.count() == 1


def test_an_amount_is_shown_as_it_was_typed(analyst):
    for amount, shown in (("70", "70"), ("100.000", "100"), ("0.5", "0.5"), ("1000000", "1000000")):
        claim = make_claim(amount=amount)
        claim.refresh_from_db()
        assert str(form_data(analyst, change(claim))["amount"]) == shown
        save(analyst, change(claim))
        assert claim.history.count() == 1


def test_a_key_given_once_stays(analyst):
    claim = make_claim(key="first-key", amount=70)
    assert "key" not in analyst.get(change(claim)).context["adminform"].form.fields
    save(analyst, change(claim), key="second-key", note="Checked.")
    claim.refresh_from_db()
    assert claim.key == "first-key"


def test_a_key_that_is_taken_is_refused_at_its_field(analyst):
    make_claim(key="taken", amount=70)
    response = save(analyst, ADD, **claim_of(make_question(), quantity_text="3", key="taken"))
    assert "already exists" in errors_of(response)["key"][0]


def test_a_claim_can_be_viewed_by_those_who_may_only_view(client):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(user)
    attribution = make_attribution(make_claim(amount=70))
    make_relay(attribution, make_outlet("Agency"))
    page = client.get(change(attribution.claim))
    assert page.status_code == 200
    assert "Agency" in page.content.decode() and 'name="_save"' not in page.content.decode()
    assert client.post(change(attribution.claim), {"statement": "x"}).status_code == 403
    assert client.get(ADD).status_code == 403


def test_an_own_voice_claim_names_the_outlet(analyst):
    outlet, question = make_outlet(), make_question(answer_kind="date")
    typed = {"speaker": "", "outlet": outlet.pk, "date_from": "2023-05-22", "said_on": "2023-05-24"}
    save(analyst, ADD, **claim_of(question, **typed))
    assert Claim.objects.get().voice == outlet
    assert Claim.objects.get().date_from == datetime.date(2023, 5, 22)
    assert make_document().outlet != outlet
