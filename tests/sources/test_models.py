"""The records about sources: what their rules refuse, what is protected, what never changes, what is remembered."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from sources.lib.texts import sha256
from sources.models import (
    Arrival,
    Batch,
    Credit,
    Document,
    Feed,
    Guess,
    Outlet,
    OutletAlias,
    Resemblance,
    Shingle,
    Snapshot,
)
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_outlet,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)
from tests.refusals import check_nul_refused, check_refused, constraints_of

RULES = constraints_of("sources")


def alias(outlet, name):
    return OutletAlias.objects.create(outlet=outlet, name=name)


def second_alias():
    outlet = make_outlet()
    alias(outlet, "Portal")
    return alias(outlet, "Another"), {"name": "Portal"}


def second_credit():
    first = Credit.objects.create(document=make_document(), outlet=make_outlet())
    return Credit.objects.create(document=first.document, outlet=make_outlet()), {"outlet": first.outlet}


def second_snapshot():
    first = make_snapshot()
    return make_snapshot(first.document), {"text": first.text, "sha256": first.sha256}


def own_copy():
    document = make_document()
    return document, {"republishes": document}


def guess(document=None, **fields):
    fields = {"field": "title", "value": "Rockets", "where": "line 3"} | fields
    return Guess.objects.create(document=document or make_document(), **fields)


def second_guess():
    first = guess()
    return guess(first.document, field="byline"), {"field": "title"}


def arrival(batch=None, **fields):
    batch = batch or Batch.objects.create(source="A file")
    return Arrival.objects.create(**{"batch": batch, "position": 1, "name": "a.txt"} | fields)


def second_arrival():
    first = arrival()
    return arrival(first.batch, name="b.txt"), {"name": "a.txt"}


def second_shingle():
    first = Shingle.objects.create(snapshot=make_snapshot(), hash=7)
    return Shingle.objects.create(snapshot=first.snapshot, hash=8), {"hash": 7}


def alike(**fields):
    fields = {"copy": make_document(), "original": make_document(), "share": 1, "share_of_original": 1} | fields
    return Resemblance.objects.create(**fields)


def second_resemblance():
    first = alike()
    return alike(), {"copy": first.original, "original": first.copy}


def its_own_copy():
    found = alike()
    return found, {"original": found.copy}


def feed():
    return Feed.objects.create(url="https://herald.example/feed")


REFUSED = {
    "sources_batch_source": lambda: (Batch.objects.create(source="A file"), {"source": ""}),
    "sources_arrival_name": lambda: (arrival(), {"name": ""}),
    "sources_arrival_outcome_known": lambda: (arrival(), {"outcome": "rumour"}),
    "sources_arrival_once": second_arrival,
    "sources_guess_value": lambda: (guess(), {"value": ""}),
    "sources_guess_once": second_guess,
    "sources_guess_confirmed": lambda: (guess(), {"confirmed_by": make_user()}),
    "sources_shingle_once": second_shingle,
    "sources_resemblance_state": lambda: (alike(), {"state": "rumour"}),
    "sources_resemblance_two": its_own_copy,
    "sources_resemblance_shares": lambda: (alike(), {"share": 2}),
    "sources_resemblance_once": second_resemblance,
    "sources_resemblance_undecided": lambda: (alike(), {"decided_by": make_user()}),
    "sources_feed_url": lambda: (feed(), {"url": ""}),
    "sources_outlet_name": lambda: (make_outlet(), {"name": ""}),
    "sources_outlet_slug": lambda: (make_outlet(), {"slug": ""}),
    "sources_outlet_kind": lambda: (make_outlet(), {"kind": "rumour"}),
    "sources_outlet_reliability": lambda: (make_outlet(), {"reliability": "G"}),
    "sources_outlet_country": lambda: (make_outlet(), {"country": "ua"}),
    "sources_outletalias_name": lambda: (alias(make_outlet(), "Portal"), {"name": ""}),
    "sources_outletalias_once": second_alias,
    "sources_document_key": lambda: (make_document(), {"key": ""}),
    "sources_document_kind": lambda: (make_document(), {"kind": "rumour"}),
    "sources_document_not_itself": own_copy,
    "sources_document_time_needs_day": lambda: (
        make_document(published_on=None),
        {"published_time": time(12)},
    ),
    "sources_credit_once": second_credit,
    "sources_snapshot_rendition": lambda: (make_snapshot(), {"rendition": "rumour"}),
    "sources_snapshot_text": lambda: (make_snapshot(), {"text": ""}),
    "sources_snapshot_sha256": lambda: (make_snapshot(), {"sha256": "abc"}),
    "sources_snapshot_once": second_snapshot,
}


def test_every_rule_has_a_case():
    assert set(REFUSED) == set(RULES)


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_is_kept_by_form_and_database(db, name):
    check_refused(RULES[name], *REFUSED[name]())


class TestSnapshots:
    def test_a_text_is_normalised_before_it_is_hashed(self, db):
        snapshot = make_snapshot(text="Cafe\u0301 \r\n\r")
        snapshot.refresh_from_db()
        assert snapshot.text == "Caf\u00e9 \n\n"
        assert snapshot.sha256 == sha256("Caf\u00e9 \n\n")

    def test_the_same_text_in_another_form_is_the_same_snapshot(self, db):
        first = make_snapshot(text="Caf\u00e9\n")
        twin = Snapshot(document=first.document, text="Cafe\u0301\r\n", captured_at=first.captured_at)
        with pytest.raises(ValidationError, match="already has a snapshot with exactly this text"):
            twin.full_clean()

    @pytest.mark.parametrize("act", ["save", "full_clean"])
    def test_a_stored_text_never_changes(self, db, act):
        snapshot = make_snapshot()
        snapshot.text += " And more."
        with pytest.raises(ValidationError, match="never changes"):
            getattr(snapshot, act)()

    def test_its_document_never_changes(self, db):
        snapshot, other = make_snapshot(), make_document()
        with pytest.raises(TypeError, match="never changes"):
            Snapshot.objects.update(document=other)
        snapshot.document = other
        with pytest.raises(ValidationError, match="never changes its document"):
            snapshot.save()

    def test_its_hash_stays_that_of_its_text(self, db):
        snapshot = make_snapshot()
        snapshot.sha256 = "0" * 64
        snapshot.save()
        snapshot.refresh_from_db()
        assert snapshot.sha256 == sha256(snapshot.text)

    @pytest.mark.parametrize("field", ["text", "sha256"])
    def test_no_query_changes_a_text(self, db, field):
        snapshot = make_snapshot()
        with pytest.raises(TypeError, match="never changes"):
            Snapshot.objects.filter(pk=snapshot.pk).update(**{field: "x"})
        setattr(snapshot, field, "x")
        with pytest.raises(TypeError, match="never changes"):
            Snapshot.objects.bulk_update([snapshot], [field])

    def test_what_is_known_about_a_text_may_be_mended(self, db):
        snapshot = make_snapshot()
        snapshot.note, snapshot.rendition = "Second page missing.", "excerpt"
        snapshot.save()
        snapshot.refresh_from_db()
        assert (snapshot.note, snapshot.rendition) == ("Second page missing.", "excerpt")


class TestProtection:
    def test_an_outlet_with_documents_stays(self, db):
        document = make_document()
        with pytest.raises(ProtectedError) as refusal:
            document.outlet.delete()
        assert document in refusal.value.protected_objects

    def test_an_outlet_that_speaks_or_relays_or_is_credited_stays(self, db):
        outlet = make_outlet()
        resting = [make_claim(voice=outlet), Credit.objects.create(document=make_document(), outlet=outlet)]
        with pytest.raises(ProtectedError) as refusal:
            outlet.delete()
        assert refusal.value.protected_objects == set(resting)

    def test_a_document_with_a_text_or_a_copy_stays(self, db):
        original = make_document()
        resting = {make_snapshot(original), make_document(republishes=original)}
        with pytest.raises(ProtectedError) as refusal:
            original.delete()
        assert refusal.value.protected_objects == resting

    def test_a_snapshot_with_attributions_or_wordings_stays(self, db):
        snapshot = make_snapshot()
        claim = make_claim()
        resting = {make_attribution(claim, snapshot), make_wording(claim.event, snapshot, "raiders")}
        with pytest.raises(ProtectedError) as refusal:
            snapshot.delete()
        assert refusal.value.protected_objects == resting

    def test_what_nothing_rests_on_may_go(self, db):
        document = make_document()
        document.delete()
        document.outlet.delete()
        make_snapshot(make_document()).delete()
        assert not Outlet.objects.exclude(documents__isnull=False).exists()


class TestOriginals:
    """The root of a chain of republications is derived, whatever is moved below whatever."""

    def test_a_document_that_copies_nothing_is_its_own_original(self, db):
        document = make_document()
        document.refresh_from_db()
        assert document.original == document

    def test_a_moved_chain_gets_its_new_root(self, db):
        first, other = make_document(), make_document()
        copy = make_document(republishes=first)
        copy_of_copy = make_document(republishes=copy)
        copy.republishes = other
        copy.save()
        copy_of_copy.refresh_from_db()
        assert copy_of_copy.original == copy.original == other

    def test_a_circle_is_refused(self, db):
        first = make_document()
        second = make_document(republishes=first)
        first.republishes = second
        with pytest.raises(ValidationError, match="a circle"):
            first.full_clean()


class TestHistory:
    @pytest.mark.parametrize(
        ("make", "field"), [(make_outlet, "name"), (make_document, "title")], ids=["outlet", "document"]
    )
    def test_every_change_is_kept_with_its_author(self, db, make, field):
        record, person = make(), make_user()
        setattr(record, field, "Another")
        record._history_user = person
        record.save()
        latest, first = record.history.all()
        assert (latest.history_type, latest.history_user, getattr(latest, field)) == ("~", person, "Another")
        assert first.history_type == "+"
        assert latest.history_date >= first.history_date
        key = record.pk
        record.delete()
        assert type(record).history.filter(id=key).first().history_type == "-"

    @pytest.mark.parametrize("model", [Outlet, OutletAlias, Document, Credit])
    def test_no_query_changes_records_without_a_trace(self, db, model):
        with pytest.raises(TypeError, match="would leave no history"):
            model.objects.all().update(pk=1)


@pytest.mark.parametrize("model", [Outlet, OutletAlias, Document, Snapshot])
def test_forms_refuse_nul_characters(db, model):
    check_nul_refused(model)


@pytest.mark.parametrize("model", [Outlet, OutletAlias, Document, Credit, Snapshot])
def test_an_empty_record_is_refused_with_messages(db, model):
    with pytest.raises(ValidationError):
        model().full_clean()


def test_a_key_is_made_up_unique_and_kept(db):
    first, second = make_outlet("Belgorod Daily"), make_outlet("Belgorod Daily")
    assert (first.slug, second.slug) == ("belgorod-daily", "belgorod-daily-2")
    first.name = "Belgorod Weekly"
    first.save()
    assert first.slug == "belgorod-daily"
    first.slug = "belgorod-weekly"
    with pytest.raises(ValidationError, match="stays belgorod-daily"):
        first.save()


def test_a_document_is_named_after_its_outlet_and_day(db):
    assert make_document(make_outlet("Daily")).key == "daily-2023-05-24"
    assert make_document(make_outlet("Weekly"), published_on=None, title="Two raids").key == "weekly-two-raids"


def test_a_name_in_another_script_still_gets_a_key(db):
    assert make_outlet("Белгород №1").slug
    assert make_speaker("Гладков").slug


@pytest.mark.django_db
def test_a_document_without_title_is_named_by_its_day_or_key():
    post = make_document(title="", published_on=date(2023, 5, 24))
    undated = make_document(title="", published_on=None, key="undated")
    assert (post.name, undated.name) == ("Untitled, 2023-05-24", "Untitled, undated")
    assert make_document(title="A story").name == "A story"
