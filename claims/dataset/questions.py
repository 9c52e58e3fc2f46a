"""Loads questions, answers and claims, and what is derived from them."""

from functools import lru_cache

from claims.dataset.known import batches
from claims.dataset.rows import Bad, Loader, is_bad
from claims.models import Claim, Question
from sources.lib import bulk

BOUNDS = ("low", "high", "low_open", "high_open")
RULES = ("event_id", "answer_kind", "unit", "accumulates", "exclusive")


class Questions(Loader):
    def remember(self, rows):
        for row in rows:
            facts = (row.final["event_id"], row.final["unit"])
            if not any(is_bad(fact) for fact in facts):
                self.keys.facts[row.pk] = facts
            if row.new or row.flagged:
                continue
            changed = {name for name in RULES if row.final[name] != row.stored[name]}
            if changed:
                self.context.questions.add(row.pk)
            if changed & {"event_id", "unit"}:
                self.context.followed.add(row.pk)

    def finish(self):
        """Stored claims follow their questions to another event or unit."""
        if self.context.followed and not self.report.problems:
            self._follow(self.context.followed)

    def _follow(self, questions):
        moved, revised = [], []
        for batch in batches(questions):
            for claim in Claim._base_manager.filter(question__in=batch).select_related("question"):
                before = [getattr(claim, name) for name in BOUNDS]
                claim.derive_bounds()
                if claim.event_id != claim.question.event_id:
                    claim.event_id = claim.question.event_id
                    moved.append(claim.pk)
                elif before == [getattr(claim, name) for name in BOUNDS]:
                    continue
                revised.append({name: getattr(claim, name) for name in ("id", "event_id", *BOUNDS)})
        bulk.update(Claim, ["event_id", *BOUNDS], revised)
        bulk.keep_history(Claim, moved, "~", self.context.who)
        if moved:
            self.report.notes.append(f"{len(moved)} claims followed their question to another event")


class Answers(Loader):
    def find(self, identities):
        found = super().find(identities)
        for (question, label), pk in found.items():
            self.known.answers.put(question, label, pk)
        return found

    def put(self, identity, pk):
        self.known.answers.put(*identity, pk)


class Claims(Loader):
    derived = (*BOUNDS, "created_at", "updated_at")
    rederived = (*BOUNDS, "updated_at")

    def __init__(self, context, source):
        super().__init__(context, source)
        self.names.append("answer_id")

    def settle(self, rows):
        """The event is the question's, the answer one of the question's, the bounds are in its unit."""
        questions = self.known.of(Question)
        asked = {row.final["question_id"] for row in rows if isinstance(row.final["question_id"], int)}
        questions.fetch_facts(asked - self.known.fresh[Question])
        self.known.answers.fetch(asked - self.known.fresh[Question])
        for row in rows:
            question = row.final["question_id"]
            event, unit = questions.facts.get(question, (None, None))
            if not is_bad(question):
                self._settle_event(row, question, event)
                self._settle_answer(row, question)
            self._derive(row, unit)

    def _settle_event(self, row, question, event):
        given = row.given.get("event_id")
        if question is None:
            if row.final["event_id"] is None:
                self.problem(row, "event", "a claim without a question needs its event")
        elif is_bad(given) or event is None:
            return
        elif given not in (None, event):
            self.problem(row, ("event", "question"), "the question belongs to another event; leave the event empty")
        else:
            row.final["event_id"] = event

    def _settle_answer(self, row, question):
        label = row.extra.get("answer")
        answers = self.known.answers.of.get(question, {})
        if is_bad(label):
            row.final["answer_id"] = label
        elif label is not None and label in answers:
            row.final["answer_id"] = answers[label]
        elif label is not None:
            row.final["answer_id"] = Bad("")
            row.flagged.add("answer")
            if not self.context.unreadable(self.known.answers.model):
                self.problem(row, "answer", self._why_no_answer(question, answers))
        elif "answer" in row.extra:
            row.final["answer_id"] = None
        elif not row.new and row.stored["answer_id"] is not None and row.stored["question_id"] != question:
            self.problem(row, "question", "its answer belongs to the question before; give the column answer, too")

    def _why_no_answer(self, question, answers):
        if question is None:
            return "an answer needs its question"
        if answers:
            return f"the question has no such answer; it has: {'; '.join(sorted(answers))}"
        return "the question has no answers; list them in answers.csv"

    def _derive(self, row, unit):
        final = row.final
        figure = (final["amount"], final["amount_high"], final["qualifier"], final["unit"], unit)
        if final["amount"] is not None and not any(is_bad(value) for value in figure):
            final |= bounds(*figure)
        else:
            final |= dict.fromkeys(("low", "high")) | dict.fromkeys(("low_open", "high_open"), False)
        final["created_at"] = final["updated_at"] = self.context.who[0]

    def remember(self, rows):
        for row in rows:
            question = row.final["question_id"]
            if is_bad(question):
                continue
            self.keys.facts[row.pk] = (question,)
            if row.new or self.differs(row):
                self.context.questions.add(question)
                self.context.questions.add(None if row.new else row.stored["question_id"])
        self.keep_grounds({row.pk for row in rows if not row.new and self.differs(row)})


@lru_cache(maxsize=4096)
def bounds(amount, amount_high, qualifier, unit, question_unit):
    """The derived bounds of a claim with this figure, as the model derives them."""
    claim = Claim(amount=amount, amount_high=amount_high, qualifier=qualifier, unit=unit)
    if question_unit is not None:
        claim.question = Question(pk=1, unit=question_unit)
    claim.derive_bounds()
    return {name: getattr(claim, name) for name in BOUNDS}
