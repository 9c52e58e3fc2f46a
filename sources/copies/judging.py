"""What a person decides about two documents that share words."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sources.choices import Judgement
from sources.models import Document, Resemblance


@transaction.atomic
def confirm(resemblance, user, reason=""):
    """The copy republishes the original from now on. Raises ValidationError where it republishes another already."""
    stored = _undecided(resemblance)
    copy = Document.objects.select_for_update(of=("self",)).get(pk=stored.copy_id)
    if copy.republishes_id not in (None, stored.original_id):
        raise ValidationError(f"{copy} republishes {copy.republishes} already; change that first.")
    copy.republishes = stored.original
    copy._history_user, copy._change_reason = user, reason or f"{stored.share:.0%} of its words stand there"
    copy.full_clean()
    copy.save()
    return _decide(stored, Judgement.CONFIRMED, user, reason)


@transaction.atomic
def reject(resemblance, user, reason=""):
    """They are no copies, or only a part was taken over; the pair is kept and never suggested again."""
    return _decide(_undecided(resemblance), Judgement.REJECTED, user, reason)


def _undecided(resemblance):
    stored = Resemblance.objects.select_for_update(of=("self",)).select_related("decided_by").get(pk=resemblance.pk)
    if stored.state != Judgement.SUGGESTED:
        raise ValidationError(f"{stored.decided_by or 'Somebody'} has {stored.state} it meanwhile.")
    return stored


def _decide(stored, state, user, reason):
    stored.state, stored.reason = state, reason
    stored.decided_by, stored.decided_at = user, timezone.now()
    stored.save()
    return stored
