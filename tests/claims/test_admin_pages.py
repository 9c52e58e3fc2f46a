"""Every record's list, form, history and file in the admin: they open, quickly, for those who may."""

from datetime import date
from functools import partial

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import (
    Answer,
    Attribution,
    Claim,
    Coding,
    Event,
    Question,
    Reading,
    Relation,
    Relay,
    Speaker,
    Wording,
)
from sources.models import Credit, Document, Outlet, OutletAlias, Resemblance, Snapshot
from tests.factories import (
    make_alias,
    make_analyst,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_entrant,
    make_event,
    make_outlet,
    make_person,
    make_question,
    make_reading,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)

RECORDS = [model for model in admin.site._registry if model._meta.app_label in ("claims", "sources")]
pytestmark = pytest.mark.django_db


def address(model, page="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def make_one_of_each():
    """A new row of every model, each with other parents."""
    parent = make_speaker()
    speaker = make_speaker(affiliation=parent)
    make_alias(speaker, "Another name")
    outlet = make_outlet()
    OutletAlias.objects.create(outlet=outlet, name="Portal")
    document = make_document(outlet, republishes=make_document())
    Credit.objects.create(document=document, outlet=make_outlet())
    Resemblance.objects.create(copy=document, original=make_document(), share=1, share_of_original=1)
    snapshot = make_snapshot(document)
    event = make_event(parent=make_event())
    question = make_question(event)
    choice = make_choice(event, answers=("yes",))
    first = make_claim(question, speaker, amount=70, author=make_user(), reviewer=make_user())
    second = make_claim(question, outlet, amount=3)
    make_claim(choice, speaker, answer="yes")
    make_relay(make_attribution(first, snapshot), make_outlet())
    make_relation(first, second, decided_by=make_user())
    make_wording(event, snapshot, "raiders", speaker=speaker)
    make_reading(document, event)
    Coding.objects.create(document=make_document(), coder=make_user(), given_by=make_user())


@pytest.fixture
def analyst():
    client = Client()
    client.force_login(make_analyst())
    return client


def queries(client, url):
    client.get(url)  # what is cached once is not this page's
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        b"".join(response.streaming_content if response.streaming else [])
    assert response.status_code == 200, url
    return len(captured)


def test_every_record_is_in_the_admin():
    names = {"Answer", "Attribution", "Claim", "Credit", "Document", "Event", "Outlet", "OutletAlias", "Question"}
    names |= {"Reading", "Relation", "Relay", "Snapshot", "Speaker", "SpeakerAlias", "Wording"}
    assert {model.__name__ for model in RECORDS} == names


@pytest.mark.parametrize("page", ["changelist", "csv"])
def test_a_list_takes_as_many_queries_for_22_rows_as_for_2(analyst, page):
    for _ in range(2):
        make_one_of_each()
    few = {model: queries(analyst, address(model, page)) for model in RECORDS}
    for _ in range(20):
        make_one_of_each()
    many = {model: queries(analyst, address(model, page)) for model in RECORDS}
    assert many == few
    assert max(many.values()) <= 12


def test_a_search_and_the_choices_take_as_many_queries_for_22_rows_as_for_2(analyst):
    def counted():
        return [queries(analyst, address(model) + "?q=a") for model in RECORDS] + [
            queries(analyst, f"{address(model, 'choices')}?term=&app_label=claims&model_name={name}&field_name={field}")
            for model, name, field in CHOSEN
        ]

    for _ in range(2):
        make_one_of_each()
    few = counted()
    for _ in range(20):
        make_one_of_each()
    assert counted() == few


CHOSEN = [
    (Question, "claim", "question"),
    (Speaker, "claim", "speaker"),
    (Outlet, "claim", "outlet"),
    (Event, "claim", "event"),
    (Claim, "relation", "first"),
    (Snapshot, "attribution", "snapshot"),
    (Document, "reading", "document"),
    (Attribution, "relay", "attribution"),
]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_form_history_and_deletion_open(analyst, model):
    make_one_of_each()
    record = model.objects.first()
    assert analyst.get(address(model, "add")).status_code == 200
    for page in ("change", "history", "delete"):
        assert analyst.get(address(model, page, record.pk)).status_code == 200, page


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_an_earlier_version_is_shown_and_cannot_be_edited(analyst, model):
    make_one_of_each()
    record = model.objects.first()
    if not hasattr(record, "history"):
        return
    url = reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_simple_history",
        args=[record.pk, record.history.first().pk],
    )
    response = analyst.get(url)
    assert response.status_code == 200
    fields = {field.name for field in model._meta.fields}
    assert not fields & set(response.context["adminform"].form.fields)
    assert analyst.post(url, {"name": "Another"}).status_code == 403


def test_forms_with_many_parts_take_as_many_queries_as_those_with_few(analyst):
    make_one_of_each()
    claim, snapshot = Claim.objects.filter(amount=70).get(), make_snapshot()
    event, document = claim.event, snapshot.document

    def counted():
        return [
            queries(analyst, address(type(one), "change", one.pk)) for one in (claim, event, document, claim.speaker)
        ]

    def add(number):
        for _ in range(number):
            make_relay(make_attribution(claim, make_snapshot()), make_speaker())
            make_question(event)
            make_reading(document, make_event())
            make_reading(make_document(), event)
            make_snapshot(document)
            Credit.objects.create(document=document, outlet=make_outlet())
            make_relay(claim.attributions.first(), make_outlet())
            make_alias(claim.speaker, make_speaker().name)

    add(2)
    few = counted()
    add(20)
    assert counted() == few


@pytest.mark.parametrize("model", [model for model in RECORDS if model is not Claim], ids=lambda model: model.__name__)
def test_who_may_see_claims_only_sees_nothing_else(model):
    make_one_of_each()
    client = Client()
    client.force_login(make_entrant())
    record = model.objects.first()
    urls = [address(model, page) for page in ("changelist", "add", "csv")] + [address(model, "change", record.pk)]
    assert [client.get(url).status_code for url in urls] == [403] * 4
    assert model._meta.verbose_name_plural.capitalize() not in client.get("/admin/").content.decode().split("<main")[1]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("entrant", [make_user, partial(make_person, "reader")], ids=["nobody", "reader"])
def test_who_may_not_curate_is_asked_to_log_in(client, model, entrant):
    client.force_login(entrant())
    for page in ("changelist", "csv", "choices"):
        assert client.get(address(model, page)).status_code == 302


def test_what_an_address_names_wrongly_is_said_not_raised(analyst):
    for url in (
        "?question=nothing-such",
        "?question=%00",
        "?speaker=99999999999999999999",
        "?document=none&stance=odd",
    ):
        assert analyst.get(address(Claim, "add") + url).status_code == 200
    response = analyst.get(address(Claim, "add") + "?question=nothing-such")
    assert "There is no question “nothing-such”." in [str(message) for message in response.context["messages"]]
    for term in ("%00", "&page=x", '"', "'a"):
        url = f"{address(Question, 'choices')}?app_label=claims&model_name=claim&field_name=question&term={term}"
        assert analyst.get(url).status_code in (200, 404)


def test_lists_refuse_filters_that_cannot_be_read(analyst):
    make_one_of_each()
    for query in ("?question__id__exact=x", "?status__exact=odd", "?question__isempty=2", "?said_on__year=x"):
        assert analyst.get(address(Claim) + query, follow=True).status_code == 200, query
        assert analyst.get(address(Claim, "csv") + query, follow=True).status_code == 200, query


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_lists_open_with_counts_beside_the_filters_and_as_popups(analyst, model):
    make_one_of_each()
    assert analyst.get(address(model) + "?_facets=True").status_code == 200
    assert analyst.get(address(model) + "?_popup=1").status_code == 200
    assert analyst.get(address(model, "add") + "?_popup=1").status_code == 200


def test_years_lead_to_the_claims_of_that_year(analyst):
    early, late = (make_claim(amount=70, said_on=day) for day in (date(2021, 3, 1), date(2023, 5, 24)))
    spans = analyst.get(address(Claim)).context["cl"].spans
    assert [words for words, _ in spans] == ["2021", "2022", "2023"]
    assert list(analyst.get(address(Claim) + spans[0][1]).context["cl"].result_list) == [early]
    months = analyst.get(address(Claim) + f"?q={late.key}&said_on__year=2023").content.decode()
    assert "May 2023" in months


def test_the_index_groups_records_by_task(analyst):
    page = analyst.get("/admin/").content.decode()
    assert page.index("Who said what") < page.index("Where words were printed") < page.index("People")
    assert 'href="/claims/"' in page and "Counterclaim" in page


def test_a_list_links_its_rows_to_their_pages_and_counts(analyst):
    make_one_of_each()
    claim = Claim.objects.get(amount=70)
    page = analyst.get(address(Claim)).content.decode()
    assert f'href="{claim.get_absolute_url()}"' in page
    assert f"{address(Attribution)}?claim__id__exact={claim.pk}" in page
    document = Document.objects.get(snapshots__isnull=False)
    assert f"{address(Attribution)}?document={document.key}" in analyst.get(address(Document)).content.decode()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_column_can_be_sorted_by_and_shows_each_row_once(analyst, model):
    for _ in range(3):
        make_one_of_each()
    for column in range(1, len(admin.site.get_model_admin(model).list_display) + 1):
        for order in (f"?o={column}", f"?o=-{column}"):
            rows = analyst.get(address(model) + order).context["cl"].result_list
            assert sorted(row.pk for row in rows) == sorted(model.objects.values_list("pk", flat=True)), order


def test_a_list_is_sorted_by_what_it_counts(analyst):
    none, one, two = (make_claim(amount=amount) for amount in (1, 2, 3))
    for claim in (one, two, two):
        make_attribution(claim, make_snapshot())
    column = admin.site.get_model_admin(Claim).list_display.index("attributions_total") + 1
    response = analyst.get(f"{address(Claim)}?o=-{column}")
    assert list(response.context["cl"].result_list) == [two, one, none]
    assert f'claim__id__exact={two.pk}">2</a>' in response.content.decode()


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Claim, "claims"),
        (Speaker, "speakers"),
        (Outlet, "outlets"),
        (Document, "documents"),
        (Event, "events"),
        (Attribution, "attributions"),
        (Relation, "contradictions"),
    ],
)
def test_a_list_downloads_the_same_columns_as_its_report(analyst, model, path):
    make_one_of_each()
    mine = b"".join(analyst.get(address(model, "csv")).streaming_content).decode()
    report = b"".join(analyst.get(f"/{path}.csv").streaming_content).decode()
    assert mine.splitlines()[0] == report.splitlines()[0]
    assert len(mine.splitlines()) == len(report.splitlines())


def test_a_file_holds_the_filtered_rows_or_the_chosen_ones(analyst):
    one, other = make_wording_of("=raiders"), make_wording_of("partisans")
    listed = analyst.get(address(Wording, "csv") + "?q=partisans")
    assert b"".join(listed.streaming_content).decode().splitlines()[1].startswith(other.key)
    chosen = {"action": "download_csv", "_selected_action": [one.pk]}
    rows = b"".join(analyst.post(address(Wording), chosen).streaming_content).decode().splitlines()
    assert len(rows) == 2 and rows[1].startswith(one.key)
    assert "'=raiders" in rows[1]


def make_wording_of(exact):
    return make_wording(make_event(), make_snapshot(text=f"They were called {exact} there."), exact)


@pytest.mark.parametrize(
    ("model", "field", "term"),
    [
        (Speaker, "speaker", "гладков"),
        (Speaker, "speaker", "GLADKOW"),
        (Question, "question", "raiders were"),
        (Question, "question", "incursion of may"),
        (Event, "event", "incursion"),
        (Outlet, "outlet", "portal"),
    ],
)
def test_what_is_chosen_is_found_by_any_of_its_names(analyst, model, field, term):
    speaker, outlet = make_speaker("Vyacheslav Gladkov"), make_outlet("Reuters")
    make_speaker("Somebody else"), make_outlet("Elsewhere"), make_question()
    for alias in ("Гладков", "Gladkow"):
        make_alias(speaker, alias)
    OutletAlias.objects.create(outlet=outlet, name="Portal")
    event = make_event("Incursion of May")
    question = make_question(event, "Killed", text="How many raiders were killed?")
    right = {"speaker": speaker, "outlet": outlet, "event": event, "question": question}[field]
    url = f"{address(model, 'choices')}?app_label=claims&model_name=claim&field_name={field}&term={term}"
    assert [int(found["id"]) for found in analyst.get(url).json()["results"]] == [right.pk]


def test_choices_tell_records_of_one_name_apart(analyst):
    for title in ("Raid", "Attack"):
        make_question(make_event(title), "Killed")
    url = f"{address(Question, 'choices')}?app_label=claims&model_name=claim&field_name=question&term=killed"
    labels = {found["text"] for found in analyst.get(url).json()["results"]}
    assert labels == {"Killed · Raid", "Killed · Attack"}
    assert {Answer, Reading, Relay} <= set(RECORDS)
