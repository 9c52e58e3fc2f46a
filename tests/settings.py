"""The settings of the tests: the project's, read from an environment of their own, never the developer's."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

FILES = TemporaryDirectory(prefix="counterclaim-tests-")  # removed when the run ends
for name in ("media", "static"):
    (Path(FILES.name) / name).mkdir()

os.environ |= {
    "SECRET_KEY": "only-for-tests",
    "DEBUG": "false",
    "PUBLIC_PAGES": "false",
    "SELF_REVIEW": "false",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "MEDIA_ROOT": f"{FILES.name}/media",
    "SITE_URL": "",
    "PORT": "",
    "ANALYST_PASSWORD": "",
}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from project.settings import *  # noqa: E402, F403

STATIC_ROOT = Path(FILES.name) / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for passwords that are no secret
