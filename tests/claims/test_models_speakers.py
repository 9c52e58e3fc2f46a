"""Speakers and events: sides and circles, aliases, what is remembered."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from claims.models import Speaker
from tests.factories import make_alias, make_choice, make_claim, make_event, make_question, make_speaker, make_user


class TestSides:
    """The side is the root of the affiliations: Peskov, Kremlin, Russia."""

    def test_a_speaker_alone_is_its_own_side(self, db):
        speaker = make_speaker()
        speaker.refresh_from_db()
        assert speaker.side == speaker

    def test_the_side_is_the_root(self, db):
        russia = make_speaker("Russia")
        peskov = make_speaker("Peskov", affiliation=make_speaker("Kremlin", affiliation=russia))
        peskov.refresh_from_db()
        assert peskov.side == russia

    def test_a_moved_group_takes_its_members_along(self, db):
        russia, ukraine = make_speaker("Russia"), make_speaker("Ukraine")
        corps = make_speaker("Corps", affiliation=russia)
        spokesman = make_speaker("Spokesman", affiliation=corps)
        corps.affiliation = ukraine
        corps.save()
        spokesman.refresh_from_db()
        assert spokesman.side == ukraine
        corps.affiliation = None
        corps.save()
        spokesman.refresh_from_db()
        assert spokesman.side == corps

    def test_a_circle_is_refused(self, db):
        first = make_speaker()
        second = make_speaker(affiliation=make_speaker(affiliation=first))
        first.affiliation = second
        with pytest.raises(ValidationError) as refusal:
            first.full_clean()
        assert "a circle" in str(refusal.value.message_dict["affiliation"])

    def test_one_with_members_stays_and_one_alone_may_go(self, db):
        member = make_speaker(affiliation=make_speaker())
        with pytest.raises(ProtectedError):
            member.affiliation.delete()
        group = member.affiliation
        member.delete()
        group.delete()
        assert not Speaker.objects.exists()


def test_aliases_are_found_and_go_with_their_speaker(db):
    speaker = make_speaker("Gladkov")
    make_alias(speaker, "Гладков")
    assert list(Speaker.objects.matching("Гладков")) == [speaker]
    assert list(Speaker.objects.matching("gladk")) == [speaker]
    speaker.delete()
    assert list(Speaker.objects.matching("Гладков")) == []


def test_an_event_is_no_part_of_itself_by_way_of_others(db):
    war = make_event("War")
    raid = make_event("Raid", parent=make_event("Summer", parent=war))
    war.parent = raid
    with pytest.raises(ValidationError) as refusal:
        war.full_clean()
    assert "a circle" in str(refusal.value.message_dict["parent"])


def test_an_event_is_named_after_title_and_year(db):
    assert make_event("Belgorod raid").key == "belgorod-raid-2023"
    assert make_event("War", started_on=None, ended_on=None).key == "war"


def test_a_question_without_label_is_called_by_its_text(db):
    assert make_question(label="Raiders killed").short == "Raiders killed"
    question = make_question()
    question.label = ""
    assert question.short == question.text


@pytest.mark.parametrize("wikidata", ["42", "q42", "Q042", "Q42 "])
def test_a_wikidata_id_is_a_q_and_a_number(db, wikidata):
    speaker = make_speaker()
    speaker.wikidata = wikidata
    with pytest.raises(ValidationError, match="A Wikidata id is Q and a number"):
        speaker.full_clean()


def make_answer():
    return make_choice().answers.get()


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (make_speaker, "name"),
        (lambda: make_alias(make_speaker(), "Moscow"), "name"),
        (make_event, "title"),
        (make_question, "text"),
        (make_answer, "label"),
        (make_claim, "statement"),
    ],
    ids=["speaker", "alias", "event", "question", "answer", "claim"],
)
def test_every_change_is_kept_with_its_author(db, make, field):
    record, person = make(), make_user()
    setattr(record, field, "Another")
    record._history_user = person
    record.save()
    latest, first = record.history.all()
    assert (latest.history_type, latest.history_user, getattr(latest, field)) == ("~", person, "Another")
    assert first.history_type == "+"
