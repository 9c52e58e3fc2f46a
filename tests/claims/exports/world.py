"""A small made-up world for the tests of reports: a raid, two governments, an agency, and outlets that copy."""

import csv
import io
from datetime import date

from django.http import QueryDict

from claims.exports.registry import REPORTS
from claims.models import Claim
from tests import factories as make

TEXT = "Ada Orlova told the Wire that more than 70 raiders were dead; “none died”, the Legion replied. So =SUM(1)."


class World:
    """Everything is reachable by name; `build` stores it."""

    def __init__(self):
        self.analyst = make.make_user("ann")
        self.people()
        self.papers()
        self.questions()
        self.accounts()

    def people(self):
        self.russia = make.make_speaker("Russia", kind="government")
        self.orlova = make.make_speaker("Ada Orlova", affiliation=self.russia, wikidata="Q42")
        self.legion = make.make_speaker("Legion", kind="armed_group")

    def papers(self):
        self.wire = make.make_outlet("Wire", kind="agency")
        self.herald = make.make_outlet("Herald", country="GB")
        self.mirror = make.make_outlet("Mirror")
        self.story = make.make_document(self.herald, key="story", title="Raid", url="https://herald.example/1")
        self.copy = make.make_document(
            self.mirror, key="copy", title="Raid again", republishes=self.story, published_on=date(2023, 5, 25)
        )
        self.text = make.make_snapshot(self.story, TEXT)
        self.copied = make.make_snapshot(self.copy, TEXT + " (Copied.)", rendition="machine_translation")

    def questions(self):
        self.raid = make.make_event("Raid", key="raid", place="Border")
        self.killed = make.make_question(self.raid, "Killed", key="killed", text="How many raiders were killed?")
        self.far = make.make_question(self.raid, "Distance", key="far", text="How far is it?", unit="km")

    def accounts(self):
        self.many = make.make_claim(
            self.killed,
            self.orlova,
            key="many",
            statement="More than 70 raiders were killed.",
            amount=70,
            qualifier="more_than",
            quantity_text="more than 70",
            hedge="reportedly",
            said_on=date(2023, 5, 23),
            author=self.analyst,
            note="Counted by her.",
        )
        self.none = make.make_claim(self.killed, self.legion, key="none", amount=0, statement="Nobody died.")
        self.distance = make.make_claim(self.far, self.herald, key="distance", amount=25, unit="mi", qualifier="about")
        told = make.make_attribution(self.many, self.text, "more than 70 raiders were dead", key="many-1", cue="told")
        make.make_relay(told, self.wire)
        again = make.make_attribution(self.many, self.copied, "more than 70 raiders", key="many-2")
        make.make_relay(again, self.wire)
        make.make_attribution(self.none, self.copied, "“none died”", key="none-1", manner="direct")
        make.make_attribution(self.distance, self.text, "=SUM(1)", key="distance-1")
        self.parting = make.make_relation(
            self.many, self.none, state="suggested", reason="Over 70 cannot be 0.", suggested_by="rules"
        )


def read(name, query="", claims=None):
    """The rows of a report as dictionaries, as an analyst gets them."""
    report = REPORTS[name]
    asked = report.ask(QueryDict(query), Claim.objects.compared() if claims is None else claims)
    assert asked.is_valid(), asked.problems
    text = b"".join(report.stream(asked)).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def row(name, key, query="", column="key"):
    """The one row of a report whose key is `key`."""
    (found,) = [row for row in read(name, query) if row[column] == key]
    return found
