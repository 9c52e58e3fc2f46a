"""Of two names that look alike, a person may say once that they are two."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0009_names_are_found_in_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('speaker', 'speaker'), ('outlet', 'outlet')], max_length=10)),
                ('first', models.CharField(help_text='Slug of one; in alphabetical order.', max_length=120)),
                ('second', models.CharField(help_text='Slug of the other.', max_length=120)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told_apart', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'names told apart',
                'ordering': ['-at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['speaker', 'outlet'])), name='claims_apart_kind', violation_error_message='kind: choose one of speaker, outlet.'), models.UniqueConstraint(fields=('kind', 'first', 'second'), name='claims_apart_once', violation_error_message='second: these two are told apart already.'), models.CheckConstraint(condition=models.Q(('second', models.F('first')), _negated=True), name='claims_apart_two', violation_error_message='second: nobody is told apart from itself.')],
            },
        ),
    ]
