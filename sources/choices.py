"""The closed lists of words that records about sources may hold; also checked in the database."""

from django.db.models import TextChoices


class OutletKind(TextChoices):
    NEWSPAPER = "newspaper", "newspaper"
    AGENCY = "agency", "news agency (wire)"
    BROADCASTER = "broadcaster", "broadcaster"
    ONLINE = "online", "online medium"
    STATE_MEDIA = "state_media", "state media"
    PARTY_PRESS = "party_press", "party press"
    GOVERNMENT = "government", "government channel"
    SOCIAL = "social", "account on a platform"
    AGGREGATOR = "aggregator", "aggregator"
    OTHER = "other", "other"
    UNKNOWN = "unknown", "unknown"


class DocumentKind(TextChoices):
    ARTICLE = "article", "article"
    WIRE = "wire", "wire report"
    PRESS_RELEASE = "press_release", "press release"
    POST = "post", "post"
    TRANSCRIPT = "transcript", "transcript"
    REPORT = "report", "report"
    OTHER = "other", "other"


class Rendition(TextChoices):
    FULL = "full", "full text"
    EXCERPT = "excerpt", "excerpt"
    DIGEST = "digest", "digest in the curators' words"
    TRANSLATION = "translation", "translation"
    MACHINE_TRANSLATION = "machine_translation", "machine translation"


class Reliability(TextChoices):
    """Of an outlet, after the Admiralty code; F says that it cannot be judged, not that it is bad."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


class Outcome(TextChoices):
    """What became of one file, link or feed entry that was brought in."""

    WAITING = "waiting", "waiting"
    READY = "ready", "read, not saved yet"
    DOCUMENT = "document", "new document"
    SNAPSHOT = "snapshot", "new snapshot"
    HERE = "here", "already here"
    UNREADABLE = "unreadable", "cannot be read"
    LEFT = "left", "left out"
    RECORDS = "records", "records of another tool"


class Judgement(TextChoices):
    """What a person says of a suggestion."""

    SUGGESTED = "suggested", "suggested"
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"
