"""Indexes by which a text's own words are looked up among names, and the surnames of persons."""

from django.db import migrations, models


def fill_surnames(apps, schema_editor):
    """The last word of each person's name, if it has several."""
    rows = apps.get_model("claims", "Speaker")._base_manager.using(schema_editor.connection.alias)
    found = []
    for speaker in rows.filter(kind="person").only("name").iterator(chunk_size=2000):
        words = speaker.name.split()
        if len(words) > 1:
            speaker.surname = words[-1]
            found.append(speaker)
    rows.bulk_update(found, ["surname"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_groups_for_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="speaker",
            name="surname",
            field=models.CharField(
                blank=True,
                db_default="",
                editable=False,
                help_text="Derived: a person’s short name.",
                max_length=200,
            ),
        ),
        migrations.RunPython(fill_surnames, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(fields=["name", "id"], name="claims_speaker_by_name"),
        ),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(fields=["surname", "id"], name="claims_speaker_by_surname"),
        ),
        migrations.AddIndex(
            model_name="speakeralias",
            index=models.Index(fields=["name"], name="claims_speakeralias_by_name"),
        ),
    ]
