"""Two speakers, or two outlets, become one: everything moves, nothing is said twice, and all of it can be undone."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.curation.acts import undo
from claims.curation.foreseeing import foresee
from claims.curation.merging import merge, pointing
from claims.curation.successors import successor
from claims.models import Act, Attribution, Claim, Relation, Relay, SearchEntry, Speaker, Wording
from sources.models import Credit, Document, Outlet
from tests.factories import (
    make_alias,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)

WHY = "A machine translation of its German name"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return make_user("osei")


def snapshot_of_everything():
    """All stored rows of all tracked models, to compare before and after."""
    models = [model for model in apps.get_models() if hasattr(model, "history")]
    skipped = {"updated_at"}
    return {
        model: sorted(
            tuple((name, value) for name, value in row.items() if name not in skipped)
            for row in model._base_manager.values()
        )
        for model in models
        if model is not Relation
    }


def test_every_reference_to_a_speaker_or_an_outlet_is_known():
    """A new one moves by itself; look at `claims.curation.doubles`: may it say something twice afterwards?"""

    def named(model):
        return {f"{one.related_model.__name__}.{one.field.name}" for one in pointing(model)}

    said = {"Claim.speaker", "Relay.speaker", "Wording.speaker"}
    assert named(Speaker) == said | {"Speaker.affiliation", "SpeakerAlias.speaker"}
    own = {"Claim.outlet", "Relay.outlet", "Wording.outlet"}
    assert (
        named(Outlet) == {"Document.outlet", "Credit.outlet", "OutletAlias.outlet", "Feed.outlet", "Batch.outlet"} | own
    )


@pytest.mark.parametrize("model", [Speaker, Outlet])
def test_nothing_else_points_at_them_but_histories_and_what_is_derived(model):
    every = {
        (one.related_model, one.field.name)
        for one in model._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete
    }
    moved = {(one.related_model, one.field.name) for one in pointing(model)}
    rest = {(other, name) for other, name in every - moved if not other.__name__.startswith("Historical")}
    assert rest == ({(Speaker, "side")} if model is Speaker else set())


def two_speakers():
    """Two speakers with something of everything: (the one that stays, the one that goes)."""
    legion = make_speaker("Freedom of Russia Legion", kind="armed_group", description="Russians on Ukraine’s side")
    militia = make_speaker("Freedom for Russia militia", kind="armed_group", affiliation=make_speaker("Ukraine"))
    make_alias(legion, "Legion of Free Russia"), make_alias(militia, "Legion of Free Russia")
    make_alias(militia, "Легион «Свобода России»")
    claim = make_claim(make_choice(answers=["yes"]), militia, "yes")
    attribution = make_attribution(make_claim(make_question(), amount=3), cue="said")
    make_relay(attribution, militia, cue="told")
    make_wording(make_event(), attribution.snapshot, "raiders", speaker=militia)
    make_speaker("Its press service", affiliation=militia)
    return legion, militia, claim


def test_everything_moves_and_names_are_kept(user):
    legion, militia, claim = two_speakers()
    stored = merge(legion, militia, user, WHY)
    assert not Speaker.objects.filter(pk=militia.pk).exists()
    assert Claim.objects.get(pk=claim.pk).speaker == legion
    assert (Relay.objects.get().speaker, Wording.objects.get().speaker) == (legion, legion)
    names = {"Legion of Free Russia", "Freedom for Russia militia", "Легион «Свобода России»"}
    assert {alias.name for alias in legion.aliases.all()} == names
    service, legion = Speaker.objects.get(name="Its press service"), Speaker.objects.get(pk=legion.pk)
    assert (legion.affiliation.name, legion.side.name) == ("Ukraine", "Ukraine")  # only the other had one
    assert (service.affiliation, service.side.name) == (legion, "Ukraine")
    entry = Claim.objects.get(pk=claim.pk).history.first()
    assert (entry.history_user, entry.history_change_reason) == (user, WHY)
    assert (stored.kind, stored.former, stored.reason) == ("merged", "freedom-for-russia-militia", WHY)


def test_a_merge_is_undone_as_a_whole(user):
    legion, militia, _ = two_speakers()
    before = snapshot_of_everything()
    stored = merge(legion, militia, user, WHY, {"name": "go"})
    assert Speaker.objects.get(pk=legion.pk).name == "Freedom for Russia militia"
    undo(stored, user)
    assert snapshot_of_everything() == before
    assert Speaker.objects.get(name="Its press service").side.name == "Ukraine"


def test_many_claims_move_and_come_back_in_few_statements(user, django_assert_max_num_queries):
    keep, go, question = make_speaker("Gladkov"), make_speaker("Gladkow"), make_question()
    claims = [make_claim(question, go, amount=number) for number in range(40)]
    before = snapshot_of_everything()
    with django_assert_max_num_queries(120):
        stored = merge(keep, go, user, WHY)
    assert Claim.objects.filter(speaker=keep).count() == 40
    assert SearchEntry.objects.get(kind="claim", object_id=claims[0].pk).title.startswith("gladkov")
    with django_assert_max_num_queries(150):
        undo(stored, user)
    assert snapshot_of_everything() == before
    assert claims[0].history.first().history_change_reason.startswith("Undone: Gladkow into Gladkov")


def test_a_record_without_a_history_is_undone_too(user):
    keep, go = make_speaker("Gladkov"), make_speaker("Gladkow")
    claim = make_claim(make_question(), go, amount=3)
    claim.history.all().delete()
    undo(merge(keep, go, user, WHY), user)
    assert Claim.objects.get().speaker == go


def test_what_was_changed_since_is_named_and_nothing_is_undone(user):
    keep, go = make_speaker("Gladkov"), make_speaker("Gladkow")
    claim = make_claim(make_question(), go, amount=3, statement="None were killed.")
    make_claim(make_question(), go, amount=4)
    stored = merge(keep, go, user, WHY)
    claim.refresh_from_db()
    claim.note, claim._history_user = "Look again.", make_user("lind")
    claim.save()
    before = snapshot_of_everything()
    with pytest.raises(ValidationError, match="lind changed the claim “Gladkov: None were killed"):
        undo(stored, user)
    assert snapshot_of_everything() == before and not Act.objects.get().is_undone


def test_what_was_recorded_since_stays_with_the_one_that_stayed(user):
    keep, go = make_speaker("Gladkov"), make_speaker("Gladkow")
    make_claim(make_question(), go, amount=3)
    stored = merge(keep, go, user, WHY)
    later = make_claim(make_question(), keep, amount=4)
    undo(stored, user)
    assert Claim.objects.get(pk=later.pk).speaker == keep
    assert Claim.objects.filter(speaker=go).count() == 1


def test_what_was_said_against_itself_becomes_a_reversal(user):
    keep, go, question = make_speaker("Legion"), make_speaker("Militia"), make_question()
    first, second = make_claim(question, keep, amount=3), make_claim(question, go, amount=70)
    relation = make_relation(first, second, reason="Two figures.", state="confirmed")
    suggested = make_question()
    make_claim(suggested, keep, amount=3), make_claim(suggested, go, amount=70)
    stored = merge(keep, go, user, WHY)
    assert Relation.objects.get(pk=relation.pk).is_reopened  # of one voice it is another thing: a person looks again
    assert Relation.objects.get(first__question=suggested).state == "suggested"
    undo(stored, user)
    assert Relation.objects.get(pk=relation.pk).state == "confirmed"
    assert Relation.objects.get(first__question=suggested).state == "suggested"


def test_one_hop_is_not_named_twice(user):
    keep, go = make_speaker("Peskov"), make_speaker("Peskow")
    attribution = make_attribution(make_claim())
    make_relay(attribution, go), make_relay(attribution, keep, cue="said")
    before = snapshot_of_everything()
    stored = merge(keep, go, user, WHY)
    assert [(relay.speaker, relay.cue) for relay in attribution.relays.all()] == [(keep, "said")]
    undo(stored, user)
    assert snapshot_of_everything() == before


# Belonging


def test_whoever_would_belong_to_itself_belongs_to_whom_the_other_belonged(user):
    russia = make_speaker("Russia")
    kremlin = make_speaker("Kremlin", affiliation=russia)
    service = make_speaker("Kremlin press service", affiliation=kremlin)
    merge(service, kremlin, user, WHY)
    service.refresh_from_db()
    assert (service.affiliation, service.side) == (russia, russia)


def test_whoever_belonged_to_the_other_alone_is_a_side_of_its_own(user):
    russia = make_speaker("Russia")
    kremlin = make_speaker("Kremlin", affiliation=russia)
    merge(kremlin, russia, user, WHY)
    kremlin.refresh_from_db()
    assert (kremlin.affiliation, kremlin.side) == (None, kremlin)


def test_a_circle_is_never_made(user):
    russia = make_speaker("Russia")
    kremlin = make_speaker("Kremlin", affiliation=russia)
    office = make_speaker("Press office", affiliation=kremlin)
    peskov = make_speaker("Peskov", affiliation=office)
    with pytest.raises(ValidationError, match="belongs to one of the two"):
        merge(peskov, kremlin, user, WHY, {"affiliation": "keep"})
    merge(peskov, kremlin, user, WHY)
    office.refresh_from_db(), peskov.refresh_from_db()
    assert (peskov.affiliation, office.affiliation, office.side) == (russia, peskov, russia)


def test_where_both_say_something_else_a_person_chooses(user):
    keep = make_speaker("Legion", affiliation=make_speaker("Ukraine"))
    go = make_speaker("Militia", affiliation=make_speaker("Legion and Corps"))
    with pytest.raises(ValidationError, match="affiliation: they differ; choose"):
        merge(keep, go, user, WHY)
    assert Speaker.objects.filter(pk=go.pk).exists()
    merge(keep, go, user, WHY, {"affiliation": "go"})
    keep.refresh_from_db()
    assert keep.affiliation.name == "Legion and Corps"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_merge_needs_a_reason_and_two(user, reason):
    one, other = make_speaker(), make_speaker()
    with pytest.raises(ValidationError, match="Say why"):
        merge(one, other, user, reason)
    with pytest.raises(ValidationError, match="two different"):
        merge(one, one, user, WHY)
    with pytest.raises(ValidationError, match="two different"):
        merge(one, make_outlet(), user, WHY)


# Outlets


def test_outlets_bring_their_documents_credits_and_words(user):
    reuters, portal = make_outlet("Reuters", kind="agency"), make_outlet("Portal", country="GB")
    document = make_document(portal)
    claim = make_claim(make_question(), portal, amount=3)
    elsewhere = make_document()
    Credit.objects.create(document=elsewhere, outlet=portal), Credit.objects.create(document=elsewhere, outlet=reuters)
    attribution = make_attribution(make_claim(), make_snapshot(elsewhere))
    make_relay(attribution, portal)
    make_wording(make_event(), attribution.snapshot, "raiders", outlet=portal)
    before = snapshot_of_everything()
    stored = merge(reuters, portal, user, WHY)
    reuters.refresh_from_db()
    assert (reuters.kind, reuters.country) == ("agency", "GB")
    assert Document.objects.get(pk=document.pk).outlet == reuters
    assert Claim.objects.get(pk=claim.pk).outlet == reuters
    assert (Credit.objects.get().outlet, Relay.objects.get().outlet, Wording.objects.get().outlet) == (reuters,) * 3
    assert reuters.aliases.get().name == "Portal"
    undo(stored, user)
    assert snapshot_of_everything() == before


def test_a_documents_own_outlet_does_not_become_a_relay_nor_a_credit(user):
    keep, go = make_outlet("WSWS"), make_outlet("World Socialist Web Site")
    mine, theirs = make_document(keep), make_document(go)
    through = [
        make_relay(make_attribution(make_claim(), make_snapshot(mine)), go),
        make_relay(make_attribution(make_claim(), make_snapshot(theirs)), keep),
    ]
    Credit.objects.create(document=mine, outlet=go)
    before = snapshot_of_everything()
    stored = merge(keep, go, user, WHY)
    assert not Relay.objects.filter(pk__in=[relay.pk for relay in through]).exists()
    assert not Credit.objects.exists() and Attribution.objects.count() == 2
    undo(stored, user)
    assert snapshot_of_everything() == before


# Where old addresses lead


def test_old_addresses_lead_to_the_one_that_stays(user):
    first, second, third = (make_speaker(name) for name in ("Gladkow", "Gladkov", "Vyacheslav Gladkov"))
    merge(second, first, user, WHY)
    assert successor(Speaker, "gladkow") == second
    later = merge(third, second, user, WHY)
    assert successor(Speaker, "gladkow") == successor(Speaker, "gladkov") == third
    undo(later, user)
    assert successor(Speaker, "gladkow").name == "Gladkov"
    assert successor(Outlet, "gladkow") is None and successor(Speaker, "nobody") is None


def test_an_outlet_and_a_speaker_of_one_slug_are_told_apart(user):
    merge(make_speaker("A"), make_speaker("Tass"), user, WHY)
    merge(make_outlet("B"), make_outlet("Tass"), user, WHY)
    assert (successor(Speaker, "tass").name, successor(Outlet, "tass").name) == ("A", "B")


def test_an_undone_merge_leads_nowhere(user):
    stored = merge(make_speaker("Gladkov"), make_speaker("Gladkow"), user, WHY)
    undo(stored, user)
    Speaker.objects.get(slug="gladkow").delete()
    assert successor(Speaker, "gladkow") is None


# What is foreseen


def test_what_has_to_be_looked_at_is_said_before(user):
    side, question = make_speaker("Ukraine"), make_choice(answers=["yes"])
    keep, go = make_speaker("Legion", affiliation=side), make_speaker("Militia")
    make_speaker("Press service", affiliation=go)
    first, second = make_claim(question, keep, "yes"), make_claim(question, go, "yes")
    make_relation(first, second, "corroborates", basis="", state="confirmed")
    attribution = make_attribution(make_claim())
    make_relay(attribution, keep), make_relay(attribution, go)
    words = " ".join(f"{look.words} {look.more}" for look in foresee(keep, go, user).looks)
    for said in ("1 relay will go", "1 claim looks like", "1 judgement between", "side: Ukraine, no longer Militia"):
        assert said in words


def test_foreseeing_takes_a_fixed_number_of_queries(user):
    def asked(rows):
        keep, go = make_speaker(), make_speaker()
        for _ in range(rows):
            question = make_question()
            pair = make_claim(question, keep, amount=3), make_claim(question, go, amount=3)
            make_relation(*pair, "repeats", state="confirmed")
            attribution = make_attribution(make_claim())
            make_relay(attribution, keep), make_relay(attribution, go), make_alias(go, f"Alias {question}")
        with CaptureQueriesContext(connection) as found:
            foresee(Speaker.objects.get(pk=keep.pk), Speaker.objects.get(pk=go.pk), user)
        return len(found)

    assert asked(2) == asked(22)
