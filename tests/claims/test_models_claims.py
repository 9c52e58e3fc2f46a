"""Claims: their figures, their keys, their question and voice, and what is remembered of each change."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from claims.models import Claim
from claims.models.claims import LARGEST
from tests.factories import (
    make_choice,
    make_claim,
    make_event,
    make_outlet,
    make_question,
    make_speaker,
    make_user,
)


class TestAmounts:
    """At most 15 digits, 3 after the point: what both databases hold exactly."""

    @pytest.mark.parametrize("amount", [LARGEST, -LARGEST, Decimal("0.001"), Decimal("123456789012.345"), Decimal(0)])
    def test_what_fits_is_kept_exactly(self, db, amount):
        claim = make_claim(amount=amount, amount_high=LARGEST, qualifier="between")
        claim.refresh_from_db()
        assert (claim.amount, claim.amount_high) == (amount, LARGEST)

    @pytest.mark.parametrize("field", ["amount", "amount_high"])
    @pytest.mark.parametrize(
        "amount", ["1.2345", "0.0004", "1234567890123", "1E+20", "NaN", "sNaN", "Infinity", "-Infinity"]
    )
    def test_excess_is_refused_and_never_rounded(self, db, field, amount):
        fields = {"amount": Decimal(-LARGEST), "qualifier": "between", "amount_high": LARGEST}
        claim = make_claim(**fields)
        setattr(claim, field, Decimal(amount))
        for act in (claim.full_clean, claim.save):
            with pytest.raises(ValidationError) as refusal:
                act()
            assert field in refusal.value.message_dict
        claim.refresh_from_db()
        assert (claim.amount, claim.amount_high) == (-LARGEST, LARGEST)

    @pytest.mark.parametrize("amount", ["1234567890123", "-1234567890123"])
    def test_the_database_holds_no_more_whoever_writes(self, db, amount):
        claim = make_claim(amount=Decimal(70))
        claim.amount = Decimal(amount)
        with pytest.raises(DatabaseError), transaction.atomic():
            Claim._base_manager.bulk_update([claim], ["amount"])

    @pytest.mark.parametrize(
        ("fields", "bounds"),
        [
            ({"amount": 70, "qualifier": "more_than"}, (70, None, True, True)),
            ({"amount": 25, "qualifier": "at_least"}, (25, None, False, True)),
            ({"amount": 10, "qualifier": "fewer_than"}, (None, 10, True, True)),
            ({"amount": 100, "qualifier": "about"}, (90, 110, False, False)),
            ({"amount": 13, "qualifier": "between", "amount_high": 46}, (13, 46, False, False)),
            ({"amount": 70, "unit": "families"}, (70, 70, False, False)),
            ({}, (None, None, False, False)),
        ],
    )
    def test_bounds_follow_from_the_amounts(self, db, fields, bounds):
        claim = make_claim(make_question(unit="people"), **fields)
        claim.refresh_from_db()
        assert (claim.low, claim.high, claim.low_open, claim.high_open) == bounds

    def test_bounds_are_in_the_unit_of_the_question(self, db):
        claim = make_claim(make_question(unit="km"), amount=Decimal(10), unit="mi")
        claim.refresh_from_db()
        assert claim.low < Decimal("16.09344") < claim.high

    def test_bounds_go_when_the_amount_goes(self, db):
        claim = make_claim(amount=Decimal(70))
        claim.amount, claim.qualifier = None, ""
        claim.save()
        claim.refresh_from_db()
        assert claim.low is claim.high is None


class TestQuestionAndVoice:
    def test_the_event_is_that_of_the_question(self, db):
        question = make_question()
        assert make_claim(question, event=make_event()).event == question.event

    def test_a_claim_may_wait_for_its_question(self, db):
        claim = make_claim(event=make_event("Raid"), voice=make_speaker("Shoigu"))
        assert (claim.question, claim.key) == (None, "raid-2023-shoigu")

    def test_an_answer_of_another_question_is_refused(self, db):
        claim = make_claim(make_choice(answers=("left",)), answer="left")
        claim.answer = make_choice(answers=("driven out",)).answers.get()
        with pytest.raises(ValidationError) as refusal:
            claim.full_clean()
        assert refusal.value.message_dict == {"answer": ["This answer belongs to another question."]}

    def test_the_voice_is_the_speaker_or_the_outlet_itself(self, db):
        outlet, speaker = make_outlet(), make_speaker()
        own, reported = make_claim(voice=outlet), make_claim(voice=speaker)
        assert (own.voice, own.own_voice) == (outlet, True)
        assert (reported.voice, reported.own_voice) == (speaker, False)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"amount": Decimal(70), "qualifier": "more_than"}, "more than 70"),
            ({"amount": Decimal(70), "quantity_text": "some seventy"}, "some seventy"),
            ({"date_from": date(2023, 5, 22)}, "2023-05-22"),
            ({"date_from": date(2023, 5, 22), "date_to": date(2023, 5, 23)}, "2023-05-22 to 2023-05-23"),
            ({}, ""),
        ],
    )
    def test_an_answer_can_be_read_in_words(self, db, fields, words):
        assert make_claim(**fields).answer_text == words

    def test_what_a_claim_answers_stays(self, db):
        claim = make_claim(make_choice(), answer="yes", author=make_user(), reviewer=make_user())
        for record in (claim.event, claim.question, claim.answer, claim.speaker, claim.author, claim.reviewer):
            with pytest.raises(ProtectedError):
                record.delete()

    def test_the_last_possible_day_may_be_known_alone(self, db):
        make_claim(said_until=date(2023, 5, 24)).full_clean()


class TestKeys:
    def test_a_key_is_made_of_question_and_voice(self, db):
        question, speaker = make_question(label="Raiders killed"), make_speaker("Shoigu")
        keys = [make_claim(question, speaker).key for _ in range(3)]
        assert keys == ["raiders-killed-shoigu", "raiders-killed-shoigu-2", "raiders-killed-shoigu-3"]

    def test_a_key_is_never_changed(self, db):
        claim = make_claim()
        kept, claim.key = claim.key, "another"
        with pytest.raises(ValidationError, match=f"stays {kept}"):
            claim.full_clean()
        with pytest.raises(ValidationError, match=f"stays {kept}"):
            claim.save()

    def test_a_key_stays_when_the_claim_moves(self, db):
        claim = make_claim()
        kept, claim.question = claim.key, make_question()
        claim.save()
        claim.refresh_from_db()
        assert claim.key == kept

    @pytest.mark.parametrize("key", ["with space", "ünï", "a/b", "-a", "a\n", "a..b"])
    def test_a_key_fits_into_addresses(self, db, key):
        claim = make_claim()
        claim.pk, claim._state.adding, claim.key = None, True, key
        with pytest.raises(ValidationError, match="A key is made of letters, digits"):
            claim.full_clean()

    def test_a_key_taken_between_check_and_save_is_made_anew(self, db):
        question, speaker = make_question(label="Killed"), make_speaker("Shoigu")
        first = Claim(question=question, event=question.event, speaker=speaker, statement="One.")
        first.full_clean()
        make_claim(question, speaker)
        first.save()
        assert first.key == "killed-shoigu-2"

    def test_a_key_given_after_the_check_is_kept(self, db):
        claim = Claim(event=make_event(), speaker=make_speaker(), statement="One.")
        claim.full_clean()
        claim.key = "mine"
        claim.save()
        assert claim.key == "mine"


class TestHistory:
    def test_every_change_is_kept(self, db):
        claim, person = make_claim(amount=Decimal(70)), make_user()
        claim.amount, claim._history_user = Decimal(71), person
        claim.save()
        key = claim.key
        claim.delete()
        kept = list(Claim.history.filter(key=key).order_by("history_id"))
        assert [record.history_type for record in kept] == ["+", "~", "-"]
        assert [record.amount for record in kept] == [70, 71, 71]
        assert kept[1].history_user == person

    def test_derived_values_are_no_part_of_it(self, db):
        fields = {field.name for field in make_claim().history.model._meta.get_fields()}
        assert not fields & {"low", "high", "low_open", "high_open", "updated_at"}

    def test_a_person_with_history_leaves_the_history_behind(self, db):
        claim, person = make_claim(), make_user()
        claim._history_user = person
        claim.save()
        person.delete()
        assert claim.history.count() == 2


class TestWhoSeesWhat:
    def test_visitors_see_accepted_claims_only(self, db):
        for status in ("draft", "in_review", "accepted", "returned", "dropped"):
            make_claim(status=status)
        visible = Claim.objects.visible_to(AnonymousUser()).values_list("status", flat=True)
        compared = Claim.objects.visible_to(make_user()).values_list("status", flat=True)
        assert set(visible) == {"accepted"}
        assert set(compared) == {"draft", "in_review", "accepted"}
