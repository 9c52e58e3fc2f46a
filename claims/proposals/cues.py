"""Words that attribute: the reporting verbs, *according to*, and the ways to say that somebody did not answer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.choices import Stance
from claims.proposals.proposed import Proposed, Span
from claims.proposals.sentences import Scene

# Each line is a verb's base form, its -s form, past, participle if another, -ing form. Forms that are as often nouns
# (*claims*, *reports*, *states*) are left out here and taken only before *that* (see `NOUNS`).
VERBS = """
say says said saying
tell tells told telling
claimed claiming
reported reporting
stated stating
noted
announce announces announced announcing
confirm confirms confirmed confirming
insist insists insisted insisting
maintain maintains maintained maintaining
allege alleges alleged alleging
accuse accuses accused accusing
declare declares declared declaring
add adds added adding
write writes wrote
warn warns warned
argue argues argued arguing
assert asserts asserted asserting
assure assures assured assuring
affirm affirms affirmed affirming
indicate indicates indicated
suggest suggests suggested suggesting
acknowledge acknowledges acknowledged acknowledging
admit admits admitted admitting
describe describes described describing
calls called calling
stress stresses stressed
emphasise emphasises emphasised emphasize emphasizes emphasized
explain explains explained
reveal reveals revealed
disclosed
tweeted
posted
commented
replied
responded
repeats repeated
reiterate reiterates reiterated
charged
testified
remarked remarks
continued
concluded
estimate estimated
blame blames blamed blaming
condemn condemns condemned
denounce denounces denounced denouncing
implied implies
predict predicts predicted
promise promises promised
vow vows vowed
threatened threatens
"""
DENYING = """
deny denies denied denying
reject rejects rejected rejecting
dismiss dismisses dismissed dismissing
refute refutes refuted
dispute disputes disputed
rebuff rebuffs rebuffed
contradicted contradicts
"""
PHRASES: tuple[str, ...] = ("according to", "in the words of", "point out", "points out", "pointed out")
PHRASES += ("reportedly", "citing", "cited", "speak of", "speaks of", "spoke of", "speaking of")
PHRASES += ("claim responsibility", "claims responsibility", "claimed responsibility")
NOUNS = ("claim", "claims", "report", "reports", "state", "states", "note", "notes", "charges")
HAVE, DID = "(?:has|have|had)", "(?:did|does|do|has|have|had|would|could|will)"
NO_ANSWER = (
    rf"{HAVE} yet to (?:comment|respond|react|reply|say|confirm)",
    rf"{DID}(?: not|n['’]t) (?:immediately |yet |publicly |directly )*"
    r"(?:comment|commented|respond|responded|reply|replied|report|reported|say|said|specify|specified|provide|provided"
    r"|give|given|disclose|disclosed|elaborate|elaborated|answer|answered|name|named)",
    r"(?:declined|declines|declining|refused|refuses|refusing) to (?:comment|say|answer|respond|give|confirm|discuss"
    r"|elaborate|disclose|specify|name)",
    r"(?:gave|gives|made|makes|offered|offers|provided) no (?:comment|figure|figures|number|numbers|details|answer)",
    r"(?:gave|gives|giving) no",
)
NEITHER = (
    r"(?:neither|could neither|would neither|can neither) (?:confirm|confirms|confirmed|deny) (?:nor|or) "
    r"(?:confirm|deny|denied|denies)",
    r"(?:could|can|would) not (?:confirm|verify|rule out)",
    r"(?:was|were|is|are) unable to (?:confirm|verify)",
)
EXCEPT = re.compile(
    r"\bcall\w*\s+(?:for|off|up)\b|\bclaim\w*\s+(?:the\s+|at least\s+)?(?:[\w,]+\s+)?lives\b"
    r"|\b(?:called|announced)\s+an?\s+(?:\w+ )*(?:meeting|session)\b",
    re.IGNORECASE,
)
ADJECTIVE = re.compile(r"\b(?:the|its|their|his|her|an?|of|this|that|two|some|other)\s+\Z", re.IGNORECASE)
BEFORE_NOT = re.compile(r"(?:\b(?:to|so-|not|never)\s*|n['’]t\s+|[-‑])\Z", re.IGNORECASE)


AGENTLESS = {
    "estimated": True,
    "reported": True,
    "alleged": False,
    "claimed": False,
    "stated": False,
    "suggested": False,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where words attribute something, and the stance that they give it (empty: none of their own).

    `agentless`: it names nobody, as in *an estimated 40*; the outlet says so in its own voice.
    """

    span: Span
    stance: str
    agentless: bool = False


def _pattern() -> re.Pattern[str]:
    def any_of(words: Iterable[str]) -> str:
        return "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))

    groups = [
        f"(?P<declines>{'|'.join(NO_ANSWER)})".replace(" ", r"\s+"),
        f"(?P<noncommittal>{'|'.join(NEITHER)})".replace(" ", r"\s+"),
        f"(?P<denies>{any_of(DENYING.split())})",
        f"(?P<asserts>{any_of((*PHRASES, *VERBS.split()))}|(?:{any_of(NOUNS)})(?=\\s+that\\b))",
    ]
    return re.compile(rf"(?<![\w'’-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE)


CUE = _pattern()


def cues(scene: Scene, within: Span) -> Iterator[Cue]:
    """All cues of a piece of the text, in its order; those that somebody is quoted with are none."""
    for found in CUE.finditer(scene.text, within.start, within.end):
        span, stance = Span(*found.span()), found.lastgroup or ""
        before, on = scene.text[max(0, span.start - 12) : span.start], scene.text[span.start : span.end + 40]
        word = found.group().casefold()
        adjective = word in AGENTLESS and bool(ADJECTIVE.search(before))
        if EXCEPT.match(on) or BEFORE_NOT.search(before) or (adjective and not AGENTLESS[word]):
            continue
        if not any(quotation.holds(span) for quotation in scene.quotations):
            yield Cue(span, "" if stance == Stance.ASSERTS else stance, adjective or word == "reportedly")


def proposed(scene: Scene, cue: Cue | None) -> Proposed[str] | None:
    """The cue as a proposal, in the words of the text."""
    if cue is None:
        return None
    words = scene.of(cue.span)
    rule = "verb in the selected words" if cue.span.meets(scene.selection) else "verb beside it"
    if " " in words.strip():
        rule = rule.replace("verb", "words")
    return Proposed(" ".join(words.split()), words, cue.span.start, cue.span.end, rule)
