"""`manage.py prepare_site`: all that `make run` needs before it can serve; a second run does nothing twice."""

import hashlib
import secrets
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.models import Claim, Event, SearchEntry, Speaker
from sources.models import Document, Outlet

ANALYST = "analyst"
SEEDS = settings.BASE_DIR / "seeds" / "belgorod"


class Command(BaseCommand):
    help = (
        "Make a site ready to serve: migrate the database, make the superuser “analyst” if there is no superuser, "
        "load the example corpus into an empty database, collect the static files. Does only what is missing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", help="refuse to start if this port of 127.0.0.1 is taken")
        parser.add_argument("--no-seeds", action="store_true", help="leave an empty database empty")

    def handle(self, *args, port=None, no_seeds=False, **options):
        if port is not None:
            check_port(port)
        self.migrate()
        password = self.make_analyst()
        try:
            if not no_seeds and is_empty():
                self.stdout.write("Loading the example corpus …")
                call_command("load_dataset", str(SEEDS), stdout=self.stdout, stderr=self.stderr)
            self.index()
            self.collect_static()
        finally:  # whatever else fails: it is known only now
            if password:
                self.stdout.write(f"Log in as {ANALYST}, password: {password}")
        if port is not None:
            self.stdout.write(f"Counterclaim is at http://127.0.0.1:{port}/ (Ctrl-C stops it).")
        self.stdout.flush()

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)

    def index(self):
        """Fill the index of the search where an update has just brought it."""
        if not SearchEntry._base_manager.exists() and not is_empty():
            self.stdout.write("Indexing for the search …")
            call_command("rebuild_search", stdout=self.stdout)

    def make_analyst(self):
        """Make a first superuser; the password to show this once, or None if somebody manages the site already."""
        people = get_user_model()._default_manager
        if people.filter(is_superuser=True).exists():
            return None
        analyst = people.filter(username=ANALYST).first() or people.model(username=ANALYST)
        if analyst.pk and analyst.has_usable_password():
            raise CommandError(f"“{ANALYST}” has an account but is no superuser; run manage.py createsuperuser.")
        password = settings.ANALYST_PASSWORD or secrets.token_urlsafe(12)
        analyst.set_password(password)
        analyst.is_active = analyst.is_staff = analyst.is_superuser = True
        analyst.save()
        return "that of ANALYST_PASSWORD" if settings.ANALYST_PASSWORD else f"{password} (shown only now)"

    def collect_static(self):
        """Copy and compress the static files, if any of them changed since the last time."""
        stamp, state = settings.STATIC_ROOT.with_suffix(".stamp"), static_state()
        if settings.STATIC_ROOT.is_dir() and stamp.is_file() and stamp.read_text() == state:
            return
        self.stdout.write("Collecting the static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def check_port(port):
    """Refuse what is no port, or is taken."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise CommandError(f"PORT is {port!r}; a port is a number from 1 to 65535.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise CommandError(
                f"Port {port} is not for ordinary programs; choose another: make run PORT=8123"
            ) from None
        except OSError:
            other = int(port) % 65535 + 1
            raise CommandError(f"Port {port} is taken; stop what runs there, or: make run PORT={other}") from None


def is_empty():
    """Whether nobody has recorded anything yet."""
    return not any(model._base_manager.exists() for model in (Outlet, Document, Speaker, Event, Claim))


def static_state():
    """A hash over name, size and time of each static file."""
    found = sorted((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))
    files = [(path, Path(full).stat()) for path, full in found]
    listed = "".join(f"{path} {file.st_size} {file.st_mtime_ns}\n" for path, file in files)
    return hashlib.sha256(listed.encode()).hexdigest()
