"""A judgement is asked again when a claim changes in what it rested on, with a note, and is never lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.choices import ActKind
from claims.curation.acts import act, undo
from claims.curation.judging import decide
from claims.curation.rechecking import recheck
from claims.models import Claim, Relation
from claims.suggestions.contradictions import suggest_contradictions
from tests.factories import (
    make_attribution,
    make_choice,
    make_claim,
    make_question,
    make_relation,
    make_snapshot,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sato():
    return make_user("a.sato")


@pytest.fixture
def osei():
    return make_user("r.osei")


@pytest.fixture
def pair():
    """Two claims that no figure fits both of, related on the basis of their numbers, suggested."""
    question = make_question()
    kremlin = make_claim(question, make_speaker("Kremlin"), amount=70, qualifier="more_than")
    guild = make_claim(question, make_speaker("Guild"), amount=3)
    recheck({question.pk})
    return kremlin, guild


def judged(osei, state="confirmed", **fields):
    decide(Relation.objects.get(), state, "Checked both.", osei, **fields)
    return Relation.objects.get()


def change(user, *records, **fields):
    """Change one field after the other of some records, as one act."""
    with act(ActKind.REVIEWED, user, "Mended", "A slip") as doing:
        for record in records:
            for name, value in fields.items():
                setattr(record, name, value)
            doing.save(record)
    return doing


def test_a_changed_figure_reopens_with_a_note(pair, osei, sato):
    judged(osei)
    doing = change(sato, pair[0], amount=80)
    relation = Relation.objects.get()
    assert (relation.state, relation.suggested_by, relation.decided_by) == ("suggested", "reopened", None)
    assert (relation.decided_at, relation.is_reopened, doing.reopened) == (None, True, [relation])
    today = timezone.localdate()
    assert relation.reasons == (
        f"Re-opened on {today.day} {today:%B %Y}: a.sato changed Kremlin’s answer from “more than 70” to "
        "“more than 80” after r.osei confirmed it: Checked both."
    )
    entry = relation.history.first()
    assert (entry.history_user, entry.history_change_reason) == (sato, relation.reasons)
    assert "80" in relation.reason  # the rule's sentence, as the claims are now


def test_what_was_rejected_says_so_when_it_is_asked_again(pair, osei, sato):
    judged(osei, "rejected")
    change(sato, pair[1], amount=4)
    relation = Relation.objects.get()
    assert relation.is_reopened and "after r.osei rejected it: Checked both." in relation.reasons
    assert "Checked both" not in relation.reason  # it spoke against


def test_no_program_takes_a_reopened_judgement_back(pair, osei, sato):
    judged(osei)
    change(sato, pair[0], amount=3, qualifier="exactly")  # now they agree
    relation = Relation.objects.get()
    assert relation.is_reopened and relation.reason == ""
    assert suggest_contradictions({pair[0].question_id}).taken_back == 0
    assert Relation.objects.get().reasons


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"stance": "denies"}, "stance from “asserts” to “denies”"),
        ({"unit": "soldiers"}, "answer from"),
        ({"qualifier": "at_least"}, "answer from “more than 70” to “at least 70”"),
        ({"said_on": date(2023, 5, 23)}, "day of saying from none to “2023-05-23”"),
        ({"said_until": date(2023, 5, 23)}, "day of saying from none to “2023-05-23”"),
        ({"as_of": date(2023, 5, 23)}, "as-of date from none"),
        ({"hedge": "reportedly"}, "hedge from none to “reportedly”"),
        ({"scope": "its own ranks"}, "scope from none to “its own ranks”"),
    ],
)
def test_what_a_typed_basis_rests_on(pair, osei, sato, fields, told):
    judged(osei)
    change(sato, pair[0], **fields)
    assert told in Relation.objects.get().reasons


def test_the_voice_the_question_and_the_answer_count_too(osei, sato):
    question = make_choice(answers=("left", "right"))
    one, two = make_claim(question, answer="left"), make_claim(question, answer="right")
    for fields, told in (
        ({"answer": question.answers.get(label="right")}, "answer from “left” to “right”"),
        ({"speaker": make_speaker("Zoe")}, "voice from"),
        ({"question": None, "answer": None}, "question from"),
    ):
        Relation.objects.all().delete()
        make_relation(one, two, basis="rival_account", decided_by=osei, decided_at=timezone.now())
        change(sato, one, **fields)
        assert told in Relation.objects.get().reasons


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "in_review"},
        {"note": "Seen."},
        {"credibility": "2"},
        {"statement": "In other words."},
        {"evidence": "photographs"},
        {"quantity_text": "over seventy"},
    ],
)
def test_other_changes_leave_a_typed_judgement_alone(pair, osei, sato, fields):
    judged(osei)
    change(sato, pair[0], **fields)
    assert Relation.objects.get().state == "confirmed"


@pytest.mark.parametrize(
    "decision", [{"basis": "wording"}, {"basis": "inference"}, {"kind": "repeats"}, {"kind": "updates"}]
)
def test_what_no_rule_judges_rests_on_statements_and_quotes_too(pair, osei, sato, decision):
    judged(osei, **decision)
    change(sato, pair[0], statement="In other words.")
    relation = Relation.objects.get()
    assert relation.is_reopened and relation.kind == decision.get("kind", "contradicts")
    assert "statement from" in relation.reasons and relation.reason == ""


def test_a_changed_quote_reopens_what_rests_on_words(pair, osei, sato):
    quote = make_attribution(
        pair[0], make_snapshot(text="They called them saboteurs, Ukrainian saboteurs."), "saboteurs"
    )
    judged(osei, basis="wording")
    doing = change(sato, quote, start=28, end=47, exact="Ukrainian saboteurs")
    relation = Relation.objects.get()
    assert "changed Kremlin’s quote from “saboteurs” to “Ukrainian saboteurs” after" in relation.reasons
    undo(doing.stored, sato)
    relation.refresh_from_db()
    assert (relation.state, relation.reason, relation.reasons) == ("confirmed", "Checked both.", "")


def test_a_further_quote_or_another_place_takes_nothing_away(pair, osei, sato):
    quote = make_attribution(pair[0], make_snapshot(text="saboteurs, saboteurs"), "saboteurs")
    judged(osei, basis="wording")
    change(sato, quote, start=11, end=20)
    make_attribution(pair[0], exact="raiders")
    assert Relation.objects.get().state == "confirmed"


def test_a_deleted_quote_reopens_what_rests_on_words(pair, osei, sato):
    quote = make_attribution(pair[0])
    judged(osei, kind="repeats")
    with act(ActKind.REPAIRED, sato, "Deleted") as doing:
        doing.delete(quote)
    assert "quote from “more than 70” to none" in Relation.objects.get().reasons
    undo(doing.stored, sato)
    assert Relation.objects.get().state == "confirmed"


def test_several_changes_of_one_act_reopen_once(pair, osei, sato):
    judged(osei)
    doing = change(sato, *pair, hedge="reportedly", scope="its own ranks")
    relation = Relation.objects.get()
    assert relation.reasons.count("Re-opened on") == 1 and len(doing.reopened) == 1
    assert relation.history.count() == 3  # suggested, confirmed, re-opened
    assert all(
        f"{voice}’s {what} from" in relation.reasons for voice in ("Kremlin", "Guild") for what in ("hedge", "scope")
    )


def test_what_ends_as_it_was_reopens_nothing(pair, osei, sato):
    judged(osei)
    with act(ActKind.REVIEWED, sato, "To and fro") as doing:
        for amount in (80, 70):
            pair[0].amount = amount
            doing.save(pair[0])
    assert Relation.objects.get().state == "confirmed"


def test_undoing_the_change_restores_the_judgement(pair, osei, sato):
    judged(osei)
    stored = change(sato, pair[0], amount=80).stored
    undo(stored, sato)
    relation = Relation.objects.get()
    assert (relation.state, relation.decided_by, relation.reasons) == ("confirmed", osei, "")
    assert Claim.objects.get(pk=pair[0].pk).amount == 70


def test_what_was_judged_anew_keeps_the_change(pair, osei, sato):
    judged(osei)
    stored = change(sato, pair[0], amount=80).stored
    judged(osei)
    with pytest.raises(ValidationError, match=r"r.osei changed the relation"):
        undo(stored, sato)


def test_undoing_a_change_reopens_what_was_judged_after_it(pair, osei, sato):
    stored = change(sato, pair[0], amount=80).stored
    judged(osei)
    undo(stored, sato)
    assert "from “more than 80” to “more than 70”" in Relation.objects.get().reasons


def test_judged_again_it_may_be_reopened_again(pair, osei, sato):
    for amount in (80, 90):
        judged(osei)
        change(sato, pair[0], amount=amount)
    assert Relation.objects.get().reasons.count("Re-opened on") == 2


def test_names_of_one_voice_put_together_change_nothing_that_was_said(pair, osei, sato):
    judged(osei)
    with act(ActKind.MERGED, sato, "Put together") as doing:
        pair[0].speaker = make_speaker("Russian presidency")
        doing.save(pair[0])
    assert Relation.objects.get().state == "confirmed"
    undo(doing.stored, sato)
    assert Relation.objects.get().state == "confirmed"


def test_unless_the_two_are_then_one_voice(pair, osei, sato):
    judged(osei, kind="corroborates")
    with act(ActKind.MERGED, sato, "Put together") as doing:
        pair[0].speaker = pair[1].speaker
        doing.save(pair[0])
    assert "voice from “Kremlin” to “Guild”" in Relation.objects.get().reasons


def test_suggestions_are_no_judgements(pair, sato):
    change(sato, pair[0], amount=80)
    relation = Relation.objects.get()
    assert (relation.suggested_by, relation.reasons, relation.history.count()) == ("find_contradictions", "", 0)


def test_a_reopened_judgement_does_not_go_unseen_when_its_claim_is_unmade(osei, sato):
    question = make_question()
    guild = make_claim(question, amount=3)
    claim = Claim(question=question, speaker=make_speaker("Kremlin"), statement="70.", amount=70, qualifier="exactly")
    with act(ActKind.RECORDED, sato, "Recorded") as recorded:
        doing_claim = recorded.save(claim)
    judged(osei)
    change(sato, guild, amount=4)
    with pytest.raises(ValidationError, match="stands on"):
        undo(recorded.stored, sato)
    assert Claim.objects.filter(pk=doing_claim.pk).exists() and Relation.objects.get().is_reopened
