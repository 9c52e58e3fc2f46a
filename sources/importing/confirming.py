"""A person confirms, or corrects, what was read off a document: guesses become what the person stands for.

    confirm(document, user, journal)                                       all of its guesses, as the document has them
    confirm(document, user, journal, said={"title": "…"}, only_said=True)  this field alone

`journal` writes records with their history (`save(record)`, `delete(record)`). Nothing is overwritten: if another
person was faster, ValidationError says what theirs is.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from sources.importing.outlets import MADE, outlet_called, outlet_named
from sources.models import Credit, Document, Guess

BY_HAND = "by hand"
OWN = ("title", "byline", "language", "dateline", "url")  # held by the document as they are written
SEPARATOR = ";"  # of the outlets that are credited


def value_of(document, field, guess=None):
    """What a document holds in a field, in words; of what it cannot hold, what was guessed."""
    if field in OWN:
        return getattr(document, field)
    if field == "outlet":
        return document.outlet.name
    if field in ("published_on", "published_time"):
        return str(getattr(document, field) or "")
    return guess.value if guess else ""


def latest_version(document):
    """The number of a document's latest version, for forms to tell whether it was changed meanwhile."""
    return Document.history.filter(id=document.pk).values_list("history_id", flat=True).first() or 0


def confirm(document, user, journal, *, said=(), only_said=False, seen=None):
    """Write `said`, {field: value}, and confirm that and, unless `only_said`, every other guess; `seen` is the version
    that the person saw. Answers with the names of the confirmed fields. Raises ValidationError.
    """
    said = dict(said)
    document = Document._base_manager.select_for_update().get(pk=document.pk)
    guesses = {guess.field: guess for guess in document.guesses.select_related("confirmed_by")}
    _check_unchanged(document, guesses, said, seen)
    former = document.outlet
    if _write(document, said):
        document.full_clean()
        journal.save(document)
    taken = [name for name, guess in guesses.items() if guess.confirmed_at is None and (name in said or not only_said)]
    for name in dict.fromkeys([*taken, *said]):
        _settle(document, name, guesses.get(name), said, user)
    if "credits" in said or "credits" in taken:
        _credit(document, said.get("credits", guesses["credits"].value if "credits" in guesses else ""), journal)
    if former.pk != document.outlet_id:
        _drop_unneeded(former, journal)
    return list(dict.fromkeys([*taken, *said]))


def confirm_by_hand(document, fields, user):
    """What a person wrote into the record itself is no guess any more."""
    for guess in document.guesses.filter(field__in=fields, confirmed_at=None):
        _settle(document, guess.field, guess, {guess.field: value_of(document, guess.field, guess)}, user)


def _check_unchanged(document, guesses, said, seen):
    """Raise ValidationError with what another person wrote since."""
    if seen is not None and seen != latest_version(document):
        raise ValidationError(_theirs(document, seen))
    for name in said:
        guess = guesses.get(name)
        if guess and guess.confirmed_at:
            value = value_of(document, name, guess)
            raise ValidationError(f"{guess.confirmed_by} confirmed it meanwhile: {_named(name)} “{value}”.")


def _theirs(document, seen):
    latest = document.history.select_related("history_user").first()
    before = document.history.filter(history_id=seen).first()
    changes = latest.diff_against(before).changes if before else []
    words = ", ".join(f"{_named(change.field)} “{_shown(latest, change.field)}”" for change in changes)
    return f"{latest.history_user or 'A program'} changed it meanwhile{': ' if words else ''}{words}."


def _shown(version, field):
    return version.instance.outlet if field == "outlet" else getattr(version, field) or "nothing"


def _named(field):
    return field.replace("_", " ")


def _write(document, said):
    """Put what a person said into the document; answers with whether that changes it."""
    before = {name: value_of(document, name) for name in said}
    for name in set(said) & set(OWN):
        setattr(document, name, said[name])
    if "published_on" in said:
        document.published_on = date.fromisoformat(said["published_on"]) if said["published_on"] else None
        document.published_time = document.published_time if document.published_on else None
    if said.get("outlet") and said["outlet"] != document.outlet.name:
        document.outlet = outlet_named(said["outlet"]) or outlet_called(said["outlet"])
    return any(value_of(document, name) != value for name, value in before.items())


def _settle(document, name, guess, said, user):
    """The guess of a field becomes what the document has now; what was cleared is no guess any more."""
    value = said[name] if name == "credits" and name in said else value_of(document, name, guess)
    if not value:
        if guess and name in said:
            guess.delete()
            return
        if guess is None:
            return
        value = guess.value  # the document cannot hold it, such as a month without a day
    guess = guess or Guess(document=document, field=name, value=value[:1000], where=BY_HAND)
    if value != guess.value:
        readings = [[guess.value, guess.where], *guess.others]
        guess.value, guess.where = value[:1000], next((one[1] for one in readings if one[0] == value), BY_HAND)
        guess.others = [one for one in readings if one[0] != value]
    guess.confirmed_by, guess.confirmed_at = user, timezone.now()
    guess.save()


def _credit(document, names, journal):
    """Credits to each of the outlets; who is credited already stays so."""
    credited = set(document.credits.values_list("outlet", flat=True)) | {document.outlet_id}
    for name in filter(None, map(str.strip, names.split(SEPARATOR))):
        outlet = outlet_named(name) or outlet_called(name)
        if outlet.pk not in credited:
            credited.add(outlet.pk)
            journal.save(Credit(document=document, outlet=outlet))


def _drop_unneeded(outlet, journal):
    """Delete an outlet that an import made for this document alone and that nobody has touched."""
    versions = list(outlet.history.all()[:2])
    if len(versions) != 1 or versions[0].history_change_reason != MADE or outlet.aliases.exists():
        return
    try:
        journal.delete(outlet)
    except (ProtectedError, RestrictedError):
        return  # something else stands on it
