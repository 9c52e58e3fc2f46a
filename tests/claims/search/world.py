"""A small world to search in, and what a query finds in it."""

from datetime import date

from claims.choices import Findable
from claims.models import Claim
from claims.search.find import find
from claims.search.index import rebuild
from claims.search.names import spelt_out
from claims.search.query import parse
from tests.factories import (
    make_alias,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_snapshot,
    make_speaker,
)

TEXT = """Governor Gladkov said that air defence had brought down twenty drones over Estmark.
A second paragraph: nobody was hurt, and 125,000 people had no power. <b>“Not a single boat”</b> was lost."""


def make_world():
    """Two claims on two questions of an event, one of them a draft, in a document of an outlet; then indexed."""
    event = make_event("Drones over Estmark", place="Estmark", summary="Drones came at night.")
    governor = make_speaker("Vyacheslav Gladkov", description="Governor of the coast.")
    make_alias(governor, "Gladkow")
    make_alias(governor, "Гладков")
    gazette = make_outlet("Coast Gazette", owner="Estmark Press")
    document = make_document(gazette, title="Night of the drones", key="night", published_on=date(2023, 5, 24))
    snapshot = make_snapshot(document, TEXT)
    shot = make_question(event, label="Drones shot down", key="shot")
    claim = make_claim(
        shot,
        governor,
        statement="Air defence shot most of them.",
        amount=20,
        key="most",
        said_on=date(2023, 5, 23),
    )
    make_attribution(claim, snapshot, "twenty drones", cue="said", key="most-1")
    hurt = make_choice(event, ["somebody", "nobody"], label="Anybody hurt", key="hurt")
    draft = make_claim(hurt, gazette, "nobody", statement="Zebras were unhurt.", status="draft", key="draft")
    make_attribution(draft, snapshot, "nobody was hurt", key="draft-1")
    rebuild()


def finds(query, claims=None, **wanted):
    """{kind: primary keys} of what a query finds among the claims of visitors, or these."""
    found = find(spelt_out(parse(query))[0], wanted, Claim.objects.accepted() if claims is None else claims)
    return {matches.kind: [match.pk for match in matches.matches] for matches in found.kinds}


def kinds(query, claims=None, **wanted):
    """The kinds of which a query finds something, as a text."""
    return " ".join(kind.value for kind in Findable if kind in finds(query, claims, **wanted))
