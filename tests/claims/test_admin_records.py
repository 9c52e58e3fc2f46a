"""Speakers, events, questions, wordings and readings in the admin."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from claims.models import Claim, Event, Question, Reading, Relation, Speaker, Wording
from tests.adminforms import errors_of, save
from tests.factories import (
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


def change(record, page="change"):
    return reverse(f"admin:claims_{record._meta.model_name}_{page}", args=[record.pk])


def add(model):
    return reverse(f"admin:claims_{model._meta.model_name}_add")


def messages(response):
    return [str(message) for message in response.context["messages"]]


# Speakers


def test_a_speaker_is_added_with_spellings_and_side(analyst):
    kremlin = make_speaker("Kremlin", kind="government", affiliation=make_speaker("Russia"))
    names = {"aliases-0-name": "Peskow", "aliases-1-name": "Песков"}
    save(analyst, add(Speaker), name="Dmitry Peskov", kind="person", affiliation=kremlin.pk, **names)
    speaker = Speaker.objects.get(name="Dmitry Peskov")
    assert (speaker.slug, speaker.side.name) == ("dmitry-peskov", "Russia")
    assert sorted(alias.name for alias in speaker.aliases.all()) == ["Peskow", "Песков"]


def test_a_circle_of_affiliations_is_refused_at_its_field(analyst):
    one = make_speaker()
    two = make_speaker(affiliation=one)
    assert "a circle" in errors_of(save(analyst, change(one), affiliation=two.pk))["affiliation"][0]


def test_a_speaker_whose_words_are_recorded_stays(analyst):
    claim = make_claim(amount=70)
    make_relay(make_attribution(claim), make_outlet())
    page = analyst.post(change(claim.speaker, "delete"), {"post": "yes"}).content.decode()
    assert "1 claim (speaker)" in page and change(claim) in page
    assert Speaker.objects.filter(pk=claim.speaker.pk).exists()


# Events and questions


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"latitude": "50.5"}, {"latitude", "longitude"}),
        ({"latitude": "91", "longitude": "0"}, {"latitude"}),
        ({"started_on": "2023-05-24", "ended_on": "2023-05-22"}, {"ended_on"}),
        ({"ended_on": "2023-05-22"}, {"ended_on"}),
        ({"title": ""}, {"title"}),
    ],
)
def test_the_rules_of_events_are_said_at_their_fields(analyst, typed, fields):
    assert set(errors_of(save(analyst, add(Event), **{"title": "Raid"} | typed))) == fields


def test_an_event_shows_its_questions_and_who_read_what(analyst):
    event, document = make_event(), make_document()
    first, second = make_question(event, position=1), make_question(event, position=2)
    rows = {"readings-0-document": document.pk, "questions-0-position": "3"}
    save(analyst, change(event), **rows)
    assert Reading.objects.get().reader.username == "analyst"
    assert list(event.questions.all()) == [second, first]
    page = analyst.get(change(event)).content.decode()
    assert change(first) in page and change(second) in page


def test_saving_an_event_records_no_reading_that_nobody_chose(analyst):
    save(analyst, add(Event), title="Raid")
    assert Event.objects.exists() and not Reading.objects.exists()


def test_a_question_is_added_with_its_answers(analyst):
    event = make_event()
    answers = {"answers-0-label": "driven out", "answers-0-position": "1"}
    answers |= {"answers-1-label": "left", "answers-1-position": "2"}
    url = f"{add(Question)}?event={event.key}"
    save(analyst, url, text="How did it end?", label="How it ended", answer_kind="choice", exclusive="on", **answers)
    question = Question.objects.get()
    assert (question.event, question.exclusive) == (event, True)
    assert [answer.label for answer in question.answers.all()] == ["driven out", "left"]


def test_an_answer_that_claims_give_is_not_deleted(analyst):
    claim = make_claim(make_choice(answers=("yes",)), answer="yes")
    response = save(analyst, change(claim.question), **{"answers-0-DELETE": "on"})
    assert claim.question.answers.count() == 1
    assert "protected" in str(response.context["inline_admin_formsets"][0].formset.non_form_errors())


def test_a_question_shows_what_its_kind_needs(analyst):
    for question, hidden in ((make_question(), "One of several answers"), (make_choice(), "A figure")):
        fieldsets = analyst.get(change(question)).context["adminform"].fieldsets
        assert [name for name, options in fieldsets if "not-asked" in options.get("classes", [])] == [hidden]


def test_another_unit_moves_the_bounds_of_the_claims_and_their_suggestions(analyst):
    question = make_question(unit="km")
    near, far = make_claim(question, amount=25, unit="mi"), make_claim(question, amount=25)
    save(analyst, change(question), accumulates="on")
    assert Relation.objects.count() == 1
    save(analyst, change(question), unit="mi")
    near.refresh_from_db(), far.refresh_from_db()
    assert (near.low, far.low) == (25, 25)
    assert Relation.objects.count() == 0


def test_claims_follow_their_question_to_another_event(analyst):
    claim, event = make_claim(amount=70), make_event("Another raid")
    save(analyst, change(claim.question), event=event.pk)
    claim.refresh_from_db()
    assert claim.event == event
    assert claim.history.first().history_change_reason == "The question moved to Another raid"
    assert claim.history.first().history_user.username == "analyst"


def test_another_kind_of_answer_warns_of_claims_given_before(analyst):
    claim = make_claim(amount=70)
    response = save(analyst, change(claim.question), answer_kind="text")
    assert any("look through its 1 claims" in message for message in messages(response))


def test_ways_on_lead_to_forms_and_lists(analyst):
    claim = make_claim(amount=70)
    attribution = make_attribution(claim)
    relation = make_relation(make_claim(claim.question, amount=3), claim)
    for record in (claim, claim.question, claim.event, claim.speaker):
        assert all(analyst.get(way).status_code == 200 for _, way in analyst.get(change(record)).context["ways_on"])
    ways = dict(analyst.get(change(claim)).context["ways_on"])
    assert list(analyst.get(ways["Its attributions"]).context["cl"].result_list) == [attribution]
    assert list(analyst.get(ways["Its relations"]).context["cl"].result_list) == [relation]
    assert analyst.get(ways["Add another claim"]).context["adminform"].form["question"].value() == claim.question_id


# Wordings and readings


def test_a_wording_is_found_in_the_text(analyst):
    event, snapshot = make_event(), make_snapshot(text="The partisans, or saboteurs, or partisans again.")
    url = f"{add(Wording)}?document={snapshot.document.key}"
    response = save(analyst, url, event=event.pk, subject="the raiders", exact="partisans")
    assert "stand 2 times" in errors_of(response)["exact"][0]
    save(analyst, url, event=event.pk, subject="the raiders", exact="partisans", prefix="or")
    wording = Wording.objects.get()
    assert (wording.start, wording.end, wording.snapshot) == (32, 41, snapshot)
    both = {"speaker": make_speaker().pk, "outlet": make_outlet().pk}
    assert set(errors_of(save(analyst, change(wording), **both))) == {"speaker", "outlet"}


def test_a_reading_is_recorded_once_for_whoever_records_it(analyst):
    document, event = make_document(), make_event()
    url = f"{add(Reading)}?document={document.key}&event={event.key}"
    save(analyst, url)
    assert Reading.objects.get().reader.username == "analyst"
    assert "already recorded" in errors_of(save(analyst, url))["reader"][0]
    assert make_reading(document, event).pk


# What went wrong elsewhere


def test_a_key_taken_meanwhile_is_settled_by_trying_again(analyst, monkeypatch):
    claim, stored = make_claim(amount=70), Claim.save
    failures = iter([IntegrityError("UNIQUE")])

    def fails_once(self, *args, **kwargs):
        for failure in failures:
            raise failure
        return stored(self, *args, **kwargs)

    monkeypatch.setattr(Claim, "save", fails_once)
    save(analyst, change(claim), note="Checked.")
    claim.refresh_from_db()
    assert claim.note == "Checked."


def test_a_record_that_cannot_be_stored_is_said_not_raised(analyst, monkeypatch):
    claim = make_claim(amount=70)

    def fails(self, *args, **kwargs):
        raise IntegrityError("UNIQUE")

    monkeypatch.setattr(Claim, "save", fails)
    response = save(analyst, change(claim), note="Checked.")
    assert any("Nothing was saved" in message for message in messages(response))
    assert claim.history.count() == 1


def test_what_is_added_without_a_position_comes_last(analyst):
    question = make_choice(answers=("first", "second"), position=4)
    save(analyst, change(question), **{"answers-2-label": "third"})
    assert [answer.label for answer in question.answers.all()] == ["first", "second", "third"]
    save(analyst, f"{add(Question)}?event={question.event.key}", text="And then?", answer_kind="text")
    assert Question.objects.get(text="And then?").position == 5


def test_a_day_is_written_one_way_only(analyst):
    response = save(analyst, add(Event), title="Raid", started_on="05/06/2023")
    assert "Write the day as YYYY-MM-DD" in errors_of(response)["started_on"][0]
    event = make_event()
    assert f'value="{event.started_on.isoformat()}"' in analyst.get(change(event)).content.decode()
