"""Review: who may move which claim where, what it must have, and what a change of an accepted one means."""

import pytest
from django.core.exceptions import ValidationError

from claims.choices import ActKind, ClaimStatus
from claims.curation.acts import act, undo
from claims.curation.reviewing import accept, after_change, coded, drop, give_back, marks, open_to, send
from claims.models import Act
from tests.factories import make_attribution, make_choice, make_claim, make_person, make_relay, make_speaker, make_user

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, ACCEPTED, RETURNED, DROPPED = ClaimStatus

# (who, whether the claim is theirs): from each status, where they may move it.
OPEN = {
    ("reader", True): {},
    ("reader", False): {},
    ("analyst", True): {
        DRAFT: {IN_REVIEW, DROPPED},
        IN_REVIEW: {DRAFT},
        RETURNED: {DRAFT, IN_REVIEW, DROPPED},
        DROPPED: {DRAFT},
    },
    ("analyst", False): {DRAFT: {IN_REVIEW}, RETURNED: {IN_REVIEW}},
    ("reviewer", True): {
        DRAFT: {IN_REVIEW, DROPPED},
        IN_REVIEW: {DRAFT, DROPPED},
        ACCEPTED: {DROPPED},
        RETURNED: {DRAFT, IN_REVIEW, DROPPED},
        DROPPED: {DRAFT},
    },
    ("reviewer", False): {
        DRAFT: {IN_REVIEW, DROPPED},
        IN_REVIEW: {DRAFT, ACCEPTED, RETURNED, DROPPED},
        ACCEPTED: {RETURNED, DROPPED},
        RETURNED: {DRAFT, IN_REVIEW, DROPPED},
        DROPPED: {DRAFT},
    },
}
OPEN |= {("editor", mine): OPEN["reviewer", mine] for mine in (True, False)}


@pytest.fixture
def lind():
    return make_person("analyst", "lind")


@pytest.fixture
def osei():
    return make_person("reviewer", "osei")


def claim_of(author, status=IN_REVIEW, **fields):
    """A claim with an answer and evidence."""
    claim = make_claim(amount=70, status=status, author=author, **fields)
    make_attribution(claim)
    return claim


def status_of(claim):
    claim.refresh_from_db()
    return claim.status


def why(outcome):
    return [one.why for one in outcome.refused]


# Who and from where


@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize(("role", "mine"), OPEN)
def test_who_may_move_a_claim_from_where_to_where(role, mine, status):
    person = make_person(role)
    claim = claim_of(person if mine else make_user(), status)
    assert set(open_to(claim, person)) - {status} == OPEN[role, mine].get(status, set())


@pytest.mark.parametrize("status", ClaimStatus)
@pytest.mark.parametrize(("role", "mine"), OPEN)
def test_every_act_keeps_to_it(role, mine, status):
    person, author = make_person(role), make_user()
    acts = {IN_REVIEW: send, ACCEPTED: accept, RETURNED: give_back, DROPPED: drop}
    for to, move in acts.items():
        claim = claim_of(person if mine else author, status)
        outcome = move([claim], person, "Said.")
        may = to in OPEN[role, mine].get(status, set())
        assert (len(outcome.moved), len(outcome.refused)) == (may, not may)
        assert status_of(claim) == (to if may else status)


def test_whoever_works_alone_reviews_their_own_claims(osei, settings):
    claim = claim_of(osei)
    assert why(accept([claim], osei)) == ["You are its author: another reviewer judges it."]
    settings.SELF_REVIEW = True
    assert accept([claim], osei).moved == [claim]


def test_a_blindly_coded_claim_is_not_moved(osei):
    outcome = accept([claim_of(make_user(), blind=True)], osei)
    assert "double coding" in why(outcome)[0] and outcome.stored is None


def test_what_was_done_already_says_who_did_it(osei):
    claim = claim_of(make_user())
    accept([claim], osei)
    assert why(accept([claim], osei)) == ["You accepted it already."]
    assert why(accept([claim], make_person("editor"))) == ["osei accepted it already."]
    assert why(send([claim], osei)) == ["It is accepted: only drafts and returned claims are sent to review."]


# What an act does


def test_an_accepted_claim_has_a_reviewer_and_a_claim_in_review_has_none(lind, osei):
    claim = claim_of(lind, DRAFT)
    send([claim], lind)
    accept([claim], osei)
    claim.refresh_from_db()
    assert (claim.status, claim.reviewer) == (ACCEPTED, osei)
    give_back([claim], osei, "The figure is of another day.")
    send([claim], lind, "Mended.")
    claim.refresh_from_db()
    assert (claim.status, claim.reviewer) == (IN_REVIEW, None)
    said = [(row.history_user, row.history_change_reason) for row in claim.history.all()[:2]]
    assert said == [(lind, "Mended."), (osei, "The figure is of another day.")]


def test_returning_and_dropping_ask_why(osei):
    claim = claim_of(make_user())
    for move in (give_back, drop):
        with pytest.raises(ValidationError) as problem:
            move([claim], osei, " \n")
        assert "comment" in problem.value.message_dict
    assert status_of(claim) == IN_REVIEW


def test_what_is_moved_at_once_is_one_act_and_is_undone_as_one(osei):
    claims = [claim_of(make_user()) for _ in range(3)]
    outcome = accept(claims, osei, "Read again.")
    stored = Act.objects.get()
    assert outcome.stored == stored
    assert (stored.kind, stored.words, stored.reason) == (ActKind.REVIEWED, "accepted 3 claims", "Read again.")
    undo(stored, osei)
    assert {status_of(claim) for claim in claims} == {IN_REVIEW}


def test_one_that_is_refused_does_not_hold_up_the_others(osei):
    good, mine, bare = claim_of(make_user()), claim_of(osei), make_claim(amount=70, status=IN_REVIEW)
    outcome = accept([good, mine, bare], osei)
    assert outcome.moved == [good]
    assert [one.claim for one in outcome.refused] == [mine, bare]
    assert outcome.stored.words == f"accepted “{good}”"


def test_nothing_moved_is_no_act(osei):
    assert accept([claim_of(osei)], osei).stored is None and not Act.objects.exists()


def test_moving_many_takes_as_many_queries_to_check_as_moving_two(osei, django_assert_max_num_queries):
    def refused(count):
        claims = [claim_of(osei) for _ in range(count)]
        return claims, marks([claim.pk for claim in claims])

    for count in (2, 22):
        claims, seen = refused(count)
        with django_assert_max_num_queries(12):
            assert len(accept(claims, osei, seen=seen).refused) == count


# What a claim must have


def test_who_asserts_gives_an_answer(lind, osei):
    silent = make_claim(status=DRAFT, author=lind)
    make_attribution(silent)
    assert "The question asks for a figure" in why(send([silent], lind))[0]
    kind = make_claim(make_choice(), status=IN_REVIEW, quantity_text="many")
    make_attribution(kind)
    assert "one of its answers" in why(accept([kind], osei))[0]
    declining = make_claim(status=IN_REVIEW, stance="declines")
    make_attribution(declining)
    assert accept([declining], osei).moved == [declining]


def test_a_claim_without_evidence_or_question_is_not_accepted(osei):
    bare = make_claim(amount=70, status=IN_REVIEW)
    assert why(accept([bare], osei)) == ["No document attributes it: a claim without evidence is not accepted."]
    uncoded = make_claim(event=make_claim().event, status=IN_REVIEW)
    assert "answers no question yet" in why(accept([uncoded], osei))[0]


# What was shown


def test_what_was_changed_after_it_was_shown_is_refused(lind, osei):
    claim, other = claim_of(lind), claim_of(lind)
    seen = marks([claim.pk, other.pk])
    claim.statement, claim._history_user = "Another.", lind
    claim.save()
    outcome = accept([claim, other], osei, seen=seen)
    assert outcome.moved == [other]
    assert why(outcome) == ["lind changed it after you opened it: read it again."]


@pytest.mark.parametrize("change", ["attribution", "relay", "deletion"])
def test_evidence_is_part_of_what_was_shown(osei, change):
    claim = claim_of(make_user())
    seen = marks([claim.pk])
    if change == "attribution":
        make_attribution(claim)
    elif change == "relay":
        make_relay(claim.attributions.get(), make_speaker())
    else:
        claim.attributions.get().delete()
    assert "changed it after you opened it" in why(accept([claim], osei, seen=seen))[0]


def test_a_claim_that_was_not_shown_is_not_moved(osei):
    claim = claim_of(make_user())
    assert accept([claim], osei, seen={}).moved == []


# Changes of accepted claims


def changed(claim, user, reason="Misread.", **fields):
    """Change a claim as a form would; answers whether it went back to review."""
    before = coded(claim)
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save()
    return after_change(claim, before, user, reason)


def test_a_change_by_an_analyst_sends_an_accepted_claim_back(lind, osei):
    claim = claim_of(lind, ACCEPTED, reviewer=osei)
    assert changed(claim, make_person("analyst"), amount=80)
    claim.refresh_from_db()
    assert (claim.status, claim.reviewer, claim.amount) == (IN_REVIEW, None, 80)
    assert claim.history.first().history_change_reason == "Misread."


def test_who_could_accept_it_keeps_it_accepted_and_is_its_reviewer(lind, osei):
    claim = claim_of(lind, ACCEPTED, reviewer=make_person("editor"))
    assert not changed(claim, osei, amount=80)
    claim.refresh_from_db()
    assert (claim.status, claim.reviewer) == (ACCEPTED, osei)


def test_a_reviewer_does_not_keep_their_own_claim_accepted(osei, settings):
    claim = claim_of(osei, ACCEPTED, reviewer=make_person("editor"))
    assert changed(claim, osei, amount=80)
    settings.SELF_REVIEW = True
    accept([claim], osei)
    claim.refresh_from_db()
    assert not changed(claim, osei, amount=90)


@pytest.mark.parametrize("fields", [{"note": "A typo."}, {"credibility": "2"}, {"credibility_note": "As known."}])
def test_notes_and_credibility_need_no_reason_and_change_nothing(lind, fields):
    claim = claim_of(lind, ACCEPTED)
    assert not changed(claim, lind, reason="", **fields)
    assert status_of(claim) == ACCEPTED


def test_what_was_accepted_is_changed_only_with_a_reason(lind):
    claim = claim_of(lind, ACCEPTED)
    with pytest.raises(ValidationError) as problem:
        changed(claim, lind, reason=" ", statement="Another.")
    assert "change_reason" in problem.value.message_dict


@pytest.mark.parametrize("status", [DRAFT, IN_REVIEW, RETURNED, DROPPED])
def test_what_is_not_accepted_is_changed_as_one_likes(lind, status):
    claim = claim_of(lind, status)
    assert not changed(claim, lind, reason="", amount=80)
    assert status_of(claim) == status


@pytest.mark.parametrize("change", ["cue", "relay", "another", "none left"])
def test_evidence_is_part_of_what_was_accepted(lind, osei, change):
    claim = claim_of(lind, ACCEPTED)
    before, place = coded(claim), claim.attributions.get()
    if change == "cue":
        place.cue = "claimed"
        place.save()
    elif change == "relay":
        make_relay(place, make_speaker())
    elif change == "another":
        make_attribution(claim)
    else:
        place.delete()
    assert after_change(claim, before, osei, "Read again.") == (change == "none left")


def test_a_change_within_an_act_is_undone_with_it(lind):
    claim = claim_of(lind, ACCEPTED)
    before = coded(claim)
    with act(ActKind.UPLOADED, lind, "changed one claim", "Recounted.") as doing:
        claim.amount = 80
        doing.save(claim)
        after_change(claim, before, lind, "Recounted.", doing)
    assert status_of(claim) == IN_REVIEW
    undo(doing.stored, lind)
    claim.refresh_from_db()
    assert (claim.status, claim.amount) == (ACCEPTED, 70)
