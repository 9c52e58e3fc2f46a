"""The list of speakers, and a speaker with names, statements, and who says otherwise."""

from claims.filtersets import SpeakerFilterSet
from claims.listings import contradictions_by, newest, tally
from claims.models import Speaker
from claims.views.lists import Column, ListPage


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
