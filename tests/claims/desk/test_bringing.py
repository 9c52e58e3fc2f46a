"""Files and links are read and shown first; what a person ticks is saved, corrected as the person says, once."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk import bringing
from claims.models import SearchEntry
from sources.importing import previewing
from sources.importing.keeping import hash_of
from sources.ingest.records import MOST_BYTES
from sources.models import Arrival, Batch, Document, Guess, Outlet, Snapshot, original_path
from tests.claims.test_poll_feeds import Web
from tests.factories import make_document, make_entrant, make_outlet, make_person, make_snapshot
from tests.sources.ingest.files import BODY, OTHER, packed, page

pytestmark = pytest.mark.django_db
IMPORT = "/admin/import/"
ARTICLE = f"By Ann Lee\n\n9 January 2024\n\n{BODY}\n\n{OTHER}\n\nHerald 08.01.2024\n"


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However busy the machine is, one request does it all, unless a test says otherwise."""
    monkeypatch.setattr(bringing, "SECONDS", 600)


@pytest.fixture
def osei(client):
    person = make_person("analyst", "osei")
    client.force_login(person)
    return person


def bring(client, *files, **fields):
    """POST (name, content) pairs; answers with the page that it leads to."""
    named = [
        SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode()) for name, content in files
    ]
    return client.post(IMPORT, {"files": named, **fields}, follow=True)


def head(title, day="2024-01-09", more=""):
    return page(
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="Herald">'
        f'<meta property="article:published_time" content="{day}">{more}',
        f"<p>{title}. {BODY}</p><p>{OTHER}</p>",
    )


def save(client, *arrivals, do="save", **fields):
    """Save the arrivals of the latest batch that are given (all that are ready, if none is); the others unticked."""
    batch = Batch.objects.latest("pk")
    ready = list(batch.arrivals.filter(outcome="ready"))
    ticked = arrivals or ready
    data = {"do": do, "shown": [one.pk for one in ready], "file": [one.pk for one in ticked]}
    for arrival, _, form, _ in client.get(f"{IMPORT}{batch.pk}/").context["rows"]:
        data |= {f"a{arrival.pk}-{name}": form[name].value() or "" for name in (form.fields if form else ())}
    return client.post(f"{IMPORT}{batch.pk}/", data | fields, follow=True)


def outcomes():
    return {arrival.name: arrival.outcome for arrival in Arrival.objects.all()}


def test_nothing_is_saved_before_a_person_says_so(client, osei):
    response = bring(client, ("a.html", head("Raid")), ("b.txt", ""), ("c.pdf", b"%PDF-1.4 broken"))
    assert outcomes() == {"a.html": "ready", "b.txt": "unreadable", "c.pdf": "unreadable"}
    assert not (Document.objects.exists() or Snapshot.objects.exists() or Guess.objects.exists())
    shown = response.content.decode()
    assert "Raid" in shown and "og:site_name" in shown and "not known here: will be made" in shown
    assert Batch.objects.get().by == osei and "1 file" not in Batch.objects.get().source


def test_what_is_saved_stays_a_guess_but_for_what_was_corrected(client, osei):
    bring(client, ("a.html", head("Raid")))
    (arrival,) = Arrival.objects.all()
    response = save(client, **{f"a{arrival.pk}-title": "The raid", f"a{arrival.pk}-byline": "Ann Lee"})
    assert "Saved: 1 new document." in response.content.decode()
    document = Document.objects.get()
    assert (document.title, document.byline, document.outlet.name) == ("The raid", "Ann Lee", "Herald")
    confirmed = {guess.field for guess in document.guesses.exclude(confirmed_at=None)}
    assert confirmed == {"title", "byline"}
    title = document.guesses.get(field="title")
    assert (title.value, title.others[0][0], title.confirmed_by) == ("The raid", "Raid", osei)
    assert document.history.get().history_user == osei
    assert SearchEntry.objects.filter(kind="document").exists() or SearchEntry.objects.exists()
    assert Batch.objects.get().finished_at


def test_an_outlet_is_chosen_by_any_of_its_names(client, osei):
    post = make_outlet("Morning Post")
    bring(client, ("a.html", head("Raid")))
    (arrival,) = Arrival.objects.all()
    save(client, **{f"a{arrival.pk}-outlet": "morning-post"})
    assert Document.objects.get().outlet == post and not Outlet.objects.filter(name="Herald").exists()


def test_a_correction_that_cannot_be_saves_nothing(client, osei):
    bring(client, ("a.html", head("Raid")), ("b.html", head("Flood")))
    first = Arrival.objects.first()
    response = save(client, **{f"a{first.pk}-published_on": "31.02.2024", f"a{first.pk}-title": "Kept"})
    assert response.status_code == 409 and not Document.objects.exists()
    shown = response.content.decode()
    assert "Write the day as YYYY-MM-DD" in shown and 'value="Kept"' in shown and "31.02.2024" in shown


def test_of_two_readings_a_person_chooses(client, osei):
    bring(client, ("a.txt", ARTICLE))
    (arrival,) = Arrival.objects.all()
    value, _, others = arrival.found["published_on"]
    assert [value, others[0][0]] == ["2024-01-09", "2024-01-08"]
    save(client, **{f"a{arrival.pk}-published_on": "2024-01-08"})
    assert f"{Document.objects.get().published_on}" == "2024-01-08"
    assert Guess.objects.get(field="published_on").confirmed_by == osei


def test_what_is_not_ticked_is_left_out_and_its_bytes_are_not_kept(client, osei):
    bring(client, ("a.html", head("Raid")), ("b.html", head("Flood")))
    first, second = Arrival.objects.all()
    save(client, first)
    assert outcomes() == {"a.html": "document", "b.html": "left"}
    assert default_storage.exists(original_path(None, first.sha256))
    assert not default_storage.exists(original_path(None, second.sha256))


def test_the_same_bytes_twice_are_one_and_two_of_one_name_are_two(client, osei):
    bring(client, ("a.html", head("Raid")), ("b.html", head("Raid")), ("a.html", head("Flood")))
    assert outcomes() == {"a.html": "ready", "b.html": "here", "a.html (2)": "ready"}


def test_saving_twice_saves_once(client, osei):
    bring(client, ("a.html", head("Raid")))
    (arrival,) = Arrival.objects.all()
    for _ in range(2):
        client.post(f"{IMPORT}{arrival.batch_id}/", {"do": "save", "shown": arrival.pk, "file": arrival.pk})
    assert Document.objects.count() == 1


def test_what_came_in_meanwhile_is_here(client, osei):
    bring(client, ("a.html", head("Raid")))
    text = previewing.Confined().read("a.html", head("Raid"))[0].text
    make_snapshot(make_document(title="Theirs"), text=text)
    (arrival,) = Arrival.objects.all()
    save(client, **{f"a{arrival.pk}-title": "Mine"})
    arrival.refresh_from_db()
    assert arrival.outcome == "here" and "was not written" in arrival.reason
    assert Document.objects.get().title == "Theirs"


def test_bytes_that_are_gone_are_said_to_be(client, osei):
    bring(client, ("a.html", head("Raid")))
    (arrival,) = Arrival.objects.all()
    default_storage.delete(original_path(None, arrival.sha256))
    save(client)
    arrival.refresh_from_db()
    assert arrival.outcome == "unreadable" and "Bring the file again" in arrival.helps


def test_another_text_at_a_known_address_is_a_new_snapshot(client, osei):
    known = make_document(url="https://herald.example/a", title="Raid")
    make_snapshot(known)
    response = bring(client, ("a.html", head("Raid", more='<link rel="canonical" href="https://herald.example/a">')))
    assert (
        "new snapshot" in response.content.decode() and "Another text at the same address" in response.content.decode()
    )
    save(client)
    assert known.snapshots.count() == 2 and Document.objects.count() == 1


def test_reading_goes_on_in_further_requests_until_it_is_done(client, osei, monkeypatch):
    monkeypatch.setattr(bringing, "SECONDS", 0)
    files = {f"{number}.html": head(f"Raid {number}") for number in range(3)}
    response = bring(client, ("all.zip", packed(files | {"../evil.html": b"x"})))
    assert response.request["QUERY_STRING"] == "going=read" and "data-goes-on" in response.content.decode()
    assert "desk-going.js" in response.content.decode()
    batch = Batch.objects.get()
    for _ in range(4):
        response = client.post(f"{IMPORT}{batch.pk}/", {"do": "read"}, follow=True)
    assert "data-goes-on" not in response.content.decode()
    found = outcomes()
    assert found.pop("all.zip/../evil.html") == "unreadable" and set(found.values()) == {"ready"} and len(found) == 3
    response = client.post(f"{IMPORT}{batch.pk}/", {"do": "all"}, follow=True)
    assert response.request["QUERY_STRING"] == "going=all" and Document.objects.count() == 1
    for _ in range(2):
        response = client.post(f"{IMPORT}{batch.pk}/", {"do": "all"}, follow=True)
    assert Document.objects.count() == 3 and "data-goes-on" not in response.content.decode()


def test_a_file_of_many_documents_goes_on_after_those_that_are_shown(client, osei, monkeypatch):
    rows = "\n".join(f'{{"title": "No {number}", "text": "{number} {BODY}"}}' for number in range(3))
    monkeypatch.setattr(bringing, "SECONDS", 0)
    bring(client, ("many.jsonl", rows))
    assert Arrival.objects.filter(outcome="ready").count() == 1
    for _ in range(3):
        client.post(f"{IMPORT}{Batch.objects.get().pk}/", {"do": "read"})
    assert list(Arrival.objects.values_list("outcome", flat=True)) == ["ready"] * 3
    monkeypatch.setattr(bringing, "SECONDS", 600)
    save(client)
    assert Document.objects.count() == 3


def test_what_was_chosen_is_saved_to_the_end_in_further_requests(client, osei, monkeypatch):
    bring(client, *((f"{number}.html", head(f"Raid {number}")) for number in range(3)))
    first, second, third = Arrival.objects.all()
    monkeypatch.setattr(bringing, "SECONDS", 0)
    response = save(client, first, second, **{f"a{second.pk}-title": "Corrected"})
    assert response.request["QUERY_STRING"] == "going=chosen" and Document.objects.count() == 1
    response = client.post(f"{IMPORT}{first.batch_id}/", {"do": "chosen"}, follow=True)
    assert "Saved: 2 new documents." in response.content.decode()
    assert Document.objects.filter(title="Corrected").exists()
    third.refresh_from_db()
    assert third.outcome == "left"


def test_an_import_can_be_left_and_what_waits_is_offered_again(client, osei, monkeypatch):
    monkeypatch.setattr(bringing, "SECONDS", 0)
    bring(client, ("a.html", head("Raid")), ("b.html", head("Flood")))
    assert "Go on with 2 files" in client.get(IMPORT).content.decode()
    batch = Batch.objects.get()
    client.post(f"{IMPORT}{batch.pk}/", {"do": "leave_waiting"})
    assert outcomes() == {"a.html": "ready", "b.html": "left"}
    client.post(f"{IMPORT}{batch.pk}/", {"do": "leave"})
    assert set(outcomes().values()) == {"left"} and not Document.objects.exists()
    assert "Go on with" not in client.get(IMPORT).content.decode()


def test_links_are_fetched_when_their_turn_comes(client, osei, monkeypatch):
    web = Web()
    web.pages = {"https://herald.example/a": head("Raid")}
    monkeypatch.setattr(previewing, "fetcher", lambda: web)
    bring(client, links="https://herald.example/a\nhttps://herald.example/gone\n\nhttps://herald.example/a")
    assert outcomes() == {"https://herald.example/a": "ready", "https://herald.example/gone": "unreadable"}
    save(client)
    assert Document.objects.get().url == "https://herald.example/a"
    assert web.asked.count("https://herald.example/a") == 1


def test_an_outlet_for_all_is_taken_and_is_no_guess(client, osei):
    post = make_outlet("Morning Post")
    bring(client, ("a.html", head("Raid")), outlet="Morning Post")
    save(client)
    assert Document.objects.get().outlet == post and not Guess.objects.filter(field="outlet").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose files"),
        ({"links": "https://x.example/\0"}, "no address"),
        ({"links": "https://x.example/" + "a" * 1001}, "longer than 1,000"),
        ({"links": "\n".join(f"https://x.example/{number}" for number in range(201))}, "at most 200"),
        ({"links": "https://x.example/", "outlet": "Nobody"}, "No outlet is called"),
        ({"links": "https://x.example/", "outlet": "No\0body"}, "No outlet is called"),
    ],
)
def test_what_is_not_taken_is_said(client, osei, fields, said):
    response = client.post(IMPORT, fields)
    assert response.status_code == 409 and said in response.content.decode() and not Batch.objects.exists()


def test_clumsy_names_and_large_files_harm_nobody(client, osei, monkeypatch):
    monkeypatch.setattr(previewing, "MOST_BYTES", 10)
    bring(client, ("a\0b<i>.txt", ARTICLE), ("x" * 300 + ".txt", "short"))
    assert Arrival.objects.filter(reason__startswith="Larger than").count() == 1
    assert MOST_BYTES == 50_000_000


def test_only_the_owner_saves_and_editors_see_all(client, osei):
    bring(client, ("a.html", head("Raid")))
    address = f"{IMPORT}{Batch.objects.get().pk}/"
    client.force_login(make_person("analyst"))
    assert client.get(address).status_code == 403 and client.post(address, {"do": "save"}).status_code == 403
    assert client.get(f"{address}report.csv").status_code == 403
    client.force_login(make_person("editor"))
    response = client.get(address)
    assert response.status_code == 200 and 'name="do" value="save"' not in response.content.decode()
    assert client.post(address, {"do": "save"}).status_code == 403
    client.force_login(make_entrant())
    assert client.get(IMPORT).status_code == 403


@pytest.mark.parametrize(
    "form", [{}, {"do": "x"}, {"do": "save", "file": "9" * 30}, {"do": "save", "file": "\0", "shown": "²"}]
)
def test_a_form_that_says_nothing_sensible_is_answered(client, osei, form):
    bring(client, ("a.html", head("Raid")))
    response = client.post(f"{IMPORT}{Batch.objects.get().pk}/", form)
    assert response.status_code == 409 and outcomes() == {"a.html": "ready"}


def test_the_history_has_what_commands_brought_and_the_report_every_file(client, osei):
    bring(client, ("a.html", head("Raid")), ("b.txt", ""))
    save(client)
    Batch.objects.create(source="folder/")
    shown = client.get(f"{IMPORT}batches/").content.decode()
    assert "2 files" in shown and "a command" in shown and "Why files were not read" in shown
    batch = Batch.objects.get(source="2 files")
    lines = b"".join(client.get(f"{IMPORT}{batch.pk}/report.csv").streaming_content).decode().splitlines()
    assert len(lines) == 3 and "herald-2024-01-09" in lines[1] and hash_of(head("Raid")) in lines[1]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_need_as_many_queries_for_22_files_as_for_2(client, osei):
    found = []
    for number in (2, 22):
        files = [
            (f"{number}-{one}.html", head(f"Raid {number} {one}", f"2024-01-{one + 1:02d}")) for one in range(number)
        ]
        bring(client, *files)
        address = f"{IMPORT}{Batch.objects.latest('pk').pk}/"
        ready = queries(client, address)
        save(client)
        found.append((ready, queries(client, address), queries(client, f"{IMPORT}batches/")))
    assert found[0] == found[1], found
