"""What is recorded in a double coding is nowhere to be seen before it is settled: every page, file and count of the
site is, for everybody else, the same as if nothing had been recorded."""

import io
import re
import zipfile

import pytest
from django.core.management import call_command
from django.urls import get_resolver

from claims.curation.coding import say_done
from claims.curation.rechecking import recheck
from claims.exports.registry import REPORTS
from claims.models import Claim, Question, Relation
from claims.queues import QUEUES
from claims.search.index import rebuild
from claims.urls import source_urlpatterns, urlpatterns
from tests.claims.codings import make_codings, record
from tests.factories import (
    make_attribution,
    make_claim,
    make_outlet,
    make_person,
    make_question,
    make_reading,
    make_relation,
    make_speaker,
)

pytestmark = pytest.mark.django_db
SECRET = "zebrafish"
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|\d\d:\d\d UTC')
FOUND_BY = "?q=zebrafish", ""
SEARCHED = {"/claims/", "/search/", "/contradictions/", "/attributions.csv", "/claims.csv"}


class World:
    """A document that two people code, what others have recorded from it, and every address of the site."""

    def __init__(self):
        self.coded = make_codings(text="The ministry said that more than 70 raiders were killed, the zebrafish saw it.")
        self.question, self.event = self.coded.question, self.coded.question.event
        self.speaker, self.outlet = make_speaker("Shoigu"), self.coded.document.outlet
        self.other = make_outlet("Portal")
        known, rival = make_claim(self.question, self.speaker, amount=70), make_claim(self.question, amount=3)
        make_attribution(known, self.coded.snapshot)
        make_attribution(rival)
        self.known, self.relation = (
            known,
            make_relation(known, rival, state="suggested", suggested_by="find_contradictions"),
        )
        self.uncoded = make_question(self.event)
        rebuild()
        recheck(Question.objects.values_list("pk", flat=True))
        self.addresses = list(self._addresses())

    def record(self):
        """What one coder records: on the same question, on one that nobody answered, in own voice, not coded."""
        secret = {"statement": f"The {SECRET} said so.", "hedge": SECRET, "note": SECRET}
        coding, voice = self.coded.left, {"voice": self.speaker}
        claims = [
            record(coding, "more than 70", question=self.question, amount=9, **voice, **secret),
            record(coding, "The ministry", question=self.uncoded, amount=5, **voice, **secret),
            record(coding, "killed", question=self.question, amount=1, status="accepted", **voice, **secret),
            record(coding, "70 raiders", question=self.question, amount=2, status="in_review", **voice, **secret),
        ]
        own = claims[1]
        own.speaker, own.outlet = None, self.outlet
        own.save()
        uncoded = claims[2]
        uncoded.question = None
        uncoded.save()
        make_reading(self.coded.document, self.event, coding.coder)
        make_relation(claims[0], self.known, reason=SECRET)
        recheck(Question.objects.values_list("pk", flat=True))
        return claims

    def _addresses(self):
        named = {
            "key": {
                "events": self.event.key,
                "questions": self.question.key,
                "claims": self.known.key,
                "contradictions": self.relation.key,
                "documents": self.coded.document.key,
            },
            "slug": {"speakers": self.speaker.slug, "outlets": self.outlet.slug},
        }
        for pattern in (*urlpatterns, *source_urlpatterns):
            route = str(pattern.pattern)
            room = route.split("/", maxsplit=1)[0]
            if "decide" in route or "dossier" in route:
                continue
            other = self.other.slug if room == "outlets" else self.coded.document.key
            known = {
                "key": named["key"].get(room, ""),
                "slug": named["slug"].get(room, ""),
                "other": other,
                "part": "coverage",
            }
            yield "/" + re.sub(r"<key:(\w+)>", lambda found, known=known: known[found[1]], route)
        yield f"/questions/{self.uncoded.key}/"
        yield f"/events/{self.event.key}/wording/"


@pytest.fixture
def world(settings):
    settings.PUBLIC_PAGES = True
    return World()


def viewers(world):
    return [None, make_person("reader"), world.coded.lind, world.coded.editor]


def shown(client, user, addresses):
    """{address: what it answers}, without what changes with every request."""
    client.logout()
    if user:
        client.force_login(user)
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code in {200, 302, 400, 404, 405}, (address, response.status_code)
        body = response.getvalue().decode() if response.streaming else response.content.decode()
        found[address] = CHANGING.sub("", body)
    return found


def test_every_page_and_file_is_as_if_nothing_were_recorded(client, world):
    people = viewers(world)
    addresses = [
        address + query for address in world.addresses for query in (FOUND_BY if address in SEARCHED else [""])
    ]
    addresses += [f"/reports/?report={name}&event={world.event.key}" for name in REPORTS]
    addresses += [f"/claims/?speaker={world.speaker.slug}", f"/search/?q=zebrafish&event={world.event.key}"]
    addresses += ["/documents/?read=yes", f"/documents/?event={world.event.key}"]
    before = [shown(client, person, addresses) for person in people]
    claims = world.record()
    told = [SECRET, *(claim.key for claim in claims)]
    for person, pages in zip(people, before, strict=True):
        for address, page in shown(client, person, addresses).items():
            assert page == pages[address], f"{address} tells {person} that something was recorded"
            assert not [word for word in told[1:] if word in page], (address, person)
    assert sum(len(page) for page in before[0].values()) > 50_000  # they are pages


def test_the_pages_of_a_blind_claim_are_not_there(client, world):
    claims = world.record()
    hidden = [f"/claims/{claim.key}/" for claim in claims]
    hidden += [f"/contradictions/{relation.key}/" for relation in Relation.objects.filter(first__blind=True)]
    hidden += [f"/contradictions/{relation.key}/" for relation in Relation.objects.filter(second__blind=True)]
    assert len(hidden) == len(claims) + 1
    for person in viewers(world):
        client.logout()
        if person:
            client.force_login(person)
        assert {client.get(address).status_code for address in hidden} == {404}
    client.force_login(world.coded.ibarra)
    assert client.get(hidden[0]).status_code == 200  # their own


def test_no_suggestion_is_written_for_a_blind_claim(world):
    world.record()
    call_command("find_contradictions", stdout=io.StringIO())
    suggested = Relation.objects.filter(state="suggested")
    assert not suggested.filter(first__blind=True).exists() and not suggested.filter(second__blind=True).exists()


def test_the_working_pages_of_others_are_as_before(client, world):
    people = [world.coded.lind, world.coded.editor, make_person("reviewer")]
    addresses = [f"/admin/queues/{name}/" for name in QUEUES] + ["/admin/codings/"]
    before = [shown(client, person, addresses) for person in people]
    world.record()
    for person, pages in zip(people, before, strict=True):
        assert shown(client, person, addresses) == pages
    assert client.get(f"/admin/codings/{world.coded.document.key}/").status_code in {200, 403}


@pytest.mark.parametrize("person", ["anonymous", "lind", "editor"])
def test_the_dossier_holds_nothing_of_it(client, world, person):
    claims = world.record()
    if person != "anonymous":
        client.force_login(getattr(world.coded, person))
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/events/{world.event.key}/dossier.zip").getvalue()))
    assert len(archive.namelist()) > 10
    for name in archive.namelist():
        held = archive.read(name).decode(errors="replace")
        assert not [claim.key for claim in claims if claim.key in held or claim.statement in held], name


def test_reports_on_the_command_line_hold_nothing_of_it(world):
    claims = world.record()
    for name, report in REPORTS.items():
        keys = {"event": world.event.key, "outlet": world.outlet.slug, "other": world.other.slug}
        out = io.StringIO()
        call_command("export_report", name, *(f"{key}={keys[key]}" for key in report.keys), stdout=out)
        assert not [claim.key for claim in claims if claim.key in out.getvalue()], name


def test_it_stays_so_while_one_of_them_is_done(client, world):
    world.record()
    say_done(world.coded.document, world.coded.ibarra)
    page = shown(client, world.coded.lind, [f"/documents/{world.coded.document.key}/"])
    assert all(claim.key not in str(page) for claim in Claim.objects.filter(blind=True))


def test_every_address_of_the_site_is_walked(world):
    walked = {address.split("/")[1] for address in world.addresses}
    patterns = [str(pattern.pattern) for pattern in get_resolver().url_patterns if "namespace" in vars(pattern)]
    assert {
        "events",
        "claims",
        "questions",
        "contradictions",
        "documents",
        "outlets",
        "speakers",
    } <= walked and patterns
