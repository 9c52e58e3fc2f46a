"""Speakers in the admin, with the spellings and metonyms they go by."""

from django.contrib import admin

from claims.admin.merges import into, way_to_merge
from claims.admin.reports import ReportFile
from claims.curation.successors import successor
from claims.exports.listings import SPEAKERS
from claims.models import Claim, Speaker, SpeakerAlias
from sources.admin.counting import count_of
from sources.admin.filters import by_name, filled
from sources.admin.records import RecordAdmin, RecordInline

SPEAKER_NAMES = ("name", "slug", "aliases__name")


class SpeakerAliasInline(RecordInline, admin.TabularInline):
    model = SpeakerAlias
    verbose_name_plural = "also known as: spellings, transliterations, other scripts, metonyms"
    extra = 3


@admin.register(Speaker)
class SpeakerAdmin(ReportFile, RecordAdmin):
    key_name = "slug"
    report = SPEAKERS
    claims_total = count_of(Claim, "speaker")
    members_total = count_of(Speaker, "affiliation", "members")

    list_display = ["name", "kind", "affiliation", "side", "collective", "claims_total", "members_total", "page"]
    list_filter = [
        "kind",
        "collective",
        ("affiliation", filled("Is a side of its own", "Speaks for another", "affiliation")),
        by_name("side", "side__name", "side__slug", "side__aliases__name"),
    ]
    list_select_related = ["affiliation", "side"]
    search_fields = [*SPEAKER_NAMES, "wikidata", "description"]
    search_help_text = "Name, any alias in any script, slug, Wikidata id, or words of the description."
    autocomplete_fields = ["affiliation"]
    choice_joins = ["affiliation"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("kind", "collective"), "affiliation"]}),
        ("More", {"fields": ["description", "wikidata"]}),
    ]
    inlines = [SpeakerAliasInline]

    def ways_on(self, request, speaker):
        claims = self.way_to_list(request, Claim, "Their claims", speaker=speaker.slug)
        return claims + way_to_merge(request, speaker)

    def where_it_went(self, last):
        return into(successor(Speaker, last.slug))

    def choice_label(self, speaker):
        return f"{speaker} ({speaker.affiliation})" if speaker.affiliation_id else str(speaker)


@admin.register(SpeakerAlias)
class SpeakerAliasAdmin(RecordAdmin):
    key_name = ""
    list_display = ["name", "speaker"]
    list_filter = [by_name("speaker", *(f"speaker__{path}" for path in SPEAKER_NAMES))]
    list_select_related = ["speaker"]
    search_fields = ["name", "speaker__name"]
    autocomplete_fields = ["speaker"]
    csv_columns = {"speaker": "speaker__slug", "name": "name"}
