"""Attributions, relays, wordings, readings: the words must stand in the text, and their evidence stays."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.forms import inlineformset_factory

from claims.models import Attribution, Claim, Reading, Relay, Wording
from tests.factories import (
    make_attribution,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)

TEXT = "Zwölf 🚀 rockets — the governor said — fell on the town; nobody was hurt."


class TestWords:
    def test_the_text_at_the_place_is_the_words(self, db):
        attribution = make_attribution(make_claim(), make_snapshot(text=TEXT), exact="the governor said")
        assert TEXT[attribution.start : attribution.end] == attribution.exact

    def test_places_count_code_points(self, db):
        assert make_attribution(make_claim(), make_snapshot(text=TEXT), exact="rockets").start == 8

    def test_the_context_is_filled_in(self, db):
        attribution = make_attribution(make_claim(), make_snapshot(text=TEXT), exact="rockets")
        assert (attribution.prefix, attribution.suffix) == ("Zwölf 🚀 ", " — the governor said — fell on")

    @pytest.mark.parametrize("act", ["full_clean", "save"])
    @pytest.mark.parametrize(("start", "end", "exact"), [(0, 5, "Elf!!"), (70, 99, "x" * 29), (0, 5, "Zwo\u0308l")])
    def test_other_words_are_refused(self, db, act, start, end, exact):
        attribution = Attribution(
            claim=make_claim(), snapshot=make_snapshot(text=TEXT), start=start, end=end, exact=exact
        )
        with pytest.raises(ValidationError) as refusal:
            getattr(attribution, act)()
        assert "The snapshot has other words there" in str(refusal.value.message_dict["exact"])

    def test_wordings_are_checked_likewise(self, db):
        wording = make_wording(make_event(), make_snapshot(text=TEXT), "rockets")
        wording.exact = "missile"
        with pytest.raises(ValidationError, match="other words"):
            wording.save()

    def test_another_snapshot_is_checked_anew(self, db):
        attribution = make_attribution(make_claim(), make_snapshot(text=TEXT), exact="rockets")
        attribution.snapshot = make_snapshot(text="Nothing of the kind stands in here.")
        with pytest.raises(ValidationError, match="other words"):
            attribution.save()


class TestKeys:
    def test_an_attribution_is_numbered_within_its_claim(self, db):
        claim = make_claim(make_question(label="Killed"), make_speaker("Shoigu"))
        keys = [make_attribution(claim, exact=words).key for words in ("more than 70", "raiders")]
        assert keys == ["killed-shoigu-1", "killed-shoigu-2"]

    def test_a_wording_is_named_after_event_and_subject(self, db):
        snapshot = make_snapshot()
        assert make_wording(make_event("Raid"), snapshot, "raiders").key == "raid-2023-the-raiders"

    def test_two_attributions_of_a_new_claim_get_two_keys(self, db):
        """As an inline form makes them: checked before their claim is stored, both at once."""
        snapshot, speaker, event = make_snapshot(), make_speaker("Shoigu"), make_event("Raid")
        claim = Claim(event=event, speaker=speaker, statement="One.")
        claim.full_clean()
        fields = ["snapshot", "start", "end", "exact", "manner"]
        rows = [(snapshot.text.find(words), words) for words in ("more than 70", "raiders")]
        data = {"attributions-TOTAL_FORMS": "2", "attributions-INITIAL_FORMS": "0"}
        for number, (start, words) in enumerate(rows):
            values = (snapshot.pk, start, start + len(words), words, "indirect")
            data |= {f"attributions-{number}-{field}": value for field, value in zip(fields, values, strict=True)}
        formset = inlineformset_factory(Claim, Attribution, fields=fields)(data, instance=claim)
        assert formset.is_valid(), formset.errors
        claim.save()
        assert [attribution.key for attribution in formset.save()] == ["raid-2023-shoigu-1", "raid-2023-shoigu-2"]


class TestRelays:
    def test_the_outlet_of_the_document_is_never_a_relay(self, db):
        attribution = make_attribution(make_claim())
        relay = Relay(attribution=attribution, outlet=attribution.snapshot.document.outlet)
        with pytest.raises(ValidationError) as refusal:
            relay.full_clean()
        assert refusal.value.message_dict == {"outlet": ["The document's own outlet is never a relay."]}

    def test_hops_stand_in_order(self, db):
        attribution, spokesman, agency = make_attribution(make_claim()), make_speaker(), make_outlet()
        make_relay(attribution, agency, position=2)
        make_relay(attribution, spokesman, position=1)
        assert [str(relay) for relay in attribution.relays.all()] == [spokesman.name, agency.name]

    def test_who_relays_stays(self, db):
        relay = make_relay(make_attribution(make_claim()), make_speaker())
        with pytest.raises(ProtectedError) as refusal:
            relay.speaker.delete()
        assert refusal.value.protected_objects == {relay}


class TestProtection:
    def test_a_speaker_who_is_heard_stays(self, db):
        speaker = make_speaker()
        event = make_event()
        resting = {make_claim(voice=speaker), make_wording(event, make_snapshot(), "raiders", speaker=speaker)}
        with pytest.raises(ProtectedError) as refusal:
            speaker.delete()
        assert refusal.value.protected_objects == resting

    def test_a_reader_stays(self, db):
        reading = make_reading(make_document(), make_event())
        with pytest.raises(ProtectedError):
            reading.reader.delete()

    def test_a_deleted_claim_takes_its_own_evidence_along_and_leaves_the_text(self, db):
        relay = make_relay(make_attribution(make_claim()), make_speaker())
        snapshot = relay.attribution.snapshot
        relay.attribution.claim.delete()
        assert not Attribution.objects.exists() and not Relay.objects.exists()
        snapshot.refresh_from_db()
        assert Attribution.history.filter(history_type="-").count() == 1
        assert Relay.history.filter(history_type="-").count() == 1


@pytest.mark.parametrize(
    ("model", "make", "changes"),
    [
        (Attribution, lambda: make_attribution(make_claim()), {"cue": "said"}),
        (Relay, lambda: make_relay(make_attribution(make_claim()), make_speaker()), {"cue": "told"}),
        (Wording, lambda: make_wording(make_event(), make_snapshot(), "raiders"), {"subject": "the attackers"}),
        (Reading, lambda: make_reading(make_document(), make_event()), {"read_on": "2026-01-02"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_change_is_kept(db, model, make, changes):
    record, person = make(), make_user()
    for field, value in changes.items():
        setattr(record, field, value)
    record._history_user = person
    record.save()
    latest = model.history.first()
    assert (latest.history_type, latest.history_user) == ("~", person)
    assert {field: str(getattr(latest, field)) for field in changes} == changes
