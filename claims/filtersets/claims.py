"""Claims, and the places in documents that attribute them."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from claims.choices import ClaimStatus, Stance
from claims.filtersets.visible import SideFilter, VisibleFilterSet, event_filter, question_filter, speaker_filter
from claims.models import Attribution, Speaker
from sources.filtersets import DayFilter, SortFilter, WordFilter, WordsFilter, document_filter, outlet_filter
from sources.models import Outlet

YES_NO = [("yes", "yes"), ("no", "no")]
OWN_VOICE = [("true", "an outlet's own"), ("false", "a speaker's")]
VOICE = Coalesce("speaker__name", "outlet__name")


def claims_with_words(claims, words):
    """Claims whose statement, quotes, or voice (name or alias) hold `words`."""
    quoted = Attribution.objects.filter(exact__icontains=words).values("claim")
    speakers, outlets = Speaker.objects.matching(words), Outlet.objects.matching(words)
    found = Q(statement__icontains=words) | Q(pk__in=quoted) | Q(speaker__in=speakers) | Q(outlet__in=outlets)
    return claims.filter(found)


def claims_printed_by(claims, outlet):
    """Claims that a document of `outlet` prints, or that it makes in its own voice."""
    printed = Attribution.objects.filter(snapshot__document__outlet=outlet).values("claim")
    return claims.filter(Q(outlet=outlet) | Q(pk__in=printed))


def claims_of_side(claims, slug):
    return claims.filter(Q(speaker__side__slug=slug) | Q(outlet__slug=slug))


def claims_in_document(claims, document):
    return claims.filter(pk__in=Attribution.objects.filter(snapshot__document=document).values("claim"))


class ClaimFilterSet(VisibleFilterSet):
    event = event_filter(field_name="event")
    question = question_filter(field_name="question")
    speaker = speaker_filter(field_name="speaker")
    outlet = outlet_filter(method="printed_by")
    document = document_filter(method="in_document")
    side = SideFilter(method="of_side", label="Side")
    stance = WordFilter(field_name="stance", choices=Stance.choices)
    status = WordFilter(field_name="status", choices=ClaimStatus.choices)
    own_voice = WordFilter(method="in_own_voice", choices=OWN_VOICE, label="Voice")
    coded = WordFilter(method="answering", choices=YES_NO, label="Has a question")
    since = DayFilter(field_name="said_on", lookup_expr="gte", label="Said from")
    until = DayFilter(field_name="said_on", lookup_expr="lte", label="Said until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "event": "event__title",
            "question": "question__text",
            "speaker": VOICE,
            "stance": "stance",
            "statement": "statement",
            "low": "low",
            "high": "high",
            "said_on": "said_on",
            "said_until": "said_until",
            "as_of": "as_of",
            "credibility": "credibility",
            "status": "status",
            "updated_at": "updated_at",
        },
        default="-said_on",
    )

    def visible_rows(self):
        return self.claims

    def in_own_voice(self, rows, name, word):
        return rows.filter(outlet__isnull=word == "false")

    def answering(self, rows, name, word):
        return rows.filter(question__isnull=word == "no")

    def printed_by(self, rows, name, outlet):
        return claims_printed_by(rows, outlet)

    def in_document(self, rows, name, document):
        return claims_in_document(rows, document)

    def of_side(self, rows, name, slug):
        return claims_of_side(rows, slug)

    def search(self, rows, name, words):
        return claims_with_words(rows, words)


class ComparedFilterSet(ClaimFilterSet):
    """The claims that a comparison of one event, which must be named, is made of."""

    event = event_filter(field_name="event", required=True)
    coded = sort = None


class AttributionFilterSet(VisibleFilterSet):
    event = event_filter(field_name="claim__event")
    question = question_filter(field_name="claim__question")
    speaker = speaker_filter(field_name="claim__speaker")
    outlet = outlet_filter(field_name="snapshot__document__outlet")
    document = document_filter(field_name="snapshot__document")
    side = SideFilter(method="of_side", label="Side")
    stance = WordFilter(field_name="claim__stance", choices=Stance.choices)
    status = WordFilter(field_name="claim__status", choices=ClaimStatus.choices)
    since = DayFilter(field_name="snapshot__document__published_on", lookup_expr="gte", label="Published from")
    until = DayFilter(field_name="snapshot__document__published_on", lookup_expr="lte", label="Published until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "claim_key": "claim__key",
            "speaker": Coalesce("claim__speaker__name", "claim__outlet__name"),
            "document_key": "snapshot__document__key",
            "document": "snapshot__document__title",
            "outlet": "snapshot__document__outlet__name",
            "published_on": "snapshot__document__published_on",
            "cue": "cue",
            "manner": "manner",
            "start": "start",
        },
        default="key",
    )

    def visible_rows(self):
        return Attribution.objects.filter(claim__in=self.claims)

    def of_side(self, rows, name, slug):
        return rows.filter(claim__in=claims_of_side(self.claims, slug))

    def search(self, rows, name, words):
        """In quotes, cues, and what is searched of their claims."""
        found = claims_with_words(self.claims, words)
        return rows.filter(Q(exact__icontains=words) | Q(cue__icontains=words) | Q(claim__in=found))
