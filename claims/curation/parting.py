"""Telling names apart: of two that look alike, a person says that they are two; that pair is not suggested again."""

from django.core.exceptions import ValidationError

from claims.choices import Named
from claims.models import Apart, Speaker
from sources.models import Outlet

MODELS = {Named.SPEAKER: Speaker, Named.OUTLET: Outlet}


def tell_apart(kind, slugs, user):
    """Record that two are two. Raises ValidationError where they are not two that are there."""
    first, second = sorted(slugs)
    if kind not in MODELS or MODELS[kind].objects.filter(slug__in=[first, second]).count() != 2:
        raise ValidationError("One of the two is not there any more.")
    found, _ = Apart.objects.get_or_create(kind=kind, first=first, second=second, defaults={"by": user})
    return found


def suggest_again(pk):
    """Take back that two are two."""
    Apart.objects.filter(pk=pk).delete()


def told_apart(kind):
    """The pairs of slugs of this kind, each in alphabetical order."""
    return set(Apart.objects.filter(kind=kind).values_list("first", "second"))
