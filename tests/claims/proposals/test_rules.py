"""The smaller rules, by sentences: figures, manner, stance, days, hedges."""

from datetime import date
from decimal import Decimal as D

import pytest

from claims.quantities import Quantity
from tests.claims.proposals.marked import read


def of(amount, qualifier="exactly", high=None, unit=""):
    return Quantity(D(amount), None if high is None else D(high), qualifier, unit)


FIGURES = [
    ("[[more than 70 boats sank]]", of(70, "more_than"), "more than 70"),
    ("more than [[70 boats]] sank", of(70, "more_than"), "more than 70"),
    ("[[the loss of over 125,000 boats]]", of(125000, "more_than"), "over 125,000"),
    ("[[At least two dozen boats]]", of(24, "at_least"), "At least two dozen"),
    ("[[between 13 and 46 boats]]", of(13, "between", 46), "between 13 and 46"),
    ("[[15-20 of them]]", of(15, "between", 20), "15-20"),
    ("[[dozens of boats]]", of(24, "between", 99), "dozens"),
    ("[[the boats lay 25 miles away]]", of(25, unit="mi"), "25 miles"),
    ("[[1.5 million nets]]", of(1500000), "1.5 million"),
    ("[[lost “not a single boat.”]]", of(0), "not a single"),
    ("[[12 boats and their nets sank]]", of(12), "12"),
    ("[[two hundred and fifty boats]]", of(250), "two hundred and fifty"),
    ("[[12 boats sank]] and four burnt", of(12), "12"),
    ("[[12 boats, 12 of them new]]", of(12), "12"),
    ("[[about 12 boats]] on 7 October", of(12, "about"), "about 12"),
    ("[[12 boats sank and four burnt]]", None, ""),
    ("[[boats sank on May 5]]", None, ""),
    ("[[boats sank on 5 May 2023]]", None, ""),
    ("[[the worst fire since 2019]]", None, ""),
    ("[[the worst fire in February 2019]]", None, ""),
    ("[[a fire of two weeks]]", None, ""),
    ("[[sank 15 months ago]]", None, ""),
    ("[[an 18-year-old boat]]", None, ""),
    ("[[one of the boats]]", None, ""),
    ("[[30 per cent of the boats]]", None, ""),
    ("[[30% of the boats]]", None, ""),
    ("[[the RM-70 launcher]]", None, ""),
    ("[[at 10:30 the boats sank]]", None, ""),
    ("[[no boats sank]]", None, ""),
    ("[[several boats]]", None, ""),
    ("[[a thousand times]]", None, ""),
    ("[[two-thirds of the boats]]", None, ""),
    ("[[$5 of tax]]", None, ""),
    ("[[12]]5 boats", of(125), "125"),
    ("[[1,2]]50 boats", of(1250), "1,250"),
    ("7[[0 boats]] sank", None, ""),
]


@pytest.mark.parametrize(("marked", "quantity", "words"), FIGURES)
def test_the_one_figure_of_the_words(marked, quantity, words):
    found = read(marked)
    assert (found.quantity and found.quantity.value, found.quantity_text) == (quantity, words)


MANNERS = [
    ("Marek said that [[12 boats sank]].", "indirect"),
    ("“[[We left]],” Marek said.", "direct"),
    ("Marek said: “We left. [[They ran]].”", "direct"),
    ("Marek said, “[[the boats left the harbour at night]].”", "direct"),
    ("Marek spoke of [[“Harbour fighters”]].", "mixed"),
    ("Marek [[lost “not a single boat.”]]", "mixed"),
    ("Marek called it [[a “massive” fire]].", "mixed"),
    ("Marek said: «[[We left]].»", "direct"),
    ("Marek sagte: „[[We left]].“", "direct"),
    ("Marek sagte: »[[We left]].«", "direct"),
    ("Marek said: ‘[[We left]].’", "direct"),
    ('Marek said: "[[We left]]."', "direct"),
    ("Marek said: '[[We left]].'", "direct"),
    ("The fishermen’s boats and [[the guards’ boats]] left.", "indirect"),
    ("The 5' boat and [[the 6' boat]] left.", "indirect"),
    ("“Nobody closes this. Marek said that [[12 boats sank]].", "direct"),
    ("He wrote “nobody closes this. Marek said that [[12 boats sank]].", "indirect"),
]


@pytest.mark.parametrize(("marked", "manner"), MANNERS)
def test_the_manner_of_the_words(marked, manner):
    assert read(marked).manner.value == manner


STANCES = [
    ("Marek said that [[12 boats sank]].", "asserts"),
    ("Marek denied that [[12 boats sank]].", "denies"),
    ("[[The Citadel dismisses the report]].", "denies"),
    ("“[[We have nothing to do with the fire]],” Marek said.", "denies"),
    ("Marek said that [[the report is false]].", "denies"),
    ("Marek said that [[not a single boat sank]].", "asserts"),
    ("Marek denied nothing, but Orlova said that [[12 boats sank]].", "asserts"),
    ("[[The Citadel has yet to comment]].", "declines"),
    ("[[The Citadel did not immediately respond]].", "declines"),
    ("[[Marek gave no figure]].", "declines"),
    ("[[Marek hasn’t commented]].", "declines"),
    ("[[Marek could not confirm the fire]].", "noncommittal"),
    ("[[Marek would neither confirm nor deny it]].", "noncommittal"),
    ("Marek said that [[the guard was looking into it]].", "noncommittal"),
]


@pytest.mark.parametrize(("marked", "stance"), STANCES)
def test_the_stance_of_the_words(marked, stance):
    assert read(marked).stance.value == stance


DAYS = [  # published on Wednesday 24 May 2023
    ("On Tuesday, Marek said that [[12 sank]].", date(2023, 5, 23), None),
    ("On Wednesday, Marek said that [[12 sank]].", date(2023, 5, 24), None),
    ("Last Thursday Marek said that [[12 sank]].", date(2023, 5, 18), None),
    ("Marek said on Monday evening that [[12 sank]].", date(2023, 5, 22), None),
    ("Marek said yesterday that [[12 sank]].", date(2023, 5, 23), None),
    ("“[[12 sank]],” Marek told reporters on 23 May.", date(2023, 5, 23), None),
    ("“[[12 sank]],” Marek wrote on Telegram on May 22.", date(2023, 5, 22), None),
    ("Marek said on 31 December that [[12 sank]].", date(2022, 12, 31), None),
    ("Marek said on 3 March 2021 that [[12 sank]].", date(2021, 3, 3), None),
    ("Marek said on Sept. 5, 2021 that [[12 sank]].", date(2021, 9, 5), None),
    ("Marek said on 2021-03-04 that [[12 sank]].", date(2021, 3, 4), None),
    ("Marek said on 22-23 May that [[12 sank]].", date(2023, 5, 22), date(2023, 5, 23)),
    ("Marek said on Wednesday, May 17, that [[12 sank]].", date(2023, 5, 17), None),
    ("Marek said that [[12 sank]] on Tuesday.", None, None),
    ("Marek said [[12 sank]] on Monday.", None, None),
    ("On Tuesday 12 sank, Marek said, and [[nobody was hurt]].", None, None),
    ("On Tuesday, [[12 sank]], Marek said.", None, None),
    ("After 12 sank on Tuesday, Marek said that [[nobody was hurt]].", None, None),
    ("Since Monday, Marek has said that [[12 sank]].", None, None),
    ("Marek said before Monday that [[12 sank]].", None, None),
    ("Next Monday, Marek said, [[12 will sink]].", None, None),
    ("Marek said on Monday and Tuesday that [[12 sank]].", None, None),
    ("Marek said on 30 February that [[12 sank]].", None, None),
    ("Marek said on 3 June 2024 that [[12 sank]].", None, None),
    ("Marek said in May that [[12 sank]].", None, None),
    ("Marek may 23 times have said that [[12 sank]].", None, None),
]


@pytest.mark.parametrize(("marked", "first", "last"), DAYS)
def test_the_day_of_saying(marked, first, last):
    found = read(marked)
    assert (found.said_on and found.said_on.value, found.said_until and found.said_until.value) == (first, last)


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("On Tuesday, Marek said that [[12 sank]].", None),
        ("Marek said on 3 March that [[12 sank]].", None),
        ("Marek said on 3 March 2021 that [[12 sank]].", date(2021, 3, 3)),
    ],
)
def test_a_day_is_not_relative_to_nothing(marked, first):
    found = read(marked, published_on=None)
    assert (found.said_on and found.said_on.value) == first


def test_a_day_tells_what_it_was_counted_from():
    found = read("On Tuesday, Marek said that [[12 sank]].")
    assert found.said_on.rule == "On Tuesday, published Wednesday 24 May 2023"
    assert found.said_on.words == "On Tuesday"


@pytest.mark.parametrize(
    ("marked", "hedge"),
    [
        ("Marek said that [[the boats were likely lost]].", "likely"),
        ("[[It was highly likely]] that boats sank.", "highly likely"),
        ("The fire reportedly [[sank 12 boats]].", "reportedly"),
        ("[[12 boats may\nhave sunk]].", "may have"),
        ("It is likely, Marek said, that [[12 boats sank]].", None),
        ("Marek said that [[12 boats sank]].", None),
    ],
)
def test_hedges_keep_their_words(marked, hedge):
    found = read(marked)
    assert (found.hedge and found.hedge.value) == hedge
