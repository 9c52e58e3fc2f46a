"""Questions, answers, speakers and aliases made in place: saved with the claim, as one act, or not at all."""

import pytest

from claims.curation.acts import undo
from claims.models import Act, Claim, Question, Speaker, SpeakerAlias
from tests.claims.desk.desk_world import make_world
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NO_FIGURE = {"quantity_text": "", "qualifier": "", "amount": ""}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def save(client, world):
    client.force_login(make_person("analyst", "ibarra"))
    return lambda data: client.post(world.url("claim/"), data)


def new_question(**fields):
    asked = {"text": "How many raiders were wounded?", "label": "Raiders wounded", "answer_kind": "quantity"}
    return {"new": "question"} | {f"new-question-{name}": value for name, value in (asked | fields).items()}


def test_a_new_question_comes_last_in_its_event(save, world):
    assert save(world.claim(question="", **new_question(unit="people"))).status_code == 302
    question = Claim.objects.get().question
    assert (question.label, question.event, question.position) == ("Raiders wounded", world.event, 4)
    assert question.history.get().history_user.username == "ibarra"


def test_a_question_that_is_there_already_is_taken(save, world):
    save(world.claim(question="", **new_question(text=world.killed.text)))
    assert Claim.objects.get().question == world.killed and Question.objects.count() == 3


def test_a_new_choice_begins_with_the_answer_of_the_claim(save, world):
    asked = new_question(text="Who sent them?", label="Who sent them", answer_kind="choice", exclusive="on")
    assert save(world.claim(question="", new_answer="Nobody", **NO_FIGURE, **asked)).status_code == 302
    claim = Claim.objects.get()
    assert claim.question.exclusive and claim.answer.label == "Nobody" and claim.answer.question == claim.question


def test_a_new_answer_comes_last_and_a_known_one_is_taken(save, world):
    save(world.claim(question="2", new_answer="Mercenaries", **NO_FIGURE))
    save(world.claim("The ministry", question="2", new_answer="ukrainians", **NO_FIGURE))
    first, second = Claim.objects.order_by("pk")
    assert (first.answer.label, first.answer.position) == ("Mercenaries", 3)
    assert second.answer.label == "Ukrainians" and world.who.answers.count() == 3


def test_a_new_speaker_is_made_with_the_claim(save, world):
    speaker = {"new-speaker-kind": "government", "new-speaker-affiliation": "Shoigu"}
    save(world.claim(speaker="The ministry", new="speaker", **speaker))
    made = Claim.objects.get().speaker
    assert (made.name, made.kind, made.affiliation, made.side) == (
        "The ministry",
        "government",
        world.shoigu,
        world.shoigu,
    )


def test_an_unknown_name_is_kept_as_an_alias(save, world):
    save(world.claim(speaker="Sergej Schoigu", alias_of=world.shoigu.slug))
    assert Claim.objects.get().speaker == world.shoigu
    assert SpeakerAlias.objects.filter(speaker=world.shoigu, name="Sergej Schoigu").exists()


def test_question_answer_and_speaker_go_with_one_undo(save, world):
    asked = new_question(text="Who sent them?", label="Who sent them", answer_kind="choice")
    sent = world.claim(question="", new_answer="Nobody", speaker="The ministry", **NO_FIGURE, **asked)
    sent |= {"new": ["question", "speaker"], "new-speaker-kind": "government"}
    assert save(sent).status_code == 302
    act = Act.objects.get()
    undo(act, act.by)
    assert Claim.objects.count() == 0 and Question.objects.count() == 3 and Speaker.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (new_question(text=""), "Question in full: This field is required."),
        (new_question(answer_kind="song"), "Answer kind: "),
        ({"speaker": "The ministry", "new": "speaker", "new-speaker-kind": ""}, "Kind: This field is required."),
        (
            {"speaker": "X", "new": "speaker", "new-speaker-kind": "person", "new-speaker-affiliation": "Nobody"},
            "No speaker goes by this name; it may stay empty.",
        ),
        ({"question": "2", "new_answer": "x" * 200, **NO_FIGURE}, "at most 120"),
        ({"speaker": "The ministry", "alias_of": "no-such-slug"}, "No speaker goes by this name."),
    ],
)
def test_where_one_part_is_refused_nothing_is_stored(save, world, fields, message):
    response = save(world.claim() | fields)
    assert response.status_code == 422 and message in response.content.decode()
    assert Claim.objects.count() == 0 and Question.objects.count() == 3 and Speaker.objects.count() == 1
