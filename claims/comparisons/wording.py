"""What each outlet and speaker calls the same subject, and which verbs introduce whom."""

from collections import defaultdict
from dataclasses import dataclass

from claims.models import Attribution, Wording

CUES = "(cue)"


@dataclass(frozen=True)
class WordingRow:
    """A phrase for a subject, by one voice in one outlet: how often, in which documents."""

    subject: str
    wording: str
    outlet: str
    speaker: str
    own_voice: bool
    uses: int
    documents: int
    places: tuple[Wording | Attribution, ...]  # where the words stand

    @property
    def link(self):
        """The address of the first place, marked in its document."""
        return self.places[0].get_absolute_url()


def wording_of(event, accounts):
    """Rows for an event: its wordings, then the cues of its claims' attributions (`AttributedClaim`). One query."""
    uses = defaultdict(list)
    for wording in (
        Wording.objects.filter(event=event)
        .select_related("speaker", "outlet", "snapshot__document__outlet", "snapshot__document__original__outlet")
        .defer("snapshot__text")
    ):
        document = wording.snapshot.document
        voice = wording.speaker or wording.outlet or document.original.outlet
        uses[_group(wording.subject, wording.exact, document, voice, not wording.speaker_id)].append(
            (wording.exact, document.pk, wording)
        )
    return [_row(group, uses[group]) for group in sorted(uses)] + _cue_rows(accounts)


def _cue_rows(accounts):
    uses = defaultdict(list)
    for account in accounts:
        for place in account.places:
            if place.attribution.cue:
                group = _group(
                    CUES, place.attribution.cue, place.document, account.claim.voice, account.claim.own_voice
                )
                uses[group].append((place.attribution.cue, place.document.pk, place.attribution))
    return [_row(group, uses[group]) for group in sorted(uses)]


def _group(subject, words, document, voice, own_voice):
    """Uses that differ only by capitals or line breaks count as one."""
    return subject, " ".join(words.split()).casefold(), document.outlet.name, voice.name, own_voice


def _row(group, uses):
    subject, _, outlet, speaker, own_voice = group
    printed = " ".join(min(words for words, _, _ in uses).split())
    places = tuple(sorted((place for _, _, place in uses), key=lambda place: place.key))
    documents = len({pk for _, pk, _ in uses})
    return WordingRow(subject, printed, outlet, speaker, own_voice, len(uses), documents, places)
