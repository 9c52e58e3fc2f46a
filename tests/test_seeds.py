"""What must be seen in the seed corpus, whoever curates it further; the names of events and questions are contracts."""

import hashlib
import json

import pytest
from django.conf import settings

from claims.choices import Basis, Stance, Verdict
from claims.comparisons.questions import compare_question
from claims.dataset.load import load
from claims.models import Claim, Question, Relation

pytestmark = pytest.mark.django_db
FOLDER = settings.BASE_DIR / "seeds" / "belgorod"
EVENTS = {
    "belgorod-raid-2023": "raid-attackers-killed raid-attackers-identity raid-ukraine-involved raid-how-it-ended "
    "raid-us-vehicles raid-western-weapons",
    "belgorod-drones-2023-05-24": "drones-damage drones-casualties",
    "belgorod-shelling-2023-12-30": "shelling-killed shelling-children-killed shelling-responsible",
    "crocus-attack-2024": "crocus-killed crocus-responsible",
    "belgorod-incursion-2025": "incursion-ukrainian-presence",
    "chinese-fighters-2025": "chinese-fighters chinese-fighters-number chinese-fighters-beijing-knew",
    "easter-truce-2025": "easter-truce-broken-by",
    "war-background": "belgorod-border-distance counteroffensive-ukrainian-deaths",
}
BETWEEN = {
    "raid-attackers-killed": {(Verdict.CONTRADICTS, Basis.NUMBER), (Verdict.CONTRADICTS, Basis.DENIAL)},
    "raid-attackers-identity": {(Verdict.CONTRADICTS, Basis.RIVAL_ACCOUNT)},
    "raid-ukraine-involved": {(Verdict.CONTRADICTS, Basis.DENIAL)},
    "raid-how-it-ended": {(Verdict.CONTRADICTS, Basis.RIVAL_ACCOUNT)},
    "drones-casualties": {(Verdict.EVADES, "")},
    "shelling-killed": {(Verdict.AGREES, "")},
    "shelling-responsible": {(Verdict.CONTRADICTS, Basis.RIVAL_ACCOUNT), (Verdict.EVADES, "")},
    "incursion-ukrainian-presence": {(Verdict.CONTRADICTS, Basis.DENIAL), (Verdict.EVADES, "")},
    "chinese-fighters-beijing-knew": {(Verdict.CONTRADICTS, Basis.DENIAL)},
    "easter-truce-broken-by": {(Verdict.CONTRADICTS, Basis.RIVAL_ACCOUNT)},
    "belgorod-border-distance": {(Verdict.CONTRADICTS, Basis.NUMBER)},
    "counteroffensive-ukrainian-deaths": {(Verdict.DIFFERS, "")},
}


@pytest.fixture
def seeds(db):
    report = load(FOLDER)
    assert not report.problems


def verdicts(key):
    compared = compare_question(Question.objects.get(key=key), Claim.objects.all())
    keys = sorted(compared.by_key)
    found = [compared.verdict(a, b) for a in keys for b in keys if a < b]
    return {(one.verdict, str(one.basis)) for one in found}


def test_the_comparisons_that_must_come_out_of_the_seeds(seeds):
    for event, questions in EVENTS.items():
        assert set(questions.split()) <= set(Question.objects.filter(event__key=event).values_list("key", flat=True))
    missing = {key: wanted - verdicts(key) for key, wanted in BETWEEN.items() if wanted - verdicts(key)}
    assert missing == {}


def test_a_persons_relations_cross_questions(seeds):
    found = Relation.objects.filter(state="confirmed").values_list(
        "first__question__key", "second__question__key", "kind", "basis"
    )
    assert ("raid-us-vehicles", "raid-western-weapons", "corroborates", "") in found
    assert ("assassinations-ukraine", "crocus-responsible", "contradicts", "wording") in found
    asked = Claim.objects.filter(question__key="assassinations-ukraine", stance=Stance.NONCOMMITTAL)
    assert asked.count() == 1


def test_the_description_fits_the_files():
    for resource in json.loads((FOLDER / "datapackage.json").read_text())["resources"]:
        data = (FOLDER / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
