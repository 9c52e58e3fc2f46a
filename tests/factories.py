"""Plain functions that make records for tests: give what matters, the rest is filled in."""

from datetime import UTC, date, datetime
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from claims.models import (
    Answer,
    Attribution,
    Claim,
    Event,
    Question,
    Reading,
    Relation,
    Relay,
    Speaker,
    SpeakerAlias,
    Wording,
)
from sources.lib.texts import places
from sources.models import Document, Outlet, Snapshot

_numbers = count(1)


def make_user(username="", **fields):
    return get_user_model().objects.create_user(username or f"user-{next(_numbers)}", **fields)


def make_person(role, username=""):
    """A person of a role: *reader*, *analyst*, *reviewer* or *editor*."""
    person = make_user(username or f"{role}-{next(_numbers)}", password="not-a-secret")
    person.groups.add(Group.objects.get(name=role))
    return person


def make_entrant(*codenames):
    """A person who may enter the curation and see claims, and may do what `codenames` allow; no more."""
    person = make_user()
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_claim", *codenames]))
    return person


def make_analyst(username="analyst"):
    """A person who may do everything in the admin."""
    return get_user_model().objects.create_superuser(username, password="not-a-secret")


def make_outlet(name="", **fields):
    return Outlet.objects.create(name=name or f"Outlet {next(_numbers)}", **fields)


def make_document(outlet=None, **fields):
    fields = {"title": f"Title {next(_numbers)}", "published_on": date(2023, 5, 24)} | fields
    return Document.objects.create(outlet=outlet or make_outlet(), **fields)


def make_snapshot(document=None, text="", **fields):
    fields = {"captured_at": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)} | fields
    text = text or f"The ministry said that more than 70 raiders were killed. Text {next(_numbers)}."
    return Snapshot.objects.create(document=document or make_document(), text=text, **fields)


def make_speaker(name="", **fields):
    return Speaker.objects.create(name=name or f"Speaker {next(_numbers)}", **fields)


def make_alias(speaker, name):
    return SpeakerAlias.objects.create(speaker=speaker, name=name)


def make_event(title="", **fields):
    fields = {"started_on": date(2023, 5, 22), "ended_on": date(2023, 5, 23)} | fields
    return Event.objects.create(title=title or f"Event {next(_numbers)}", **fields)


def make_question(event=None, label="", **fields):
    """A question for figures (people), unless `answer_kind` says otherwise."""
    label = label or f"Question {next(_numbers)}"
    fields = {"text": f"{label}?", "answer_kind": "quantity"} | fields
    if fields["answer_kind"] == "quantity":
        fields.setdefault("unit", "people")
    return Question.objects.create(event=event or make_event(), label=label, **fields)


def make_choice(event=None, answers=("yes",), **fields):
    """A choice question with its answers."""
    question = make_question(event, answer_kind="choice", **fields)
    for position, label in enumerate(answers, 1):
        Answer.objects.create(question=question, label=label, position=position)
    return question


def make_claim(question=None, voice=None, answer="", **fields):
    """An accepted claim; `voice` is a speaker or an outlet, `answer` a label of the question's."""
    voice = voice or make_speaker()
    if question is None and "event" not in fields:
        question = make_question()
    if answer:
        fields["answer"] = question.answers.get(label=answer)
    fields = {"statement": f"Statement {next(_numbers)}.", "status": "accepted"} | fields
    if fields.get("amount") is not None:
        fields.setdefault("qualifier", "exactly")
    role = "outlet" if isinstance(voice, Outlet) else "speaker"
    return Claim.objects.create(question=question, **{role: voice}, **fields)


def make_attribution(claim, snapshot=None, exact="more than 70", **fields):
    """An attribution to the first place of `exact` in the snapshot."""
    snapshot = snapshot or make_snapshot()
    start = places(snapshot.text, exact)[0]
    return Attribution.objects.create(
        claim=claim, snapshot=snapshot, start=start, end=start + len(exact), exact=exact, **fields
    )


def make_relay(attribution, hop, **fields):
    role = "outlet" if isinstance(hop, Outlet) else "speaker"
    fields = {"position": attribution.relays.count() + 1} | fields
    return Relay.objects.create(attribution=attribution, **{role: hop}, **fields)


def make_relation(first, second, kind="contradicts", **fields):
    if kind == "contradicts":
        fields.setdefault("basis", "number")
    return Relation.objects.create(first=first, second=second, kind=kind, **fields)


def make_wording(event, snapshot, exact, subject="the raiders", **fields):
    start = places(snapshot.text, exact)[0]
    return Wording.objects.create(
        event=event, subject=subject, snapshot=snapshot, start=start, end=start + len(exact), exact=exact, **fields
    )


def make_reading(document, event, reader=None, **fields):
    return Reading.objects.create(document=document, event=event, reader=reader or make_user(), **fields)
