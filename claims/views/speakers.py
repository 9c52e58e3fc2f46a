"""The list of speakers, and a speaker with names, statements, and who says otherwise."""

from collections import defaultdict

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.comparisons.voices import claims_of, voice_of
from claims.filtersets import SpeakerFilterSet
from claims.histories import versions
from claims.listings import attributions, contradictions_by, distinct, newest, tally
from claims.models import Claim, Relay, Speaker
from claims.views.lasting import Lasting
from claims.views.lists import Column, ListPage
from sources.models import Outlet

MEMBERS, CARRIERS, CUES = 100, 50, 200  # what a speaker's page shows of each


class SpeakerListView(ListPage):
    filterset_class = SpeakerFilterSet
    row_template = "claims/lists/_speaker.html"
    title = "Speakers"
    lead = "Who says it, under every name they go by. A side is for whom a speaker finally speaks."
    noun = ("speaker", "speakers")
    csv_name = "claims:speaker_csv"
    columns = (
        Column("Speaker", "name"),
        Column("Kind", "kind"),
        Column("Affiliation", "affiliation"),
        Column("Side"),
        Column("Claims", css="num"),
        Column("Contradictions", css="num"),
        Column("Last said on"),
    )

    def get_rows(self):
        return Speaker.objects.select_related("affiliation", "side").prefetch_related("aliases")

    def decorate(self, rows):
        speakers = list(rows)
        pks = [speaker.pk for speaker in speakers]
        claims = self.claims.filter(speaker__in=pks)
        spoken, last = tally(claims, "speaker"), newest(claims, "speaker", "said_on")
        contradictions = contradictions_by(self.claims, pks, "speaker")
        for speaker in speakers:
            speaker.claims_count = spoken.get(speaker.pk, 0)
            speaker.contradictions_count = contradictions[speaker.pk]
            speaker.last_said_on = last.get(speaker.pk)
        return speakers


class SpeakerDetailView(Lasting, TemplateView):
    """A speaker: the names, the side, every statement by question, who says otherwise, and who carries it."""

    template_name = "claims/speaker.html"
    lasting = Speaker

    def get_context_data(self, slug, **kwargs):
        speaker = get_object_or_404(Speaker.objects.select_related("side"), slug=slug)
        visible = Claim.objects.visible_to(self.request.user)
        return super().get_context_data(
            speaker=speaker,
            chain=_chain(speaker),
            aliases=list(speaker.aliases.all()),
            members=list(speaker.members.all()[:MEMBERS]),
            voice=voice_of(speaker, visible),
            carriers=_carriers(claims_of(speaker, visible)),
            passed_on=Relay.objects.filter(speaker=speaker, attribution__claim__in=visible).count(),
            versions=versions(speaker) if self.request.user.is_authenticated else [],
            **kwargs,
        )


def _chain(speaker):
    """The speaker and for whom they speak, up to their side; one query for each step (Peskov → Kremlin → Russia)."""
    found, node = [speaker], speaker.affiliation
    while node is not None and node not in found:
        found.append(node)
        node = node.affiliation
    return found


def _carriers(claims):
    """(outlet, claims of the speaker that it prints, words that introduce them), the most first."""
    printed = attributions(claims)
    counted = distinct(printed, "snapshot__document__outlet", "claim")
    most = sorted(counted, key=lambda pk: -counted[pk])[:CARRIERS]
    cues = defaultdict(set)
    named = printed.filter(snapshot__document__outlet__in=most).exclude(cue="").order_by()
    for pk, cue in named.values_list("snapshot__document__outlet", "cue").distinct()[:CUES]:
        cues[pk].add(cue)
    outlets = Outlet.objects.in_bulk(most)
    return [(outlets[pk], counted[pk], sorted(cues[pk])) for pk in most]
