"""A package that changes claims asks again what was judged of them, but for what it states itself."""

import pytest

from claims.dataset.load import load
from claims.models import Relation
from tests.claims.dataset.packages import change, make_package, told
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RELATION = "killed-legion..killed-ministry"


@pytest.fixture
def package(tmp_path):
    """A package that is loaded already, and then changed: the ministry says 80."""
    folder = make_package(tmp_path / "package")
    assert told(load(folder)) == []
    return change(folder, "claims", ",70,", ",80,")


def test_what_the_package_does_not_state_is_asked_again(package):
    (package / "relations.csv").unlink()
    report = load(package, user=make_user("a.sato"))
    assert told(report) == []
    relation = Relation.objects.get(key=RELATION)
    assert relation.is_reopened
    assert "a.sato changed The Ministry’s answer from" in relation.reasons
    assert "after bob confirmed it: Seventy is not nobody." in relation.reasons
    assert "judgements asked again, for what they rested on was changed: 1" in report.notes


def test_what_the_package_states_is_as_it_says(package):
    assert told(load(package)) == []
    assert Relation.objects.get(key=RELATION).state == "confirmed"


def test_a_changed_quote_asks_again_what_rests_on_words(package):
    change(package, "claims", ",80,", ",70,")
    change(package, "relations", "contradicts,number", "contradicts,wording")
    assert told(load(package)) == []
    (package / "relations.csv").unlink()
    change(package, "attributions", "23,55,more than 70 raiders were killed", "23,43,more than 70 raiders")
    assert told(load(package)) == []
    assert "a program changed The Ministry’s quote from" in Relation.objects.get(key=RELATION).reasons


def test_a_trial_changes_nothing(package):
    (package / "relations.csv").unlink()
    assert told(load(package, dry_run=True)) == []
    assert Relation.objects.get(key=RELATION).state == "confirmed"
