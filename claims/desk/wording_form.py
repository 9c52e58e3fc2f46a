"""The form of a wording: the subject that words name, and whose words they are."""

from django import forms
from django.core.exceptions import ValidationError

from claims.desk.choosing import find_hop, own_voice
from claims.desk.recording_form import PlainForm
from claims.models import Wording
from sources.models import Outlet


class WordingForm(PlainForm):
    """After `is_valid`, `at` makes the wording of these words."""

    speaker = forms.CharField(required=False, max_length=300)

    class Meta:
        model = Wording
        fields = ["subject"]

    def __init__(self, typed, *, saving, bench, event):
        super().__init__(typed if saving else None, initial=None if saving else typed.dict())
        self.bench, self.event = bench, event

    def clean_speaker(self):
        """The speaker, or another outlet that is quoted; None for the document's own words."""
        words = " ".join(self.cleaned_data["speaker"].split())
        if not words or words == own_voice(self.bench.document):
            return None
        found = find_hop(words)
        if found is None:
            raise ValidationError("Nobody goes by this name. Leave it empty for the document’s own words.")
        return found

    def _get_validation_exclusions(self):
        """The place is given by the selection; it is checked when the wording is stored."""
        return super()._get_validation_exclusions() | {"event", "snapshot", "start", "end", "exact"}

    def at(self, spot):
        """The unsaved wording of the words at a spot."""
        voice, wording = self.cleaned_data["speaker"], self.instance
        role = "outlet" if isinstance(voice, Outlet) else "speaker"
        for name, value in {"event": self.event, "snapshot": self.bench.snapshot, role: voice}.items():
            setattr(wording, name, value)
        wording.start, wording.end, wording.exact = spot.start, spot.end, spot.exact
        return wording
