"""Where knowledge starts: one table of attributions, and how origins are counted."""

import pytest

from claims.origins import Hop, count_origins, origin


def found(own="", own_collective=False, relays=(), **document):
    known = {"credits": False, "original_outlet": "outlet:wsws", "original_collective": False}
    return origin(own, own_collective, relays, **known | document)


REUTERS, TELEGRAM, MEDIA = Hop("outlet:reuters"), Hop("outlet:gladkov-telegram"), Hop("outlet:russian-media", True)

CASES = [
    ("an outlet's own voice starts with that outlet", {"own": "outlet:nyt"}, "outlet:nyt"),
    ("own voice goes before relays", {"own": "outlet:nyt", "relays": [REUTERS]}, "outlet:nyt"),
    ("own voice goes before credits", {"own": "outlet:nyt", "credits": True}, "outlet:nyt"),
    ("a collective outlet's own voice starts nowhere known", {"own": "outlet:media", "own_collective": True}, None),
    ("the first relay, the one nearest the voice", {"relays": [TELEGRAM, REUTERS]}, "outlet:gladkov-telegram"),
    ("a relay goes before credits", {"relays": [REUTERS], "credits": True}, "outlet:reuters"),
    ("a speaker may be a relay", {"relays": [("speaker:defence-ministry", False)]}, "speaker:defence-ministry"),
    ("a collective first relay is unknown, whoever follows", {"relays": [MEDIA, REUTERS]}, None),
    ("a collective second relay changes nothing", {"relays": [REUTERS, MEDIA]}, "outlet:reuters"),
    ("a document that credits others does not say where it knows from", {"credits": True}, None),
    ("else the outlet of the original", {}, "outlet:wsws"),
    ("a collective original's outlet is unknown", {"original_collective": True}, None),
]


@pytest.mark.parametrize(("case", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_an_origin_is(case, expected):
    assert found(**case) == expected


COUNTS = [
    ("no attribution, no origin", [], 0),
    ("one origin in nine documents", ["outlet:reuters"] * 9, 1),
    ("known origins count once each", ["outlet:ap", "outlet:reuters", "outlet:ap"], 2),
    ("all unknown counts as one", [None, None], 1),
    ("unknown ones never add to known ones", ["outlet:ap", None, None], 1),
]


@pytest.mark.parametrize(("origins", "expected"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS])
def test_origins_are_counted(origins, expected):
    assert count_origins(origins) == expected
    assert count_origins(iter(origins)) == expected
