"""Which pages there are: one of each kind, and those in an unusual state."""

import csv

from django.contrib import admin

from tests.browser.served import ROOT

SEEDS = ROOT / "seeds" / "belgorod"
EVENT, DOCUMENT = "/events/belgorod-raid-2023/", "/documents/unidentified-2023-05-24-b/"


def rows(name):
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contradiction(first):
    """The address of the first relation of a claim in the example corpus."""
    pair = next(row for row in rows("relations") if first in (row["first"], row["second"]))
    return f"/contradictions/{'..'.join(sorted([pair['first'], pair['second']]))}/"


# name: (address, status)
READING = {
    "dashboard": ("/", 200),
    "events": ("/events/", 200),
    "event": (EVENT, 200),
    "event-narrowed": (f"{EVENT}?outlet=unidentified-1&since=2023-05-23", 200),
    "event-misunderstood": (f"{EVENT}?since=yesterday", 200),
    "event-of-one-day": ("/events/belgorod-drones-2023-05-24/", 200),
    "event-background": ("/events/war-background/", 200),
    "event-coverage": (f"{EVENT}coverage/", 200),
    "question-of-figures": ("/questions/raid-attackers-killed/", 200),
    "question-misunderstood": ("/questions/raid-attackers-killed/?since=yesterday", 200),
    "question-of-choice": ("/questions/raid-ukraine-involved/", 200),
    "question-of-dates": ("/questions/incursion-began-on/", 200),
    "claims": ("/claims/", 200),
    "claims-filtered": ("/claims/?event=belgorod-raid-2023&stance=denies", 200),
    "claims-none": ("/claims/?q=nobody-says-this", 200),
    "claims-misunderstood": ("/claims/?stance=shouts&event=atlantis", 200),
    "claim": ("/claims/belgorod-border-distance-wsws-2024-01/", 200),
    "contradictions": ("/contradictions/", 200),
    "contradiction": (contradiction("belgorod-border-distance-wsws-2024-01"), 200),
    "contradiction-across-questions": (contradiction("crocus-responsible-izvestiia"), 200),
    "speakers": ("/speakers/", 200),
    "speaker": ("/speakers/gladkov/", 200),
    "speaker-government": ("/speakers/russia/", 200),
    "outlets": ("/outlets/", 200),
    "outlet": ("/outlets/wsws/", 200),
    "outlet-only-quoted": ("/outlets/argumenty-i-fakty/", 200),
    "outlet-vs": ("/outlets/unidentified-1/vs/unidentified-2/", 200),
    "documents": ("/documents/", 200),
    "document": (DOCUMENT, 200),
    "document-republished": ("/documents/afgazad-2024-01-09/", 200),
    "document-family": ("/documents/afgazad-2024-01-09/family/", 200),
    "document-without-text": ("/documents/wsws-2024-01-08/", 200),
    "reports": ("/reports/", 200),
    "guide": ("/guide/", 200),
    "search-empty": ("/search/", 200),
    "search": ("/search/?q=Kremlin", 200),
    "search-nothing": ("/search/?q=nobody-says-this", 200),
    "login": ("/login/", 200),
    "not-found": ("/claims/no-such-claim/", 404),
}


# The pages where people work, as an analyst sees them.
DESK = {
    f"queue-{name}": f"/admin/queues/{name}/" for name in ("read", "code", "review", "returned", "judge", "evidence")
} | {
    "history": "/admin/claims/claim/1/history/",
    "history-restoring": "/admin/claims/claim/1/history/?compare=1&with=1&restore=1",
    "activity": "/admin/activity/",
    "activity-day": "/admin/activity/analyst/",
    "password": "/password/",
}
DESK["copies"] = "/admin/copies/"
DESK |= {
    "names": "/admin/names/",
    "merge": "/admin/merge/speaker/?keep=russian-freedom-legion&go=militias",
    "merge-outlets": "/admin/merge/outlet/?keep=wsws",
}
DESK |= {"codings": "/admin/codings/", "agreement": "/admin/codings/agreement/"}
DESK |= {"import": "/admin/import/", "import-history": "/admin/import/batches/"}
DESK |= {"inbox": "/admin/inbox/", "inbox-misunderstood": "/admin/inbox/?since=yesterday", "feeds": "/admin/feeds/"}
DESK["codings-to-give"] = "/admin/codings/unidentified-2023-05-24-b/"
DESK |= {"repair": "/admin/evidence/raid-attackers-killed-shoigu-1/", "upload": "/admin/upload/"}
DESK["judge"] = "/admin/judge/raid-attackers-identity-galeotti..raid-attackers-identity-konashenkov/"
RECORD = "/admin/record/unidentified-2023-05-24-a/?event=belgorod-raid-2023"
DESK |= {"record": RECORD, "record-claim": f"{RECORD}&words=more+than+70+were+killed"}
DESK |= {"record-wording": f"{RECORD}&words=more+than+70+were+killed&mode=wording"}


def of_admin():
    """name: address of each record's list and of its form to add one, and the pages beside them."""
    found = {"admin": "/admin/", "admin-password": "/admin/password_change/"} | DESK
    for model in admin.site._registry:
        place, name = f"/admin/{model._meta.app_label}/{model._meta.model_name}/", model._meta.model_name
        found |= {f"admin-{name}-list": place, f"admin-{name}-add": f"{place}add/"}
    return found


# Those that the example corpus has records of; the first of the list leads to the form that changes it.
ADMIN_FORMS = [name.removesuffix("-list") for name in of_admin() if name.endswith("-list") and "group" not in name]
