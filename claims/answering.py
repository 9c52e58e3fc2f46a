"""What a claim must hold to answer its question, whichever form asks for it.

Which fields belong to which kind of answer; figures read off their words; what does not fit is refused, not dropped.
"""

from claims.choices import AnswerKind, ClaimStatus, Stance
from claims.quantities import in_words, read_words

FIELDS = {
    AnswerKind.QUANTITY: ["quantity_text", "qualifier", "amount", "amount_high", "unit"],
    AnswerKind.CHOICE: ["answer"],
    AnswerKind.DATE: ["date_from", "date_to"],
    AnswerKind.TEXT: [],
}
HOLDING = {
    AnswerKind.QUANTITY: ["amount", "quantity_text"],
    AnswerKind.CHOICE: ["answer"],
    AnswerKind.DATE: ["date_from"],
}
ASKED_FOR = {
    AnswerKind.QUANTITY: "a figure",
    AnswerKind.CHOICE: "one of its answers",
    AnswerKind.DATE: "a date",
    AnswerKind.TEXT: "words only",
}
MISSING = {
    AnswerKind.QUANTITY: "The question asks for a figure: give the amount, or the quantity in words.",
    AnswerKind.CHOICE: "The question asks for one of its answers: choose one, or add one to the question.",
    AnswerKind.DATE: "The question asks for a date: give the first or only day.",
}
FIGURE = {"amount", "amount_high", "qualifier"}
NEEDS_ANSWER = (ClaimStatus.IN_REVIEW, ClaimStatus.ACCEPTED)
DECIDING = {"question", "stance", "status", *(name for names in FIELDS.values() for name in names)}


def others(kind):
    """The kinds that a question of this kind does not ask for."""
    return [other for other in FIELDS if other != kind]


def unanswered(kind, stance, holds):
    """Whoever asserts gives an answer of the question's kind: what is missing, or nothing.

    `holds` says of a list of field names whether any of them holds something.
    """
    return MISSING[kind] if stance == Stance.ASSERTS and kind in MISSING and not holds(HOLDING[kind]) else ""


class Answering:
    """Mixed into the forms of a claim, which call `check_answer` once they know the question.

    `notes` are sentences that are said after saving; `status` is where the claim will stand.
    """

    def check_answer(self, question):
        """Refuse what the question does not ask for, read a figure off its words, ask for an answer."""
        self._refuse_other_answers(question)
        self._read_figure(question)
        self._ask_for_answer(question)

    def status_sent(self):
        return self.cleaned_data.get("status")

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
        if self.status_sent() in NEEDS_ANSWER:
            self.add_error(HOLDING[kind][0], missing)
        else:
            self.notes.append(f"Not comparable yet. {missing}")

    def _holds(self, names):
        return any(self.cleaned_data.get(name) not in (None, "") for name in names)
