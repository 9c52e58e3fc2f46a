from claims.admin import (
    attributions,
    claims,
    events,
    people,
    questions,
    readings,
    relations,
    relays,
    searching,  # after all others: it adds to them
    sources,
    speakers,
    wordings,
)

__all__ = [
    "attributions",
    "claims",
    "events",
    "people",
    "questions",
    "readings",
    "relations",
    "relays",
    "searching",
    "sources",
    "speakers",
    "wordings",
]
