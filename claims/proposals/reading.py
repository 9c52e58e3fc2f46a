"""What a selection of a text proposes, by plain rules. Pure: the text and known names in, proposals out.

Nothing here is stored and nothing is certain: a person sees each proposal with its rule and the words it was read
from, and corrects it. Where no rule fits, the proposal is empty; no rule guesses.

- **Figure, qualifier, unit**: the quantity parser on the selected words; days, years, ages and shares are no figures,
  and of two figures none is proposed (`claims.proposals.figures`).
- **Cue**: the reporting verb, or *according to*, that governs the selected words (`claims.proposals.governing`).
- **Speaker**: the known name that is the subject of the cue, then the other names of the sentence; no name where the
  subject is somebody else. Name-like words there that nobody goes by are told apart (`claims.proposals.voices`).
- **Manner**: *direct* for a quotation that stands by itself, *mixed* for other quoted words, *indirect* for none
  (`claims.proposals.manners`).
- **Stance**: the words deny, decline or evade; else it is asserted (`claims.proposals.stances`).
- **Said on**: the day that belongs to the cue, relative to the publication (`claims.proposals.saying`).
- **Hedge**: listed words in or just before the selection (`claims.proposals.hedges`).

A sentence is what `claims.proposals.sentences` takes for one: a quotation and the words that attribute it together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from claims.proposals.cues import proposed
from claims.proposals.figures import figure
from claims.proposals.governing import governing
from claims.proposals.hedges import hedge
from claims.proposals.manners import manner
from claims.proposals.proposed import Name, Proposed
from claims.proposals.saying import said
from claims.proposals.sentences import passage, scene
from claims.proposals.stances import stance
from claims.proposals.voices import speakers, unknown
from claims.quantities import Quantity

__all__ = ["Name", "Proposed", "ReadOff", "passage", "read_off"]


@dataclass(frozen=True, slots=True)
class ReadOff:
    """All that a selection proposes; None, or nothing in `speakers`, where no rule fits.

    `quantity_text` is the figure in the words of the text. `speakers`: the nearest first, each record once. `unknown`:
    name-like words that nobody is known by, if they are nearer than any known name.
    """

    quantity: Proposed[Quantity] | None
    quantity_text: str
    cue: Proposed[str] | None
    manner: Proposed[str]
    stance: Proposed[str]
    said_on: Proposed[date] | None
    said_until: Proposed[date] | None
    hedge: Proposed[str] | None
    speakers: tuple[Proposed[Name], ...]
    unknown: Proposed[str] | None


def read_off(text: str, start: int, end: int, names: Mapping[str, Name], published_on: date | None) -> ReadOff:
    """What the words text[start:end] propose; nothing where they are blank.

    `names`: speakers and outlets by the words that name them in the text around (`claims.proposals.names.names_in` of
    the `passage`). `published_on`: of the original, to which relative days refer.
    """
    seen = scene(text, start, end)
    cue = governing(seen)
    quantity = figure(seen)
    said_on, said_until = said(seen, cue, published_on)
    return ReadOff(
        quantity=quantity,
        quantity_text=" ".join(quantity.words.split()) if quantity else "",
        cue=proposed(seen, cue),
        manner=manner(seen),
        stance=stance(seen, cue),
        said_on=said_on,
        said_until=said_until,
        hedge=hedge(seen),
        speakers=speakers(seen, cue, names),
        unknown=unknown(seen, cue, names),
    )
