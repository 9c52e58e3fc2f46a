"""What a person did on a day: acts with their versions, single saves alone; who may see it, and how much it costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.activity import days_of, latest_day, neighbours
from claims.choices import ActKind
from claims.curation.acts import act
from claims.histories import tracked
from tests.factories import make_attribution, make_claim, make_person, make_relay, make_speaker, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 4)


@pytest.fixture
def lind(client):
    person = make_person("analyst", "lind")
    client.force_login(person)
    return person


def change(record, user, reason=None, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user, record._change_reason = user, reason
    record.save()
    return record


def dated(record, moment):
    """Move the latest entry of a record's history to another moment."""
    latest = record.history.latest()
    latest.history_date = moment
    latest.save()


def at(hour, minute=0, day=DAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def page(client, person, day=None, **query):
    response = client.get(f"/admin/activity/{person.username}/" + (f"{day}/" if day else ""), query)
    assert response.status_code == 200
    return response


def goes(response):
    return [one["go"] for one in response.context["goes"]]


def test_an_act_is_one_heading_with_its_versions(client, lind):
    claim, other = make_claim(), make_claim()
    with act(ActKind.REVIEWED, lind, "Reworded two claims", "as they say") as doing:
        for one in (claim, other):
            one.statement = "Otherwise."
            doing.save(one)
    response = page(client, lind)
    (go,) = goes(response)
    assert (go.act, go.reason, len(go.versions)) == (doing.stored, "as they say", 2)
    assert "Reworded two claims" in response.text and f'action="/admin/undo/{doing.stored.pk}/"' in response.text
    assert f"/admin/claims/claim/{claim.pk}/change/" in response.text
    assert f"/admin/claims/claim/{claim.pk}/history/" in response.text


def test_an_act_that_was_undone_says_so_and_cannot_be_undone_again(client, lind):
    with act(ActKind.REVIEWED, lind, "Reworded a claim") as doing:
        doing.save(make_claim())
    client.post(f"/admin/undo/{doing.stored.pk}/")
    response = page(client, lind)
    assert [go.act for go in goes(response)] == [doing.stored, None]
    assert "undone" in response.text and f"/admin/undo/{doing.stored.pk}/" not in response.text


def test_what_an_act_deleted_belongs_to_it(client, lind):
    claim = make_claim()
    make_relay(make_attribution(claim), make_speaker())
    with act(ActKind.SETTLED, lind, "Dropped a claim") as doing:
        doing.delete(claim)
    (go,) = goes(page(client, lind))
    assert go.act == doing.stored and [one.kind for one in go.versions] == ["deleted"] * 3


def test_single_saves_stand_alone_in_the_order_of_time(client, lind):
    first, second = make_claim(), make_claim()
    dated(change(second, lind, "later"), at(15))
    dated(change(first, lind, "earlier"), at(9))
    assert [go.reason for go in goes(page(client, lind, DAY))] == ["earlier", "later"]


def test_only_this_person_and_this_day_are_shown(client, lind):
    claim = make_claim()
    for user, moment in ((lind, at(0)), (lind, at(23, 59)), (lind, at(0, day=date(2026, 3, 5))), (make_user(), at(12))):
        dated(change(claim, user, f"{moment:%d %H}"), moment)
    assert [go.reason for go in goes(page(client, lind, DAY))] == ["04 00", "04 23"]


@pytest.mark.parametrize("model", [*filter(admin.site.is_registered, tracked())], ids=lambda model: model.__name__)
def test_every_kind_of_record_is_told(client, lind, model):
    from tests.claims.test_admin_pages import make_one_of_each  # noqa: PLC0415

    make_one_of_each()
    change(model.objects.first(), lind, "touched")
    (go,) = goes(page(client, lind))
    assert (go.versions[0].model, go.reason) == (model._meta.label_lower, "touched")


def test_without_a_day_the_last_one_is_shown_and_others_are_a_step_away(client, lind):
    claim = make_claim()
    for day in (2, 4, 9):
        dated(change(claim, lind), at(12, day=date(2026, 3, day)))
    assert latest_day(lind) == date(2026, 3, 9) == page(client, lind).context["day"]
    assert neighbours(lind, DAY) == (date(2026, 3, 2), date(2026, 3, 9))
    assert neighbours(lind, date(2026, 3, 2)) == (None, DAY)
    assert "/admin/activity/lind/2026-03-09/" in page(client, lind, DAY).text


def test_whoever_wrote_nothing_yet_reads_that(client, lind):
    assert "You wrote nothing on this day" in page(client, lind).text


@pytest.mark.parametrize(
    "day", ["2026-3-4", "20260304", "2026-02-30", "0001-01-01", "9999-12-31", "today", "2026-W10-3"]
)
def test_a_day_is_written_one_way_only(client, lind, day):
    assert client.get(f"/admin/activity/lind/{day}/").status_code == 404


@pytest.mark.parametrize("role", ["analyst", "reviewer"])
def test_others_see_only_their_own(client, role):
    client.force_login(make_person(role, "osei"))
    make_user("lind")
    assert client.get("/admin/activity/").headers["Location"] == "/admin/activity/osei/"
    assert client.get("/admin/activity/osei/").status_code == 200
    for url in ("/admin/activity/lind/", "/admin/activity/lind/2026-03-04/", "/admin/activity/nobody/"):
        assert client.get(url).status_code == 403


def test_an_editor_sees_everybody_and_how_much_they_wrote(client, lind):
    claim = make_claim()
    for _ in range(3):
        change(claim, lind)
    today = timezone.localdate()
    dated(change(claim, lind), timezone.now() - timedelta(days=20))
    make_user("quiet")
    client.force_login(make_person("editor"))
    response = client.get("/admin/activity/")
    assert [(person, total, days) for person, total, days in response.context["people"]] == [(lind, 3, [(today, 3)])]
    assert "quiet" in response.text and f"/admin/activity/lind/{today}/" in response.text
    assert page(client, lind).context["day"] == today
    assert client.get("/admin/activity/nobody/").status_code == 404


def test_blind_work_of_others_is_counted_and_not_shown(client, lind):
    claim = make_claim(blind=True, author=lind)
    with act(ActKind.RECORDED, lind, "Blindly recorded", "blindly") as doing:
        doing.save(claim)
        doing.save(make_relay(make_attribution(claim), make_speaker()))
    assert "Blindly recorded" in page(client, lind).text
    client.force_login(make_person("editor"))
    text = page(client, lind).text
    assert "lindly" not in text and claim.statement not in text and "2 versions of a double coding" in text


def test_a_busy_day_is_cut_into_pages(client, lind):
    claim = make_claim()
    for number in range(205):
        change(claim, lind, str(number))
    first, second = page(client, lind), page(client, lind, page="2")
    assert [sum(len(go.versions) for go in goes(each)) for each in (first, second)] == [200, 5]
    assert goes(second)[-1].reason == "204"
    assert client.get("/admin/activity/lind/", {"page": "9" * 30}).status_code == 200


def test_a_day_takes_as_many_queries_for_22_as_for_2(client, lind):
    def work():
        with act(ActKind.RECORDED, lind, "Work") as doing:
            claim = doing.save(make_claim())
            attribution = doing.save(make_attribution(claim))
            doing.save(make_relay(attribution, make_speaker()))
        change(claim, lind, "moved", speaker=make_speaker())

    def queries(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    for _ in range(2):
        work()
    few = queries("/admin/activity/lind/")
    for _ in range(20):
        work()
    assert queries("/admin/activity/lind/") == few <= 40
    client.force_login(make_person("editor"))
    few = queries("/admin/activity/")
    for number in range(20):
        change(make_claim(), make_user(f"person-{number}"))
    assert queries("/admin/activity/") == few


def test_counts_are_by_person_and_day(lind):
    claim, sato = make_claim(), make_user("sato")
    dated(change(claim, lind), at(23, 30))
    change(claim, sato)
    found = days_of([lind.pk, sato.pk], DAY)
    assert found[lind.pk] == {DAY: 1}
