"""Attributions in the admin: the evidence, entered within its claim or on a page of its own."""

from django.contrib import admin
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.text import Truncator

from claims.admin.rechecking import Reopening
from claims.admin.relays import RelayInline, with_relays
from claims.admin.reports import ReportFile
from claims.admin.review_steps import ChangesEvidence, EvidenceForm
from claims.admin.seeing import SeesNoBlindWork
from claims.choices import Anchor
from claims.curation.coding import join
from claims.curation.rechecking import recheck
from claims.exports.attributions import ATTRIBUTIONS
from claims.models import Attribution, Relay
from sources.admin.counting import count_of
from sources.admin.documents import DOCUMENT_NAMES
from sources.admin.filters import by_name
from sources.admin.forms import InlineForm
from sources.admin.quoting import QuoteForm, Quoting
from sources.admin.records import RecordAdmin, RecordInline
from sources.models import Snapshot

PLACE = [("start", "end"), ("prefix", "suffix")]
PLACE_HELP = (
    "May stay empty: they are filled in from the text. Only if the words stand there more than once, give the words "
    "just before or after them, or where they start."
)


class Settled:
    """A quote whose place was found by hand is anchored again."""

    def _post_clean(self):
        super()._post_clean()
        if not self.errors and {"exact", "start", "snapshot"} & set(self.changed_data):
            self.instance.anchor, self.instance.removed = Anchor.ANCHORED, False


QUOTE = (("snapshot", "exact", "start", "end", "prefix", "suffix"),)


class AttributionForm(QuoteForm, Settled, EvidenceForm):
    """On a page of its own. `user` is who fills it in; `joined` says whether the claim became part of a coding."""

    together = QUOTE
    user, joined = None, False

    def clean(self):
        found = super().clean()
        claim, snapshot = self.cleaned_data.get("claim"), self.cleaned_data.get("snapshot")
        if claim and snapshot and (self.instance.pk is None or {"claim", "snapshot"} & set(self.changed_data)):
            self.joined = join(claim, self.user, [snapshot.document_id])
        return found


class AttributionInlineForm(QuoteForm, Settled, InlineForm):
    """Within a claim; carries the formset of its relays, which is checked and saved with it."""

    relays, together = None, QUOTE

    @property
    def parts(self):
        return [self.relays] if self.relays is not None else []

    def has_changed(self):
        return super().has_changed() or bool(self.relays and self.relays.is_bound and self.relays.has_changed())

    def _post_clean(self):
        super()._post_clean()
        if self.relays and self.relays.is_bound and not self.relays.is_valid():
            self.add_error(None, "Its relays need a correction: see below.")

    def save(self, commit=True):
        if self.changed_data or self.instance.pk is None:
            super().save(commit)
        if commit and self.relays is not None and self.relays.is_bound:
            self.relays.instance = self.instance
            self.relays.save()
        return self.instance


class AttributionFormSet(BaseInlineFormSet):
    """Attributions of one claim, each with its relays. `joined`: the claim became part of the user's coding."""

    relay_formset = None
    user, joined = None, False

    def clean(self):
        """Whoever codes one of the documents blindly records a blind claim."""
        super().clean()
        kept = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        moved = [form for form in kept if form.instance.pk is None or "snapshot" in form.changed_data]
        found = [form.cleaned_data.get("snapshot") for form in moved if form.is_valid()]
        self.joined = join(self.instance, self.user, [snapshot.document_id for snapshot in found if snapshot])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.attribution_rows = self  # the claim's form is checked first, and asks whether they change

    def add_fields(self, form, index):
        super().add_fields(form, index)
        prefix = f"{form.prefix}-relays"
        sent = self.data if self.is_bound and f"{prefix}-TOTAL_FORMS" in self.data else None
        form.relays = self.relay_formset(sent, instance=form.instance, prefix=prefix)
        form.relays.extra = 1 if form.instance.pk else 2

    def get_unique_error_message(self, unique_check):
        return "Two attributions name the same words in the same snapshot: delete one of them."


class AttributionInline(Quoting, RecordInline, admin.StackedInline):
    model = Attribution
    form = AttributionInlineForm
    formset = AttributionFormSet
    template = "admin/claims/attribution_inline.html"
    autocomplete_fields = ["snapshot"]
    fieldsets = [
        (None, {"fields": ["snapshot", "exact", ("cue", "manner")]}),
        ("Which place", {"fields": PLACE, "classes": ["collapse"], "description": PLACE_HELP}),
    ]
    verbose_name_plural = "attributions: where documents attribute this claim to its voice"
    show_change_link = True
    extra = 1
    within = [(Relay, "attribution")]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("snapshot__document__outlet").defer("snapshot__text")
        return with_relays(rows)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.relay_formset, formset.user = self._relay_formset(request), request.user
        return formset

    def _relay_formset(self, request):
        relays = RelayInline(Attribution, self.admin_site)
        return relays.get_formset(request)


@admin.register(Attribution)
class AttributionAdmin(SeesNoBlindWork, ChangesEvidence, Reopening, ReportFile, Quoting, RecordAdmin):
    claims_at = ["claim"]
    report = ATTRIBUTIONS
    form = AttributionForm
    relays_total = count_of(Relay, "attribution", "relays")

    list_display = ["words", "voice", "document", "manner", "cue", "relays_total", "anchor", "page"]
    list_filter = [
        by_name("document", *(f"snapshot__document__{path}" for path in DOCUMENT_NAMES)),
        by_name("claim", "claim__key", "claim__statement"),
        "manner",
        "anchor",
        "snapshot__rendition",
    ]
    list_select_related = ["claim__speaker", "claim__outlet", "snapshot__document__outlet"]
    search_fields = ["key", "exact", "cue", "claim__key", "claim__statement", "snapshot__document__key"]
    search_help_text = "Words, cue, key of the attribution or document, key or statement of the claim."
    ordering = ["-pk"]
    autocomplete_fields = ["claim", "snapshot"]
    inlines = [RelayInline]
    fieldsets = [
        (None, {"fields": ["claim", "snapshot", "exact", ("cue", "manner"), "key", "anchor"]}),
        ("Which place", {"fields": PLACE, "description": PLACE_HELP}),
    ]
    readonly_fields = ["anchor"]

    def get_queryset(self, request):
        return with_relays(super().get_queryset(request).defer("snapshot__text"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.joined:
            obj.claim.save()
            recheck({obj.claim.question_id})

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {"snapshot": chosen_snapshot(request.GET)}

    @admin.display(ordering="exact")
    def words(self, attribution):
        return Truncator(attribution.exact).words(14)

    @admin.display(description="who says it")
    def voice(self, attribution):
        return attribution.claim.voice

    @admin.display(ordering="snapshot__document__title")
    def document(self, attribution):
        return attribution.snapshot.document


def chosen_snapshot(address):
    """The primary key of the snapshot that an address names, or of the newest one of the document it names, or None."""
    number, document = address.get("snapshot", ""), address.get("document", "").replace("\0", "")
    by_number = Q(pk=int(number)) if number.isdecimal() and len(number) < 19 else Q(document__key=document)
    return Snapshot.objects.filter(by_number).order_by("-captured_at", "-pk").values_list("pk", flat=True).first()
