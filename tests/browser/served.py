"""A site of its own for the browser: its database is made once a run, its server runs beside the tests."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Site:
    """Where the site is, its database, and the database as it was at the start."""

    url: str
    database: Path
    pristine: Path

    def restore(self):
        """Take back all that was changed."""
        with closing(sqlite3.connect(self.pristine)) as source, closing(sqlite3.connect(self.database)) as target:
            source.backup(target)


def environment(database):
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
    }


def prepared(folder, name):
    """The database `name`, in a folder that the processes of a run share; the first that asks for it makes it."""
    database = folder / f"{name}.sqlite3"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.exists():
            unfinished = database.with_suffix(".part")
            command = [sys.executable, "-m", "tests.browser.prepare", name]
            subprocess.run(command, cwd=ROOT, env=environment(unfinished), check=True)
            unfinished.rename(database)
    return database


@contextmanager
def served(pristine, folder):
    """Serve a copy of the database as `make run` does, on a port that is free; what goes wrong is said at the end."""
    database, log = Path(shutil.copy(pristine, folder)), folder / "server.log"
    with socket.create_server(("127.0.0.1", 0)) as door, log.open("w") as said:  # whoever comes early waits at the door
        command = [sys.executable, "-m", "gunicorn", "project.wsgi", "--bind", f"fd://{door.fileno()}"]
        options = ["--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "error"]
        server = subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment(database), pass_fds=[door.fileno()], stderr=said
        )
        try:
            yield Site(f"http://127.0.0.1:{door.getsockname()[1]}", database, pristine)
        finally:
            server.terminate()
            server.wait(30)
    assert "Traceback" not in log.read_text(), log.read_text()
