"""Whatever changes records keeps the index in step: the admin, a package that is loaded, an update of the site."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.dataset.load import load
from claims.models import Answer, Attribution, Claim, Event, Question, SearchEntry, Speaker, SpeakerAlias
from claims.search.index import TOUCHED, rebuild
from sources.models import Document, Outlet, OutletAlias, Snapshot
from tests.adminforms import save
from tests.claims.dataset.packages import make_package
from tests.claims.search.test_index import in_step
from tests.claims.search.world import finds, kinds, make_world
from tests.factories import make_analyst, make_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    make_world()


@pytest.fixture
def analyst(client, world):
    client.force_login(make_analyst())
    return client


def address(record, page="change"):
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[record.pk] if record.pk else [])


CHANGED = [
    (Speaker, {"name": "Renamed"}, "speaker claim quote document"),
    (Speaker, {"description": "Renamed"}, "speaker"),
    (Speaker, {"aliases-2-name": "Renamed"}, "speaker claim quote document"),
    (SpeakerAlias, {"name": "Renamed"}, "speaker claim quote document"),
    (Outlet, {"name": "Renamed"}, "outlet document"),
    (Outlet, {"aliases-0-name": "Renamed"}, "outlet document"),
    (Event, {"title": "Renamed"}, "event"),
    (Question, {"label": "Renamed"}, "question claim"),
    (Claim, {"statement": "Renamed."}, "claim"),
    (Attribution, {"cue": "renamed"}, "quote"),
    (Document, {"title": "Renamed"}, "document"),
]


@pytest.mark.parametrize(("model", "typed", "found"), CHANGED, ids=[f"{m.__name__} {min(t)}" for m, t, _ in CHANGED])
def test_what_is_changed_in_the_admin_is_found(analyst, model, typed, found):
    Claim.objects.filter(status="draft").delete()
    rebuild()
    save(analyst, address(model.objects.order_by("pk").first()), **typed)
    assert kinds("renamed") == found
    assert in_step()


def test_what_is_added_in_the_admin_is_found(analyst):
    save(analyst, reverse("admin:claims_speaker_add"), name="Anna Ash", **{"aliases-0-name": "Аш"})
    assert kinds("Аш") == "speaker"
    document = Document.objects.get()
    save(analyst, reverse("admin:sources_snapshot_add"), document=document.pk, text="Later: three boats.")
    assert Snapshot.objects.count() == 2
    assert kinds("later three") == "document"
    save(analyst, reverse("admin:sources_outletalias_add"), outlet=Outlet.objects.get().pk, name="Küstenblatt")
    assert OutletAlias.objects.exists() and "outlet" in kinds("kustenblatt").split()
    save(analyst, reverse("admin:claims_answer_add"), question=Question.objects.get(key="hurt").pk, label="Appended")
    assert Answer.objects.count() == 3 and kinds("appended") == "question"
    assert in_step()


def test_an_answer_that_is_renamed_in_its_question_is_found_in_the_claims_that_give_it(analyst):
    names = {"answers-0-label": "Somebody else", "answers-1-label": "Renamed"}
    save(analyst, address(Question.objects.get(key="hurt")), **names)
    assert kinds("renamed", Claim.objects.compared()) == "question claim"
    assert in_step()


def test_what_is_deleted_in_the_admin_is_not_found(analyst):
    analyst.post(address(Claim.objects.get(key="most"), "delete"), {"post": "yes", "reason": "Twice."})
    assert kinds("gladkov", Claim.objects.compared()) == "speaker document"
    selected = {"action": "delete_selected", "_selected_action": [Speaker.objects.get().pk], "post": "yes"}
    analyst.post(reverse("admin:claims_speaker_changelist"), selected)
    assert kinds("vyacheslav") == ""
    assert SearchEntry.objects.filter(kind__in=["speaker", "quote"]).count() == 1
    assert in_step()


def test_an_alias_that_moves_to_another_speaker_is_found_there_only(analyst):
    other = Speaker.objects.create(name="Anna Ash")
    save(analyst, address(SpeakerAlias.objects.get(name="Gladkow")), speaker=other.pk)
    assert list(finds('"gladkow"').values()) == [[other.pk]]


def test_every_model_that_is_searched_has_an_admin_that_says_so(analyst):
    for model in TOUCHED:
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert analyst.get(url).status_code == 200


def test_a_package_that_is_loaded_is_found(tmp_path):
    folder = make_package(tmp_path / "package")
    assert load(folder, dry_run=True).problems == []
    assert not SearchEntry.objects.exists()
    assert load(folder).problems == []
    assert "document" in kinds("raiders legion").split()
    assert SearchEntry.objects.filter(kind="claim").count() == Claim.objects.count()
    assert in_step()


def test_a_package_that_changes_names_changes_them_in_what_is_there(tmp_path):
    folder = make_package(tmp_path / "package")
    load(folder)
    make_claim(Question.objects.get(key="killed"), Speaker.objects.get(slug="ministry"), statement="Another.")
    rebuild()
    path = folder / "speakers.csv"
    path.write_text(path.read_text().replace("The Ministry", "The Renamed"))
    load(folder)
    assert "Another." in [
        Claim.objects.get(pk=pk).statement for pk in finds('"renamed"', Claim.objects.compared())["claim"]
    ]
    assert in_step()


def test_an_update_that_brings_the_search_fills_its_index(world, settings, tmp_path):
    settings.STATIC_ROOT, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS = tmp_path / "static", [], []
    SearchEntry.objects.all().delete()
    out = StringIO()
    call_command("prepare_site", stdout=out)
    assert "Indexing for the search" in out.getvalue()
    assert kinds("gladkow") == "speaker claim quote document"
    out = StringIO()
    call_command("prepare_site", stdout=out)
    assert "Indexing" not in out.getvalue()
