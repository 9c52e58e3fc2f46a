"""Texts as they are kept: normalised once, hashed, and searched for the place of a quote."""

import hashlib
import unicodedata

CONTEXT = 30  # characters kept before and after a quote, as TextQuoteSelector's prefix and suffix


def normalise(text):
    """Unicode NFC with `\\n` line ends: the form that is hashed, stored and counted in."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def sha256(text):
    """The SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def context(text, start, end):
    """(prefix, suffix): the words around text[start:end]."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def places(text, exact, prefix="", suffix=""):
    """All starts, in code points, where `exact` stands between `prefix` and `suffix`."""
    found, at = [], text.find(prefix + exact + suffix)
    while exact and at >= 0:
        found.append(at + len(prefix))
        at = text.find(prefix + exact + suffix, at + 1)
    return found
