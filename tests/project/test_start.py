"""`prepare_site`: what `make run` does before it serves, once."""

import socket
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from claims.management.commands import prepare_site
from claims.models import Claim
from tests.factories import make_outlet, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def static_root(settings, tmp_path):
    """A folder of its own for static files, and few of them: compressing takes its time."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "site.css").write_text("body { color: black }" * 100)
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "source"], tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return settings.STATIC_ROOT


def prepare(**options):
    out = StringIO()
    call_command("prepare_site", stdout=out, **options)
    return out.getvalue()


def analyst():
    return get_user_model().objects.get(username="analyst")


class TestTheAnalyst:
    def test_the_password_made_up_is_shown_and_works(self, client):
        shown = prepare(no_seeds=True)
        password = shown.split("password: ")[1].split()[0]
        assert client.post("/login/", {"username": "analyst", "password": password}).status_code == 302
        assert analyst().is_superuser and analyst().is_staff

    def test_it_is_shown_only_once(self):
        prepare(no_seeds=True)
        assert "password" not in prepare(no_seeds=True)

    def test_a_password_may_come_from_the_environment_and_is_not_shown(self, settings):
        settings.ANALYST_PASSWORD = "correct horse"
        assert "correct horse" not in prepare(no_seeds=True)
        assert analyst().check_password("correct horse")

    def test_no_account_is_made_where_somebody_manages_the_site(self):
        get_user_model().objects.create_superuser("chief")
        prepare(no_seeds=True)
        assert not get_user_model().objects.filter(username="analyst").exists()

    def test_an_account_that_only_a_package_named_is_taken_over(self):
        user = make_user("analyst", is_active=False)
        user.set_unusable_password()
        user.save()
        assert "password: " in prepare(no_seeds=True)
        assert analyst().is_active

    def test_somebody_elses_account_is_left_alone(self):
        make_user("analyst", password="mine")
        with pytest.raises(CommandError, match=r"run manage\.py createsuperuser"):
            prepare(no_seeds=True)
        assert analyst().check_password("mine")


class TestTheCorpus:
    @pytest.fixture
    def loaded(self, monkeypatch):
        """The packages that are loaded; other commands run as they are."""
        packages = []

        def record(name, *args, **options):
            return packages.append(*args) if name == "load_dataset" else call_command(name, *args, **options)

        monkeypatch.setattr(prepare_site, "call_command", record)
        return packages

    def test_it_is_loaded_into_an_empty_database(self, loaded, settings):
        prepare()
        assert loaded == [str(settings.BASE_DIR / "seeds" / "belgorod")]

    def test_nothing_is_loaded_beside_ones_own_work(self, loaded):
        make_outlet()
        prepare()
        assert loaded == []

    def test_it_may_be_left_out(self, loaded):
        prepare(no_seeds=True)
        assert loaded == []


class TestStaticFiles:
    def test_they_are_collected_once(self, static_root):
        assert "Collecting" in prepare(no_seeds=True)
        assert (static_root / "site.css").is_file()
        assert (static_root / "site.css.gz").is_file()
        assert "Collecting" not in prepare(no_seeds=True)

    def test_they_are_collected_again_when_one_changes(self, static_root, settings):
        prepare(no_seeds=True)
        (settings.STATICFILES_DIRS[0] / "site.css").write_text("body { color: navy }")
        assert "Collecting" in prepare(no_seeds=True)
        assert "navy" in (static_root / "site.css").read_text()

    def test_they_are_collected_again_when_they_are_gone(self, static_root):
        prepare(no_seeds=True)
        static_root.rename(static_root.with_name("gone"))
        assert "Collecting" in prepare(no_seeds=True)


class TestThePort:
    def test_a_taken_port_is_named_before_anything_is_done(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with pytest.raises(CommandError, match=f"Port {port} is taken; .*make run PORT="):
                prepare(port=str(port))
        assert not get_user_model().objects.exists()

    @pytest.mark.parametrize("port", ["", "0", "-1", "65536", "http", "80.5", "٨٠٠٠"])
    def test_what_is_no_port_is_refused(self, port):
        with pytest.raises(CommandError, match="a port is a number from 1 to 65535"):
            prepare(port=port)

    def test_a_free_port_leads_to_the_address(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        assert f"http://127.0.0.1:{port}/" in prepare(port=str(port), no_seeds=True)


def test_the_example_corpus_is_what_newcomers_get():
    prepare()
    assert Claim.objects.accepted().count() >= 100
    assert Claim.objects.values("question").distinct().count() >= 40
