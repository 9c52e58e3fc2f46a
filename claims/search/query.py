"""What people type into the search box, read so that nothing they type can be wrong.

Words must all be found; `"words in quotation marks"` stand together, as they are spelt; `-word` must not be found;
`prefix*` stands for every word that begins so. Everything else is taken for what it is: words (*AND*, *NEAR*) and
signs, which nobody searches for. A quotation mark that is not closed closes at the end.
"""

import re
from dataclasses import dataclass, field

from claims.search.words import UNSEEN, fold

LONGEST = 300  # characters of a query
MOST = 12  # words and phrases of a query
SHORTEST_PREFIX = 2
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»〝〞＂", '"'))
TERM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')


@dataclass(frozen=True)
class Phrase:
    """Folded words that stand together; with `prefix` the last is only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Term:
    """A word or phrase as typed, and what is searched for. `others` are further spellings, any of which will do."""

    typed: str
    phrase: Phrase
    quoted: bool = False
    others: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (self.phrase, *self.others)

    @property
    def folded(self) -> str:
        return " ".join(self.phrase.words)


@dataclass(frozen=True)
class Query:
    """A query as read. `cut`: it was longer than is searched for; `unclosed`: its last quotation mark was missing."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = field(default=())
    cut: bool = False
    unclosed: bool = False

    @property
    def phrases(self) -> list[Phrase]:
        """All that may be marked in what is found."""
        return [phrase for term in self.wanted for phrase in term.phrases]


def parse(text: str) -> Query:
    """Read a query. Whatever is typed, this answers with a `Query`; one that wants nothing finds nothing."""
    clean = re.sub(f"[\0{UNSEEN}]", "", text).translate(QUOTES).strip()
    kept = clean[:LONGEST]
    wanted: dict[tuple[Phrase, bool], Term] = {}
    unwanted: dict[tuple[Phrase, bool], Term] = {}
    for found in TERM.finditer(kept):
        term, refused = _term(found)
        if term:
            (unwanted if refused else wanted).setdefault((term.phrase, term.quoted), term)
    most = tuple(wanted.values())[:MOST], tuple(unwanted.values())[:MOST]
    cut = len(clean) > LONGEST or max(len(wanted), len(unwanted)) > MOST
    return Query(*most, cut, kept.count('"') % 2 == 1)


def _term(found: re.Match[str]) -> tuple[Term | None, bool]:
    """The term that a piece of a query stands for, if any, and whether it is refused."""
    quoted = found["phrase"] is not None
    typed = (found["phrase"] if quoted else found["word"]).strip()
    refused = bool(found["minus"]) if quoted else typed.startswith("-")
    words = tuple(fold(typed).split())
    prefix = not quoted and typed.endswith("*") and bool(words) and len(words[-1]) >= SHORTEST_PREFIX
    if not words:
        return None, False
    shown = typed if quoted else typed.strip("-*")
    return Term(shown or typed, Phrase(words, prefix), quoted), refused
