"""Through whom words came: relays as rows within an attribution, wherever the attribution is edited."""

from django.contrib import admin
from django.db.models import F, Prefetch

from claims.admin.positions import PositionForm, PositionFormSet
from claims.admin.review_steps import ChangesEvidence, EvidenceForm
from claims.admin.seeing import SeesNoBlindWork
from claims.models import Relay
from sources.admin.records import RecordAdmin, RecordInline

ASIDE = 1_000_000  # where positions wait while rows change places


def with_relays(attributions):
    """Attributions with their relays and whom those name: two queries, however many there are."""
    return attributions.prefetch_related(Prefetch("relays", Relay.objects.select_related("outlet", "speaker")))


class RelayForm(PositionForm):
    """One hop."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs |= {"aria-label": field.label} | ({"class": "hop", "min": 1} if name == "position" else {})


class RelayFormSet(PositionFormSet):
    """Relays of one attribution: each position once, and rows may change places."""

    def get_queryset(self):
        """From what the attribution has already loaded."""
        if not hasattr(self, "_queryset"):
            self._queryset = list(self.instance.relays.all()) if self.instance.pk else []
        return self._queryset

    def check_position(self, form, position, taken):
        if position in taken:
            form.add_error("position", f"Position {position} is taken: each hop has its own, 1 nearest the voice.")

    def save(self, commit=True):
        rows = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        Relay._base_manager.filter(pk__in=rows).update(position=F("position") + ASIDE)
        return super().save(commit)


class RelayInline(RecordInline, admin.TabularInline):
    """On the attribution's own page."""

    model = Relay
    form = RelayForm
    formset = RelayFormSet
    fields = ["position", "speaker", "outlet", "cue", "inferred"]
    autocomplete_fields = ["speaker", "outlet"]
    verbose_name_plural = "relays: through whom, nearest the voice first; never the document's own outlet"
    extra = 2


@admin.register(Relay)
class RelayAdmin(SeesNoBlindWork, ChangesEvidence, RecordAdmin):
    form = EvidenceForm
    claims_at = ["attribution__claim"]
    key_name = ""
    list_display = ["hop", "attribution", "position", "cue", "inferred"]
    list_filter = ["inferred"]
    list_select_related = ["outlet", "speaker", "attribution"]
    search_fields = [
        "outlet__name",
        "outlet__aliases__name",
        "speaker__name",
        "speaker__aliases__name",
        "attribution__key",
    ]
    search_help_text = "Any name of the relaying speaker or outlet, or the attribution's key."
    ordering = ["-pk"]
    autocomplete_fields = ["attribution", "outlet", "speaker"]
    csv_columns = {"attribution": "attribution__key", "position": "position"} | {
        "outlet": "outlet__slug",
        "speaker": "speaker__slug",
        "cue": "cue",
        "inferred": "inferred",
    }

    @admin.display(description="through")
    def hop(self, relay):
        return str(relay)
