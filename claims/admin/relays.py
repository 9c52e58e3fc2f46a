"""Through whom words came: relays as rows within an attribution, wherever the attribution is edited."""

from django.contrib import admin
from django.db.models import F, Prefetch
from django.forms.models import BaseInlineFormSet

from claims.models import Relay
from sources.admin.forms import InlineForm
from sources.admin.records import RecordAdmin, RecordInline

ASIDE = 1_000_000  # where positions wait while rows change places
MADE_OF = ("outlet", "speaker", "cue", "inferred")


def with_relays(attributions):
    """Attributions with their relays and whom those name: two queries, however many there are."""
    return attributions.prefetch_related(Prefetch("relays", Relay.objects.select_related("outlet", "speaker")))


class RelayForm(InlineForm):
    """One hop. Its position is checked with the others', and is the next one if left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].widget.attrs |= {"class": "hop", "min": 1}
            self.initial["position"] = self.instance.position if self.instance.pk else None

        for field in self.fields.values():
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed & set(MADE_OF))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"position"}


class RelayFormSet(BaseInlineFormSet):
    """Relays of one attribution: each position once, and rows may change places."""

    def get_queryset(self):
        """From what the attribution has already loaded."""
        if not hasattr(self, "_queryset"):
            self._queryset = list(self.instance.relays.all()) if self.instance.pk else []
        return self._queryset

    def clean(self):
        """Refuse a position given twice; rows without one come last, in the order of the form."""
        kept = [form for form in self.forms if self._counts(form)]
        taken = set()
        for form in sorted(kept, key=lambda form: not form.cleaned_data.get("position")):
            position = form.cleaned_data.get("position") or max(taken, default=0) + 1
            if position in taken:
                form.add_error("position", f"Position {position} is taken: each hop has its own, 1 nearest the voice.")
            taken.add(position)
            form.cleaned_data["position"] = form.instance.position = position

    def _counts(self, form):
        kept = hasattr(form, "cleaned_data") and (form.instance.pk or form.has_changed())
        return kept and not (self.can_delete and self._should_delete_form(form))

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
class RelayAdmin(RecordAdmin):
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
