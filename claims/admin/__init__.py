from claims.admin import (
    attributions,
    claims,
    events,
    questions,
    readings,
    relations,
    relays,
    site,
    sources,
    speakers,
    wordings,
)

__all__ = [
    "attributions",
    "claims",
    "events",
    "questions",
    "readings",
    "relations",
    "relays",
    "site",
    "sources",
    "speakers",
    "wordings",
]
