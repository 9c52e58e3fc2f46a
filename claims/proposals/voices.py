"""Who says it: the known names of a sentence, the one beside the reporting verb first, then the next nearest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.proposals.cues import Cue
from claims.proposals.days import MONTHS, WEEKDAYS
from claims.proposals.proposed import Name, Proposed, Span
from claims.proposals.sentences import Scene

MOST = 5
SAYING = ("according to", "in the words of")
CAPITALS = re.compile(
    r"(?<![\w'’-])[^\W\d_][\w'’-]*(?:[ \n](?:[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЄІЇҐ][\w’'-]*|(?:of|de|van|von|al|bin|for)\b))*"
)
SMALL = "the a an in on at after before but and he she it they we i its his her this that"
LEFT_OUT = {*WEEKDAYS, *MONTHS, *SMALL.split()}


@dataclass(frozen=True, slots=True)
class Found:
    """A known name where it stands in the text."""

    span: Span
    name: Name


def speakers(scene: Scene, cue: Cue | None, names: Mapping[str, Name]) -> tuple[Proposed[Name], ...]:
    """The known names of the sentence, nearest first, each record once; none where nothing attributes the words."""
    if cue is None:
        return ()
    found = sorted(known(scene, scene.sentence, names), key=lambda found: _distance(scene, cue, found))
    first: dict[tuple[str, int], Found] = {}
    for one in found:
        first.setdefault(one.name.record, one)
    return tuple(_proposed(scene, one) for one in list(first.values())[:MOST])


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


def _distance(scene: Scene, cue: Cue, found: Found) -> tuple[bool, int, int]:
    """Small where a name stands beside the cue, on the side where its subject is."""
    inside = found.span.meets(scene.selection) and not cue.span.meets(scene.selection)
    gap = found.span.gap(cue.span)
    after = found.span.start >= cue.span.end
    wrong_side = not after if _key(scene.of(cue.span)) in SAYING else after and not _is_inverted(scene, cue)
    return inside, gap * 3 + 20 if wrong_side else gap, found.span.start


def _is_inverted(scene: Scene, cue: Cue) -> bool:
    """Whether the verb comes before its subject, as after a quotation: *“…,” said Roe*."""
    return scene.text[max(scene.sentence.start, cue.span.start - 3) : cue.span.start].rstrip()[-1:] in (*',”“"»’', "")


def _proposed(scene: Scene, found: Found) -> Proposed[Name]:
    rule = "nearest name in the sentence"
    if found.name.words != found.name.label:
        rule = f"{rule}, alias “{found.name.words}”"
    return Proposed(found.name, scene.of(found.span), found.span.start, found.span.end, rule)


def unknown(scene: Scene, cue: Cue | None, names: Mapping[str, Name]) -> Proposed[str] | None:
    """The name-like words nearest to the cue that nobody is known by, if no known name is nearer."""
    if cue is None:
        return None
    taken = list(known(scene, scene.sentence, names))
    best = min((_distance(scene, cue, one) for one in taken), default=(True, 0, 0))
    likely = [
        Found(span, Name("", 0, "", "", "")) for span in _names(scene) if not any(span.meets(one.span) for one in taken)
    ]
    nearest = min(likely, key=lambda one: _distance(scene, cue, one), default=None)
    if nearest is None or _distance(scene, cue, nearest) >= best:
        return None
    words = scene.of(nearest.span)
    return Proposed(" ".join(words.split()), words, nearest.span.start, nearest.span.end, "nearest name, not known yet")


def _names(scene: Scene) -> Iterator[Span]:
    """Groups of words with capitals, other than days, months, and the word that begins the sentence."""
    for found in CAPITALS.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        words = found.group()
        start = found.start()
        while words and words.split()[0].casefold() in LEFT_OUT and " " in words.replace("\n", " "):
            cut = len(words.split()[0]) + 1
            start, words = start + cut, words[cut:]
        plain = re.sub(r"['’]s?\Z", "", words)
        if plain[:1].isupper() and plain.casefold() not in LEFT_OUT and len(plain) > 1:
            yield Span(start, start + len(plain))
