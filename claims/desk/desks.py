"""The desk beside a text: one form at one moment, with what is proposed for it and what it still needs.

A desk is built from what was sent: the words (`Spot`), and the values of its fields. Each field sends along what was
proposed for it (`was-…`); a field that still holds that is untouched, and follows what is read now. So the same desk
goes on with and without a script.
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Exists, Max, OuterRef

from claims.answering import HOLDING
from claims.choices import AnswerKind, Stance
from claims.desk import proposing
from claims.desk.choosing import find_voice, own_voice
from claims.desk.recording_form import LATER, RecordingForm, asked_in
from claims.desk.wording_form import WordingForm
from claims.models import Claim, Speaker, Wording
from claims.proposals.effects import effect_of
from claims.proposals.offers import offers
from claims.suggestions.names import similar

PROPOSED = (
    *("speaker", "quantity_text", "qualifier", "amount", "amount_high", "unit", "cue", "manner", "stance"),
    *("said_on", "said_until", "hedge", "statement"),
)
FOLDED = ("relays", "role", "hedge", "scope", "evidence", "said_until", "as_of", "credibility", "note")
ALIKE = 3  # speakers that an unknown name may stand for
NAMES = 200  # that the speaker's field offers while one types
SUBJECTS = 9  # that a digit chooses
KEYS = {"question": "q", "speaker": "s", "amount": "f", "said_on": "d", "date_from": "f"}


@dataclass(frozen=True)
class Field:
    """One control of a desk: whether its value is still the proposed one, or a person is needed for it."""

    bound: object
    proposal: proposing.Proposal | None
    is_proposed: bool
    is_needed: bool
    errors: list
    key: str

    @property
    def was(self):
        """What was proposed, to be sent along."""
        return self.proposal.value if self.proposal else ""

    @property
    def control(self):
        described = [f"{self.bound.auto_id}-error"] if self.errors else []
        described += [f"{self.bound.auto_id}-from"] if self.is_proposed else []
        described += [f"{self.bound.auto_id}-hint"] if self.bound.help_text else []
        attributes = {"aria-describedby": " ".join(described), "data-key": self.key}
        attributes |= {"aria-invalid": "true"} if self.errors else {}
        attributes |= {"autofocus": True} if self.is_needed else {}
        return self.bound.as_widget(attrs={name: value for name, value in attributes.items() if value})


class Desk:
    """What the desks for claims and wordings share. `saving`: errors are shown, and nothing is put into the fields."""

    form = None

    def __init__(self, page, spot, data, saving=False):
        self.page, self.bench, self.event, self.spot, self.saving = page, page.bench, page.event, spot, saving
        self.data = data.copy()
        self.given = data

    @cached_property
    def found(self):
        """What can be read off the words; not asked for where a form is saved and nothing is wrong with it."""
        return proposing.read(self.bench.snapshot, self.spot)

    @cached_property
    def proposals(self):
        """{field: Proposal}; `fill` puts them into the fields."""
        return self.fresh()

    @cached_property
    def fields(self):
        return {name: self.field(name) for name in self.form.fields}

    def field(self, name):
        proposal = self.proposals.get(name)
        value = self.data.get(name, "")
        untouched = proposal is not None and value == proposal.value
        errors = self.form.errors.get(name, []) if self.saving else []
        needed = self.needs == name and not errors
        return Field(self.form[name], proposal, untouched and not errors, needed, errors, KEYS.get(name, ""))

    def fill(self, fresh):
        """Put what is proposed into the fields that nobody has touched."""
        for name, proposal in fresh.items():
            if self.is_untouched(name):
                self.data[name] = proposal.value
        for name in PROPOSED:
            if name not in fresh and self.data.get(f"was-{name}") and self.is_untouched(name):
                self.data[name] = ""
        self.proposals = fresh

    def is_untouched(self, name):
        return self.given.get(name, "") == self.given.get(f"was-{name}", "")

    @property
    def problems(self):
        """(field, message) of all that keeps this desk from being saved."""
        if not self.saving:
            return []
        own = [(name, f"{self.label(name)}{message}") for name, found in self.form.errors.items() for message in found]
        return own + [(f"new-{part}", message) for part, message in self.problems_of_parts()]

    def label(self, name):
        return f"{self.form[name].label}: " if name in self.form.fields else ""

    def problems_of_parts(self):
        return []

    @cached_property
    def count(self):
        """How many proposals would be saved as they stand."""
        return sum(self.fields[name].is_proposed and bool(self.data.get(name)) for name in self.counted)


class ClaimDesk(Desk):
    """A new claim."""

    mode, counted = "claim", PROPOSED

    def __init__(self, page, spot, data, saving=False):
        super().__init__(page, spot, data, saving)
        self.question = asked_in(data, page.numbered)
        if not saving:
            self.fill_claim()
        self.form = self._form(saving)
        if self.needs == "new-question":
            self.form.new_question.fields["text"].widget.attrs["autofocus"] = True

    def _form(self, saving):
        page = self.page
        return RecordingForm(self.data, saving=saving, bench=page.bench, event=page.event, numbered=page.numbered)

    @property
    def document(self):
        return self.bench.document

    def fresh(self):
        """The day and the statement follow from the speaker that stands in the field."""
        read = proposing.proposed(self.found, self.document, self.question)
        own = proposing.own_days(self.document) if self.data.get("speaker") == own_voice(self.document) else {}
        return read | own | self._statement()

    def fill_claim(self):
        """Twice: what is proposed for the speaker and the answer decides on what else is."""
        self.fill(self.fresh())
        self.fill(self.fresh())
        for name, value in proposing.nothing_read().items():
            self.data[name] = self.data.get(name) or value
        self._fill_new_question()

    def _fill_new_question(self):
        """A new question begins with the words that no question fitted."""
        if "question" in self.data.getlist("new") and "new-question-text" not in self.data:
            self.data["new-question-text"] = "" if self.question else self.data.get("question", "")
            kind = AnswerKind.QUANTITY if self.found.quantity else AnswerKind.CHOICE
            self.data["new-question-answer_kind"] = kind

    def _statement(self):
        if self.question is None:
            return {}
        words, stance = self._answer_in_words(), self.data.get("stance") or Stance.ASSERTS
        return proposing.worded(self.question, words, stance, self.data.get("speaker", ""))

    def _answer_in_words(self):
        kind = self.question.answer_kind
        if kind == AnswerKind.CHOICE:
            return next((str(one) for one in self.answers if str(one.pk) == self.data.get("answer")), "")
        if kind == AnswerKind.DATE:
            return self.data.get("date_from", "")
        return self.data.get("quantity_text", "")

    @property
    def question_words(self):
        return next((one.words for one in self.page.numbered if one.question == self.question), str(self.question))

    @cached_property
    def known_names(self):
        """Who has spoken about the event in hand, to be chosen while typing."""
        spoke = Speaker.objects.filter(Exists(Claim.objects.filter(event=self.event, speaker=OuterRef("pk"))))
        return list(spoke.order_by("name", "pk").values_list("name", flat=True)[:NAMES])

    @cached_property
    def offers(self):
        """Claims of other documents that these words may be evidence for, too; none in a double coding."""
        if self.bench.coding or self.question or self.saving:
            return []
        events = [one.event for one in self.page.events]
        return offers(self.found, self.bench.snapshot, self.spot.start, self.spot.end, events, self.page.request.user)

    @cached_property
    def answers(self):
        return list(self.question.answers.all()) if self.question else []

    @cached_property
    def candidates(self):
        """(digit, Proposal) of whom the sentence names besides the one in the field; 0 is the own voice."""
        named = proposing.candidates(self.found, self.document)
        numbered = enumerate(named, 1 + len(self.alike))  # the first digits are those who may be meant
        there = {self.data.get("speaker"), *(str(one.record) for one in self.alike)}
        found = [(number, one) for number, one in numbered if one.value not in there]
        own = proposing.Proposal(own_voice(self.document), "", "")
        return [*found, *([(0, own)] if own.value not in [one.value for one in named] else [])]

    @cached_property
    def unknown(self):
        """The name in the speaker field, if nobody goes by it and no button has said who it is."""
        words = " ".join(self.data.get("speaker", "").split())
        if not words or self.data.get("alias_of") or "speaker" in self.data.getlist("new") or "\0" in words:
            return ""
        try:
            return words if find_voice(words, self.document) is None else ""
        except ValidationError:
            return ""

    @cached_property
    def alike(self):
        """Speakers whose names come close to an unknown one."""
        return similar(Speaker, self.unknown, most=ALIKE) if self.unknown else []

    @cached_property
    def effect(self):
        """What the claim would be to the others on its question, in a sentence, once there is enough to tell."""
        if self.saving or self.bench.coding or not (self.question and self.needs == "save"):
            return ""
        form = self._form(saving=True)
        return effect_of(form.instance).sentence if form.is_valid() and not form.made else ""

    @cached_property
    def alias_of(self):
        """Whose further name the speaker's words will be, if a button has said so."""
        slug = self.data.get("alias_of", "").replace("\0", "")
        return Speaker.objects.filter(slug=slug).first() if slug else None

    @cached_property
    def kind(self):
        """The kind of answer that is asked for, or None while it is not known."""
        return self.form.asked.answer_kind if self.form.asked else None

    @cached_property
    def asks_figure(self):
        waits = self.kind is None and self.found.quantity and self.data.get("question") != LATER
        return self.kind == AnswerKind.QUANTITY or bool(waits)

    @cached_property
    def needs(self):
        """The first field that still needs a person; "save" if none does."""
        if not (self.question or self.form.new_question or self.data.get("question") == LATER):
            return "question"
        if self.form.new_question and not self.data.get("new-question-text"):
            return "new-question"
        if not self.data.get("speaker") or self.unknown:
            return "speaker"
        return self._needed_answer() or ("save" if self.data.get("statement") else "statement")

    def _needed_answer(self):
        holding = HOLDING.get(self.kind, []) if self.data.get("stance") == Stance.ASSERTS else []
        if not holding or any(self.data.get(name) for name in (*holding, "new_answer")):
            return ""
        return "new_answer" if self.kind == AnswerKind.CHOICE and not self.answers else holding[0]

    @property
    def folded_open(self):
        return any(self.form.errors.get(name) for name in FOLDED) if self.saving else False

    @property
    def folded_filled(self):
        return sum(bool(self.data.get(name)) for name in FOLDED)

    def problems_of_parts(self):
        for name, part in (("question", self.form.new_question), ("speaker", self.form.new_speaker)):
            if part and not part.is_valid():
                yield from (
                    (f"{name}-{field}", f"{part[field].label}: {message}")
                    for field, found in part.errors.items()
                    for message in found
                )


class WordingDesk(Desk):
    """A wording: which words name a subject, and whose words they are."""

    mode, counted = "wording", ("subject", "speaker")

    def __init__(self, page, spot, data, saving=False):
        super().__init__(page, spot, data, saving)
        if not saving:
            self.fill(self.fresh())
        self.form = WordingForm(self.data, saving=saving, bench=page.bench, event=page.event)

    def fresh(self):
        last = {"subject": proposing.Proposal(self.subjects[0], "", "last subject used here")} if self.subjects else {}
        return proposing.worded_by(self.found, self.bench.document) | last

    @cached_property
    def subjects(self):
        """The subjects of this event's wordings, last used first."""
        found = Wording.objects.filter(event=self.event).order_by().values("subject")
        return list(found.annotate(last=Max("pk")).order_by("-last").values_list("subject", flat=True)[:SUBJECTS])

    @property
    def other_subjects(self):
        """(digit, subject) of those that are not in the field."""
        return [(at, one) for at, one in enumerate(self.subjects, 1) if one != self.data.get("subject")]

    @cached_property
    def needs(self):
        return "save" if self.data.get("subject") else "subject"
