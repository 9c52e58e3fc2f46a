"""Many records made to point elsewhere at once, each with its entry in the history, at a few statements for all."""

from django.db.models import DateTimeField, Max
from django.utils import timezone

from claims.models import Claim
from claims.search.index import batches, touched
from sources.lib import bulk

BEGUN = "As it stood before it was moved"


def move(journal, model, field, pks, target):
    """Let `field` of these rows point at `target`. `journal` remembers each version before and after."""
    pks = sorted(pks)
    if not pks:
        return
    for batch in batches(pks):
        list(model._base_manager.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
    if model is Claim:
        journal.about_to_change(set(pks))
    moment, before = timezone.now(), _known_versions(model, pks, journal.user)
    stamps = [one.name for one in model._meta.concrete_fields if isinstance(one, DateTimeField) and one.auto_now]
    values = {field.attname: target.pk} | dict.fromkeys(stamps, moment)
    bulk.update(model, ["id", *values], [{"id": pk} | values for pk in pks])
    bulk.keep_history(model, pks, "~", (moment, journal.user, journal.reason or None))
    after = latest_versions(model, pks)
    journal.steps += [[model._meta.label_lower, pk, before[pk], after[pk]] for pk in pks]
    _watch(journal, model, pks)


def _watch(journal, model, pks):
    journal.searched.append(touched(model, pks))
    if model is Claim:
        for batch in batches(pks):
            journal.questions |= set(Claim._base_manager.filter(pk__in=batch).values_list("question", flat=True))


def move_back(journal, model, steps, gone):
    """Let the rows of `steps` point at `gone` again, the record that was merged away, where they did before."""
    fields = [field for field in model._meta.concrete_fields if field.related_model is type(gone)]
    before = {pk: number for _, pk, number, _ in steps}
    for field in fields:
        pks = []
        for batch in batches(before.values()):
            was = model.history.filter(history_id__in=batch, **{field.attname: gone.pk})
            pks += was.values_list(model._meta.pk.name, flat=True)
        move(journal, model, field, pks, gone)


def latest_versions(model, pks):
    """{primary key: number of its latest version} of those that have a history."""
    found, pk = {}, model._meta.pk.name
    for batch in batches(pks):
        rows = model.history.filter(**{f"{pk}__in": batch}).order_by().values_list(pk)
        found |= dict(rows.annotate(latest=Max("history_id")))
    return found


def _known_versions(model, pks, user):
    """The latest version of every row; one that has no history yet begins it as it stands."""
    missing = sorted(set(pks) - set(latest_versions(model, pks)))
    bulk.keep_history(model, missing, "+", (timezone.now(), user, BEGUN))
    return latest_versions(model, pks)
