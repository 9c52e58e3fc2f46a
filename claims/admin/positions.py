"""Order within a list: a position left empty is the last."""

from django.forms.models import BaseInlineFormSet

from sources.admin.forms import InlineForm


class PositionForm(InlineForm):
    """A row whose position may stay empty; an empty row is one without anything else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.initial["position"] = self.instance.position if self.instance.pk else None

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"position"})

    def _get_validation_exclusions(self):
        """Checked together with the others' positions, by the formset."""
        return super()._get_validation_exclusions() | {"position"}


class PositionFormSet(BaseInlineFormSet):
    """Rows in an order; new ones come last."""

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self.counts(form)]
        taken = set()
        for form in sorted(kept, key=lambda form: form.cleaned_data.get("position") is None):
            position = form.cleaned_data.get("position")
            position = max(taken, default=0) + 1 if position is None else position
            self.check_position(form, position, taken)
            taken.add(position)
            form.cleaned_data["position"] = form.instance.position = position

    def counts(self, form):
        """Whether a row will be stored."""
        kept = hasattr(form, "cleaned_data") and (form.instance.pk or form.has_changed())
        return kept and not (self.can_delete and self._should_delete_form(form))

    def check_position(self, form, position, taken):
        """Two rows may share a position, unless a subclass refuses it."""
