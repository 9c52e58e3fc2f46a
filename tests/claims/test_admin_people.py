"""Accounts: an editor manages people and their roles, and nothing beyond; nobody locks themselves out."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.roles import ROLES, role_of
from tests.adminforms import errors_of, form_data, save
from tests.factories import make_analyst, make_entrant, make_person, make_user

pytestmark = pytest.mark.django_db
PEOPLE, ADD = "/admin/auth/user/", "/admin/auth/user/add/"


def of(person):
    return f"{PEOPLE}{person.pk}/change/"


@pytest.fixture
def editor(client):
    person = make_person("editor", "osei")
    client.force_login(person)
    return person


def add(client, **changes):
    sent = {"username": "lind", "role": "analyst", "usable_password": "true"}
    sent |= {"password1": "sour-cherry-7", "password2": "sour-cherry-7"} | changes
    return client.post(ADD, {name: value for name, value in sent.items() if value is not None}, follow=True)


def test_an_editor_adds_a_person_with_a_role(client, editor):
    add(client, first_name="Tove", last_name="Lind")
    lind = User.objects.get(username="lind")
    assert (lind.get_full_name(), role_of(lind)) == ("Tove Lind", "analyst")
    assert (lind.is_superuser, lind.is_staff, lind.is_active) == (False, False, True)
    client.logout()
    assert client.post("/login/", {"username": "lind", "password": "sour-cherry-7"}).status_code == 302
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [None, "", "superuser", "owner"])
def test_a_person_has_one_of_four_roles(client, editor, role):
    assert "role" in errors_of(add(client, role=role))
    assert not User.objects.filter(username="lind").exists()


@pytest.mark.parametrize("role", ROLES)
def test_an_editor_changes_a_role_and_the_log_says_so(client, editor, role):
    before = "analyst" if role != "analyst" else "reader"
    person = make_person(before)
    assert save(client, of(person), role=role).status_code == 200
    fresh = User.objects.get(pk=person.pk)
    assert [group.name for group in fresh.groups.all()] == [role] and role_of(fresh) == role
    assert f"role from {before} to {role}" in LogEntry.objects.get().get_change_message()


def test_whoever_is_deactivated_is_out_at_once(client, editor):
    person = make_person("reviewer")
    other = type(client)()
    other.force_login(person)
    assert other.get("/admin/").status_code == 200
    save(client, of(person), is_active=None)
    assert other.get("/admin/").status_code == 302


def test_flags_and_permissions_that_are_sent_all_the_same_are_passed_over(client, editor):
    person = make_person("analyst")
    permission = Permission.objects.get(codename="delete_user")
    more = {"is_superuser": "on", "is_staff": "on", "user_permissions": [permission.pk], "groups": [1, 2, 3, 4]}
    save(client, of(person), **more)
    add(client, **more)
    for found in (User.objects.get(pk=person.pk), User.objects.get(username="lind")):
        assert not found.is_superuser and not found.is_staff and not found.user_permissions.exists()
        assert [group.name for group in found.groups.all()] == ["analyst"]


@pytest.mark.parametrize("page", ["change", "password", "history", "delete"])
def test_an_editor_neither_sees_nor_touches_a_superuser(client, editor, page):
    root = make_analyst("root")
    assert "root" not in client.get(PEOPLE).content.decode()
    url = f"{PEOPLE}{root.pk}/{page}/"
    sent = {"username": "root", "role": "reader", "password1": "sour-cherry-7", "password2": "sour-cherry-7"}
    for response in (client.get(url), client.post(url, sent)):
        assert response.status_code in (302, 403, 404)
    assert User.objects.get(pk=root.pk).check_password("not-a-secret") and not root.groups.exists()


def test_whoever_holds_more_than_a_role_is_a_superusers_matter(client, editor):
    entrant = make_entrant("delete_claim")
    member = make_person("reader")
    member.groups.add(Group.objects.create(name="board"))
    for person in (entrant, member):
        assert client.get(of(person)).status_code == 302
        assert client.get(f"{PEOPLE}{person.pk}/password/").status_code == 404


def test_an_editor_sets_a_new_password_for_others(client, editor):
    person = make_person("analyst")
    sent = {"password1": "sour-cherry-7", "password2": "sour-cherry-7", "usable_password": "true"}
    client.post(f"{PEOPLE}{person.pk}/password/", sent)
    assert User.objects.get(pk=person.pk).check_password("sour-cherry-7")


@pytest.mark.parametrize(("name", "value"), [("role", "reader"), ("is_active", None)])
def test_nobody_locks_themselves_out(client, editor, name, value):
    response = save(client, of(editor), **{name: value})
    assert "locks themselves out" in str(errors_of(response)[name])
    fresh = User.objects.get(pk=editor.pk)
    assert fresh.is_active and role_of(fresh) == "editor"
    assert save(client, of(editor), first_name="Rose").status_code == 200
    assert User.objects.get(pk=editor.pk).first_name == "Rose"


@pytest.mark.parametrize("name", ["is_superuser", "is_active"])
def test_a_superuser_may_all_but_lose_the_own_account(client, name):
    root, other = make_analyst("root"), make_person("reader")
    client.force_login(root)
    assert name in errors_of(save(client, of(root), **{name: None}))
    assert client.get(f"{PEOPLE}{root.pk}/delete/").status_code == 403
    save(client, of(other), is_superuser="on")
    assert User.objects.get(pk=other.pk).is_superuser


def test_a_superuser_gives_further_groups_beside_the_role(client):
    client.force_login(make_analyst("root"))
    board, person = Group.objects.create(name="board"), make_person("analyst")
    save(client, of(person), groups=[board.pk])
    assert {group.name for group in person.groups.all()} == {"analyst", "board"}
    save(client, of(person), role="reviewer")
    assert {group.name for group in person.groups.all()} == {"reviewer", "board"}


def test_an_account_without_a_role_gets_one(client, editor):
    """As the loader of packages makes them."""
    person = make_user("from-a-package", is_active=False)
    assert form_data(client, of(person)).get("role") is None
    save(client, of(person), role="analyst", is_active="on")
    assert role_of(User.objects.get(pk=person.pk)) == "analyst"


@pytest.mark.parametrize("role", ["analyst", "reviewer"])
def test_others_manage_no_accounts(client, role):
    client.force_login(make_person(role))
    for url in (PEOPLE, ADD, of(make_user())):
        assert client.get(url).status_code == 403
    assert "auth/user" not in client.get("/admin/").content.decode()


def test_editors_are_not_shown_groups(client, editor):
    assert "/admin/auth/group/" not in client.get("/admin/").content.decode()
    assert client.get("/admin/auth/group/").status_code == 403


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_people_are_chosen_by_name_by_whoever_works_here(client, role):
    client.force_login(make_person(role))
    make_analyst("root")
    make_user("rootless", is_active=False, first_name="Root")
    query = {"term": "root", "app_label": "claims", "model_name": "reading", "field_name": "reader"}
    found = client.get("/admin/auth/user/choices/", query).json()["results"]
    assert [one["text"] for one in found] == ["root"]
    assert "auth/user/choices/" in client.get("/admin/claims/reading/add/").content.decode()


def test_the_list_takes_as_many_queries_for_22_people_as_for_2(client, editor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(PEOPLE)
        return len(captured)

    make_person("reader")
    few = queries()
    for _ in range(20):
        make_person("analyst")
    assert queries() == few


@pytest.mark.parametrize("role", ROLES)
def test_everybody_changes_their_own_password(client, role):
    person = make_person(role)
    client.force_login(person)
    page = client.get("/password/")
    assert page.status_code == 200 and f"<bdi>{person.username}</bdi><small>{role}</small>" in page.text
    sent = {"old_password": "not-a-secret", "new_password1": "sour-cherry-7", "new_password2": "sour-cherry-7"}
    assert client.post("/password/", sent | {"old_password": "wrong"}).status_code == 200
    assert client.post("/password/", sent)["Location"] == "/"
    assert User.objects.get(pk=person.pk).check_password("sour-cherry-7")
    assert client.get("/password/").status_code == 200  # still logged in here


@pytest.mark.parametrize("role", ["analyst", "reviewer", "editor"])
def test_the_header_says_who_one_is_and_in_which_role(client, role):
    person = make_person(role)
    client.force_login(person)
    for page in ("/guide/", "/admin/queues/review/"):
        assert f"<bdi>{person.username}</bdi><small>{role}</small>" in client.get(page).text
    assert f"</strong></a>, {role}" in client.get("/admin/").text
