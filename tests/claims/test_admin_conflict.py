"""Two people edit one claim, with its attributions and their relays: both versions are shown, nothing is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim
from tests.adminforms import errors_of, form_data
from tests.factories import (
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_person,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
)

TEXT = "The ministry said that more than 70 raiders were killed, and said again that at least 60 were."
pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    client.force_login(make_analyst())
    return client


@pytest.fixture
def lind():
    return make_person("analyst", "lind")


@pytest.fixture
def claim():
    claim = make_claim(statement="The military killed 70 raiders.", amount=70, qualifier="about", status="draft")
    make_attribution(claim, make_snapshot(text=TEXT), cue="said")
    return claim


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def store(record, by, why="", **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user, record._change_reason = by, why or None
    record.save()


def typed(client, record, **changes):
    return form_data(client, change(record), **changes) | {"_save": "Save"}


def lines(response):
    return {line.label: line for line in response.context["conflict"].lines}


def said(pieces):
    return None if pieces is None else "".join(piece.text for piece in pieces)


def sent_by_page(response, **choices):
    """What the page sends: all that it carries, what is preset, and these choices ({label: theirs or mine})."""
    context = response.context
    data = dict(context["carried"])
    data |= {"_against": context["conflict"].now, "change_reason": context["reason"]}
    for label, line in lines(response).items():
        data[f"keep:{line.name}"] = choices.get(label, line.chosen)
    return data


def meet(client, response, do="merged", url="", **choices):
    return client.post(
        url or response.request["PATH_INFO"], sent_by_page(response, **choices) | {"_meet": do}, follow=True
    )


def test_both_versions_are_shown_and_what_both_changed_must_be_chosen(analyst, lind, claim):
    mine = typed(analyst, claim, statement="The military killed more than 70 of the raiders.", hedge="likely")
    store(claim, lind, "date was the day before", statement="Russian forces killed 70 raiders.", scope="own ranks")
    response = analyst.post(change(claim), mine)
    shown = lines(response)
    assert list(shown) == ["Statement", "Hedge", "Scope"]
    assert [line.chosen for line in shown.values()] == ["", "mine", "theirs"]
    assert said(shown["Statement"].was) == "The military killed 70 raiders."
    assert [piece.text for piece in shown["Statement"].mine if piece.new] == ["more than", "of the"]
    page = response.content.decode()
    assert "Not saved: lind saved this claim" in page and "date was the day before" in page
    claim.refresh_from_db()
    assert (claim.statement, claim.hedge) == ("Russian forces killed 70 raiders.", "")


def test_the_merged_version_is_stored_with_its_reason(analyst, lind, claim):
    mine = typed(analyst, claim, statement="Mine.", hedge="likely", change_reason="as printed")
    store(claim, lind, statement="Theirs.", scope="own ranks")
    response = analyst.post(change(claim), mine)
    again = meet(analyst, response)  # still open: nothing is stored
    assert "Choose where both changed it" in again.content.decode()
    done = meet(analyst, again, Statement="theirs")
    assert "Merged with what lind saved." in [str(message) for message in done.context["messages"]]
    claim.refresh_from_db()
    assert (claim.statement, claim.hedge, claim.scope) == ("Theirs.", "likely", "own ranks")
    latest = claim.history.first()
    assert (latest.history_user.username, latest.history_change_reason) == ("analyst", "as printed")


def test_a_figure_is_chosen_with_its_qualifier_and_unit(analyst, lind, claim):
    mine = typed(analyst, claim, amount="80")
    store(claim, lind, qualifier="more_than")
    response = analyst.post(change(claim), mine)
    (line,) = lines(response).values()
    assert (said(line.theirs), said(line.mine)) == ("more than · 70", "about · 80")
    meet(analyst, response, **{line.label: "theirs"})
    claim.refresh_from_db()
    assert (claim.amount, claim.qualifier) == (70, "more_than")


def test_rows_and_the_rows_within_them_are_merged(analyst, lind, claim):
    attribution = claim.attributions.get()
    ministry = make_speaker("Defence Ministry")
    mine = typed(analyst, claim, **{"attributions-0-cue": "repeated"})
    store(attribution, lind, manner="direct")
    relay = make_relay(attribution, ministry, cue="told")
    response = analyst.post(change(claim), mine)
    shown = {label: line.chosen for label, line in lines(response).items()}
    assert shown == {
        "Attribution 1, cue": "mine",
        "Attribution 1, manner": "theirs",
        "Attribution 1, new relay": "theirs",
    }
    meet(analyst, response)
    attribution.refresh_from_db()
    assert (attribution.cue, attribution.manner, attribution.relays.get()) == ("repeated", "direct", relay)


def test_a_row_that_another_person_added_or_that_i_added_is_kept(analyst, lind, claim):
    snapshot = claim.attributions.get().snapshot
    words = {"attributions-1-snapshot": snapshot.pk, "attributions-1-exact": "at least 60"}
    mine = typed(analyst, claim, **words)
    theirs = make_attribution(claim, snapshot, "killed")
    response = analyst.post(change(claim), mine)
    assert {line.chosen for line in lines(response).values()} == {"mine", "theirs"}
    meet(analyst, response)
    assert set(claim.attributions.values_list("exact", flat=True)) == {"more than 70", "killed", "at least 60"}
    assert claim.attributions.get(exact="killed") == theirs


def test_a_row_that_both_added_is_one_row(analyst, lind, claim):
    snapshot = claim.attributions.get().snapshot
    words = {"attributions-1-snapshot": snapshot.pk, "attributions-1-exact": "at least 60"}
    mine = typed(analyst, claim, hedge="likely", **words)
    make_attribution(claim, snapshot, "at least 60")
    response = analyst.post(change(claim), mine)
    assert list(lines(response)) == ["Hedge"]
    meet(analyst, response)
    assert claim.attributions.count() == 2
    claim.refresh_from_db()
    assert claim.hedge == "likely"


@pytest.mark.parametrize(("kept", "words"), [("theirs", []), ("mine", ["repeated"])])
def test_a_row_that_they_deleted_and_i_changed_is_chosen(analyst, lind, claim, kept, words):
    make_relay(claim.attributions.get(), make_speaker("Ministry"))
    mine = typed(analyst, claim, **{"attributions-0-cue": "repeated"})
    claim.attributions.get().delete()
    response = analyst.post(change(claim), mine)
    ((label, line),) = lines(response).items()
    assert (line.chosen, line.theirs) == ("", None)
    done = meet(analyst, response, **{label: kept})
    assert list(claim.attributions.values_list("cue", flat=True)) == words, errors_of(done)
    assert [str(relay) for one in claim.attributions.all() for relay in one.relays.all()] == ["Ministry"] * len(words)


@pytest.mark.parametrize(("kept", "left"), [("theirs", ["direct"]), ("mine", [])])
def test_a_row_that_i_deleted_and_they_changed_is_chosen(analyst, lind, claim, kept, left):
    mine = typed(analyst, claim, **{"attributions-0-DELETE": "on"})
    store(claim.attributions.get(), lind, manner="direct")
    response = analyst.post(change(claim), mine)
    ((label, line),) = lines(response).items()
    assert (line.chosen, line.mine) == ("", None)
    meet(analyst, response, **{label: kept})
    assert list(claim.attributions.values_list("manner", flat=True)) == left


def test_a_row_that_was_moved_to_another_claim_is_missed(analyst, lind, claim):
    mine = typed(analyst, claim, hedge="likely")
    attribution, other = claim.attributions.get(), make_claim()
    store(attribution, lind, claim=other)
    response = analyst.post(change(claim), mine)
    assert [line.chosen for line in lines(response).values()] == ["mine", "theirs"]
    meet(analyst, response)
    assert (claim.attributions.count(), other.attributions.get()) == (0, attribution)


def test_if_somebody_saves_again_the_page_comes_back_with_theirs(analyst, lind, claim):
    mine = typed(analyst, claim, statement="Mine.")
    store(claim, lind, statement="Theirs.")
    response = analyst.post(change(claim), mine)
    store(claim, lind, statement="Theirs, again.")
    again = meet(analyst, response, Statement="mine")
    assert "Somebody saved again meanwhile" in again.content.decode()
    assert said(lines(again)["Statement"].theirs) == "Theirs, again."
    claim.refresh_from_db()
    assert claim.statement == "Theirs, again."


def test_mine_can_be_dropped_and_the_form_had_back_as_typed(analyst, lind, claim):
    mine = typed(analyst, claim, statement="Mine.")
    store(claim, lind, statement="Theirs.")
    response = analyst.post(change(claim), mine)
    back = meet(analyst, response, "back")
    form = back.context["adminform"].form
    assert (form["statement"].value(), form["seen"].value()) == ("Mine.", mine["seen"])
    assert "Save again to see both versions" in form.non_field_errors()[0]
    dropped = meet(analyst, response, "theirs")
    assert dropped.context["adminform"].form["statement"].value() == "Theirs."
    claim.refresh_from_db()
    assert (claim.statement, claim.history.count()) == ("Theirs.", 2)


def test_it_can_be_written_anew_in_the_form(analyst, lind, claim):
    mine = typed(analyst, claim, statement="Mine.", hedge="likely")
    store(claim, lind, statement="Theirs.", scope="own ranks")
    response = analyst.post(change(claim), mine)
    form = meet(analyst, response, "form").context["adminform"].form
    assert "Nothing is saved yet" in form.non_field_errors()[0]
    assert [form[name].value() for name in ("statement", "hedge", "scope")] == ["Mine.", "likely", "own ranks"]
    claim.refresh_from_db()
    assert claim.statement == "Theirs."
    assert form["seen"].value() != mine["seen"]  # they have seen both; the next save is against what is stored now


def test_a_choice_that_breaks_a_rule_comes_back_with_the_errors(analyst, lind):
    question = make_choice(answers=["yes", "no"])
    claim = make_claim(question, answer="yes")
    other = make_choice(answers=["never"])
    mine = typed(analyst, claim, answer=question.answers.get(label="no").pk)
    claim.question, claim.answer = other, other.answers.get()
    store(claim, lind)
    response = analyst.post(change(claim), mine)
    done = meet(analyst, response, Answer="mine")
    assert "answer" in errors_of(done)
    claim.refresh_from_db()
    assert claim.answer.label == "never"


def test_a_judgement_made_meanwhile_is_shown_though_the_form_does_not_hold_it(analyst, lind):
    relation = make_relation(make_claim(), make_claim(), state="suggested", reason="Two figures.")
    relation.history.all().delete()
    store(relation, None)
    mine = form_data(analyst, change(relation), reason="Both speak of one day.") | {"_confirm": "Confirm"}
    store(relation, lind, state="rejected", decided_by=lind, reason="Not so.")
    response = analyst.post(change(relation), mine)
    assert ("State", "suggested", "rejected") in response.context["conflict"].aside
    done = meet(analyst, response, Reason="mine")
    relation.refresh_from_db()
    assert (relation.state, relation.decided_by.username) == ("confirmed", "analyst"), errors_of(done)


def test_a_claim_deleted_meanwhile_leaves_what_was_typed(analyst, lind, claim):
    mine = typed(analyst, claim, statement="Mine, at length.", **{"attributions-0-cue": "repeated"})
    url, claim._history_user, claim._change_reason = change(claim), lind, "recorded twice"
    claim.delete()
    response = analyst.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 409
    for words in ("lind", "deleted it", "recorded twice", "Mine, at length.", "repeated"):
        assert words in page
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"seen": "x-y"},
        {"seen": "-1-2-3"},
        {"seen": "9" * 400},
        {"seen": "0-0-0"},
        {"statement": "with\0nothing"},
        {"attributions-TOTAL_FORMS": "many"},
        {"attributions-TOTAL_FORMS": ""},
        {"attributions-0-id": "9" * 30},
        {"attributions-0-id": "7777777"},
        {"amount": "1e999"},
        {"speaker": "\u0663"},
        {"keep:statement": "everything"},
        {"_meet": "else"},
        {"_meet": "merged", "_against": "?"},
    ],
)
def test_clumsy_and_hostile_forms_are_answered(analyst, lind, claim, hostile):
    mine = typed(analyst, claim, statement="Mine.")
    store(claim, lind, statement="Theirs.")
    response = analyst.post(change(claim), mine | hostile)
    assert response.status_code == 200
    after = analyst.post(change(claim), sent_by_page(response, Statement="theirs") | {"_meet": "merged"})
    assert after.status_code in (200, 302)
    claim.refresh_from_db()
    assert claim.statement == "Theirs."


def test_the_page_asks_a_fixed_number_of_queries(analyst, lind):
    def ask(rows):
        claim = make_claim(statement="One.", amount=70)
        for at in range(rows):
            made = make_attribution(claim, make_snapshot(text=TEXT), cue=f"cue {at}")
            make_relay(made, make_speaker())
        mine = typed(analyst, claim, **{f"attributions-{at}-cue": "mine" for at in range(rows)})
        for made in claim.attributions.all():
            store(made, lind, cue="theirs")
            store(made.relays.get(), lind, speaker=make_speaker())
        with CaptureQueriesContext(connection) as asked:
            response = analyst.post(change(claim), mine)
        assert len(lines(response)) == 2 * rows
        return len(asked)

    assert ask(2) == ask(22)
