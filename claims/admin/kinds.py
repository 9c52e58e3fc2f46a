"""Which fields of a form belong to which kind of answer; the form asks only what its question needs.

The server marks the fieldsets; `admin-kinds.js` marks them again when another question is chosen.
"""

from claims.choices import AnswerKind

FIELDS = {
    AnswerKind.QUANTITY: ["quantity_text", "qualifier", "amount", "amount_high", "unit"],
    AnswerKind.CHOICE: ["answer"],
    AnswerKind.DATE: ["date_from", "date_to"],
    AnswerKind.TEXT: [],
}
ASKED_FOR = {
    AnswerKind.QUANTITY: "a figure",
    AnswerKind.CHOICE: "one of its answers",
    AnswerKind.DATE: "a date",
    AnswerKind.TEXT: "words only",
}


def classes(kind, asked):
    """CSS classes of a fieldset for answers of `kind` where `asked` is the question's kind, or None: not yet known."""
    return ["for-kind", f"kind-{kind}", *([] if asked in (None, kind) else ["not-asked"])]


def others(kind):
    """The kinds that a question of this kind does not ask for."""
    return [other for other in FIELDS if other != kind]
