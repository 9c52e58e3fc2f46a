"""The index of the search. It is filled by loading and saving; of what is there already by `manage.py rebuild_search`."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = ["speaker", "outlet", "event", "question", "claim", "quote", "document"]
ON_SQLITE = [
    """CREATE VIRTUAL TABLE claims_searchwords USING fts5(
        kind, title, words, content='claims_searchentry', content_rowid='id', tokenize='ascii')""",
    """CREATE TRIGGER claims_searchwords_insert AFTER INSERT ON claims_searchentry BEGIN
        INSERT INTO claims_searchwords (rowid, kind, title, words) VALUES (new.id, new.kind, new.title, new.words);
    END""",
    """CREATE TRIGGER claims_searchwords_delete AFTER DELETE ON claims_searchentry BEGIN
        INSERT INTO claims_searchwords (claims_searchwords, rowid, kind, title, words)
        VALUES ('delete', old.id, old.kind, old.title, old.words);
    END""",
    """CREATE TRIGGER claims_searchwords_update AFTER UPDATE ON claims_searchentry BEGIN
        INSERT INTO claims_searchwords (claims_searchwords, rowid, kind, title, words)
        VALUES ('delete', old.id, old.kind, old.title, old.words);
        INSERT INTO claims_searchwords (rowid, kind, title, words) VALUES (new.id, new.kind, new.title, new.words);
    END""",
]
OFF_SQLITE = [
    "DROP TRIGGER claims_searchwords_update",
    "DROP TRIGGER claims_searchwords_delete",
    "DROP TRIGGER claims_searchwords_insert",
    "DROP TABLE claims_searchwords",
]
ON_POSTGRESQL = [  # x0x0x keeps phrases from running out of the title; k_claim can be no word of a text
    """ALTER TABLE claims_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig, title || ' x0x0x ' || words) || array_to_tsvector(ARRAY['k_' || kind::text])
    ) STORED""",
    "CREATE INDEX claims_searchentry_vector ON claims_searchentry USING gin (vector)",
]
OFF_POSTGRESQL = ["ALTER TABLE claims_searchentry DROP COLUMN vector"]


def run(on_sqlite, on_postgresql):
    def statements(apps, schema_editor):
        found = {"sqlite": on_sqlite, "postgresql": on_postgresql}
        for statement in found.get(schema_editor.connection.vendor, []):
            schema_editor.execute(statement)

    return statements


def reference(model, **options):
    return models.ForeignKey(
        db_constraint=False,
        null=True,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=model,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0003_keys_fit_into_addresses"),
        ("claims", "0005_keys_fit_into_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("speaker", "speakers"),
                            ("outlet", "outlets"),
                            ("event", "events"),
                            ("question", "questions"),
                            ("claim", "claims"),
                            ("quote", "quotes"),
                            ("document", "documents"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "object_id",
                    models.BigIntegerField(help_text="Primary key of the claim, attribution, document, speaker …"),
                ),
                ("part", models.PositiveIntegerField(default=0, help_text="Which piece of a long text.")),
                (
                    "start",
                    models.PositiveIntegerField(
                        default=0, help_text="Where in the snapshot's text this piece begins."
                    ),
                ),
                ("title", models.TextField(help_text="What it is called, folded.")),
                ("words", models.TextField(help_text="What else it says, folded.")),
                ("claim", reference("claims.claim")),
                ("document", reference("sources.document", db_index=False)),
                ("snapshot", reference("sources.snapshot", db_index=False)),
            ],
            options={"verbose_name_plural": "search entries", "ordering": ["id"]},
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)),
                name="claims_searchentry_kind",
                violation_error_message=f"kind: choose one of {', '.join(KINDS)}.",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("kind", "object_id", "part"),
                name="claims_searchentry_once",
                violation_error_message="part: this piece of the record is already indexed.",
            ),
        ),
        migrations.RunPython(run(ON_SQLITE, ON_POSTGRESQL), run(OFF_SQLITE, OFF_POSTGRESQL)),
    ]
