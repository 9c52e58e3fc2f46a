"""An event as large as they come: 700 claims on 40 questions, from 40 outlets, in 120 documents."""

from datetime import date, timedelta
from random import Random

from django.db import transaction

from claims.curation.rechecking import recheck
from tests import factories as make

CLAIMS, QUESTIONS, OUTLETS, DOCUMENTS, SPEAKERS, LINES = 700, 40, 40, 120, 120, 40
ACCOUNTS = ["driven out", "left of their own accord", "never there"]
FIGURES = [10, 12, 50, 70, 75, 100, 125, 400]
FIRST_DAY = date(2024, 1, 1)


@transaction.atomic
def make_busy_event():
    """Make the event, key `busy`; the same one each time."""
    random = Random(20240101)
    event = make.make_event("Busy event", key="busy", started_on=FIRST_DAY, ended_on=FIRST_DAY + timedelta(4))
    outlets = [make.make_outlet(f"Paper {number}") for number in range(OUTLETS)]
    sides = [make.make_speaker(f"Side {number}", kind="government") for number in range(4)]
    speakers = [make.make_speaker(f"Person {number}", affiliation=random.choice(sides)) for number in range(SPEAKERS)]
    snapshots = make_snapshots(event, outlets, random)
    questions = [make_question(event, number) for number in range(QUESTIONS)]
    for number in range(CLAIMS):
        voice = random.choice(speakers) if random.random() < 0.9 else random.choice(outlets)
        claim = make_claim(questions[number % QUESTIONS], voice, number, random)
        attribute(claim, random.sample(snapshots, random.choice([1, 1, 1, 2, 3])), number, speakers, random)
    for number in range(60):
        subject = random.choice(["the event", "the people", "the place"])
        make.make_wording(event, snapshots[number], f"thing number {number % LINES}", subject=subject)
    recheck([question.pk for question in questions])


def make_snapshots(event, outlets, random):
    """A text for each document; some republish an earlier one, most were read for the event."""
    reader, snapshots = make.make_user("reader"), []
    for number in range(DOCUMENTS):
        earlier = random.choice(snapshots).document if snapshots and random.random() < 0.3 else None
        document = make.make_document(
            outlets[number % OUTLETS],
            key=f"report-{number}",
            title=f"Report {number}",
            published_on=FIRST_DAY + timedelta(1 + random.randrange(12)),
            republishes=earlier,
        )
        lines = [f"Somebody said that thing number {line} of report {number} happened." for line in range(LINES)]
        snapshots.append(make.make_snapshot(document, "\n\n".join(lines)))
        if random.random() < 0.8:
            make.make_reading(document, event, reader)
    return snapshots


def make_question(event, number):
    """Figures, rival accounts, yes or no, and dates in turn."""
    place = {"event": event, "position": number, "key": f"busy-{number}"}
    kinds = [
        lambda: make.make_question(label=f"Figure {number}", **place),
        lambda: make.make_choice(answers=ACCOUNTS, exclusive=True, label=f"Account {number}", **place),
        lambda: make.make_choice(answers=["it happened"], label=f"Whether {number}", **place),
        lambda: make.make_question(label=f"Day {number}", answer_kind="date", **place),
    ]
    return kinds[number % 4]()


def make_claim(question, voice, number, random):
    """A claim that answers, seven in a hundred evade; seven in ten have a day."""
    answers = {
        "Figure": lambda: {
            "amount": random.choice(FIGURES),
            "qualifier": random.choice(["exactly", "about", "at_least", "more_than"]),
        },
        "Account": lambda: {"answer": random.choice(ACCOUNTS)},
        "Whether": lambda: {"answer": "it happened", "stance": random.choice(["asserts", "asserts", "denies"])},
        "Day": lambda: {"date_from": FIRST_DAY + timedelta(random.randrange(5))},
    }
    fields = answers[question.label.split()[0]]()
    if random.random() < 0.07:
        fields = {"stance": "declines"}
    if random.random() < 0.7:
        fields["said_on"] = FIRST_DAY + timedelta(random.randrange(14))
    return make.make_claim(question, voice, statement=f"Statement {number}, in a few neutral words.", **fields)


def attribute(claim, snapshots, number, speakers, random):
    for snapshot in snapshots:
        words = f"thing number {number % LINES} of report"
        attribution = make.make_attribution(claim, snapshot, words, cue="said")
        if random.random() < 0.4:
            make.make_relay(attribution, random.choice([one for one in speakers if one != claim.speaker]))
