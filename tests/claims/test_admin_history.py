"""The history of a record with its parts: read, compared, restored; and what a person may not see yet."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.choices import ActKind
from claims.curation.acts import act, undo
from claims.histories import tracked
from claims.models import Act, Answer, Attribution, Claim, Question, Relation, Relay, Speaker, SpeakerAlias
from claims.record_histories import RecordHistory
from sources.models import Outlet
from tests.factories import (
    make_alias,
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_entrant,
    make_event,
    make_outlet,
    make_person,
    make_question,
    make_relation,
    make_relay,
    make_speaker,
    make_user,
)

pytestmark = pytest.mark.django_db


def address(record, page="history"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def change(record, user=None, reason=None, **fields):
    """Save a record as a person does."""
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user, record._change_reason = user, reason
    record.save()
    return record


def history_of(record):
    return RecordHistory(type(record), record.pk)


def shown(client, record, **query):
    response = client.get(address(record), query)
    assert response.status_code == 200
    return response


def restore(client, record, number, reason="As it was.", **sent):
    sent = {"version": number, "mark": history_of(record).mark, "reason": reason} | sent
    return client.post(address(record, "restore"), sent)


@pytest.fixture
def lind(client):
    person = make_person("analyst", "lind")
    client.force_login(person)
    return person


@pytest.fixture
def claim(lind):
    """A claim that was recorded as one thing, and reworded."""
    claim = make_claim(amount=70, statement="The military killed 70 raiders.", status="draft")
    return change(claim, lind, "as the text has it", statement="Russian forces killed 70 raiders.")


# Reading


def test_versions_say_who_when_why_and_what(client, claim):
    response = shown(client, claim)
    newest, oldest = response.context["versions"]
    assert [step.number for step, *_ in (newest, oldest)] == [2, 1]
    _, version = newest[1][0]
    assert (version.by, version.reason, version.kind) == ("lind", "as the text has it", "changed")
    assert [(one.label, one.before) for one in version.changes] == [("statement", "The military killed 70 raiders.")]
    assert "<del>The military</del><ins>Russian forces</ins> killed 70 raiders." in response.text
    assert "as the text has it" in response.text


def test_parts_stand_among_the_versions_in_the_order_of_time(client, claim, lind):
    attribution = make_attribution(claim)
    relay = make_relay(attribution, make_speaker("Peskov"))
    change(relay, lind, "told, not wrote", cue="told")
    relay_pk = relay.pk
    relay.delete()
    told = history_of(claim).told(history_of(claim).steps)
    assert [(one.model, one.kind) for _, versions in told for one in versions] == [
        ("claims.claim", "recorded"),
        ("claims.claim", "changed"),
        ("claims.attribution", "recorded"),
        ("claims.relay", "recorded"),
        ("claims.relay", "changed"),
        ("claims.relay", "deleted"),
    ]
    assert relay_pk and "Relay “Peskov”" in shown(client, claim).text


def test_what_was_saved_in_one_go_is_one_version(claim, lind):
    with act(ActKind.RECORDED, lind, "All at once", "together") as doing:
        doing.save(change_in_memory(claim, hedge="likely"))
        doing.save(
            Attribution(claim=claim, snapshot=make_attribution(make_claim()).snapshot, start=0, end=3, exact="The")
        )
    assert [len(step.rows) for step in history_of(claim).steps] == [1, 1, 2]


def change_in_memory(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def test_two_saves_of_one_record_are_two_versions_however_quick(claim, lind):
    for amount in (80, 90):
        change(claim, lind, "count", amount=amount)
    assert len(history_of(claim).steps) == 4


@pytest.mark.parametrize("model", [*filter(admin.site.is_registered, tracked())], ids=lambda model: model.__name__)
def test_every_tracked_record_has_such_a_history(client, model):
    from tests.claims.test_admin_pages import make_one_of_each  # noqa: PLC0415

    client.force_login(make_analyst())
    make_one_of_each()
    record = model.objects.first()
    change(record, reason="touched")
    assert "touched" in shown(client, record).text


def test_names_stand_for_records_even_after_they_are_gone(client, claim, lind):
    gone = make_speaker("Sato")
    change(claim, lind, speaker=gone)
    change(claim, lind, speaker=make_speaker("Ash"))
    assert "<del>Sato</del><ins>Ash</ins>" in shown(client, claim).text
    gone.delete()
    assert "<del>(deleted)</del><ins>Ash</ins>" in shown(client, claim).text


def test_hostile_words_are_shown_as_words(client, claim, lind):
    change(claim, lind, "<b>why</b>", statement="<script>alert(1)</script>")
    text = shown(client, claim).text
    assert "<script>alert" not in text and "<b>why</b>" not in text and "&lt;" in text


def test_any_two_versions_are_compared(client, claim, lind):
    make_attribution(claim, cue="said")
    change(claim, lind, statement="Somebody killed them.", hedge="likely")
    compared = shown(client, claim, **{"compare": "4", "with": "1"}).context["compared"]
    assert compared[:2] == (1, 4)
    assert [(part[:11], [one.label for one in version.changes]) for part, version in compared[2]] == [
        ("", ["statement", "hedge"]),
        ("attribution", []),
    ]
    assert "Nothing differs" in shown(client, claim, **{"compare": "2", "with": "2"}).text


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 40, "", "²"])
def test_made_up_versions_are_passed_over(client, claim, number):
    context = shown(client, claim, compare=number, restore=number, page=number, **{"with": "1"}).context
    assert context["compared"] is None and context["restoring"] is None


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_fifty_versions_a_page_take_as_many_queries_as_two(client, claim, lind):
    change(make_relay(make_attribution(claim), make_speaker()), lind, cue="told")
    change(claim, lind, speaker=make_speaker())
    both = f"{address(claim)}?compare=1&with={{}}&restore=1"
    few = queries(client, address(claim)), queries(client, both.format(len(history_of(claim).steps)))
    for _ in range(35):
        change(make_relay(make_attribution(claim), make_speaker()), lind, cue="told")
        change(claim, lind, speaker=make_speaker())
    many = queries(client, address(claim)), queries(client, both.format(len(history_of(claim).steps)))
    assert len(history_of(claim).steps) > 60
    assert shown(client, claim, page="2").context["versions"][-1][0].number == 1
    assert many[0] <= few[0] <= 30 and many[1] <= few[1]  # what fields name takes one query for each kind of record


def test_all_fields_of_a_version_are_one_link_away(client, claim):
    url = shown(client, claim).context["versions"][-1][2]
    assert "The military killed 70 raiders." in client.get(url).text


def test_what_never_was_is_not_found(client, lind):
    speaker = make_speaker()
    for wrong in ("x", "9" * 30, "0", "%00"):
        assert client.get(f"/admin/claims/speaker/{wrong}/history/").status_code == 404
        assert client.get(f"/admin/claims/speaker/{speaker.pk}/history/{wrong}/").status_code == 404
    assert client.get("/admin/claims/claim/999999/history/").status_code == 404
    assert client.get(f"/admin/claims/claim/{'9' * 30}/history/").status_code == 404


# Restoring


def test_a_version_is_restored_as_a_new_one_that_says_why(client, claim, lind):
    preview = shown(client, claim, restore="1").context["restoring"]
    assert [one.label for _, version in preview["changes"] for one in version.changes] == ["statement"]
    response = restore(client, claim, 1, "The text says the military.")
    claim.refresh_from_db()
    assert claim.statement == "The military killed 70 raiders."
    latest = claim.history.first()
    assert (latest.history_user, latest.history_change_reason) == (lind, "The text says the military.")
    assert f"version 1 of {claim.voice}" in client.get(response["Location"]).text
    undo(Act.objects.get(), lind)
    claim.refresh_from_db()
    assert claim.statement == "Russian forces killed 70 raiders."


def test_its_parts_come_back_with_it(client, claim, lind):
    attribution = make_attribution(claim, cue="said")
    relay = make_relay(attribution, make_speaker())
    then = len(history_of(claim).steps)
    change(attribution, lind, cue="repeated")
    relay.delete()
    later = make_attribution(claim)
    assert restore(client, claim, then).status_code == 302
    attribution.refresh_from_db()
    assert attribution.cue == "said"
    assert Relay.objects.get().speaker == relay.speaker
    assert not Attribution.objects.filter(pk=later.pk).exists()
    undo(Act.objects.get(), lind)
    assert Attribution.objects.filter(pk=later.pk).exists() and not Relay.objects.exists()


def test_relays_that_changed_places_are_restored(client, claim, lind):
    attribution = make_attribution(claim)
    first, second = (make_relay(attribution, make_speaker()) for _ in range(2))
    then = len(history_of(claim).steps)
    for relay, position in ((first, 9), (second, 1), (first, 2)):
        change(relay, lind, position=position)
    assert restore(client, claim, then).status_code == 302
    assert [relay.speaker for relay in attribution.relays.order_by("position")] == [first.speaker, second.speaker]
    undo(Act.objects.get(), lind)
    assert [relay.speaker for relay in attribution.relays.order_by("position")] == [second.speaker, first.speaker]


def test_a_deleted_record_is_restored_with_its_parts(client, claim, lind):
    make_relay(make_attribution(claim), make_outlet())
    pk, key = claim.pk, claim.key
    then = len(history_of(claim).steps)
    claim.delete()
    claim.pk = pk
    assert "was deleted" in shown(client, claim).text
    assert restore(client, claim, then).status_code == 302
    back = Claim.objects.get(pk=pk)
    assert (back.key, back.low) == (key, 70)
    assert back.attributions.get().relays.count() == 1
    undo(Act.objects.get(), lind)
    assert not Claim.objects.filter(pk=pk).exists()


def test_an_accepted_claim_is_reviewed_again_and_keeps_whose_it_is(client, lind):
    author, reviewer = make_user(), make_user()
    claim = make_claim(amount=70, status="draft", author=lind)
    change(claim, lind, amount=80, status="accepted", author=author, reviewer=reviewer)
    assert "reviewed again" in shown(client, claim, restore="1").text
    restore(client, claim, 1)
    claim.refresh_from_db()
    assert (claim.amount, claim.status, claim.author, claim.reviewer) == (70, "in_review", author, None)


@pytest.mark.parametrize("which", [Claim, Attribution])
def test_an_accepted_claim_with_other_evidence_is_reviewed_again(client, lind, which):
    claim = make_claim(status="accepted")
    attribution = make_attribution(claim, cue="said")
    record = {Claim: claim, Attribution: attribution}[which]
    then = len(history_of(record).steps)
    change(attribution, lind, cue="repeated")
    restore(client, record, then)
    claim.refresh_from_db()
    assert (claim.status, claim.attributions.get().cue) == ("in_review", "said")


def test_suggestions_follow_what_was_restored(client, lind):
    question = make_question()
    make_claim(question, amount=70)
    claim = change(make_claim(question, amount=3), lind, amount=70)
    restore(client, claim, 1)
    assert Relation.objects.get().state == "suggested"


def test_what_was_saved_meanwhile_is_not_overwritten(client, claim, lind):
    mark = history_of(claim).mark
    change(claim, make_user("sato"), statement="Sato's words.")
    response = restore(client, claim, 1, "My reason", mark=mark)
    assert response.status_code == 400
    assert "Somebody saved this record after you opened this page" in response.text
    assert ">My reason</textarea>" in response.text
    claim.refresh_from_db()
    assert claim.statement == "Sato's words."


def test_what_it_names_is_gone(client, claim, lind):
    gone = make_speaker("Sato")
    change(claim, lind, speaker=gone)
    change(claim, lind, speaker=make_speaker())
    gone.delete()
    response = restore(client, claim, 3)
    assert response.status_code == 400 and "merged away or deleted" in response.text
    assert not Act.objects.exists()


def test_a_rule_that_is_broken_by_now_is_said(client, lind):
    speaker = make_speaker("Sato")
    alias = make_alias(speaker, "S. Sato")
    then = len(history_of(speaker).steps)
    alias.delete()
    make_alias(speaker, "S. Sato")
    response = restore(client, speaker, then)
    assert response.status_code in (302, 400)
    assert SpeakerAlias.objects.filter(name="S. Sato").count() == 1


def test_an_answer_that_claims_give_is_not_taken_away(client, lind):
    question = make_choice(answers=("yes",))
    then = len(history_of(question).steps)
    change(Answer(question=question, label="no", position=2), lind, "one more")
    make_claim(question, answer="no")
    response = restore(client, question, then)
    assert response.status_code == 400 and "other records stand on it" in response.text
    assert question.answers.count() == 2


def test_a_restored_question_brings_the_bounds_of_its_claims_with_it(client, lind):
    question = make_question(unit="km")
    claim = make_claim(question, amount=1, unit="km")
    change(question, lind, unit="m")
    restore(client, question, 1)
    claim.refresh_from_db()
    assert (Question.objects.get(pk=question.pk).unit, claim.low) == ("km", 1)


def test_a_question_does_not_move_its_claims_to_another_event(client, lind):
    question = make_question()
    change(question, lind, event=make_event())
    make_claim(question)
    response = restore(client, question, 1)
    assert response.status_code == 400 and "another event" in response.text


def test_a_restored_judgement_names_who_restored_it(client, lind):
    relation = make_relation(make_claim(), make_claim(), reason="Two figures.")
    change(relation, make_user("osei"), state="rejected", reason="Two days.")
    restore(client, relation, 1)
    relation.refresh_from_db()
    assert (relation.state, relation.reason, relation.decided_by) == ("confirmed", "Two figures.", lind)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reason": ""}, "Say why"),
        ({"reason": " \0 "}, "Say why"),
        ({"reason": "x" * 2001}, "at most 2000"),
        ({"version": "99"}, "There is no version"),
        ({"version": "x"}, "There is no version"),
        ({"version": "9" * 50}, "There is no version"),
        ({"version": "2"}, "nothing to restore"),
        ({"mark": "\0"}, "Somebody saved"),
    ],
)
def test_what_cannot_be_restored_is_said(client, claim, sent, words):
    response = restore(client, claim, 1, **sent)
    assert response.status_code == 400 and words in response.text
    assert claim.history.count() == 2


def test_a_double_post_restores_once(client, claim):
    mark = history_of(claim).mark
    assert restore(client, claim, 1, mark=mark).status_code == 302
    assert restore(client, claim, 1, mark=mark).status_code == 400
    assert Act.objects.count() == 1


def test_only_who_may_change_a_record_restores_it(client, claim):
    client.force_login(make_entrant())
    assert "Restore 1" not in shown(client, claim).text
    assert restore(client, claim, 1).status_code == 403
    client.force_login(make_entrant("change_claim"))
    assert restore(client, claim, 1).status_code == 302


def test_who_may_not_add_records_brings_no_deleted_one_back(client, claim):
    pk = claim.pk
    claim.delete()
    claim.pk = pk
    client.force_login(make_entrant("change_claim"))
    assert restore(client, claim, 2).status_code == 403


def test_an_outlet_takes_its_other_names_along(client, lind):
    outlet = make_outlet("Portal")
    alias = Outlet.aliases.rel.related_model.objects.create(outlet=outlet, name="The Portal")
    then = len(history_of(outlet).steps)
    alias.delete()
    restore(client, outlet, then)
    assert outlet.aliases.get().name == "The Portal"


def test_a_side_follows_a_restored_affiliation(client, lind):
    kremlin, peskov = make_speaker("Kremlin"), make_speaker("Peskov")
    change(peskov, lind, affiliation=kremlin)
    change(peskov, lind, affiliation=None)
    restore(client, peskov, 2)
    assert Speaker.objects.get(pk=peskov.pk).side == kremlin


# What another codes blindly


@pytest.fixture
def blind(lind):
    """A claim that somebody else codes blindly, with all that can hang on it."""
    claim = make_claim(statement="Blindly said.", author=make_person("analyst", "sato"), blind=True, amount=3)
    attribution = make_attribution(claim, exact="raiders")
    relay = make_relay(attribution, make_speaker())
    relation = make_relation(claim, make_claim(claim.question, amount=70), reason="Blindly related.")
    change(claim, claim.author, statement="Blindly said twice.")
    return [claim, attribution, relay, relation]


@pytest.mark.parametrize("role", ["analyst", "reviewer", "editor"])
def test_blind_work_of_others_is_not_there(client, blind, role):
    client.force_login(make_person(role))
    for record in blind:
        place = address(record, "history").split(f"/{record.pk}/")[0]
        for url in (f"{place}/", f"{place}/csv/"):
            response = client.get(url)
            text = response.getvalue().decode() if response.streaming else response.text
            assert response.status_code == 200
            assert "lindly" not in text
        assert client.get(address(record, "change")).status_code in (302, 404)
        assert client.get(address(record)).status_code == 404
        assert restore(client, record, 1).status_code == 404
        version = address(record).replace("history/", f"history/{record.history.first().pk}/")
        assert client.get(version).status_code == 404


def test_blind_work_is_there_for_whoever_does_it(client, blind):
    client.force_login(blind[0].author)
    for record in blind:
        assert client.get(address(record, "change")).status_code == 200
        assert client.get(address(record)).status_code == 200
    assert "Blindly said twice." in client.get("/admin/claims/claim/").text


def test_blind_work_is_nobody_elses_choice(client, blind):
    claim, attribution, *_ = blind
    client.force_login(make_person("editor"))
    offered = [
        ("claim", "relation", "first"),
        ("claim", "attribution", "claim"),
        ("attribution", "relay", "attribution"),
    ]
    for place, model, name in offered:
        query = {"term": "", "app_label": "claims", "model_name": model, "field_name": name}
        assert "lindly" not in client.get(f"/admin/claims/{place}/choices/", query).text
    page = client.get(f"/admin/claims/attribution/add/?claim={claim.key}").text
    assert "lindly" not in page
    page = client.post("/admin/claims/relation/add/", {"first": claim.pk, "second": claim.pk, "kind": "repeats"}).text
    assert "lindly" not in page and "Select a valid choice" in page
    page = client.post("/admin/claims/relay/add/", {"attribution": attribution.pk, "position": "1"}).text
    assert attribution.key not in page


def test_blind_work_is_not_an_example_of_what_rests_on_a_record(client, blind):
    client.force_login(make_person("editor"))
    page = client.get(address(blind[0].speaker, "delete")).text
    assert "1 claim" in page and "lindly" not in page


def test_a_deleted_blind_claim_stays_hidden_and_a_settled_one_is_seen(client, blind):
    claim, *_ = blind
    client.force_login(make_person("editor"))
    change(claim, blind=False)
    assert client.get(address(claim)).status_code == 200
    change(claim, blind=True)
    pk = claim.pk
    claim.delete()
    claim.pk = pk
    assert client.get(address(claim)).status_code == 404
