"""What a person decides about two documents that share words.

Each decision writes through `save(record, reason)`, so that a caller can keep it as one act; by itself it is written
with its history. All raise ValidationError, and change nothing, where somebody decided meanwhile or a rule is broken.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sources.choices import Judgement
from sources.models import Credit, Document, Resemblance

PART = "Only a part of it was taken over."


@transaction.atomic
def confirm(resemblance, user, reason="", save=None):
    """The copy republishes the original from now on. Refused where it republishes another already."""
    stored, save = _undecided(resemblance), save or _saving(user)
    copy = Document.objects.select_for_update(of=("self",)).get(pk=stored.copy_id)
    if copy.republishes_id not in (None, stored.original_id):
        raise ValidationError(f"{copy} republishes {copy.republishes} already; change that first.")
    if copy.republishes_id is None:
        copy.republishes = stored.original
        copy.full_clean()
        save(copy, reason or f"{stored.share:.0%} of its words stand there")
    return _decide(stored, Judgement.CONFIRMED, user, reason, save)


@transaction.atomic
def reject(resemblance, user, reason="", save=None):
    """They are no copies; the pair is kept and never suggested again."""
    return _decide(_undecided(resemblance), Judgement.REJECTED, user, reason, save or _saving(user))


@transaction.atomic
def only_a_part(resemblance, user, reason="", save=None, crediting=False):
    """They stay two documents, of which one took over a part of the other; if `crediting`, it credits that outlet."""
    stored, save = _undecided(resemblance), save or _saving(user)
    credit = Credit(document=stored.copy, outlet=stored.original.outlet)
    if crediting and not Credit.objects.filter(document=credit.document, outlet=credit.outlet).exists():
        save(credit, reason or PART)
    return _decide(stored, Judgement.REJECTED, user, reason or PART, save)


@transaction.atomic
def turn_round(resemblance, user, save=None):
    """The other one is the original; it is still to be judged."""
    stored, save = _undecided(resemblance), save or _saving(user)
    stored.copy, stored.original = stored.original, stored.copy
    stored.share, stored.share_of_original = stored.share_of_original, stored.share
    save(stored, "The other is the original.")
    return stored


@transaction.atomic
def ask_again(resemblance, user, save=None):
    """Two that were told apart are suggested again."""
    stored, save = Resemblance.objects.select_for_update(of=("self",)).get(pk=resemblance.pk), save or _saving(user)
    if stored.state != Judgement.REJECTED:
        raise ValidationError("It is not rejected.")
    stored.state, stored.reason, stored.decided_by, stored.decided_at = Judgement.SUGGESTED, "", None, None
    save(stored, "To be judged again.")
    return stored


def _undecided(resemblance):
    joined = Resemblance.objects.select_related("decided_by", "copy__outlet", "original__outlet")
    stored = joined.select_for_update(of=("self",)).get(pk=resemblance.pk)
    if stored.state != Judgement.SUGGESTED:
        raise ValidationError(f"{stored.decided_by or 'Somebody'} has {stored.state} it meanwhile.")
    if stored.copy_id != resemblance.copy_id:
        raise ValidationError("It was turned round meanwhile; look at it again.")
    return stored


def _decide(stored, state, user, reason, save):
    stored.state, stored.reason = state, reason
    stored.decided_by, stored.decided_at = user, timezone.now()
    save(stored, reason)
    return stored


def _saving(user):
    def save(record, reason):
        record._history_user, record._change_reason = user, reason or None
        record.save()

    return save
