"""What a person means by what they typed: a question by number or words, a voice by any of its names."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from claims.models import Speaker
from sources.models import Outlet

OWN_VOICE = "(own voice)"
NAMED = 5  # that a message lists


def own_voice(document):
    """How the document's own voice is written: in a republication that of the original's outlet."""
    return f"{_own_outlet(document)} {OWN_VOICE}"


def _own_outlet(document):
    return (document.original or document).outlet


def find_question(words, numbered):
    """The question among `numbered` that is meant: its key, its number, its label or text, or part of them.

    Raises ValidationError if none or several are.
    """
    words = " ".join(words.split())
    for means in (_by_key, _by_number, _by_name, _by_part):
        found = [one.question for one in numbered if means(one, words)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(str(question) for question in found[:NAMED])
            raise ValidationError(f"Several questions fit “{words}”: {listed}. Type its number.")
    raise ValidationError(f"No question fits “{words[:80]}”. Type a number of the list, or make a new one.")


def _by_key(one, words):
    return one.question.key == words


def _by_number(one, words):
    return one.number is not None and words in (str(one.number), one.words)


def _by_name(one, words):
    return words.lower() in (one.question.label.lower(), one.question.text.lower())


def _by_part(one, words):
    return words.lower() in f"{one.question.label} {one.question.text}".lower()


def find_voice(words, document):
    """The speaker, or the outlet in its own voice, that goes by these words; None if nobody does.

    Raises ValidationError if several do.
    """
    words = " ".join(words.split())
    if words == own_voice(document):
        return _own_outlet(document)
    return _one(Speaker, words)


def find_hop(words):
    """The speaker or outlet that words were relayed through; None if nobody goes by the name."""
    words = " ".join(words.split())
    return _one(Outlet, words) or _one(Speaker, words)


def _one(model, words):
    called = Q(slug=words) | Q(name__iexact=words) | Q(aliases__name__iexact=words)
    found = list(model.objects.filter(called).distinct()[: NAMED + 1])
    named = [one for one in found if words in (one.slug, one.name)]
    found = named if len(named) == 1 else found
    if len(found) > 1:
        listed = ", ".join(f"{one} ({one.slug})" for one in found[:NAMED])
        raise ValidationError(f"Several go by “{words}”: {listed}. Type what stands in brackets.")
    return found[0] if found else None
