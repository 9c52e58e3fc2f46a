"""Who may what: every address and every action of the site, for visitors and for every role, from one table.

An address that nobody put into the table fails a test: add a line to `MAY`, and to `SAMPLES` what its parts may be.
"""

from fnmatch import fnmatchcase
from itertools import pairwise

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import URLResolver, get_resolver, reverse

from claims.choices import ActKind
from claims.curation.acts import act
from claims.curation.uploading import receive
from claims.models import Claim, Upload
from claims.roles import ROLES
from sources.models import Batch
from tests.claims.test_admin_pages import make_one_of_each
from tests.factories import make_analyst, make_claim, make_person, make_relation

VISITOR, READER, ANALYST, REVIEWER, EDITOR, SUPERUSER = WHO = ("visitor", *ROLES, "superuser")
EVERYBODY, PUBLIC, NOBODY = "everybody", "public", "nobody"  # public: visitors, too, where PUBLIC_PAGES says so
PARTS = ["outletalias", "credit", "speakeralias", "answer", "attribution", "relay", "wording", "reading"]

UNCHOSEN = ["relay", "credit", "speakeralias", "outletalias", "reading", "wording", "relation"]

# (names of addresses, who may read them, who may send them a form): from which role upwards; the first that fits.
MAY = [
    # Pages for readers, and their files
    ("claims:contradiction_decide", NOBODY, ANALYST),
    ("claims:preferences", NOBODY, READER),
    ("claims:*", PUBLIC, NOBODY),
    ("sources:*", PUBLIC, NOBODY),
    # One's own account
    ("login", EVERYBODY, EVERYBODY),
    ("logout", NOBODY, READER),
    ("password", READER, READER),
    ("admin:login", EVERYBODY, EVERYBODY),
    ("admin:logout", NOBODY, ANALYST),
    ("admin:password_change", ANALYST, ANALYST),
    ("admin:password_change_done", ANALYST, NOBODY),
    # Working pages
    *((f"admin:queue_{name}", ANALYST, ANALYST) for name in ("code", "review", "returned")),
    ("admin:queue_*", ANALYST, NOBODY),
    ("admin:copies", ANALYST, ANALYST),
    ("admin:activity*", ANALYST, NOBODY),  # one's own; those of others: see below
    ("admin:people_activity", ANALYST, NOBODY),
    ("admin:inbox", ANALYST, ANALYST),
    ("admin:feeds", ANALYST, ANALYST),
    ("admin:import", ANALYST, ANALYST),
    ("admin:import_batch", EDITOR, NOBODY),  # of another; one's own: see tests/claims/desk/test_bringing.py
    ("admin:import_report", EDITOR, NOBODY),
    ("admin:import_batches", ANALYST, NOBODY),
    ("admin:undo", NOBODY, EDITOR),  # what others did; what one did oneself: see below
    ("admin:record", ANALYST, NOBODY),
    ("admin:record_desk", ANALYST, ANALYST),
    ("admin:record_*", NOBODY, ANALYST),
    ("admin:repair", ANALYST, ANALYST),
    ("admin:judge*", ANALYST, ANALYST),
    ("admin:names", EDITOR, EDITOR),
    ("admin:merge_*", EDITOR, EDITOR),
    ("admin:upload_wrong", EDITOR, NOBODY),
    ("admin:upload*", EDITOR, EDITOR),
    ("admin:coding_list", ANALYST, NOBODY),
    ("admin:agreement*", EDITOR, NOBODY),
    ("admin:coding_done", NOBODY, NOBODY),  # its two coders: see test_codings
    ("admin:codings_*", NOBODY, EDITOR),
    ("admin:codings", EDITOR, EDITOR),  # and those of its two coders: see test_codings
    # The admin itself
    ("admin:index", ANALYST, ANALYST),
    ("admin:app_list", ANALYST, ANALYST),
    ("admin:jsi18n", ANALYST, NOBODY),
    ("admin:autocomplete", ANALYST, NOBODY),
    ("admin:view_on_site", ANALYST, ANALYST),
    # People
    ("admin:auth_user_choices", ANALYST, NOBODY),
    ("admin:auth_user_delete", SUPERUSER, SUPERUSER),
    ("admin:auth_user_*", EDITOR, EDITOR),
    ("admin:auth_group_*", SUPERUSER, SUPERUSER),
    # Records
    ("admin:*_simple_history", ANALYST, NOBODY),
    ("admin:*_snapshot_history", ANALYST, ANALYST),
    ("admin:*_history", ANALYST, NOBODY),
    ("admin:*_restore", NOBODY, ANALYST),
    ("admin:*_csv", ANALYST, ANALYST),
    *((f"admin:*_{name}_choices", NOBODY, NOBODY) for name in UNCHOSEN),
    ("admin:*_choices", ANALYST, NOBODY),
    ("admin:claims_question_needs", ANALYST, ANALYST),
    ("admin:*_changelist", ANALYST, ANALYST),
    ("admin:*_add", ANALYST, ANALYST),
    ("admin:sources_snapshot_change", ANALYST, NOBODY),
    ("admin:*_change", ANALYST, ANALYST),
    *((f"admin:*_{part}_delete", ANALYST, ANALYST) for part in PARTS),
    ("admin:*_delete", EDITOR, EDITOR),
]

# (name of the action, model or *): from which role upwards it is offered
ACTIONS = [
    ("download_csv", "*", ANALYST),
    *(("delete_selected", part, ANALYST) for part in PARTS),
    ("delete_selected", "user", SUPERUSER),
    ("delete_selected", "group", SUPERUSER),
    ("delete_selected", "*", EDITOR),
    ("send_to_review", "claim", ANALYST),
    ("accept", "claim", REVIEWER),
    ("give_back", "claim", REVIEWER),
    ("drop", "claim", ANALYST),  # one's own drafts
    ("confirm", "relation", ANALYST),
    ("reject", "relation", ANALYST),
]


def samples(world, who):
    """What the parts of addresses may be: (names, their arguments)."""
    claim = world["claim"]
    document = claim.attributions.get().snapshot.document
    return [
        ("claims:event_part", [claim.event.key, "coverage"]),
        ("claims:event_*", [claim.event.key]),
        ("claims:question_*", [claim.question.key]),
        ("claims:contradiction_*", [world["relation"].key]),
        ("claims:claim_*", [claim.key]),
        ("claims:speaker_*", [claim.speaker.slug]),
        ("sources:outlet_vs*", [document.outlet.slug, document.republishes.outlet.slug]),
        ("sources:outlet_*", [document.outlet.slug]),
        ("sources:document_vs", [document.key, document.republishes.key]),
        ("sources:document_*", [document.key]),
        ("admin:record*", [document.key]),
        ("admin:codings*", [document.key]),
        ("admin:coding_done", [document.key]),
        ("admin:repair", [claim.attributions.get().key]),
        ("admin:judge*", [world["relation"].key]),
        ("admin:upload_*", [upload_of(who).pk]),
        ("admin:activity_day", [who, "2026-03-04"]),
        ("admin:activity", [who]),
        ("admin:undo", [world["act"].pk]),
        ("admin:import_batch", [world["batch"].pk]),
        ("admin:import_report", [world["batch"].pk]),
        ("admin:app_list", ["claims"]),
        ("admin:view_on_site", [ContentType.objects.get_for_model(Claim).pk, claim.pk]),
        ("admin:claims_question_needs", [claim.question.pk]),
        *(
            (f"admin:auth_user_{page}", [world["reader"].pk])
            for page in ("change", "delete", "history", "password_change")
        ),
    ]


def upload_of(who):
    """A spreadsheet that this person brought."""
    person = User.objects.filter(username=who).first() or User.objects.first()
    return Upload.objects.filter(by=person).first() or receive("claims.csv", b"key\n", person)


@pytest.fixture
def world(db):
    """One of each record, and an act of somebody else."""
    make_one_of_each()
    claim = Claim.objects.get(amount=70)
    with act(ActKind.REVIEWED, make_person(ANALYST), "Somebody's act") as doing:
        doing.save(make_claim())
    relation = make_relation(claim, make_claim(claim.question, amount=9))
    batch = Batch.objects.create(source="Somebody's files", by=doing.stored.by)
    return {"claim": claim, "relation": relation, "act": doing.stored, "batch": batch, "reader": make_person(READER)}


# Which addresses there are


def patterns(resolver, space=""):
    """(name with its namespace, pattern) of every address of the site."""
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from patterns(found, f"{space}{found.namespace}:" if found.namespace else space)
        else:
            yield f"{space}{found.name or ''}", found.pattern


ALL = list(patterns(get_resolver()))
NAMES = sorted({name for name, _ in ALL if not name.endswith(":") and name})
UNNAMED = {str(pattern) for name, pattern in ALL if name.endswith(":") or not name}


def level_of(name, method):
    """From whom upwards an address may be read (get) or sent a form (post); None if it is not in the table."""
    row = next((row for row in MAY if fnmatchcase(name, row[0])), None)
    return row and row[1 if method == "get" else 2]


def may(who, level, *, open_pages):
    if level in {EVERYBODY, NOBODY}:
        return level == EVERYBODY
    if level == PUBLIC:
        return who != VISITOR or open_pages
    return WHO.index(who) >= WHO.index(level)


def record_pages():
    """{name of an address: (model, which of its pages)} of every record in the admin."""
    found = {}
    for model in admin.site._registry:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        found |= {name: (model, name.removeprefix(prefix)) for name in NAMES if name.startswith(prefix)}
    return found


PAGES = record_pages()


def address(name, world, who):
    sample = next((parts for names, parts in samples(world, who) if fnmatchcase(name, names)), None)
    if sample is None and name in PAGES:
        return record_address(name, *PAGES[name])
    wants = next(pattern for known, pattern in ALL if known == name)
    return reverse(name, args=sample if wants.converters or wants.regex.groups else []) + QUERIES.get(name, "")


QUERIES = {"admin:autocomplete": "?app_label=claims&model_name=claim&field_name=question"}


def record_address(name, model, page):
    record = model._default_manager.order_by("pk").first()
    if page == "simple_history":
        return reverse(name, args=[record.pk, record.history.first().pk])
    if page in {"change", "delete", "history", "restore"}:
        return reverse(name, args=[record.pk])
    return reverse(name) + (asked_by(model) if page == "choices" else "")


def asked_by(model):
    """The query of an autocomplete: some form that asks for a record of this model."""
    fields = [relation.field for relation in model._meta.related_objects if relation.field.many_to_one]
    field = next((field for field in fields if admin.site.is_registered(field.model)), None)
    opts = field and field.model._meta
    return f"?app_label={opts.app_label}&model_name={opts.model_name}&field_name={field.name}" if field else ""


# Who may


def test_every_address_stands_in_the_table():
    assert [name for name in NAMES if level_of(name, "get") is None] == []
    assert {"<path:object_id>/", "(?P<url>.*)$"} == UNNAMED  # the admin's: an old address of a form; an unknown one


def enter(client, who):
    """Log in as somebody of a role, named after it."""
    if who != VISITOR:
        person = User.objects.filter(username=who).first()
        client.force_login(person or (make_analyst(who) if who == SUPERUSER else make_person(who, who)))


def answer(client, name, url, method):
    """`in`, `out` (a login or a refusal) or `no` (nothing is read, or sent, there); else what went wrong."""
    inside = "_auth_user_id" in client.session
    response = getattr(client, method)(url)
    if "logout" in name and response.status_code != 405:
        return "in" if inside and "_auth_user_id" not in client.session else "out"
    if response.status_code == 403 or (response.status_code == 302 and "/login/" in response["Location"]):
        return "out"
    if response.status_code == 405:
        return "no"
    nothing_sent = {400, 404, 409, 422} if method == "post" else {400}
    return "in" if response.status_code in {200, 302, *nothing_sent} else f"{response.status_code}"


@pytest.mark.parametrize("open_pages", [True, False], ids=["public", "closed"])
@pytest.mark.parametrize("who", WHO)
def test_every_address_is_open_to_whom_it_should_be(client, world, settings, who, open_pages):
    if open_pages and who not in {VISITOR, READER}:
        pytest.skip("the same as on a closed site")
    settings.PUBLIC_PAGES = open_pages
    enter(client, who)
    wrong = []
    for name in NAMES if not open_pages else [name for name in NAMES if level_of(name, "get") == PUBLIC]:
        for method in ("get", "post"):
            level, url = level_of(name, method), address(name, world, who)
            found = answer(client, name, url, method)
            expected = {"in"} if may(who, level, open_pages=open_pages) else {"out", "no"}
            if level in WHO[1:] and "no" in expected:
                expected = {"out"}
            if found not in expected:
                wrong.append(f"{method} {name} ({url}): {found}")
            if "logout" in name or name.endswith("login"):
                enter(client, who)
    assert wrong == [], "\n".join(wrong)


def level_of_action(action, model):
    """From which role upwards an action of a model's list is offered; None if it is not in the table."""
    named = [level for name, of, level in ACTIONS if name == action and of in {model._meta.model_name, "*"}]
    return named[0] if named else None


OFFERED = [
    (model, name)
    for model, model_admin in admin.site._registry.items()
    for _, name, _ in model_admin._get_base_actions()
]


def test_every_action_stands_in_the_table():
    assert [f"{model.__name__}: {name}" for model, name in OFFERED if level_of_action(name, model) is None] == []


@pytest.mark.parametrize("who", WHO[1:])
def test_every_action_is_offered_to_whom_it_should_be(rf, db, who):
    request = rf.get("/")
    request.user = make_analyst() if who == SUPERUSER else make_person(who)
    for model, model_admin in admin.site._registry.items():
        expected = {
            name for of, name in OFFERED if of is model and may(who, level_of_action(name, of), open_pages=False)
        }
        may_view = model_admin.has_view_permission(request)
        assert set(model_admin.get_actions(request)) == expected if may_view else True, model.__name__


@pytest.mark.parametrize(
    ("action", "who"), [("accept", ANALYST), ("give_back", ANALYST), ("delete_selected", REVIEWER)]
)
def test_an_action_that_is_not_offered_does_nothing_if_it_is_sent(client, world, action, who):
    claim = make_claim(status="in_review")
    enter(client, who)
    client.post("/admin/claims/claim/", {"action": action, "_selected_action": [claim.pk], "post": "yes"})
    claim.refresh_from_db()
    assert claim.status == "in_review"


@pytest.mark.parametrize("who", [READER, VISITOR])
@pytest.mark.parametrize("url", ["/admin/claims/claim/1/", "/admin/no/such/page/", "/admin/claims/claim/1/delete/"])
def test_the_unnamed_addresses_of_the_admin_ask_for_a_login(client, world, who, url):
    enter(client, who)
    assert "/login/?next=/admin/" in client.get(url)["Location"]


def test_each_role_may_what_the_one_before_it_may(db):
    may_all = [
        {f"{one.content_type.app_label}.{one.codename}" for one in Group.objects.get(name=role).permissions.all()}
        for role in ROLES
    ]
    assert may_all[0] == set()
    assert all(lower < higher for lower, higher in pairwise(may_all))
    assert {name for name in may_all[-1] if name.startswith("auth.")} == {
        "auth.view_user",
        "auth.add_user",
        "auth.change_user",
    }


@pytest.mark.parametrize("who", WHO[2:])
def test_what_one_did_oneself_is_undone_and_seen_by_oneself(client, world, who):
    enter(client, who)
    person = User.objects.get(username=who)
    with act(ActKind.REVIEWED, person, "My act") as doing:
        doing.save(make_claim())
    assert client.get(f"/admin/activity/{who}/").status_code == 200
    others = client.get(f"/admin/activity/{world['act'].by}/").status_code
    assert others == (200 if may(who, EDITOR, open_pages=False) else 403)
    client.post(f"/admin/undo/{doing.stored.pk}/")
    doing.stored.refresh_from_db()
    assert doing.stored.is_undone
