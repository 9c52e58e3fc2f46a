"""What a reader makes of a file: one or more frozen `Reading`s, or a reason why it cannot be read.

Nothing here touches the database. What is read off a document beside its text is a *guess*: a value with the place
where it was read, until a person confirms it.
"""

from dataclasses import dataclass, field

MOST_BYTES = 50_000_000  # of one file
MOST_TEXT = 10_000_000  # characters of one text: about one and a half million words
MOST_PARTS = 20_000  # documents in one file


class Unreadable(Exception):
    """Why a file cannot be read, and what helps: one sentence each, for a person."""

    def __init__(self, reason: str, helps: str = ""):
        self.reason, self.helps = reason, helps
        super().__init__(f"{reason} {helps}".strip())


@dataclass(frozen=True)
class Guess:
    """A value and where it was read (*line 6*, *og:site_name*); `others` are further readings, the better first."""

    value: str
    where: str
    others: tuple["Guess", ...] = ()


@dataclass(frozen=True)
class Reading:
    """The text of one document and what the document says of itself.

    `guesses` has, where found, the fields of a document: title, byline, outlet, published_on (ISO 8601), published_time
    (UTC), language (BCP 47), url, canonical, dateline, republishes. `credits` names outlets whose material it says it
    uses. `set_aside` are lines that belong to the page, not to the document. `notes` say what a person should know.
    `name` tells parts of one file apart. `reviews` and `annotations` are what other tools record (see `reviews.py`).
    """

    text: str
    media_type: str
    extractor: str
    guesses: dict[str, Guess] = field(default_factory=dict)
    credits: tuple[Guess, ...] = ()
    set_aside: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    name: str = ""
    reviews: tuple[dict, ...] = ()
    annotations: tuple[dict, ...] = ()
