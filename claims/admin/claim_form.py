"""The form of a claim: asks what its question asks, reads figures off their words, drops nothing in silence."""

from claims.admin.review_steps import ReviewSteps
from claims.answering import FIELDS, HOLDING, Answering
from claims.choices import AnswerKind
from claims.models import Answer
from claims.quantities import Quantity, in_words
from sources.admin.forms import RecordForm


class ClaimForm(ReviewSteps, Answering, RecordForm):
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
                self.check_answer(question)
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
