"""The form of a claim: asks what its question asks, reads figures off their words, drops nothing in silence."""

from claims.admin.kinds import ASKED_FOR, FIELDS, others
from claims.admin.review_steps import ReviewSteps
from claims.choices import AnswerKind
from claims.curation.reviewing import HOLDING, NEEDS_ANSWER, unanswered
from claims.models import Answer
from claims.quantities import Quantity, in_words, read_words
from sources.admin.forms import RecordForm

FIGURE = {"amount", "amount_high", "qualifier"}
DECIDING = {"question", "stance", "status", *(name for names in FIELDS.values() for name in names)}


class ClaimForm(ReviewSteps, RecordForm):
    """Validates against the question that was sent, or that is stored, or that the address names."""

    together = (FIELDS[AnswerKind.QUANTITY], FIELDS[AnswerKind.DATE], ("speaker", "outlet"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "question" in self.fields:
            self.fields["event"].required = False
            self._offer_answers()

    def _offer_answers(self):
        """The question's answers; the stored answer stays known, so that it can be taken out by name."""
        field, question = self.fields["answer"], self._question_pk()
        field.queryset = Answer.objects.filter(question=question) if question else Answer.objects.none()
        if self.is_bound and self.instance.answer_id:
            field.queryset = field.queryset | Answer.objects.filter(pk=self.instance.answer_id)
        field.error_messages["invalid_choice"] = "This answer belongs to another question: choose one of those offered."

    def _question_pk(self):
        if self.is_bound:
            sent = self.data.get(self.add_prefix("question"), "")
            return int(sent) if sent.isdecimal() and len(sent) < 19 else None
        return self.instance.question_id or self.initial.get("question")

    def clean(self):
        super().clean()
        question = self.cleaned_data.get("question")
        if "question" in self.fields and "question" not in self.errors:
            self._settle_event(question)
            self._drop_what_no_longer_fits(question)
            if question:
                self._refuse_other_answers(question)
                self._read_figure(question)
                self._ask_for_answer(question)
        self.check_review()
        return self.cleaned_data

    def _settle_event(self, question):
        """The event is the question's; only a claim that is not coded yet needs one of its own."""
        event = self.cleaned_data.get("event")
        if question is None and event is None and "event" not in self.errors:
            self.add_error("event", "Choose a question; or, while there is none yet, the event.")
        elif question and event != question.event:
            if event and "event" in self.changed_data and "question" not in self.changed_data:
                self.add_error("event", f"The question belongs to {question.event}: choose another question, too.")
            else:
                self.cleaned_data["event"] = question.event

    def _drop_what_no_longer_fits(self, question):
        """After a move to another question, what still stands from the old one is taken out, and said."""
        if "question" not in self.changed_data or self.instance.pk is None:
            return
        for kind, names in FIELDS.items():
            moved = kind == AnswerKind.CHOICE or (question and kind != question.answer_kind)  # answers are never shared
            left = [
                name for name in names if self.initial.get(name) not in (None, "") and name not in self.changed_data
            ]
            if moved and set(left) & set(HOLDING.get(kind, [])):
                self._drop(kind, left)

    def _drop(self, kind, names):
        words = self._stored_words(kind)
        for name in names:
            self.cleaned_data[name] = "" if name in ("qualifier", "unit", "quantity_text") else None
        self.notes.append(f"“{words}” does not fit the new question and was taken out. The history keeps it.")

    def _stored_words(self, kind):
        if kind == AnswerKind.CHOICE:
            return Answer.objects.get(pk=self.initial["answer"]).label
        if kind == AnswerKind.DATE:
            return str(self.initial["date_from"])
        figure = (self.initial["amount"], self.initial["amount_high"], self.initial["qualifier"], self.initial["unit"])
        return self.initial["quantity_text"] or in_words(Quantity(*figure))

    def _refuse_other_answers(self, question):
        """What is typed into fields that the question does not ask for is refused, not stored unseen."""
        for kind in others(question.answer_kind):
            for name in FIELDS[kind]:
                if name in self.changed_data and self._holds([name]):
                    self.add_error(name, f"The question asks for {ASKED_FOR[question.answer_kind]}: leave this empty.")

    def _read_figure(self, question):
        """Fill the amount from its words where nothing was typed; what was typed, or taken out, is left alone."""
        words = self.cleaned_data.get("quantity_text")
        touched = FIGURE & {*self.changed_data, *self.errors}
        if question.answer_kind != AnswerKind.QUANTITY or not words or touched or self._holds(FIGURE):
            return
        found = read_words(words)
        if found is None:
            self.notes.append(f"No amount can be read from “{words}”: the claim keeps the words only.")
            return
        self.cleaned_data |= {"amount": found.amount, "amount_high": found.amount_high, "qualifier": found.qualifier}
        if found.unit and found.unit != question.unit and not self.cleaned_data.get("unit"):
            self.cleaned_data["unit"] = found.unit
        self.notes.append(f"“{words}” was read as {in_words(found)}.")

    def _ask_for_answer(self, question):
        """Whoever asserts gives an answer; while a claim is a draft, that is only said."""
        kind = question.answer_kind
        missing = unanswered(kind, self.cleaned_data.get("stance"), self._holds)
        if not missing or not DECIDING & set(self.changed_data) or set(FIELDS[kind]) & set(self.errors):
            return
        if self.cleaned_data.get("status") in NEEDS_ANSWER:
            self.add_error(HOLDING[kind][0], missing)
        else:
            self.notes.append(f"Not comparable yet. {missing}")

    def _holds(self, names):
        return any(self.cleaned_data.get(name) not in (None, "") for name in names)
