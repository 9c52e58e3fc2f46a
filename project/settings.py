"""All settings, read from the environment (and `.env` if there is one); nowhere else reads it.

A value that makes no sense stops the start with one line that names the variable.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"


def stop(message):
    """End the start with one clear line, no traceback; after a 3 gunicorn does not try again and again."""
    print(f"Counterclaim cannot start. {message}", file=sys.stderr)
    sys.exit(3)


def read(name, default=""):
    """A variable as it stands, without the spaces around it; `$` means nothing in it."""
    return os.environ.get(name, default).strip()


def flag(name, default):
    """True or false from the environment; anything else stops the start."""
    word = read(name, str(default)).lower()
    if word not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
        stop(f"{name} is {word!r}; write true or false.")
    return word in {"true", "1", "yes", "on"}


def words(name, default=""):
    """A list from a comma-separated variable."""
    return [word.strip() for word in read(name, default).split(",") if word.strip()]


def secret_key():
    key = read("SECRET_KEY")
    if key:
        return key
    if not DEBUG:
        stop("SECRET_KEY is not set; set it to a long random text, or DEBUG=true on your own machine.")
    return "only-for-development-" * 3


def database():
    """The database of DATABASE_URL: sqlite:///path or postgres://user:password@host:port/name."""
    url = read("DATABASE_URL", f"sqlite:///{quote(str(VAR / 'counterclaim.sqlite3'))}")
    scheme = url.split(":", 1)[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        stop(f"DATABASE_URL begins with {scheme!r}; use sqlite:///path or postgres://user:password@host/name.")
    nameless = "DATABASE_URL names no database; use sqlite:///path or postgres://user:password@host/name."
    if not url.startswith(("sqlite:///", "postgres://", "postgresql://")) and url != "sqlite://:memory:":
        stop(nameless)
    try:
        found = environ.Env.db_url_config(url)
    except ValueError:  # its own words may repeat the password
        stop("DATABASE_URL cannot be read; the port is a number, and special characters of a password are %XX.")
    if not found["NAME"] or url == "sqlite:///":
        stop(nameless)
    return found | (sqlite_options(found["NAME"]) if scheme == "sqlite" else {"CONN_MAX_AGE": 60})


def sqlite_options(name):
    """Readers do not wait for a writer (WAL); a writer waits up to 20 seconds for another."""
    folder = Path(name).parent
    if name != ":memory:" and Path(name).is_dir():
        stop(f"DATABASE_URL names {name}, which is a folder; name a file.")
    if name != ":memory:" and not folder.is_dir():
        if folder != VAR:
            stop(f"DATABASE_URL points into {folder}, which is not a folder.")
        VAR.mkdir(exist_ok=True)
    return {
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    }


def hosts(name, default):
    """Names of hosts, without scheme, port or path."""
    found = words(name, default)
    for host in found:
        if "/" in host or " " in host or (":" in host and not host.startswith("[")):
            stop(f"{name} holds {host!r}; write names of hosts only, such as claims.example.org.")
    return found or stop(f"{name} is empty; name the hosts that the site answers for.")


def is_origin(url):
    """Whether a URL is scheme and host, with nothing behind them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and url == f"{parts.scheme}://{parts.netloc}"


def origins(name):
    """Origins with their scheme, as Django wants them."""
    found = words(name)
    for origin in found:
        if not is_origin(origin):
            stop(f"{name} holds {origin!r}; write scheme and host only, such as https://claims.example.org.")
    return found


def site_url():
    """What links in files begin with, whether the site or a command writes them."""
    port = read("PORT")
    own = [*(o for o in CSRF_TRUSTED_ORIGINS if "*" not in o), f"http://127.0.0.1:{port if port.isdigit() else 8000}"]
    url = read("SITE_URL").rstrip("/") or own[0]
    if not is_origin(url):
        stop(f"SITE_URL is {url!r}; write scheme and host only, such as https://claims.example.org.")
    return url


def media_root():
    """The folder for the original bytes of documents; made when the first of them is kept."""
    folder = Path(read("MEDIA_ROOT") or VAR / "media")
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not nearest.is_dir():
        stop(f"MEDIA_ROOT is {folder}, but {nearest} is a file; name a folder.")
    return folder


try:
    environ.Env.read_env(BASE_DIR / ".env")
except UnicodeDecodeError:
    stop("The file .env is not UTF-8 text.")

DEBUG = flag("DEBUG", False)
SECRET_KEY = secret_key()
ALLOWED_HOSTS = hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = origins("CSRF_TRUSTED_ORIGINS")
PUBLIC_PAGES = flag("PUBLIC_PAGES", False)
SELF_REVIEW = flag("SELF_REVIEW", False)
SITE_URL = site_url()
MEDIA_ROOT = media_root()
ANALYST_PASSWORD = read("ANALYST_PASSWORD")  # of the first account; see claims/management/commands/prepare_site.py
DATABASES = {"default": database()}

# Behind a proxy that speaks https: cookies travel only over https, and links are built with it.
BEHIND_HTTPS = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "claims.apps.ClaimsConfig",
    "sources",
    "claims.apps.CurationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.access.ReadingPagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Whoever guesses a password waits: ten failures for one name from one address lock that pair alone, for a while, so
# that neither a newsroom behind one address nor a person whom somebody else guesses at is locked out.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the promised quarter of an hour does not grow
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_CLIENT_IP_CALLABLE = "project.access.client_address"
AXES_USERNAME_CALLABLE = "project.access.tried_username"
AXES_ENABLE_ADMIN = False  # its rows are for `manage.py axes_reset_username`, not for people
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is nobody's business; what they wrote stands in the histories
AXES_VERBOSE = False

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "claims:dashboard"
LOGOUT_REDIRECT_URL = "claims:dashboard" if PUBLIC_PAGES else "login"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "project" / "static"]
MEDIA_URL = "/media/"  # originals are evidence, not pages: nothing serves this folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

# Nothing that comes from a document may run, and nothing is loaded from another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True  # why is told in sentences, not in 100 characters
DATA_UPLOAD_MAX_NUMBER_FILES = 400  # an import takes 200 and says so of more
FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000  # bytes: of many files at once, larger ones wait on the disk
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a claim with many attributions and relays is one form

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
