"""Who says it: the known names of a sentence, the one beside the reporting verb first, then the next nearest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from claims.proposals.cues import Cue
from claims.proposals.days import MONTHS, WEEKDAYS
from claims.proposals.proposed import Name, Proposed, Span
from claims.proposals.sentences import Scene
from claims.proposals.subjects import subject

MOST = 5
OF = re.compile(r"\b(?:of|in|at|for|from|to|by|on|with|near)\s+(?:the\s+)?\Z", re.IGNORECASE)
GOES_ON = re.compile(r"\s*(?:\Z|\(|(?:reports?|sources?|of|in|at|for|from|on|via|near)\b)", re.IGNORECASE)
JOINT = re.compile(r"[^\W\d_a-zа-я][\w’'-]*\s+(?:and|or|nor)\s+(?:the\s+)?\Z")
CAPITALS = re.compile(
    r"(?<![\w'’-])[^\W\d_][\w'’-]*(?:[ \n](?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ][\w’'-]*|(?:of|de|van|von|al|bin|for)\b))*"
)
SMALL = "the a an in on at after before but and he she it they we i its his her this that"
MANY = "officials residents witnesses authorities analysts experts sources police media people rescuers investigators"
LEFT_OUT = {*WEEKDAYS, *MONTHS, *SMALL.split(), *MANY.split()}


@dataclass(frozen=True, slots=True)
class Found:
    """A known name where it stands in the text."""

    span: Span
    name: Name


def speakers(scene: Scene, cue: Cue | None, names: Mapping[str, Name]) -> tuple[Proposed[Name], ...]:
    """The name that the cue attributes to, then the other known names of the sentence, nearest first, each once.

    None at all where no known name is the one that the cue attributes to: the next best would be a guess.
    """
    place = subject(scene, cue) if cue else None
    if cue is None or place is None:
        return ()
    head = _head(scene, place, list(known(scene, place, names)))
    if head is None:
        return ()
    others = sorted(known(scene, scene.sentence, names), key=lambda one: (one.span.gap(cue.span), one.span.start))
    first: dict[tuple[str, int], Found] = {}
    for one in (head, *others):
        first.setdefault(one.name.record, one)
    nearest, *next_ones = (_proposed(scene, one) for one in list(first.values())[:MOST])
    return nearest, *(replace(one, rule=one.rule.replace("beside the verb", "in the sentence")) for one in next_ones)


def _head(scene: Scene, place: Span, found: list[Found]) -> Found | None:
    """Of a subject's names the one that speaks: *Roe* in *the Citadel’s spokesman Roe* and in *Roe of the Citadel*.

    None where the subject goes on to somebody else (*Citadel officials*, *Roe’s deputy*), or names two (*Roe and Doe*).
    """
    for one in reversed(found):
        if JOINT.search(scene.text[max(scene.lines.start, place.start - 40) : one.span.start]):
            return None
        if not OF.search(scene.text[place.start : one.span.start]):
            return one if GOES_ON.match(scene.text[one.span.end : place.end]) else None
    return None


def known(scene: Scene, within: Span, names: Mapping[str, Name]) -> Iterator[Found]:
    """Known names in a piece of the text; the longest wins where several begin at one word."""
    pattern = _pattern(tuple(names))
    if pattern is None:
        return
    by_words = {_key(words): name for words, name in names.items()}
    for found in pattern.finditer(scene.text, within.start, within.end):
        yield Found(Span(*found.span()), by_words[_key(found.group())])


def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = sorted((_key(one) for one in words if one.split()), key=len, reverse=True)
    if not parts:
        return None
    alternatives = "|".join(_loosely(part) for part in parts)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)")


def _loosely(words: str) -> str:
    """The words with any blank space between them, and a capital or small letter first."""
    first, rest = re.escape(words[0]), r"\s+".join(map(re.escape, words[1:].split(" ")))
    return f"(?:{first}|{re.escape(words[0].upper())}){rest}"


def _key(words: str) -> str:
    plain = " ".join(words.split())
    return plain[:1].lower() + plain[1:] if len(plain[:1].lower()) == 1 else plain


def _proposed(scene: Scene, found: Found) -> Proposed[Name]:
    words, rule = " ".join(scene.of(found.span).split()), "name beside the verb"
    if found.name.words != found.name.label:
        rule = f"{rule}, alias “{found.name.words}”"
    elif found.name.label.endswith(f" {words}"):
        rule = f"{rule}, surname “{words}”"
    return Proposed(found.name, scene.of(found.span), found.span.start, found.span.end, rule)


def unknown(scene: Scene, cue: Cue | None, names: Mapping[str, Name]) -> Proposed[str] | None:
    """The name-like words in the cue's subject that nobody is known by, where no known name is the subject."""
    place = subject(scene, cue) if cue else None
    if place is None:
        return None
    taken = list(known(scene, place, names))
    if _head(scene, place, taken):
        return None
    free = [span for span in _names(scene, place) if not any(span.meets(one.span) for one in taken)]
    if not free:
        return None
    words = scene.of(free[-1])
    return Proposed(" ".join(words.split()), words, free[-1].start, free[-1].end, "beside the verb, not known yet")


def _names(scene: Scene, within: Span) -> Iterator[Span]:
    """Groups of words with capitals, other than days, months and small words that begin a sentence."""
    for found in CAPITALS.finditer(scene.text, within.start, within.end):
        words = found.group()
        start = found.start()
        while words and words.split()[0].casefold() in LEFT_OUT and " " in words.replace("\n", " "):
            cut = len(words.split()[0]) + 1
            start, words = start + cut, words[cut:]
        plain = re.sub(r"['’]s?\Z", "", words)
        if plain[:1].isupper() and plain.casefold() not in LEFT_OUT and len(plain) > 1:
            yield Span(start, start + len(plain))
