"""The content words that two passages share: folded, without small words, the plural like the singular."""

from claims.search.words import fold

LEAST = 4  # letters of a word that may carry content; figures count whatever their length
SMALL_WORDS = (
    "about above according after again against also although among another around because been before being "
    "between both called came could does doing down during each even ever every from gave goes going good have "
    "having here hers himself herself into itself just keep kept like made make many might more most much must "
    "near only onto other others over people rather really said same says saying several shall should since some "
    "still such take taken than that their them themselves then there these they this those though through told "
    "took toward under until upon used very want well went were what when where which while will with within "
    "without would year years your"
)
SMALL = frozenset(SMALL_WORDS.split())


def content_words(*texts: str) -> dict[str, str]:
    """{stem of a content word: the folded word} of some texts, in their order."""
    found: dict[str, str] = {}
    for word in fold(*texts).split():
        if word[0].isdigit() or (len(word) >= LEAST and word not in SMALL):
            found.setdefault(_stem(word), word)
    return found


def shared(one: str, *others: str) -> list[str]:
    """The content words of `one` that the others hold too, in its order."""
    known = content_words(*others)
    return [word for stem, word in content_words(one).items() if stem in known]


def _stem(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}i"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
