"""Logging in: whoever guesses passwords waits, and nobody else does."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.core.management import call_command
from django.utils import timezone

from project.access import client_address, tried_username
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGINS = ["/login/", "/admin/login/"]
LIMIT = 10


@pytest.fixture
def lind():
    return make_user("lind", password="right-password")


def log_in(client, username="lind", password="wrong", page="/login/", **where):
    return client.post(page, {"username": username, "password": password}, **where)


def fail(client, times=LIMIT, **how):
    return [log_in(client, **how) for _ in range(times)][-1]


@pytest.mark.parametrize("page", LOGINS)
def test_the_tenth_failure_locks_and_says_for_how_long(client, lind, page):
    assert fail(client, LIMIT - 1, page=page).status_code == 200
    response = fail(client, 1, page=page)
    assert response.status_code == 429
    assert "15 minutes" in response.text and "lind" not in response.text
    assert log_in(client, password="right-password", page=page).status_code == 429
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", LOGINS)
def test_a_lock_at_one_login_holds_at_the_other(client, lind, page):
    fail(client, page=page)
    assert [log_in(client, password="right-password", page=each).status_code for each in LOGINS] == [429, 429]


def test_an_unknown_name_is_locked_like_a_known_one(client, lind):
    known, unknown = fail(client, username="lind"), fail(client, username="nobody")
    assert unknown.status_code == known.status_code == 429
    assert unknown.text.replace("nobody", "") == known.text.replace("lind", "")


def test_others_behind_the_same_address_log_in(client, lind):
    make_user("sato", password="right-password")
    fail(client, username="lind")
    assert log_in(client, username="sato", password="right-password").status_code == 302


def test_a_person_whom_somebody_guesses_at_logs_in_from_elsewhere(client, lind):
    fail(client, REMOTE_ADDR="192.0.2.1")
    assert log_in(client, password="right-password", REMOTE_ADDR="192.0.2.2").status_code == 302


def test_another_browser_does_not_get_ten_more(client, lind):
    fail(client, LIMIT - 1, HTTP_USER_AGENT="one")
    assert fail(client, 1, HTTP_USER_AGENT="another").status_code == 429


def test_a_right_password_forgets_earlier_failures(client, lind):
    fail(client, LIMIT - 1)
    assert log_in(client, password="right-password").status_code == 302
    assert not AccessAttempt.objects.exists()


def test_the_lock_ends_by_itself_and_is_not_prolonged_by_trying(client, lind):
    fail(client)
    first = AccessAttempt.objects.get().attempt_time
    fail(client, 3)
    assert AccessAttempt.objects.get().attempt_time == first
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(client, password="right-password").status_code == 302


def test_a_command_ends_the_lock(client, lind, capsys):
    fail(client)
    call_command("axes_reset_username", "lind")
    assert log_in(client, password="right-password").status_code == 302


@pytest.mark.parametrize("username", ["x" * 5000, "a\0b", "", " lind ", "ЛИНД" * 60])
def test_odd_names_are_refused_like_any_other(client, lind, username):
    assert log_in(client, username=username).status_code == 200


def test_no_password_is_kept(client, lind):
    fail(client, 2, password="nearly-right")
    kept = AccessAttempt.objects.get()
    assert "nearly-right" not in f"{kept.post_data} {kept.get_data} {kept.path_info}"


def test_a_header_is_believed_only_behind_a_proxy(rf, settings):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.7")
    assert client_address(request) == "192.0.2.1"
    settings.BEHIND_HTTPS = True
    assert client_address(request) == "198.51.100.7"  # what the proxy wrote; the visitor made up the first


@pytest.mark.parametrize("header", ["", "unknown", "<script>", "1.2.3.4:80", "\u0660.1.1.1", "x" * 9999])
def test_a_header_that_is_no_address_is_passed_over(rf, settings, header):
    settings.BEHIND_HTTPS = True
    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)) == "192.0.2.1"


def test_where_no_address_is_known_there_is_none(rf):
    assert client_address(rf.get("/", REMOTE_ADDR="")) is None
    assert client_address(rf.get("/", REMOTE_ADDR="fe80::1%eth0")) == "fe80::1"


def test_names_are_compared_as_long_as_names_are(rf):
    assert tried_username(rf.get("/"), {"username": "x" * 500}) == "x" * 150
    assert tried_username(rf.get("/"), None) == ""


def test_the_admin_shows_no_records_of_logins():
    assert not [model for model in admin.site._registry if model._meta.app_label == "axes"]
