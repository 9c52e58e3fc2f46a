"""File names for keys: harmless on every system, and never the same for two keys. Pure.

A key becomes a file name as it is, if it is of small letters, digits, - and _. Any other (capitals, which some systems
do not tell from small letters; a name that Windows keeps for itself; whatever else a database may hold) becomes what
is harmless in it, a point, which no key as it is holds, and the beginning of its SHA-256.
"""

import re

from sources.lib.keys import shorten
from sources.lib.texts import sha256

LONGEST = 100
_HARMLESS = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST - 1}}}")
_KEPT = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


def file_name(key: str) -> str:
    """The name, without an ending, of the file that is about the record of this key."""
    if _HARMLESS.fullmatch(key) and not _KEPT.fullmatch(key):
        return key
    return f"{shorten(key, 40) or 'record'}.{sha256(key)[:32]}"
