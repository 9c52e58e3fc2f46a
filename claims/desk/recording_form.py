"""The form of the desk: a new claim with its evidence, and what is made in place with it.

It obeys the rules of the ordinary claim form (`claims.answering`). Question, voice and relays are typed as words.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max

from claims.answering import FIELDS, Answering, others
from claims.choices import AnswerKind, ClaimStatus, Manner
from claims.desk.choosing import OWN_VOICE, find_hop, find_question, find_voice
from claims.models import Answer, Attribution, Claim, Question, Relay, Speaker, SpeakerAlias
from sources.admin.forms import DayField, LateKey, LinesField, NamedErrors, NumberField
from sources.models import Outlet

LATER = "0"  # typed instead of a question: the claim waits to be coded
SAVED_AS = {"review": ClaimStatus.IN_REVIEW}


class PlainForm(NamedErrors, LateKey, forms.ModelForm):
    """A form of plain controls, styled and described as the desk does."""

    use_required_attribute = False
    explained = ()  # fields whose help text is shown

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            css = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
            field.widget.attrs["class"] = css.get(type(field.widget), "form-control")
            field.help_text = field.help_text if name in self.explained else ""


class NewQuestionForm(PlainForm):
    """A question made in place, with the least it needs; the rest is added in its own form."""

    class Meta:
        model = Question
        fields = ["text", "label", "answer_kind", "unit", "exclusive"]
        labels = {"text": "Question in full", "label": "In a few words", "exclusive": "One answer excludes the others"}

    def for_event(self, event):
        """The unsaved question, last in its event; one that the event already has is taken instead."""
        known = event.questions.filter(text__iexact=self.cleaned_data["text"]).first()
        if known:
            return known
        last = event.questions.aggregate(last=Max("position"))["last"] or 0
        self.instance.event, self.instance.position = event, last + 1
        return self.instance


class NewSpeakerForm(PlainForm):
    """A speaker made in place; the name is what stands in the claim's speaker field."""

    affiliation = forms.CharField(required=False, max_length=200)

    class Meta:
        model = Speaker
        fields = ["kind", "affiliation", "collective"]

    def clean_affiliation(self):
        words = self.cleaned_data["affiliation"]
        found = find_hop(words) if words else None
        if words and not isinstance(found, Speaker):
            raise ValidationError("No speaker goes by this name; it may stay empty.")
        return found


def asked_in(data, numbered):
    """The question that stands in what was typed, if it is certain which; else None."""
    words = data.get("question", "")
    try:
        return find_question(words, numbered) if words and words != LATER else None
    except ValidationError:
        return None


class RecordingForm(Answering, PlainForm):
    """A new claim. `typed` is what stands in the fields, checked only when `saving`.

    `bench` knows the text and its document, `numbered` are the questions to choose from, `event` is the one in hand.
    After `is_valid`, `instance` is the claim, `hops` are its relays, `made` is what was made in place for it.
    """

    explained = ("role", "hedge", "scope", "evidence", "as_of", "note")

    question = forms.CharField(required=False, max_length=400)
    speaker = forms.CharField(required=False, max_length=300)
    alias_of = forms.CharField(required=False, max_length=200)
    new_answer = forms.CharField(required=False, max_length=120)
    cue = forms.CharField(required=False, max_length=200)
    manner = forms.ChoiceField(choices=Manner)
    relays = forms.CharField(required=False, max_length=600)

    class Meta:
        model = Claim
        fields = [
            *("question", "speaker", "stance", "answer", "quantity_text", "qualifier", "amount", "amount_high", "unit"),
            *("date_from", "date_to", "statement", "said_on", "said_until", "role", "hedge", "scope", "evidence"),
            *("as_of", "credibility", "note"),
        ]
        field_classes = dict.fromkeys(["date_from", "date_to", "said_on", "said_until", "as_of"], DayField)
        field_classes |= {"amount": NumberField, "amount_high": NumberField}
        field_classes |= dict.fromkeys(["statement", "evidence", "note"], LinesField)
        widgets = {"statement": forms.Textarea(attrs={"rows": 2}), "evidence": forms.Textarea(attrs={"rows": 2})}
        widgets |= {"note": forms.Textarea(attrs={"rows": 2}), "answer": forms.RadioSelect}

    def __init__(self, typed, *, saving, bench, event, numbered):
        super().__init__(typed if saving else None, initial=None if saving else typed.dict())
        self.typed, self.bench, self.event, self.numbered, self.notes, self.made = typed, bench, event, numbered, [], []
        self.new_question = self._part(NewQuestionForm, "question")
        self.new_speaker = self._part(NewSpeakerForm, "speaker")
        self.asked = self._asked()
        answers = self.asked.answers.all() if self.asked and self.asked.pk else Answer.objects.none()
        self.fields["answer"].queryset, self.fields["answer"].empty_label = answers, None

    def _part(self, form, name):
        """The fields of a record to be made in place, if a button has asked for one."""
        if name not in self.typed.getlist("new"):
            return None
        prefix = f"new-{name}"
        initial = {key.removeprefix(f"{prefix}-"): value for key, value in self.typed.items() if key.startswith(prefix)}
        return form(self.typed if self.is_bound else None, initial=initial, prefix=prefix)

    def _asked(self):
        """The question that stands in the form, if it is certain which; a new one is not stored yet."""
        if self.new_question:
            kind = self.new_question["answer_kind"].value()
            unit, label = (self.new_question[name].value() or "" for name in ("unit", "label"))
            return Question(answer_kind=kind if kind in AnswerKind else AnswerKind.QUANTITY, unit=unit, label=label)
        return asked_in(self.typed, self.numbered)

    # What was typed as words

    def clean_question(self):
        words = self.cleaned_data["question"]
        if self.new_question:
            return self._settled_question()
        if not words:
            raise ValidationError(f"Choose a question; or {LATER}, while there is none yet.")
        return None if words == LATER else find_question(words, self.numbered)

    def _settled_question(self):
        if not self.new_question.is_valid():
            raise ValidationError("The new question needs a correction: see below.")
        question = self.new_question.for_event(self.event)
        self.made += [question] if question.pk is None else []
        return question

    def clean_speaker(self):
        words = " ".join(self.cleaned_data["speaker"].split())
        if not words:
            raise ValidationError("Say who says it.")
        found = find_voice(words, self.bench.document)
        if found is None:
            return self._new_voice(words)
        self.instance.outlet = found if isinstance(found, Outlet) else None
        return found if isinstance(found, Speaker) else None

    def _new_voice(self, words):
        """A name that nobody goes by: kept as an alias, or as a new speaker, if a button has said so."""
        known = Speaker.objects.filter(slug=self.typed.get("alias_of", "").replace("\0", "")).first()
        if known:
            self.made.append(SpeakerAlias(speaker=known, name=words))
            return known
        if self.new_speaker is None or words.endswith(OWN_VOICE):
            raise ValidationError("No speaker goes by this name.", code="unknown")
        if not self.new_speaker.is_valid():
            raise ValidationError("The new speaker needs a correction: see below.")
        speaker = self.new_speaker.instance
        speaker.name = words
        self.made.append(speaker)
        return speaker

    def clean_relays(self):
        """Names of those it came through, nearest the voice first, `;` between them."""
        hops = []
        for words in filter(str.strip, self.cleaned_data["relays"].split(";")):
            found = find_hop(words)
            if found is None:
                raise ValidationError(f"Nobody goes by “{words.strip()}”. Write ; between two names.")
            hops.append(Relay(**{"outlet" if isinstance(found, Outlet) else "speaker": found}))
        return hops

    # What must fit together

    def clean(self):
        super().clean()
        if "question" in self.errors:
            return self.cleaned_data
        question = self.cleaned_data.get("question")
        self.instance.event = question.event if question else self.event
        if question:
            self._let_proposals_go(question)
            self._make_answer(question)
            self.check_answer(question)
        return self.cleaned_data

    def status_sent(self):
        return SAVED_AS.get(self.typed.get("as"), ClaimStatus.DRAFT)

    def is_untouched(self, name):
        """Whether a field still holds what was proposed for it."""
        return bool(self.typed.get(f"was-{name}")) and self.typed.get(name, "") == self.typed[f"was-{name}"]

    def _let_proposals_go(self, question):
        """What was proposed, and nobody touched, goes where the question does not ask for it."""
        for kind in others(question.answer_kind):
            for name in filter(self.is_untouched, FIELDS[kind]):
                self.cleaned_data[name] = "" if name in ("qualifier", "unit", "quantity_text") else None

    def _make_answer(self, question):
        label = " ".join(self.cleaned_data.get("new_answer", "").split())
        if not label or question.answer_kind != AnswerKind.CHOICE:
            return
        known = list(question.answers.all()) if question.pk else []
        answer = next((one for one in known if one.label.lower() == label.lower()), None)
        if answer is None:
            answer = Answer(question=question, label=label, position=len(known) + 1)
            after_question = 1 if question.pk is None else 0
            self.made.insert(after_question, answer)
        self.cleaned_data["answer"] = answer

    def _get_validation_exclusions(self):
        """What is not stored yet is checked when it is."""
        new = {type(record) for record in self.made}
        unsaved = {Question: {"question"}, Answer: {"answer"}, Speaker: {"speaker", "outlet"}}
        wrong = {"speaker", "outlet"} if "speaker" in self.errors else set()
        return super()._get_validation_exclusions().union(wrong, *(unsaved.get(model, ()) for model in new))

    def _post_clean(self):
        super()._post_clean()
        self.instance.status = self.status_sent()

    @property
    def hops(self):
        return self.cleaned_data["relays"]

    def evidence_at(self, snapshot, spot):
        """The unsaved attribution of the claim to these words."""
        words = {"start": spot.start, "end": spot.end, "exact": spot.exact}
        return Attribution(snapshot=snapshot, cue=self.cleaned_data["cue"], manner=self.cleaned_data["manner"], **words)
