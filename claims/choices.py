"""The closed lists of words that records about claims may hold; also checked in the database."""

from django.db.models import TextChoices


class SpeakerKind(TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    GOVERNMENT = "government", "government"
    ARMED_GROUP = "armed_group", "armed group"
    ANONYMOUS = "anonymous", "anonymous"
    OTHER = "other", "other"


class AnswerKind(TextChoices):
    QUANTITY = "quantity", "a figure"
    CHOICE = "choice", "one of several answers"
    DATE = "date", "a date or range of dates"
    TEXT = "text", "free text"


class Headline(TextChoices):
    RANGE = "range", "the range of all figures"
    LATEST = "latest", "the latest figure"


class Stance(TextChoices):
    ASSERTS = "asserts", "asserts"
    DENIES = "denies", "denies"
    NONCOMMITTAL = "noncommittal", "is noncommittal"
    DECLINES = "declines", "declines to answer"
    WITHDRAWS = "withdraws", "withdraws"


class Qualifier(TextChoices):
    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    MORE_THAN = "more_than", "more than"
    AT_MOST = "at_most", "at most"
    FEWER_THAN = "fewer_than", "fewer than"
    BETWEEN = "between", "between"


class ClaimStatus(TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    ACCEPTED = "accepted", "accepted"
    RETURNED = "returned", "returned"
    DROPPED = "dropped", "dropped"


class Credibility(TextChoices):
    """Of a claim, after the Admiralty code; 6 says that it cannot be judged, not that it is wrong."""

    CONFIRMED = "1", "1: confirmed by other sources"
    PROBABLE = "2", "2: probably true"
    POSSIBLE = "3", "3: possibly true"
    DOUBTFUL = "4", "4: doubtful"
    IMPROBABLE = "5", "5: improbable"
    UNKNOWN = "6", "6: cannot be judged"


class Manner(TextChoices):
    DIRECT = "direct", "direct"
    INDIRECT = "indirect", "indirect"
    MIXED = "mixed", "mixed"


class Anchor(TextChoices):
    ANCHORED = "anchored", "anchored"
    MOVED = "moved", "moved"
    LOST = "lost", "lost"


class RelationKind(TextChoices):
    CONTRADICTS = "contradicts", "contradicts"
    CORROBORATES = "corroborates", "corroborates"
    REPEATS = "repeats", "repeats"
    UPDATES = "updates", "updates"
    WITHDRAWS = "withdraws", "withdraws"


class Basis(TextChoices):
    """Why two claims contradict, after de Marneffe et al. 2008; the last three only by a person."""

    NUMBER = "number", "number"
    DENIAL = "denial", "denial"
    RIVAL_ACCOUNT = "rival_account", "rival account"
    TIME = "time", "time"
    PLACE = "place", "place"
    WORDING = "wording", "wording"
    INFERENCE = "inference", "inference"


class RelationState(TextChoices):
    SUGGESTED = "suggested", "suggested"
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"


class Verdict(TextChoices):
    """What two claims are to each other; computed, never stored."""

    AGREES = "agrees", "agrees"
    CONTRADICTS = "contradicts", "contradicts"
    DIFFERS = "differs", "differs"
    COMPATIBLE = "compatible", "compatible"
    UPDATES = "updates", "updates"
    EVADES = "evades", "evades"
    INCOMPARABLE = "incomparable", "incomparable"


class Findable(TextChoices):
    """Kinds of things that the search finds, in the order of its page."""

    SPEAKER = "speaker", "speakers"
    OUTLET = "outlet", "outlets"
    EVENT = "event", "events"
    QUESTION = "question", "questions"
    CLAIM = "claim", "claims"
    QUOTE = "quote", "quotes"
    DOCUMENT = "document", "documents"


class Named(TextChoices):
    """What goes by several names."""

    SPEAKER = "speaker", "speaker"
    OUTLET = "outlet", "outlet"


class ActKind(TextChoices):
    """What a person did in one go."""

    RECORDED = "recorded", "recorded"
    ATTRIBUTED = "attributed", "added an attribution"
    WORDED = "worded", "recorded a wording"
    READ = "read", "noted a reading"
    REVIEWED = "reviewed", "moved in review"
    JUDGED = "judged", "judged"
    MERGED = "merged", "merged"
    SETTLED = "settled", "settled two codings"
    UPLOADED = "uploaded", "applied a spreadsheet"
    RESTORED = "restored", "restored an earlier version"
    REPAIRED = "repaired", "repaired evidence"
