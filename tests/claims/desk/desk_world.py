"""A document of two paragraphs, an event with a question of each kind, and what a desk sends for words of the text."""

from dataclasses import dataclass, field

from claims.models import Event, Question, Speaker
from sources.models import Document, Snapshot
from tests.factories import (
    make_alias,
    make_choice,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_snapshot,
    make_speaker,
)

TEXT = (
    "\n🚁 Shoigu repeated on Wednesday that more than 70 raiders were killed.\n\n"
    "The ministry denied it. Nobody counted; more than 70 is what it wrote."
)
FIGURE = "more than 70 raiders"


@dataclass
class World:
    """Records that tests name, and `sent`: a form's data for words of the text."""

    document: Document
    snapshot: Snapshot
    event: Event
    killed: Question
    who: Question
    began: Question
    shoigu: Speaker
    data: dict = field(default_factory=dict)

    def url(self, action=""):
        return f"/admin/record/{self.document.key}/{action}"

    def at(self, words, occurrence=0):
        start = -1
        for _ in range(occurrence + 1):
            start = self.snapshot.text.index(words, start + 1)
        place = {"start": start, "end": start + len(words), "exact": words}
        return {"snapshot": self.snapshot.sha256, "event": self.event.key} | place

    def claim(self, words=FIGURE, **fields):
        """What the desk sends for a claim of Shoigu on how many were killed."""
        figure = {"quantity_text": "more than 70", "qualifier": "more_than", "amount": "70"}
        said = {"cue": "repeated", "manner": "indirect", "stance": "asserts", "said_on": "2023-05-24"}
        sent = {"question": "1", "speaker": "Sergei Shoigu", "statement": "More than 70 raiders were killed."}
        return self.at(words) | figure | said | sent | {"as": "draft"} | fields


def make_world():
    event, document = make_event("The raid"), make_document(make_outlet("The Post"), title="Border")
    shoigu = make_speaker("Sergei Shoigu")
    make_alias(shoigu, "Shoigu")
    killed = make_question(event, "Raiders killed", text="How many of the raiders were killed?", position=1)
    who = make_choice(event, ("Ukrainians", "Russian citizens"), label="Who they were", position=2)
    began = make_question(event, "Day it began", answer_kind="date", position=3)
    return World(document, make_snapshot(document, TEXT), event, killed, who, began, shoigu)
