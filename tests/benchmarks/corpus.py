"""Writes a data package of any size, always the same bytes: `python -m tests.benchmarks.corpus DIR --claims 100000`.

Ten claims stand in a document of about 3,000 characters, twenty answer a question, a fifth of the documents are
republications, a third of the attributions have a relay; seven voices answer a question, and about one claim in eight
breaks ranks. All names and sentences are made up.
"""

import argparse
import csv
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sources.lib.texts import sha256

PER_DOCUMENT, PER_QUESTION, QUESTIONS_PER_EVENT, VOICES = 10, 20, 10, 7
COLUMNS = {
    "outlets": "slug name kind country language reliability",
    "outlet_aliases": "outlet name",
    "documents": "key outlet title byline kind url published_on published_time language republishes credits",
    "snapshots": "document sha256 captured_at captured_from media_type rendition extractor",
    "speakers": "slug name kind collective affiliation description",
    "speaker_aliases": "speaker name",
    "events": "key title started_on ended_on place latitude longitude summary parent",
    "questions": "key event text label scope answer_kind unit accumulates exclusive headline position",
    "answers": "question label position",
    "claims": "key event question speaker outlet role stance statement answer amount amount_high qualifier unit "
    "quantity_text date_from date_to hedge scope evidence said_on said_until as_of credibility credibility_note note "
    "status author reviewer",
    "attributions": "key claim document snapshot start end exact prefix suffix cue manner anchor",
    "relays": "attribution position outlet speaker cue inferred",
    "relations": "first second kind basis reason state decided_by decided_at",
    "readings": "document event reader read_on",
    "wordings": "key event subject document snapshot start end exact speaker outlet",
}
KINDS = ["quantity", "choice", "quantity", "choice", "date"]
ACCOUNTS = ["driven out", "left of their own accord", "never there"]
FILLER = (
    "Reporters were at the place an hour later and described what they saw in the streets. The road was closed. "
    "Shops opened again in the afternoon, and trains were running with delays. "
)
START = date(2021, 1, 1)


@dataclass
class Corpus:
    """How many records of each kind there are, and where they are written."""

    claims: int
    folder: Path
    random: Random = field(default_factory=lambda: Random(20230522))
    writers: dict = field(default_factory=dict)

    def __post_init__(self):
        self.documents = max(1, self.claims // PER_DOCUMENT)
        self.questions = max(1, self.claims // PER_QUESTION)
        self.events = max(1, self.questions // QUESTIONS_PER_EVENT)
        self.outlets = min(400, 20 + self.documents // 50)
        self.speakers = min(5000, 30 + self.claims // 100)

    def row(self, file, **values):
        self.writers[file].writerow([values.get(name, "") for name in COLUMNS[file].split()])

    def write(self):
        (self.folder / "texts").mkdir(parents=True, exist_ok=True)
        with ExitStack() as files:
            for name, columns in COLUMNS.items():
                file = files.enter_context((self.folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
                self.writers[name] = csv.writer(file, lineterminator="\n")
                self.writers[name].writerow(columns.split())
            self._write_voices()
            self._write_events()
            for number in range(self.documents):
                self._write_document(number)

    def _write_voices(self):
        for number in range(self.outlets):
            kind = self.random.choice(["newspaper", "agency", "online", "broadcaster"])
            self.row("outlets", slug=f"outlet-{number}", name=f"Outlet {number}", kind=kind, language="en")
            self.row("outlet_aliases", outlet=f"outlet-{number}", name=f"O{number}")
        for number in range(self.speakers):
            above = f"speaker-{self.random.randrange(number)}" if number > 10 else ""
            self.row("speakers", slug=f"speaker-{number}", name=f"Speaker {number}", kind="person", affiliation=above)
            self.row("speaker_aliases", speaker=f"speaker-{number}", name=f"Sprecher {number}")

    def _write_events(self):
        for number in range(self.events):
            day = START + timedelta(days=number)
            self.row(
                "events",
                key=f"event-{number}",
                title=f"Event {number}",
                started_on=day,
                ended_on=day,
                place="Town",
                parent=f"event-{number // 10}" if number % 10 else "",
            )
        for number in range(self.questions):
            kind = KINDS[number % len(KINDS)]
            self.row(
                "questions",
                key=f"question-{number}",
                event=self._event_of(number),
                text=f"What about matter {number}?",
                label=f"Matter {number}",
                answer_kind=kind,
                unit="people" if kind == "quantity" else "",
                accumulates="true" if number % 7 == 0 and kind == "quantity" else "false",
                exclusive="true" if kind == "choice" else "false",
                position=number % QUESTIONS_PER_EVENT,
            )
            for position, label in enumerate(ACCOUNTS if kind == "choice" else []):
                self.row("answers", question=f"question-{number}", label=label, position=position)

    def _event_of(self, question):
        return f"event-{min(question // QUESTIONS_PER_EVENT, self.events - 1)}"

    def _write_document(self, number):
        """A document with its text, its claims in it, and where they stand."""
        key, day = f"document-{number}", START + timedelta(days=number % 1500)
        outlet = number % self.outlets
        copies = number % 5 == 4
        self.row(
            "documents",
            key=key,
            outlet=f"outlet-{outlet}",
            title=f"Document {number}",
            url=f"https://outlet-{outlet}.example/{number}",
            published_on=day,
            language="en",
            republishes=f"document-{number - 1}" if copies else "",
            credits=f"outlet-{(outlet + 1) % self.outlets}" if number % 3 == 0 else "",
        )
        claims = range(number * PER_DOCUMENT, min((number + 1) * PER_DOCUMENT, self.claims))
        told = [self._claim(claim, day) for claim in claims]
        text, starts = f"Document {number}. ", []
        for _, sentence in told:
            text += FILLER
            starts.append(len(text))
            text += f"{sentence} "
        digest = sha256(text)
        (self.folder / "texts" / f"{digest}.txt").write_bytes(text.encode())
        self.row("snapshots", document=key, sha256=digest, captured_at=f"{day}T12:00:00Z", rendition="full")
        place = {"document": key, "snapshot": digest}
        for (claim, sentence), start in zip(told, starts, strict=True):
            self._attribute(claim, outlet, place | {"start": start, "end": start + len(sentence), "exact": sentence})
        self._read(key, number, place, text)

    def _claim(self, number, day):
        """Write a claim; answers with its number and the sentence that makes it."""
        question = (number * 7919) % self.questions
        speaker = (question * 13 + self.random.randrange(VOICES)) % self.speakers
        kind = KINDS[question % len(KINDS)]
        answer = self._answer(kind, day)
        self.row(
            "claims",
            key=f"claim-{number}",
            event=self._event_of(question),
            question=f"question-{question}",
            speaker=f"speaker-{speaker}",
            role="spokesman" if number % 4 == 0 else "",
            statement=f"Speaker {speaker} gives account {number} of matter {question}.",
            stance="denies" if number % 11 == 0 else "declines" if answer == {} else "asserts",
            said_on=day - timedelta(days=self.random.randrange(3)),
            hedge="reportedly" if number % 9 == 0 else "",
            status="accepted" if number % 10 else "in_review",
            author="ann",
            **answer,
        )
        if number % 100 == 99:
            self.row(
                "relations",
                first=f"claim-{number}",
                second=f"claim-{number - 1}",
                kind="corroborates",
                reason="Both speak of one thing.",
                state="confirmed",
                decided_by="ann",
                decided_at=f"{day}T12:00:00Z",
            )
        return number, f"Speaker {speaker} said in statement {number} that it was as account {number} has it."

    def _answer(self, kind, day):
        draw = self.random.randrange(100)
        if kind == "quantity" and draw < 90:
            qualifier = ["exactly", "about", "at_least", "more_than"][draw % 4]
            return {"amount": 10 if draw % 8 else 70, "qualifier": qualifier, "quantity_text": "as many"}
        if kind == "choice" and draw < 90:
            return {"answer": ACCOUNTS[0 if draw % 8 else 1]}
        if kind == "date" and draw < 90:
            return {"date_from": START if draw % 8 else day}
        return {}

    def _attribute(self, claim, outlet, place):
        key = f"claim-{claim}-1"
        self.row("attributions", key=key, claim=f"claim-{claim}", cue="said", manner="indirect", **place)
        if claim % 3 == 0:
            self.row("relays", attribution=key, position=1, outlet=f"outlet-{(outlet + 1) % self.outlets}", cue="told")

    def _read(self, key, number, place, text):
        event = f"event-{number % self.events}"
        self.row("readings", document=key, event=event, reader="ann", read_on=START)
        start = text.index("Reporters")
        words = {"start": start, "end": start + len("Reporters"), "exact": "Reporters"}
        self.row("wordings", key=f"wording-{number}", event=event, subject="those who write", **place, **words)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split(":", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=1000)
    options = parser.parse_args()
    Corpus(options.claims, options.folder).write()


if __name__ == "__main__":
    main()
