"""A database and a folder for files that are gone afterwards, unless DATABASE_URL names another database."""

import os
import tempfile
from contextlib import contextmanager

import django


@contextmanager
def temporary_site():
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
        os.environ["MEDIA_ROOT"], os.environ["DEBUG"] = f"{folder}/media", "false"
        os.environ.setdefault("SECRET_KEY", "for a benchmark that serves nobody, long enough to be taken")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        yield folder
