"""Four groups, one per role. Later changes of what a role may do are migrations of their own."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = {
    "sources": ["outlet", "outletalias", "document", "credit", "snapshot"],
    "claims": [
        *("speaker", "speakeralias", "event", "question", "answer", "claim", "attribution", "relay"),
        *("wording", "reading", "relation"),
    ],
}
PARTS = ["outletalias", "credit", "speakeralias", "answer", "attribution", "relay", "wording", "reading"]


def on_records(verb, only=None):
    return {f"{app}.{verb}_{name}" for app, names in RECORDS.items() for name in names if only is None or name in only}


ANALYST = on_records("view") | on_records("add") | on_records("change") | on_records("delete", PARTS)
REVIEWER = ANALYST | {"claims.review_claim"}
EDITOR = (
    REVIEWER
    | on_records("delete")
    | {"claims.merge_speaker", "sources.merge_outlet", "claims.upload_claim", "claims.change_act"}
    | {f"claims.{verb}_coding" for verb in ("view", "add", "change", "delete")}
    | {"auth.view_user", "auth.add_user", "auth.change_user"}
)
ROLES = {"reader": set(), "analyst": ANALYST, "reviewer": REVIEWER, "editor": EDITOR}


def make_groups(apps, schema_editor):
    """The permissions of a fresh database come after its migrations; here they are needed now."""
    for label in ("auth", "sources", "claims"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = {
        f"{found.content_type.app_label}.{found.codename}": found
        for found in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    for name, granted in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permissions[permission] for permission in sorted(granted)))


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_acts_codings_and_uploads"),
        ("sources", "0005_reasons_are_told_in_full"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
