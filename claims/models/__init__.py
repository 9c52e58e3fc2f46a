from claims.models.acts import Act
from claims.models.apart import Apart
from claims.models.claims import Claim
from claims.models.events import Answer, Event, Question
from claims.models.evidence import Attribution, Reading, Relay, Wording
from claims.models.relations import Relation
from claims.models.search import SearchEntry
from claims.models.speakers import Speaker, SpeakerAlias
from claims.models.work import Coding, Preference, Upload

__all__ = [
    "Act",
    "Answer",
    "Apart",
    "Attribution",
    "Claim",
    "Coding",
    "Event",
    "Preference",
    "Question",
    "Reading",
    "Relation",
    "Relay",
    "SearchEntry",
    "Speaker",
    "SpeakerAlias",
    "Upload",
    "Wording",
]
