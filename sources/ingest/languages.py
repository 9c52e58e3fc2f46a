"""Which language a text is in, guessed from its commonest words; only where the document does not say so itself."""

from functools import cache

import py3langid

from sources.ingest.records import Guess

KNOWN = (
    *("ar", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr"),
    *("hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "lt", "lv", "mk", "ms", "nl", "no", "pl", "ps", "pt", "ro", "ru"),
    *("sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh"),
)
SAMPLE = 5000  # characters
LEAST = 40


@cache
def _library():
    """The library, told which languages there may be; once a process."""
    py3langid.set_languages(list(KNOWN))
    return py3langid


def language_of(text: str) -> Guess | None:
    """A language as a BCP 47 tag; None for a text too short to tell."""
    sample = text[:SAMPLE].strip()
    if len(sample) < LEAST:
        return None
    return Guess(_library().classify(sample)[0], "its commonest words")
