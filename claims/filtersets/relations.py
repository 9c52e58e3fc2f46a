"""Contradictions, and between whom they stand."""

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce

from claims.choices import Basis, RelationState
from claims.filtersets.claims import claims_in_document, claims_of_side, claims_printed_by, claims_with_words
from claims.filtersets.visible import SideFilter, VisibleFilterSet, event_filter, question_filter, speaker_filter
from claims.models import Relation
from sources.filtersets import DayFilter, SortFilter, WordFilter, WordsFilter, document_filter, outlet_filter

BETWEEN = [(word, word) for word in ("sides", "within a side", "reversal")]
_REVERSAL = Q(first__speaker=F("second__speaker"), first__speaker__collective=False) | Q(
    first__outlet=F("second__outlet"), first__outlet__collective=False
)
_ONE_SIDE = Q(first__speaker__side=F("second__speaker__side")) | Q(first__outlet=F("second__outlet"))


def between():
    """Between whom two related claims stand: *sides*, *within a side*, or one voice's *reversal*; for annotations."""
    return Case(
        When(_REVERSAL, then=Value("reversal")),
        When(_ONE_SIDE, then=Value("within a side")),
        default=Value("sides"),
        output_field=CharField(),
    )


class RelationFilterSet(VisibleFilterSet):
    """Contradictions: a filter on a claim holds if one of the two claims fits it."""

    event = event_filter(method="about")
    question = question_filter(method="about")
    speaker = speaker_filter(method="about")
    outlet = outlet_filter(method="printed_by")
    document = document_filter(method="in_document")
    side = SideFilter(method="of_side", label="Side")
    basis = WordFilter(field_name="basis", choices=Basis.choices)
    state = WordFilter(field_name="state", choices=RelationState.choices)
    between = WordFilter(method="standing_between", choices=BETWEEN, label="Between")
    since = DayFilter(method="said", label="Said from")
    until = DayFilter(method="said", label="Said until")
    q = WordsFilter(method="search")
    sort = SortFilter(
        {
            "key": "key",
            "event": "first__event__title",
            "question": "first__question__text",
            "basis": "basis",
            "state": "state",
            "first_speaker": Coalesce("first__speaker__name", "first__outlet__name"),
            "second_speaker": Coalesce("second__speaker__name", "second__outlet__name"),
            "first_said_on": "first__said_on",
            "second_said_on": "second__said_on",
            "decided_at": "decided_at",
        },
        default="key",
    )

    def visible_rows(self):
        return Relation.objects.contradictions().between(self.claims)

    def about(self, rows, name, record):
        return rows.filter(Q(**{f"first__{name}": record}) | Q(**{f"second__{name}": record}))

    def printed_by(self, rows, name, outlet):
        return self._either(rows, claims_printed_by(self.claims, outlet))

    def in_document(self, rows, name, document):
        return self._either(rows, claims_in_document(self.claims, document))

    def of_side(self, rows, name, slug):
        return self._either(rows, claims_of_side(self.claims, slug))

    def standing_between(self, rows, name, word):
        return rows.alias(standing=between()).filter(standing=word)

    def said(self, rows, name, day):
        """One of the two claims was said within both ends."""
        ends = {"said_on__gte": self.form.cleaned_data["since"], "said_on__lte": self.form.cleaned_data["until"]}
        given = {lookup: day for lookup, day in ends.items() if day}
        sides = [Q(**{f"{side}__{lookup}": day for lookup, day in given.items()}) for side in ("first", "second")]
        return rows.filter(sides[0] | sides[1])

    def search(self, rows, name, words):
        found = claims_with_words(self.claims, words).values("pk")
        return rows.filter(Q(reason__icontains=words) | Q(first__in=found) | Q(second__in=found))

    def _either(self, rows, claims):
        found = claims.values("pk")
        return rows.filter(Q(first__in=found) | Q(second__in=found))
