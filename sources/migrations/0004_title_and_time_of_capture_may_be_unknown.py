import django.utils.timezone
from django.db import migrations, models

TITLE = models.CharField(blank=True, help_text="As printed; empty if it has none, as a post.", max_length=500)


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_keys_fit_into_addresses")]

    operations = [
        migrations.RemoveConstraint(model_name="document", name="sources_document_title"),
        migrations.AlterField(model_name="document", name="title", field=TITLE),
        migrations.AlterField(model_name="historicaldocument", name="title", field=TITLE.clone()),
        migrations.AlterField(
            model_name="snapshot",
            name="captured_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
