"""The comparison pages: an event with all its questions, and one question."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.charts.ranges import FigureTable, figure_table
from claims.charts.timeline import statements, timeline
from claims.comparisons.coverage import Coverage, coverage_of
from claims.comparisons.events import compare_event
from claims.comparisons.questions import QuestionComparison, compare_question
from claims.comparisons.wording import CUES, WordingRow
from claims.models import Claim, Event, Question

SHOWN_IN_GLANCE = 3  # accounts that get a column of their own


class EventDetailView(TemplateView):
    template_name = "claims/event_detail.html"

    def get_context_data(self, **kwargs):
        event = get_object_or_404(Event.objects.select_related("parent"), key=kwargs["key"])
        compared = compare_event(event, Claim.objects.visible_to(self.request.user))
        return super().get_context_data(
            event=event,
            parts=Event.objects.filter(parent=event),
            compared=compared,
            glance=glance_of(compared.questions),
            blocks=[Block(n, q, figure_table(q)) for n, q in enumerate(compared.questions, 1) if len(q.accounts) > 1],
            singles=[(n, q) for n, q in enumerate(compared.questions, 1) if len(q.accounts) < 2],
            timeline=timeline(statements(compared.questions), event.started_on, event.ended_on),
            coverage=coverage_rows(compared.coverage, compared.questions),
            subjects=by_subject([row for row in compared.wording if row.subject != CUES]),
            cues=by_subject([row for row in compared.wording if row.subject == CUES]),
            **kwargs,
        )


class QuestionDetailView(TemplateView):
    template_name = "claims/question_detail.html"

    def get_context_data(self, **kwargs):
        question = get_object_or_404(Question.objects.select_related("event"), key=kwargs["key"])
        claims = Claim.objects.visible_to(self.request.user)
        compared = compare_question(question, claims)
        neighbours = list(Question.objects.filter(event=question.event).order_by("position", "key"))
        at = neighbours.index(question)
        return super().get_context_data(
            question=question,
            compared=compared,
            figures=figure_table(compared, most=100),
            coverage=coverage_rows(coverage_of(question.event, [compared], claims), [compared]),
            before=neighbours[at - 1] if at else None,
            after=neighbours[at + 1] if at + 1 < len(neighbours) else None,
            **kwargs,
        )


def glance_of(questions):
    """Groups of (title, rows) of the questions with several accounts: those that contradict each other come first."""
    several = [compared for compared in questions if len(compared.accounts) > 1]
    groups = [
        ("Accounts contradict each other", [q for q in several if q.is_contested]),
        ("Several accounts that can hold together", [q for q in several if not q.is_contested]),
    ]
    return [(title, [GlanceRow(compared) for compared in found]) for title, found in groups if found]


@dataclass(frozen=True)
class Block:
    """A question with several accounts, as the event page shows it in full."""

    number: int
    compared: QuestionComparison
    figures: FigureTable | None


@dataclass(frozen=True)
class GlanceRow:
    """One question at a glance: up to three accounts, each with the dispute that parts it from one before it."""

    compared: QuestionComparison

    @property
    def cells(self):
        parted = {pair.second.number: pair for pair in reversed(self.compared.disputes)}
        shown = [(account, parted.get(account.number)) for account in self.compared.accounts[:SHOWN_IN_GLANCE]]
        return shown + [(None, None)] * (SHOWN_IN_GLANCE - len(shown))

    @property
    def more_accounts(self):
        return max(0, len(self.compared.accounts) - SHOWN_IN_GLANCE)

    @property
    def leading(self):
        """The dispute to name: a confirmed one first."""
        return min(self.compared.disputes, key=lambda pair: pair.state, default=None)

    @property
    def more_disputes(self):
        return len(self.compared.disputes) - 1


def coverage_rows(table, questions):
    """(title, [(outlet, its documents here, its cells)]) for outlets with documents, then for those heard elsewhere.

    Outlets that neither have a document here nor are heard of are left out: they would be a row of dots.
    """
    here = [_row(table, outlet, questions) for outlet in table.outlets]
    shown = [row for row in here if row[1] or any(is_heard(cell) for _, cell in row[2])]
    heard = [_row(table, outlet, questions) for outlet in table.relayed_outlets]
    titled = [
        ("", [row for row in shown if row[1]]),
        ("No document here, heard through others", [row for row in shown if not row[1]] + heard),
    ]
    return [(title, rows) for title, rows in titled if rows]


def is_heard(cell):
    return cell is not None and cell.coverage == Coverage.RELAYED


def _row(table, outlet, questions):
    cells = [(compared, table.cell(outlet, compared.question)) for compared in questions]
    accounts = [
        ([compared.account(number) for number in cell.positions] if cell else [], cell) for compared, cell in cells
    ]
    return outlet, table.documents.get(outlet.pk, 0), accounts


@dataclass(frozen=True)
class WordingLine:
    """A phrase of one voice, with all outlets that print it and every place."""

    rows: tuple[WordingRow, ...]

    @property
    def first(self):
        return self.rows[0]

    @property
    def outlets(self):
        return [row.outlet for row in self.rows]

    @property
    def uses(self):
        return sum(row.uses for row in self.rows)


def by_subject(rows):
    """[(subject, [WordingLine])] in the order given: what a voice calls it is one line, wherever it is printed."""
    found = {}
    for row in rows:
        voice = (row.wording.casefold(), row.speaker, row.own_voice)
        found.setdefault(row.subject, {}).setdefault(voice, []).append(row)
    return [(subject, [WordingLine(tuple(same)) for same in lines.values()]) for subject, lines in found.items()]
