"""What every test runs under: a setting of its own, never the developer's."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DEBUG", "false")
