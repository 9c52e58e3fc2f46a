"""How long a search takes in the database of DATABASE_URL: `python -m tests.benchmarks.search`, after loading a corpus.

Asks for the whole page, as a visitor, for words that few and that all records hold.
"""

import os
import statistics
import time
from random import Random

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

RARE = ['"matter {n}"', "{n}", "Sprecher {n}", '"account {n} of matter"', "document {n}", "matter {n} -speaker"]
COMMON = ["account", "speaker", "said that", "streets trains", "acc*", '"the road was closed"', "spokesman reportedly"]
ROUNDS = 20


def measure(client, patterns):
    """(milliseconds in order, most queries, largest page in bytes)."""
    random, taken, queries, size = Random(1), [], 0, 0
    for _ in range(ROUNDS):
        for pattern in patterns:
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                page = client.get("/search/", {"q": pattern.format(n=random.randrange(400))})
                taken.append(1000 * (time.perf_counter() - start))
            queries, size = max(queries, len(asked)), max(size, len(page.content))
            assert page.status_code == 200
    return sorted(taken), queries, size


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    settings.ALLOWED_HOSTS, settings.PUBLIC_PAGES = ["*"], True
    client = Client()
    measure(client, RARE[:2])  # warm
    for name, patterns in (("rare", RARE), ("common", COMMON)):
        taken, queries, size = measure(client, patterns)
        p50, p95 = statistics.median(taken), taken[int(len(taken) * 0.95)]
        words = f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, at most {queries} queries, {size / 1000:.0f} KB"
        print(f"{connection.vendor}, {name} words: {words}")


if __name__ == "__main__":
    main()
