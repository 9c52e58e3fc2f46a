"""The neutral sentence proposed for a claim once its question and answer are known.

It is built of the question's own words and says no more than the coding does; a person may put it better:

    Raiders killed, more than 70       More than 70 raiders were killed.
    the same, denied by Pavlo Marek    Pavlo Marek denies that more than 70 raiders were killed.
    Who the raiders were, Ukrainians   Who the raiders were: Ukrainians.
    the same, declined                 Pavlo Marek gives no answer on who the raiders were.

A label is turned into a clause only where it plainly counts something that was done to it (*Raiders killed*), and its
capital is dropped only where the question's text writes the word small; else label and answer stand side by side.
"""

import re

from claims.choices import Stance

COUNTED = re.compile(
    r"(?P<what>(?:[\w'’-]+ )*?(?:[\w'’-]+s|people|children|men|women)) "
    r"(?P<done>(?:[\w-]+ed|shot|lost|hit|struck|taken|held|sunk|seen|sent)(?: down| up| out)?)"
)
NUMBER = re.compile(r"\d|none|dozen|hundred|thousand")
OWN_UNIT = re.compile(r"\d (?!and\b|to\b|hundred|thousand|million|billion)[^\W\d]")
ASKING = {"who", "whom", "whose", "what", "which", "when", "where", "whether", "why", "how"}
SINGLE = {"1", "one", "exactly 1", "exactly one"}
EVADES = {
    Stance.DECLINES.value: "gives no answer on",
    Stance.NONCOMMITTAL.value: "neither affirms nor denies anything on",
    Stance.WITHDRAWS.value: "withdraws what was said on",
}


def statement(label: str, text: str, answer_words: str, stance: str, speaker: str) -> str:
    """A sentence for a claim; empty where there is nothing to say yet.

    `label` and `text` are the question's, `answer_words` the answer as a reader says it (*more than 70*, a label of a
    choice), `speaker` the voice's name.
    """
    asked = _small(label.strip() or text.strip(), text)
    answer = " ".join(answer_words.split())
    if not asked:
        return ""
    if stance in EVADES:
        return f"{speaker or 'The voice'} {EVADES[stance]} {asked.rstrip('?')}."
    if stance == Stance.DENIES:
        clause = _clause(asked, answer)
        if not clause:
            return f"{speaker or 'The voice'} denies, on {asked.rstrip('?')}: {answer or 'every answer'}."
        return f"{speaker} denies that {clause}." if speaker else f"Denied: {clause}."
    if not answer:
        return ""
    return f"{_capital(_clause(asked, answer) or f'{asked}: {answer}')}."


def _clause(asked: str, answer: str) -> str:
    """*more than 70 raiders were killed*; empty where label and answer make none."""
    found = COUNTED.fullmatch(asked)
    if not found or answer.casefold() in SINGLE or not NUMBER.search(answer) or OWN_UNIT.search(answer):
        return ""
    return f"{'no' if answer == 'none' else answer} {found['what']} were {found['done']}"


def _small(asked: str, text: str) -> str:
    """Without the capital that only the beginning gives it: the question's text must write that word small."""
    word = re.match(r"[\w'’-]+", asked)
    if word is None or word.group()[1:] != word.group()[1:].lower():
        return asked
    small = asked[0].lower() + asked[1:]
    return (
        small if word.group().lower() in ASKING or re.search(rf"\b{re.escape(small[: word.end()])}\b", text) else asked
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
