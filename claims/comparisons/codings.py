"""Two codings of a document side by side: what each coder had recorded when they were done, paired place by place.

What they had coded is read from the histories of the claims and their attributions, as of the moment they said *done*:
it can be told at any time, whatever became of the claims since. Only what has no version so old (recorded later, or
loaded from a package, which brings no history) stands as it is now. A fixed number of queries, for any number of
documents.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from claims.comparisons.accounts import facts_of
from claims.comparisons.questions import question_facts
from claims.models import Answer, Attribution, Claim, Coding, Question, Speaker
from claims.reliability.figures import Agreement, by_question, measure
from claims.reliability.pairing import Coded, Place, Span, places
from sources.models import Document, Outlet


@dataclass(frozen=True)
class TwoCodings:
    """A document coded by two people who are both done. `was` are the claims as coded, by primary key; `now` as they
    are (None: deleted since)."""

    left: Coding
    right: Coding
    places: list[Place]
    was: dict[int, Claim]
    now: dict[int, Claim]
    questions: dict[str, Question]

    @property
    def document(self) -> Document:
        return self.left.document

    @cached_property
    def agreement(self) -> Agreement:
        return measure(self.places)

    @cached_property
    def by_question(self) -> list[tuple[Question | None, Agreement]]:
        """Each question with the agreement on it, in the order of the text; None: claims not coded yet."""
        return [(self.questions.get(key), found) for key, found in by_question(self.places).items()]

    def is_open(self, place: Place) -> bool:
        """Whether something of this place is not settled yet."""
        return any(one and one.number in self.now and self.now[one.number].blind for one in (place.left, place.right))

    @cached_property
    def open(self) -> list[Place]:
        return [place for place in self.places if self.is_open(place)]


def two_codings(codings):
    """A `TwoCodings` for each document of a query set of codings of which both are done, by the document's key."""
    pairs = defaultdict(list)
    for coding in codings.exclude(done_at=None).for_listing().order_by("document__key", "pk"):
        pairs[coding.document_id].append(coding)
    pairs = [pair for pair in pairs.values() if len(pair) == 2]
    return _lined_up(pairs) if pairs else []


def _lined_up(pairs):
    codings = {coding.pk: coding for pair in pairs for coding in pair}
    now = {claim.pk: claim for claim in Claim.objects.filter(coding__in=list(codings)).for_listing()}
    was = _as_done(list(codings), now)
    spans = _spans(was, codings)
    questions = _name_again(was.values())
    facts = {question.key: question_facts(question) for question in questions.values()}
    coded = defaultdict(list)
    for claim in was.values():
        coded[claim.coding_id].append(Coded(facts_of(claim), tuple(spans[claim.pk]), claim.pk))
    return [
        TwoCodings(left, right, places(coded[left.pk], coded[right.pk], facts), was, now, questions)
        for left, right in pairs
    ]


def _as_done(codings, now):
    """{claim pk: claim} of these codings as it was when its coder was done; what is younger, as it is `now`."""
    versions = Claim.history.filter(coding__in=codings, history_date__lte=F("coding__done_at"))
    newest = {version.id: version for version in versions.order_by("history_date", "history_id")}
    was = {pk: _claim_of(version) for pk, version in newest.items() if version.history_type != "-"}
    return was | {pk: claim for pk, claim in now.items() if pk not in newest}


def _claim_of(version):
    """The claim as a version has it; `version.instance` would ask the database for each one."""
    names = [field.attname for field in type(version).tracked_fields]
    return Claim(**{name: getattr(version, name) for name in names})


def _spans(was, codings):
    """{claim pk: its words in the document that was coded}, as they were when the coder was done; else as they are."""
    names = ("claim", "id", "snapshot__document", "snapshot", "start", "end")
    coded = Claim.history.filter(coding__in=list(codings)).values("id")
    versions = Attribution.history.filter(claim__in=coded).order_by("history_date", "history_id")
    newest, told = {}, set()
    for at, kind, *found in versions.values_list("history_date", "history_type", *names):
        if found[0] in was and at <= codings[was[found[0]].coding_id].done_at:
            newest[found[1]] = found if kind != "-" else None
            told.add(found[0])
    stored = Attribution.objects.filter(claim__coding__in=list(codings)).values_list(*names)
    later = [found for found in stored if found[0] not in told]
    spans = defaultdict(list)
    for claim, _, document, snapshot, start, end in filter(None, (*newest.values(), *later)):
        if claim in was and document == codings[was[claim].coding_id].document_id:
            spans[claim].append(Span(str(snapshot), start, end))
    return spans


def _name_again(claims):
    """Join to each claim what it refers to; answers with the questions by key. What was merged away gets its number."""
    claims = list(claims)
    for name, model, related in JOINED:
        found = model.objects.prefetch_related(*related).in_bulk({getattr(c, f"{name}_id") for c in claims} - {None})
        for claim in claims:
            pk = getattr(claim, f"{name}_id")
            if pk is not None:
                setattr(claim, name, found.get(pk) or _merged_away(model, pk))
    return {claim.question.key: claim.question for claim in claims if claim.question_id}


JOINED = (
    ("question", Question, ["answers"]),
    ("speaker", Speaker, []),
    ("outlet", Outlet, []),
    ("answer", Answer, []),
)


def _merged_away(model, pk):
    name = "label" if model in (Question, Answer) else "name"
    return model(pk=pk, **{name: f"No. {pk}, merged or deleted since"})
