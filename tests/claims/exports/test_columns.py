"""The columns of every report, exactly as users were promised them, and each described."""

import pytest

from claims.exports.registry import REPORTS

SIDE = ["claim_key", "speaker", "side", "statement", "answer", "said_on", "outlets", "origins", "quote", "rendition"]
COUNTS = "claims attributions origins"
PROMISED = {
    "claims": "key url event_key event question_key question speaker_key speaker role own_voice side stance statement "
    "answer quantity_text low high unit hedge scope evidence said_on said_until as_of first_published credibility "
    "status outlets documents origins origin_names note author reviewer updated_at",
    "contradictions": " ".join(
        [
            "key url event_key event question_key question kind basis state reason between",
            *(f"first_{name}" for name in SIDE),
            *(f"second_{name}" for name in SIDE),
            "same_outlet decided_by decided_at",
        ]
    ),
    "attributions": "key url claim_key speaker document_key document outlet published_on cue manner relays origin "
    "quote rendition start end snapshot_sha256 anchor",
    "comparison": "event_key question_key question position claim_key url speaker own_voice side stance statement "
    "answer quantity_text low high unit hedge scope said_on said_until as_of first_published outlets documents "
    "origins origin_names document published_on cue manner relays quote contradicts differs_from agrees_with updates "
    "evades",
    "coverage": "event_key question_key question outlet coverage positions documents first_published",
    "wording": "event_key subject wording outlet speaker own_voice uses documents",
    "outlet-pairs": "outlet_a outlet_b shared_events shared_questions same partly opposed different "
    "own_voice_contradictions",
    "outlet-vs": "event_key question_key question verdict first_positions second_positions",
    "documents": "key url outlet title byline kind source_url published_on published_time language dateline "
    f"republishes credits note {COUNTS}",
    "outlets": "key url slug name kind collective country language homepage owner reliability reliability_note "
    f"monitored_since {COUNTS}",
    "speakers": f"key url slug name kind collective affiliation description wikidata {COUNTS}",
    "events": f"key url title started_on ended_on place latitude longitude summary parent {COUNTS}",
}
TYPES = {"string", "integer", "number", "boolean", "date", "time", "datetime"}


def test_every_report_is_promised():
    assert list(REPORTS) == list(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_columns_are_as_promised(name):
    assert [column.name for column in REPORTS[name].columns] == PROMISED[name].split()


@pytest.mark.parametrize("name", PROMISED)
def test_every_column_says_what_it_means(name):
    assert [column.name for column in REPORTS[name].columns if not column.meaning or column.type not in TYPES] == []
