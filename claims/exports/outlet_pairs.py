"""Outlet against outlet: `outlet-pairs.csv`, and one pair question by question."""

from claims.comparisons.pairs import Match, outlet_pairs, question_matches
from claims.comparisons.questions import compare_in_batches
from claims.exports.report import Report
from claims.filtersets import VisibleFilterSet, event_filter
from claims.models import Question
from sources.filtersets import FilterForm, outlet_filter
from sources.lib.csvstream import Column


class OutletPairFilterSet(VisibleFilterSet):
    """The questions on which outlets are compared; `outlet` keeps the pairs that it is one of."""

    event = event_filter(field_name="event")
    outlet = outlet_filter(method="any_question")

    def visible_rows(self):
        return Question.objects.all()

    def any_question(self, rows, name, outlet):
        return rows


class TwoOutletsForm(FilterForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outlet") and cleaned.get("outlet") == cleaned.get("other"):
            self.add_error("other", "An outlet is not compared with itself; name another one.")
        return cleaned


class OutletVsFilterSet(VisibleFilterSet):
    """Two outlets, both of which must be named: the questions to which both carry answers."""

    class Meta:
        form = TwoOutletsForm

    outlet = outlet_filter(method="carried_by", required=True)
    other = outlet_filter(method="carried_by", required=True, label="Other outlet")

    def visible_rows(self):
        return Question.objects.all()

    def carried_by(self, rows, name, outlet):
        """What a copy carries counts for the outlet of its original."""
        carried = self.claims.filter(attributions__snapshot__document__original__outlet=outlet)
        return rows.filter(pk__in=carried.values("question"))


def pair_rows(asked):
    wanted = asked.form.cleaned_data["outlet"]
    for pair in outlet_pairs(compare_in_batches(asked.filtered(), asked.claims)):
        if wanted is None or wanted in (pair.first, pair.second):
            yield pair


def match_rows(asked):
    named = asked.form.cleaned_data
    return question_matches(compare_in_batches(asked.filtered(), asked.claims), named["outlet"], named["other"])


def _count(verdict, meaning):
    return Column(str(verdict), lambda row: row.count(verdict), f"questions on which {meaning}", "integer")


PAIR_COLUMNS = (
    Column("outlet_a", lambda row: row.first.name, "the outlet that comes first by name"),
    Column("outlet_b", lambda row: row.second.name, "the other outlet"),
    Column("shared_events", lambda row: row.shared_events, "events with a question that both carry", "integer"),
    Column("shared_questions", lambda row: row.shared_questions, "questions to which both carry answers", "integer"),
    _count(Match.SAME, "both carry the same positions"),
    _count(Match.PARTLY, "they have some positions in common"),
    _count(Match.OPPOSED, "they have none in common, and these contradict each other"),
    _count(Match.DIFFERENT, "they have none in common, and these do not contradict each other"),
    Column(
        "own_voice_contradictions",
        lambda row: row.own_voice_contradictions,
        "pairs of claims in their own voices that contradict each other",
        "integer",
    ),
)
MATCH_COLUMNS = (
    Column("event_key", lambda row: row.compared.question.event.key, "key of the event"),
    Column("question_key", lambda row: row.compared.question.key, "key of the question"),
    Column("question", lambda row: row.compared.question.text, "the question"),
    Column("verdict", lambda row: row.verdict, "same, partly, opposed or different: how the positions carried fit"),
    Column("first_positions", lambda row: row.first, "numbers of the positions that the first outlet carries"),
    Column("second_positions", lambda row: row.second, "numbers of the positions that the second outlet carries"),
)

OUTLET_PAIRS = Report(
    name="outlet-pairs",
    title="Outlet against outlet",
    purpose="For each two outlets that share a question: on how many they carry the same, opposed or other accounts.",
    columns=PAIR_COLUMNS,
    filterset=OutletPairFilterSet,
    rows=pair_rows,
    url_name="claims:outlet_pair_csv",
    counted=False,
)
OUTLET_VS = Report(
    name="outlet-vs",
    title="Two outlets, question by question",
    purpose="Each question that both carry answers to, with the positions each carries and how these fit.",
    columns=MATCH_COLUMNS,
    filterset=OutletVsFilterSet,
    rows=match_rows,
    url_name="sources:outlet_vs_csv",
    keys=("outlet", "other"),
)
