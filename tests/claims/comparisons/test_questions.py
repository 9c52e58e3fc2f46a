"""A question compared: positions with their evidence, what stands apart, and what each claim is to each other."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.choices import Verdict
from claims.comparisons.questions import compare_in_batches, compare_question, compare_questions
from claims.models import Claim, Question
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_outlet,
    make_question,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def compared(question, claims=None):
    return compare_question(question, Claim.objects.all() if claims is None else claims)


def standing(question):
    return [(account.letter, account.name, len(account.claims)) for account in compared(question).accounts]


def print_in(claim, *outlets):
    for outlet in outlets:
        make_attribution(claim, make_snapshot(make_document(outlet)))
    return claim


def test_positions_are_numbered_by_origins_then_voices():
    question = make_question()
    one, two, three = (make_outlet() for _ in range(3))
    print_in(make_claim(question, amount=5), one)
    print_in(make_claim(question, amount=9), one, two, three)
    for _ in range(2):
        print_in(make_claim(question, amount=7), two)
    assert standing(question) == [("A", "9", 1), ("B", "7", 2), ("C", "5", 1)]


def test_nine_outlets_of_one_agency_are_a_single_origin():
    question, wire = make_question(), make_outlet("Wire")
    claim = make_claim(question, amount=5)
    for _ in range(9):
        make_relay(make_attribution(claim), wire)
    account = compared(question).accounts[0]
    assert (len(account.outlets), account.origins, account.is_single_origin) == (9, 1, True)


def test_one_document_of_one_outlet_is_no_agreement_to_doubt():
    question = make_question()
    print_in(make_claim(question, amount=5), make_outlet())
    assert not compared(question).accounts[0].is_single_origin


def test_two_claims_of_one_document_count_one_origin_together():
    question, snapshot = make_question(), make_snapshot()
    for _ in range(2):
        make_attribution(make_claim(question, amount=5), snapshot)
    account = compared(question).accounts[0]
    assert (account.position.voices, account.origins) == (2, 1)


def test_letters_run_out_after_z():
    question = make_choice(answers=[f"answer {number}" for number in range(28)])
    for answer in question.answers.all():
        make_claim(question, answer=answer.label)
    letters = [account.letter for account in compared(question).accounts]
    assert (letters[0], letters[25], letters[26:]) == ("A", "Z", ["27", "28"])


def test_what_takes_no_position_stands_apart():
    question, voice = make_question(), make_speaker()
    old = make_claim(question, voice, amount=5, said_on=date(2023, 5, 1))
    new = make_claim(question, voice, amount=8, said_on=date(2023, 5, 9))
    declined = make_claim(question, stance="declines")
    vague = make_claim(question)
    taken_back = make_claim(question, stance="withdraws")
    found = compared(question)
    for part, claim in [("superseded", old), ("evading", declined), ("uncoded", vague), ("withdrawals", taken_back)]:
        assert [account.key for account in getattr(found, part)] == [claim.key], part
        assert found.number_of(claim.key) is None
    assert found.number_of(new.key) == 1


def test_denying_the_answer_of_a_yes_no_question_is_its_own_position():
    question = make_choice()
    make_claim(question, answer="yes")
    make_claim(question, stance="denies")
    found = compared(question)
    assert [account.name for account in found.accounts] == ["yes", "not yes"]
    assert found.is_contested


def test_a_dispute_names_both_accounts_basis_and_judgement():
    question = make_question()
    many, none = make_claim(question, amount=70), make_claim(question, amount=0)
    suggested = make_relation(many, none, state="suggested")
    (dispute,) = compared(question).disputes
    assert (dispute.state, dispute.basis, dispute.leading) == ("suggested", "number", suggested)
    other = make_claim(question, amount=70)
    confirmed = make_relation(other, none, state="confirmed", reason="They speak of the same.")
    (dispute,) = compared(question).disputes
    assert (dispute.state, dispute.leading) == ("confirmed", confirmed)


def test_a_rejected_pair_of_voices_leaves_the_dispute_of_the_others():
    question = make_question()
    many, more, none = (make_claim(question, amount=amount) for amount in (70, 70, 0))
    make_relation(many, none, state="rejected")
    (dispute,) = compared(question).disputes
    assert dispute.relations == () or all(r.state != "rejected" for r in dispute.relations)
    make_relation(more, none, state="rejected")
    assert not compared(question).is_contested


def test_seams_name_what_parts_an_account_from_the_one_before_it():
    question = make_question()
    for amount in (10, 20):
        make_claim(question, amount=amount)
    first, second = compared(question).seams
    assert first[1] is None
    assert second[1].contradict


def test_a_question_with_one_account_is_one_sided():
    question = make_question()
    make_claim(question, amount=5)
    assert compared(question).is_one_sided
    make_claim(question, stance="declines")
    assert compared(question).is_one_sided


def test_links_name_every_other_claim_with_its_verdict():
    question = make_question()
    many, same, none, silent = (
        make_claim(question, amount=70),
        make_claim(question, amount=70),
        make_claim(question, amount=0),
        make_claim(question, stance="declines"),
    )
    links = compared(question).links
    assert links[many.key] == {Verdict.AGREES: [same.key], Verdict.CONTRADICTS: [none.key]}
    assert sorted(links[none.key][Verdict.CONTRADICTS]) == sorted([many.key, same.key])
    assert links[silent.key] == {Verdict.EVADES: sorted([many.key, same.key, none.key])}


def test_updates_stand_on_the_claim_that_acts():
    question = make_question(accumulates=True)
    old = make_claim(question, amount=5, said_on=date(2023, 5, 1))
    new = make_claim(question, amount=8, said_on=date(2023, 5, 9))
    links = compared(question).links
    assert links[new.key] == {Verdict.UPDATES: [old.key]}
    assert links[old.key] == {}


def test_a_persons_relation_across_questions_is_linked_on_both():
    one, two = make_claim(make_question(), amount=1), make_claim(make_question(), amount=2)
    make_relation(one, two, "corroborates")
    assert compared(one.question).links[one.key] == {Verdict.AGREES: [two.key]}
    assert compared(two.question).links[two.key] == {Verdict.AGREES: [one.key]}


def test_a_directed_relation_across_questions_is_linked_where_it_acts():
    one, two = make_claim(make_question(), amount=1), make_claim(make_question(), amount=2)
    make_relation(one, two, "updates")
    assert compared(one.question).links[one.key] == {Verdict.UPDATES: [two.key]}
    assert compared(two.question).links[two.key] == {}


def test_a_suggestion_across_questions_links_nothing():
    one, two = make_claim(make_question(), amount=1), make_claim(make_question(), amount=2)
    make_relation(one, two, state="suggested")
    assert compared(one.question).links[one.key] == {}


def test_a_persons_relation_overrides_the_rules():
    question = make_question()
    many, none = make_claim(question, amount=70), make_claim(question, amount=0)
    make_relation(many, none, "corroborates", reason="Another way of counting.")
    found = compared(question)
    assert found.verdict(many.key, none.key).verdict == Verdict.AGREES
    assert found.verdict(many.key, none.key).reason == "Another way of counting."
    assert not found.is_contested


def test_accounts_in_free_text_are_named_after_their_statement():
    question = make_question(answer_kind="text")
    one = make_claim(question, statement="It burned.")
    two = make_claim(question, statement="It sank.")
    make_relation(one, two, basis="wording")
    assert [account.name for account in compared(question).accounts] == ["It burned.", "It sank."]


def test_returned_and_dropped_claims_are_left_out_for_everybody():
    question = make_question()
    for status in ("returned", "dropped"):
        make_claim(question, amount=5, status=status)
    draft = make_claim(question, amount=5, status="draft")
    assert [account.key for account in compared(question).claims] == [draft.key]
    assert compared(question, Claim.objects.visible_to(AnonymousUser())).claims == []
    assert len(compared(question, Claim.objects.visible_to(make_user())).claims) == 1


def test_a_relation_with_a_claim_out_of_sight_changes_nothing():
    question = make_question()
    shown, hidden = make_claim(question, amount=5), make_claim(question, amount=50, status="draft")
    make_relation(shown, hidden)
    found = compared(question, Claim.objects.visible_to(AnonymousUser()))
    assert (found.relations, found.elsewhere, found.links[shown.key]) == ([], [], {})


def test_questions_come_back_in_their_order_and_in_batches():
    questions = [make_question(position=position) for position in (3, 1, 2)]
    wanted = [questions[at].key for at in (1, 2, 0)]
    ordered = Question.objects.order_by("position")
    claims = Claim.objects.all()
    assert [found.question.key for found in compare_questions(ordered, claims)] == wanted
    assert [found.question.key for found in compare_in_batches(ordered, claims, size=2)] == wanted


def test_the_queries_do_not_grow_with_questions_and_claims():
    def add(count):
        for _ in range(count):
            question = make_choice(answers=["ash", "birch"], exclusive=True)
            one, two = (print_in(make_claim(question, answer=a), make_outlet()) for a in ("ash", "birch"))
            make_relay(one.attributions.get(), make_speaker())
            make_relation(one, two, basis="rival_account", state="suggested")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            for found in compare_questions(Question.objects.all(), Claim.objects.all()):
                assert found.disputes and found.links and found.seams and found.outlets and found.accounts[0].sides
        return len(captured)

    add(2)
    few = queries()
    add(20)
    assert queries() == few == 7
