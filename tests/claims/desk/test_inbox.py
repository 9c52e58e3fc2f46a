"""What was guessed of documents is confirmed or corrected by a person; nobody overwrites another unawares."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Act
from sources.importing.batches import Bringing
from sources.importing.confirming import confirm_by_hand
from sources.importing.files import File, Opened
from sources.models import Credit, Document, Guess, Outlet
from tests.claims.desk.test_bringing import ARTICLE, head
from tests.factories import (
    make_claim,
    make_document,
    make_entrant,
    make_outlet,
    make_person,
    make_reading,
    make_snapshot,
)

pytestmark = pytest.mark.django_db
INBOX = "/admin/inbox/"


@pytest.fixture
def osei(client):
    person = make_person("analyst", "osei")
    client.force_login(person)
    return person


def bring(*named):
    """Documents of (name, content), as a command brings them in."""
    files = [File(name, lambda content=content: Opened(content)) for name, content in named]
    return [arrival.document for arrival in Bringing().bring("test", files)]


def guess(document, field, value, *others, where="line 1"):
    return Guess.objects.create(document=document, field=field, value=value, where=where, others=list(others))


def line(client, document):
    response = client.get(INBOX)
    lines = [one for _, found in response.context["days"] for one in found]
    return next(one for one in lines if one["document"] == document)


def send(client, document, do="confirm", **changed):
    """Send the form of a document as it is shown, with some fields changed."""
    shown = line(client, document)
    form = shown["form"]
    data = {f"{form.prefix}-{name}": form[name].value() or "" for name in form.fields}
    data |= {f"{form.prefix}-{name}": value for name, value in changed.items()}
    return client.post(INBOX, data | {do: document.pk, f"seen-{document.pk}": shown["version"]}, follow=True)


def open_guesses(document):
    return set(document.guesses.filter(confirmed_at=None).values_list("field", flat=True))


def test_a_guess_stands_with_its_place_until_it_is_confirmed(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    shown = client.get(INBOX).content.decode()
    assert "og:site_name" in shown and 'class="guess' in shown and "Tuesday, 9 January 2024" in shown
    response = send(client, document)
    assert "Confirmed of" in response.content.decode()
    assert open_guesses(document) == set()
    assert set(document.guesses.values_list("confirmed_by", flat=True)) == {osei.pk}
    assert document.history.count() == 1 and not Act.objects.exists()


def test_a_correction_is_written_with_history_and_can_be_undone(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    response = send(client, document, "correct", title="The raid")
    document.refresh_from_db()
    assert document.title == "The raid" and document.history.first().history_user == osei
    assert "title" not in open_guesses(document) and "outlet" in open_guesses(document)
    title = document.guesses.get(field="title")
    assert title.value == "The raid" and title.others[0][0] == "Raid"
    assert "Undo" in response.content.decode()
    client.post(f"/admin/undo/{Act.objects.get().pk}/")
    document.refresh_from_db()
    assert document.title == "Raid"


def test_of_two_days_one_is_chosen_or_a_third_written(client, osei):
    first, second = bring(("a.txt", ARTICLE.encode()), ("b.txt", ARTICLE.replace("Monday", "Friday").encode()))
    send(client, first, published_on="2024-01-08")
    send(client, second, day="2024-01-07")
    days = Document.objects.order_by("pk").values_list("published_on", flat=True)
    assert list(days) == [date(2024, 1, 8), date(2024, 1, 7)]
    chosen = first.guesses.get(field="published_on")
    assert (chosen.value, chosen.others[0][0]) == ("2024-01-08", "2024-01-09") and chosen.where != "by hand"


def test_an_outlet_that_was_only_made_for_it_goes_when_another_is_named(client, osei):
    post = make_outlet("Morning Post")
    (document,) = bring(("a.html", head("Raid")))
    assert Outlet.objects.filter(name="Herald").exists()
    send(client, document, outlet="Morning Post")
    document.refresh_from_db()
    assert document.outlet == post and not Outlet.objects.filter(name="Herald").exists()


def test_an_outlet_on_which_something_stands_stays(client, osei):
    first, second = bring(("a.html", head("Raid")), ("b.html", head("Flood")))
    send(client, first, outlet="Morning Post")
    assert Outlet.objects.filter(name="Herald").exists() and Outlet.objects.filter(name="Morning Post").exists()
    assert second.outlet.name == "Herald"


def test_credits_become_outlets_when_they_are_confirmed(client, osei):
    reuters = make_outlet("Reuters")
    document = make_document()
    make_snapshot(document)
    guess(document, "credits", "Reuters; AP; reuters")
    send(client, document)
    assert set(Credit.objects.values_list("outlet__name", flat=True)) == {"Reuters", "AP"}
    assert Credit.objects.get(outlet=reuters).history.get().history_user == osei


def test_what_another_changed_meanwhile_is_said_and_kept(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    shown = line(client, document)
    lind = make_person("analyst", "lind")
    document.title = "Theirs"
    document._history_user = lind
    document.save()
    data = {"correct": document.pk, f"seen-{document.pk}": shown["version"], f"d{document.pk}-title": "Mine"}
    response = client.post(INBOX, data)
    assert response.status_code == 409
    assert "lind changed it meanwhile: title “Theirs”. Nothing of yours was written" in response.content.decode()
    document.refresh_from_db()
    assert document.title == "Theirs" and "title" in open_guesses(document)


def test_what_another_confirmed_meanwhile_is_said_and_kept(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    shown = line(client, document)
    lind = make_person("analyst", "lind")
    client.force_login(lind)
    send(client, document)
    client.force_login(osei)
    data = {"correct": document.pk, f"seen-{document.pk}": shown["version"], f"d{document.pk}-title": "Mine"}
    assert "lind confirmed it meanwhile: title “Raid”" in client.post(INBOX, data).content.decode()
    assert Document.objects.get().title == "Raid"


def test_ticked_documents_are_confirmed_each_on_its_own(client, osei):
    first, second, third = bring(*((f"{name}.html", head(name)) for name in ("Raid", "Flood", "Storm")))
    version = line(client, first)["version"]
    first.save()
    data = {"bulk": "confirm", "file": [first.pk, second.pk], f"seen-{first.pk}": version}
    for document in (first, second):
        form = line(client, document)["form"]
        data |= {f"{form.prefix}-{name}": form[name].value() or "" for name in form.fields}
    response = client.post(INBOX, data)
    assert response.status_code == 409 and "Herald: Raid" in response.content.decode()
    assert open_guesses(first) and not open_guesses(second) and open_guesses(third)


def test_what_a_person_writes_into_the_record_itself_is_no_guess_any_more(osei):
    (document,) = bring(("a.html", head("Raid")))
    document.title = "Written by hand"
    document.save()
    confirm_by_hand(document, ["title"], osei)
    title = document.guesses.get(field="title")
    assert (title.value, title.confirmed_by, title.others[0][0]) == ("Written by hand", osei, "Raid")
    assert "title" not in open_guesses(document) and "outlet" in open_guesses(document)


def test_guesses_stand_as_guesses_on_the_page_and_in_the_form_of_a_document(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    page = client.get(document.get_absolute_url()).content.decode()
    assert 'class="guess"' in page and "og:site_name" in page and f"/admin/inbox/?document={document.key}" in page
    form = client.get(f"/admin/sources/document/{document.pk}/change/").content.decode()
    assert "Confirm what was guessed" in form and "og:site_name" in form
    one = client.get(INBOX, {"document": document.key}).context["page"].object_list
    assert [found.key for found in one] == [document.key]


@pytest.mark.parametrize("form", [{}, {"confirm": "x"}, {"confirm": "9" * 30}, {"bulk": "confirm", "file": "\0"}])
def test_a_form_that_names_nothing_is_answered(client, osei, form):
    assert client.post(INBOX, form).status_code == 409


def test_a_wrong_correction_keeps_what_was_written(client, osei):
    (document,) = bring(("a.html", head("Raid")))
    response = send(client, document, title="New", published_on="2024-02-31", language="??")
    shown = response.content.decode()
    assert response.status_code == 409 and 'value="New"' in shown and "2024-02-31" in shown
    assert Document.objects.get().title == "Raid"


def test_filters_say_what_is_missing_and_refuse_what_they_do_not_know(client, osei):
    make_snapshot(make_document(make_outlet("Herald"), title="", published_on=date(2024, 1, 9)))
    other = make_document(make_outlet("Post"), published_on=None)
    make_snapshot(other)
    guess(other, "title", other.title, ["Another", "line 2"])
    read = make_snapshot(make_document(title="Read")).document
    make_reading(read, make_claim().event)

    def found(**query):
        return [one["document"].outlet.name for _, lines in client.get(INBOX, query).context["days"] for one in lines]

    assert sorted(found()) == ["Herald", "Post"]
    assert found(outlet="herald") == found(missing="title") == found(since="2024-01-09") == ["Herald"]
    assert found(missing="readings") == found(missing="guesses") == found(missing="published_on") == ["Post"]
    for query in ({"outlet": "nobody"}, {"since": "yesterday"}, {"missing": "sense"}, {"outlet": "\0"}):
        assert found(**query) == [], query


def test_the_inbox_says_when_nothing_waits_and_is_for_those_who_may(client, osei):
    assert "Everything is read and confirmed" in client.get(INBOX).content.decode()
    client.force_login(make_entrant())
    assert client.get(INBOX).status_code == 403


def test_the_inbox_needs_as_many_queries_for_22_documents_as_for_2(client, osei):
    found = []
    for number in (2, 20):
        bring(*((f"{number}-{one}.html", head(f"{number} {one}", f"2024-01-{one + 1:02d}")) for one in range(number)))
        client.get(INBOX)
        with CaptureQueriesContext(connection) as captured:
            client.get(INBOX)
        found.append(len(captured))
    assert found[0] == found[1], found
