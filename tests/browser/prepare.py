"""Makes a database for the browser to visit: `DATABASE_URL=sqlite:////path python -m tests.browser.prepare NAME`.

`seeds` holds the example corpus and an analyst, `busy` one event of 700 claims from 40 outlets, `coded` the corpus with
a document that two people are coding, `copied` a family of republications, `review` the corpus while some of its
claims are in review.
"""

import sys

import django
from django.core.management import call_command


def seeds():
    from django.conf import settings  # noqa: PLC0415

    from claims.dataset.load import load  # noqa: PLC0415
    from tests.factories import make_analyst  # noqa: PLC0415

    report = load(settings.BASE_DIR / "seeds" / "belgorod")
    if report.problems:
        sys.exit(f"The example corpus does not load: {report.problems}")
    make_analyst()


def busy():
    from tests.browser.busy_event import make_busy_event  # noqa: PLC0415

    make_busy_event()


def coded():
    from tests.browser.coded import make_coded  # noqa: PLC0415

    seeds()
    make_coded()


def copied():
    from tests.browser.copied import make_copied  # noqa: PLC0415

    make_copied()


def review():
    seeds()
    from tests.browser.in_review import put_into_review  # noqa: PLC0415

    put_into_review()


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    {"seeds": seeds, "busy": busy, "coded": coded, "copied": copied, "review": review}[sys.argv[1]]()
