"""Texts for benchmarks: made-up words of one language, the short ones common; and copies of them."""

from random import Random
from string import ascii_lowercase

KNOWN = 8000  # words of the language


def language(seed=1):
    chance = Random(seed)
    words = ["".join(chance.choices(ascii_lowercase, k=chance.randint(2, 10))) for _ in range(KNOWN)]
    return sorted(words, key=len), [1 / (rank + 1) for rank in range(KNOWN)]


WORDS, WEIGHTS = language()


def made_up(count, seed):
    """So many words, as a list; a tenth of them are of the text's own matter and come again and again."""
    chance = Random(seed)
    own = chance.choices(WORDS, k=40)
    found = chance.choices(WORDS, WEIGHTS, k=count)
    return [chance.choice(own) if chance.random() < 0.1 else word for word in found]


def edited(words, part, seed):
    """Of the words a part is left out, replaced, or followed by another."""
    chance, found = Random(seed), []
    for word in words:
        fate = chance.random() / part
        other = chance.choice(WORDS)
        found += [word] if fate > 1 else [[], [other], [word, other]][int(fate * 3)]
    return found


def printed(words):
    """Words as a text of sentences and paragraphs."""
    sentences = [" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, len(words), 15)]
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
