"""A setting that is missing or makes no sense stops the start with one clear line; so do manage.py and gunicorn."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
OWN = {
    "SECRET_KEY": "x" * 60,
    "DEBUG": "false",
    "DATABASE_URL": "sqlite://:memory:",
    "PUBLIC_PAGES": "false",
    "ALLOWED_HOSTS": "localhost",
    "CSRF_TRUSTED_ORIGINS": "",
    "SITE_URL": "",
    "MEDIA_ROOT": "",
    "DJANGO_SETTINGS_MODULE": "project.settings",
}
SHOW = "import project.settings as s; print(*(getattr(s, n) for n in {names!r}), sep='\\n')"


def start(*command, **environment):
    """Run Python with an environment of its own: (exit code, standard output, standard error)."""
    variables = {"PATH": os.environ["PATH"]} | OWN | environment
    run = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60, check=False
    )
    return run.returncode, run.stdout, run.stderr


def values(*names, **environment):
    """What the settings are, as text, under an environment."""
    code, shown, errors = start("-c", SHOW.format(names=names), **environment)
    assert (code, errors) == (0, "")
    return shown.splitlines()


NONSENSE = [
    ("SECRET_KEY", "", "SECRET_KEY is not set; set it to a long random text, or DEBUG=true on your own machine."),
    ("SECRET_KEY", "  ", "SECRET_KEY is not set"),
    ("DEBUG", "maybe", "DEBUG is 'maybe'; write true or false."),
    ("DEBUG", "", "DEBUG is ''; write true or false."),
    ("PUBLIC_PAGES", "2", "PUBLIC_PAGES is '2'; write true or false."),
    ("DATABASE_URL", "mysql://u@h/n", "DATABASE_URL begins with 'mysql'"),
    ("DATABASE_URL", "", "DATABASE_URL begins with ''"),
    ("DATABASE_URL", "postgres", "DATABASE_URL names no database"),
    ("DATABASE_URL", "postgres://u:p@h", "DATABASE_URL names no database"),
    ("DATABASE_URL", "sqlite:///", "DATABASE_URL names no database"),
    ("DATABASE_URL", "sqlite://claims.db", "DATABASE_URL names no database"),
    ("DATABASE_URL", "postgres://u:p@h:port/n", "DATABASE_URL cannot be read; the port is a number"),
    ("DATABASE_URL", "sqlite:////nowhere/at/all.db", "DATABASE_URL points into /nowhere/at, which is not a folder."),
    ("DATABASE_URL", "sqlite:///tests", "DATABASE_URL names tests, which is a folder; name a file."),
    ("MEDIA_ROOT", "manage.py", "MEDIA_ROOT is manage.py, but"),
    ("MEDIA_ROOT", "manage.py/media", "is a file; name a folder."),
    ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is empty"),
    ("ALLOWED_HOSTS", "https://example.org", "ALLOWED_HOSTS holds 'https://example.org'; write names of hosts only"),
    ("ALLOWED_HOSTS", "example.org:8000", "ALLOWED_HOSTS holds 'example.org:8000'"),
    ("CSRF_TRUSTED_ORIGINS", "example.org", "CSRF_TRUSTED_ORIGINS holds 'example.org'; write scheme and host only"),
    ("CSRF_TRUSTED_ORIGINS", "https://", "CSRF_TRUSTED_ORIGINS holds 'https://'"),
    ("CSRF_TRUSTED_ORIGINS", "https://a.org/path", "CSRF_TRUSTED_ORIGINS holds 'https://a.org/path'"),
    ("CSRF_TRUSTED_ORIGINS", "https://[a", "CSRF_TRUSTED_ORIGINS holds 'https://[a'"),
    ("SITE_URL", "example.org", "SITE_URL is 'example.org'; write scheme and host only"),
]


@pytest.mark.parametrize(("name", "value", "words"), NONSENSE)
def test_nonsense_stops_the_start_with_one_line(name, value, words):
    code, shown, errors = start("-c", "import project.settings", **{name: value})
    assert (code, shown) == (3, "")
    assert errors.startswith("Counterclaim cannot start. ")
    assert words in errors
    assert errors.count("\n") == 1


def test_the_line_does_not_repeat_a_password():
    _, _, errors = start("-c", "import project.settings", DATABASE_URL="postgres://u:hush/hush@h/n")
    assert "DATABASE_URL cannot be read" in errors
    assert "hush" not in errors


@pytest.mark.parametrize(
    "command",
    [("manage.py", "check"), ("-m", "gunicorn", "project.wsgi", "--bind", "127.0.0.1:0", "--no-control-socket")],
    ids=["manage.py", "gunicorn"],
)
def test_every_way_to_start_stops(command):
    code, _, errors = start(*command, DEBUG="maybe")
    assert code == 3
    assert errors.count("Counterclaim cannot start. DEBUG is 'maybe'; write true or false.") == 1
    assert "Traceback" not in errors


@pytest.mark.parametrize("server", ["postgres://u:p@127.0.0.1:1/n", "postgres://u:p@127.0.0.1:1/n?no_such_option=1"])
@pytest.mark.parametrize("command", ["prepare_site", "migrate"])
def test_a_database_that_does_not_answer_gets_one_line(server, command):
    code, _, errors = start("manage.py", command, DATABASE_URL=server)
    assert code == 1
    assert errors.startswith("The database cannot be used")
    assert errors.count("\n") == 1


def test_a_database_without_tables_gets_one_line():
    code, _, errors = start("manage.py", "createsuperuser", "--noinput", "--username=a", "--email=a@example.org")
    assert code == 1
    assert "is it migrated?" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("word", ["true", "True", "1", "yes", "on"])
def test_switches_may_be_written_in_several_ways(word):
    assert values("PUBLIC_PAGES", PUBLIC_PAGES=word) == ["True"]


def test_lists_are_separated_by_commas():
    assert values("ALLOWED_HOSTS", ALLOWED_HOSTS="a.org, .b.org,,[::1]") == ["['a.org', '.b.org', '[::1]']"]


def test_https_origins_secure_the_cookies():
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    assert values(*names, CSRF_TRUSTED_ORIGINS="https://claims.example.org") == ["True", "True"]
    assert values(*names, CSRF_TRUSTED_ORIGINS="http://claims.example.org") == ["False", "False"]


def test_links_in_files_begin_where_the_site_is():
    assert values("SITE_URL") == ["http://127.0.0.1:8000"]
    assert values("SITE_URL", PORT="8123") == ["http://127.0.0.1:8123"]
    trusted = "https://*.example.org,https://claims.example.org"
    assert values("SITE_URL", CSRF_TRUSTED_ORIGINS=trusted) == ["https://claims.example.org"]
    assert values("SITE_URL", CSRF_TRUSTED_ORIGINS=trusted, SITE_URL="http://a.org/") == ["http://a.org"]


def test_a_secret_may_begin_with_a_dollar():
    assert values("SECRET_KEY", SECRET_KEY="$HOME-and-more") == ["$HOME-and-more"]


def test_a_password_may_hold_escaped_characters():
    assert "'PASSWORD': 'p@ss/w#rd'" in values("DATABASES", DATABASE_URL="postgres://u:p%40ss%2Fw%23rd@h:5433/n")[0]


def test_a_missing_secret_is_forgiven_on_ones_own_machine():
    assert values("DEBUG", DEBUG="true", SECRET_KEY="") == ["True"]
