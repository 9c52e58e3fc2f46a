"""The settings of the site that the browser visits: those of the tests, with open reading pages."""

from tests.settings import *  # noqa: F403

PUBLIC_PAGES = True
LOGOUT_REDIRECT_URL = "claims:dashboard"
WHITENOISE_USE_FINDERS = True  # static files from where they lie: nothing is collected
