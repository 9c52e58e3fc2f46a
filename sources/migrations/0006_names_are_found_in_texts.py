"""Indexes by which a text's own words are looked up among names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0005_reasons_are_told_in_full'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outlet',
            index=models.Index(fields=['name', 'id'], name='sources_outlet_by_name'),
        ),
        migrations.AddIndex(
            model_name='outletalias',
            index=models.Index(fields=['name'], name='sources_outletalias_by_name'),
        ),
    ]
