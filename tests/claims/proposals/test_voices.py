"""Which cue governs the selected words, and who speaks."""

import pytest

from tests.claims.proposals.marked import read

MAREK, ORLOVA, GUARD, CITADEL, TOWN, POST, KOVAL, BEYOND = (
    "Pavlo Marek",
    "Nina Orlova",
    "Harbour Guard",
    "The Citadel",
    "Town council",
    "Daily Post",
    "Сергій Коваль",
    "𝔊𝔲𝔞𝔯𝔡",
)
ROWS = [  # a sentence, its cue, who speaks
    ("Marek said that [[12 boats sank]].", "said", MAREK),
    ("Marek said [[12 boats sank]].", "said", MAREK),
    ("[[12 boats sank]], Marek said.", "said", MAREK),
    ("[[12 boats sank]], said Marek.", "said", MAREK),
    ("[[12 boats sank]], Marek told reporters on Monday.", "told", MAREK),
    ("“[[We left]],” said Marek, who commands the boats.", "said", MAREK),
    ("“We left. [[They ran]]. We stayed,” Marek said.", "said", MAREK),
    ("“[[We left]]!” Marek shouted. Orlova said nothing of it.", None, None),
    ("Marek: “[[We left]].”", None, None),
    ("Marek told the Daily Post: “[[We left]].”", "told", MAREK),
    ("According to Marek, [[12 boats sank]].", "According to", MAREK),
    ("According to Citadel spokeswoman Nina Orlova, [[12 boats sank]].", "According to", ORLOVA),
    ("According to Orlova of the Citadel, [[12 boats sank]].", "According to", ORLOVA),
    ("[[12 boats sank]], according to the Citadel.", "according to", CITADEL),
    ("[[12 boats sank]] and four burnt, according to the Citadel.", "according to", CITADEL),
    ("Marek, the harbour master, said that [[12 boats sank]].", "said", MAREK),
    ("The harbour master, Pavlo Marek, said that [[12 boats sank]].", "said", MAREK),
    ("Marek (62) has repeatedly said that [[12 boats sank]].", "said", MAREK),
    ("Marek on Tuesday said that [[12 boats sank]].", "said", MAREK),
    ("Marek left and said that [[12 boats sank]].", "said", None),
    ("Marek confirmed the fire and said that [[12 boats sank]].", "said", MAREK),
    ("On Monday, Marek, who had been away, went home and claimed that [[12 boats sank]].", "claimed", MAREK),
    ("Marek, adding that [[12 boats sank]], left.", "adding", MAREK),
    ("Marek spoke first. He said that [[12 boats sank]].", "said", None),
    ("Marek said little. He added that [[12 boats sank]].", "added", MAREK),
    ("Marek’s deputy said that [[12 boats sank]].", "said", None),
    ("Citadel officials said that [[12 boats sank]].", "said", None),
    ("The Citadel’s spokesman Marek said that [[12 boats sank]].", "said", MAREK),
    ("Fishermen said that [[Marek was away]].", "said", None),
    ("Marek said that 12 boats sank, but [[Orlova denied any losses]].", "denied", ORLOVA),
    ("Marek said that 12 boats sank, while [[Orlova was away]].", None, None),
    ("When Marek said that 12 boats sank, [[crowds gathered]].", None, None),
    ("Although Marek has denied a role in the fire, [[the largest in years]], crowds gathered.", None, None),
    ("Gov. Marek, of the U.S. Fleet, said that [[12 boats sank]].", "said", MAREK),
    ("[[The Citadel rejects any role]].", "rejects", CITADEL),
    ("[[Lower Town’s council insists that it knew nothing]].", "insists", None),
    ("Lower Town reports that [[12 boats sank]].", "reports", TOWN),
    ("The Daily Post reported that [[12 boats sank]].", "reported", POST),
    ("The reports of Marek were long. [[12 boats sank]].", None, None),
    ("The alleged fire [[sank 12 boats]].", None, None),
    ("The fire claimed [[at least 12 lives]].", None, None),
    ("Marek called for [[12 new boats]].", None, None),
    ("The fire sank [[an estimated 12 boats]], and Marek was away.", "estimated", None),
    ("The so-called [[Harbour fighters]] left.", None, None),
    ("Marek wanted to say that [[12 boats sank]].", None, None),
    ("Сергій Коваль said that [[12 boats sank]].", "said", KOVAL),
    ("𝔊𝔲𝔞𝔯𝔡 said that [[𝟙𝟚 boats sank]].", "said", BEYOND),
    ("“The «fire» sank [[12 boats]],” Marek said.", "said", MAREK),
    ("Marek said: ‘[[We’re late]], and the fishermen’s boats left.’", "said", MAREK),
    ("Marek sagte: „[[We left]].“ He said so.", None, None),
    ("Ask whether the Citadel [[declined to comment]].", "declined to comment", CITADEL),
    ("Marek and Orlova said that [[12 boats sank]].", "said", None),
    ("Neither Marek nor the Citadel reported [[12 boats]].", "reported", None),
    ("Marek has not claimed responsibility for [[the fire]].", None, None),
    ("Marek never said that [[12 boats sank]].", None, None),
    ("“[[We left]],” a Citadel spokesman told the Daily Post.", "told", None),
    ("“[[We left]],” Marek said of the report by the Daily Post.", "said", MAREK),
    ("“They ran,” Marek said on Sunday. “[[We left]].”", "said", MAREK),
    ("“They ran,” Marek said. Orlova left. “[[We left]].”", None, None),
    ("Marek, who denies any role, said [[the fire went out]].", "said", MAREK),
    ("The Citadel, for its part, insisted that [[12 boats sank]].", "insisted", CITADEL),
    ("Orlova wrote that Marek had said [[12 boats sank]].", "said", MAREK),
    ("[[12 boats sank]], the Harbour Guard said.", "said", GUARD),
    ("A heading about Marek\nOrlova said that [[12 boats sank]].", "said", ORLOVA),
    ("Nina\nOrlova said that [[12 boats\nsank]].", "said", ORLOVA),
]


@pytest.mark.parametrize(("marked", "cue", "voice"), ROWS)
def test_the_governing_cue_and_its_subject_are_proposed_or_nothing(marked, cue, voice):
    found = read(marked)
    assert (found.cue and found.cue.value) == cue
    assert (found.speakers[0].value.label if found.speakers else None) == voice


def test_the_next_names_follow_each_record_once():
    found = read("Marek said that [[Orlova met Pavlo Marek and the Daily Post]] in Lower Town.")
    assert [one.value.label for one in found.speakers] == [MAREK, ORLOVA, POST, TOWN]
    assert [one.rule for one in found.speakers] == [
        "name beside the verb, surname “Marek”",
        "name in the sentence, surname “Orlova”",
        "name in the sentence",
        "name in the sentence, alias “Lower Town”",
    ]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Vasyl Hrynko said that [[12 boats sank]].", "Vasyl Hrynko"),
        ("On Monday Harbour Master Vasyl Hrynko said that [[12 boats sank]].", "Harbour Master Vasyl Hrynko"),
        ("According to Vasyl Hrynko’s office, [[12 boats sank]].", "Vasyl Hrynko"),
        ("Хринко said that [[12 boats sank]].", "Хринко"),
        ("Marek said that [[Vasyl Hrynko left]].", None),
        ("Officials said that [[12 boats sank]].", None),
        ("On Monday, he said that [[12 boats sank]].", None),
    ],
)
def test_name_like_words_that_nobody_goes_by_are_told(marked, words):
    found = read(marked)
    assert (found.unknown and found.unknown.value) == words
