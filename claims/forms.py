"""The forms of reading pages; the admin has its own."""

from django import forms

from claims.choices import Basis, RelationKind, RelationState
from claims.comparisons.judgements import DIRECTED, in_words
from claims.curation.judging import DECISIONS, DecidedMeanwhile, decide, mark
from claims.models import Relation

REASON = 2000  # characters
SHOWN = 90  # characters of a claim to choose from


class JudgementForm(forms.Form):
    """What a person decides about a stored relation: whether it holds, as which kind, on what basis, and why.

    Each of its two buttons is a `state`. `seen` is the mark of the judgement that the person had before them.
    """

    state = forms.ChoiceField(
        choices=[(state, state.label) for state in DECISIONS],
        error_messages={"required": "Press one of the buttons: confirm or reject."},
    )
    seen = forms.CharField(error_messages={"required": "Open the page again: the form was not complete."})
    kind = forms.ChoiceField(choices=RelationKind)
    acts = forms.ChoiceField(
        label="Which claim acts",
        help_text="Only for “updates” and “withdraws”: the claim that updates or withdraws the other.",
    )
    basis = forms.ChoiceField(
        choices=[("", "none named"), *Basis.choices],
        required=False,
        help_text="Only of a contradiction: on what the two claims part.",
    )
    reason = forms.CharField(
        required=False,
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In one sentence that a reader understands. Rejecting needs one, and so does another kind or basis.",
    )

    def __init__(self, *args, relation, **kwargs):
        self.relation = relation
        stored = {"kind": relation.kind, "basis": relation.basis, "acts": relation.first.key}
        super().__init__(*args, initial=stored, **kwargs)
        self.fields["acts"].choices = [(claim.key, in_short(claim)) for claim in (relation.first, relation.second)]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"about-{name}"

    @property
    def changes(self):
        """The kind and basis to store; none for a rejection, which is of the judgement as it stood."""
        data = self.cleaned_data
        if data["state"] == RelationState.REJECTED:
            return {}
        return {"kind": data["kind"], "basis": data["basis"] if data["kind"] == RelationKind.CONTRADICTS else ""}

    @property
    def is_turned(self):
        """Whether the second claim is to act."""
        return self.changes.get("kind") in DIRECTED and self.cleaned_data["acts"] == self.relation.second.key

    @property
    def decision(self):
        """The judgement as the person wants it, not stored: to be shown beside what another person decided."""
        data, stored = self.cleaned_data, self.relation
        ends = (stored.second, stored.first) if self.is_turned else (stored.first, stored.second)
        basis = data["basis"] if data["kind"] == RelationKind.CONTRADICTS else ""
        wanted = {name: data[name] for name in ("state", "kind", "reason")}
        return Relation(first=ends[0], second=ends[1], basis=basis, **wanted)

    def decide(self, user):
        """Store it; answers with the `Act`. Raises what `claims.curation.judging.decide` raises."""
        relation, data = self.relation, self.cleaned_data
        if data["seen"] != mark(relation):
            raise DecidedMeanwhile(relation)
        if self.is_turned:
            relation.first, relation.second = relation.second, relation.first
        return decide(relation, data["state"], data["reason"], user, **self.changes)

    def clean(self):
        data = super().clean()
        if self.errors or data["reason"].strip() or data["seen"] != mark(self.relation):
            return data
        if data["state"] == RelationState.REJECTED:
            self.add_error("reason", "Say why it is rejected: it will never be suggested again.")
        elif self._is_another():
            self.add_error("reason", "Say why it is of another kind or basis: the reason that stands there was not.")
        elif self.relation.state == RelationState.CONFIRMED:
            self.add_error(
                None, "It is confirmed already, just so. Change its kind, its basis or its reason, or reject it."
            )
        return data

    def _is_another(self):
        stored = self.relation
        return self.is_turned or self.changes != {"kind": stored.kind, "basis": stored.basis}


def in_short(claim):
    words = f"{claim.voice} {in_words(claim)}"
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
