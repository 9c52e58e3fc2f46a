from claims.models.claims import Claim
from claims.models.events import Answer, Event, Question
from claims.models.evidence import Attribution, Reading, Relay, Wording
from claims.models.relations import Relation
from claims.models.search import SearchEntry
from claims.models.speakers import Speaker, SpeakerAlias

__all__ = [
    "Answer",
    "Attribution",
    "Claim",
    "Event",
    "Question",
    "Reading",
    "Relation",
    "Relay",
    "SearchEntry",
    "Speaker",
    "SpeakerAlias",
    "Wording",
]
