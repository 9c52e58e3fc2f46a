"""Where selected words stand in a snapshot. Nothing is guessed: what was sent must be what stands there."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from sources.admin.quoting import listed, missing, times
from sources.lib.texts import normalise, places

LONGEST = 20_000  # characters of one quote


@dataclass(frozen=True)
class Spot:
    """Words at their place: text[start:end] is `exact`. `again`: where else the same words start.

    `moved`: they do not stand where they were said to stand; this is the only place that has them.
    """

    start: int
    end: int
    exact: str
    again: tuple[int, ...] = ()
    moved: bool = False


def find_spot(text, start, end, words, within=None):
    """The `Spot` of words in a text, or of text[start:end] if no words are given; None if nothing was said at all.

    `start`, `end` are numbers or None; `within` is the (start, end) of the paragraph that the words are looked for in
    first. Raises ValidationError where there is no such place, or where it is not certain which one is meant.
    """
    words = normalise(words)
    inside = start is not None and end is not None and 0 <= start < end <= len(text)
    if inside and (not words or text[start:end] == words):
        return _trimmed(text, start, end)
    if not words.strip():
        if start is None and end is None:
            return None
        raise ValidationError("There are no such characters in this snapshot. Select the words again.")
    return _by_words(text, start, words.strip(), within)


def _trimmed(text, start, end):
    """The words without the blank space around them."""
    exact = text[start:end]
    start, end = start + len(exact) - len(exact.lstrip()), end - len(exact) + len(exact.rstrip())
    if start >= end:
        raise ValidationError("Only blank space was selected.")
    if end - start > LONGEST:
        raise ValidationError(f"These are {end - start:,} characters; a quote holds at most {LONGEST:,}.")
    return _spot(text, start, text[start:end])


def _by_words(text, start, words, within):
    found = places(text, words)
    here = [at for at in found if within and within[0] <= at < within[1]] or found
    if start in found:
        return _spot(text, start, words)
    if len(here) == 1:
        return _spot(text, here[0], words, moved=start is not None)
    if here:
        raise ValidationError(
            f"{times(here)}. Type more of the words around those that you mean.{listed(text, words, here)}"
        )
    raise ValidationError(missing(text, words))


def _spot(text, start, words, moved=False):
    again = tuple(at for at in places(text, words) if at != start)
    return Spot(start, start + len(words), words, again, moved)
