"""Each kind of file: its text, what it says of itself, and why it cannot be read."""

import json

import pytest

from sources.ingest.reading import opened, read
from sources.ingest.records import Unreadable
from tests.sources.ingest.files import BODY, OTHER, packed, page, pdf, word

HEAD = (
    '<meta property="og:title" content="Rockets fall"><meta property="og:site_name" content="Herald">'
    '<meta property="article:published_time" content="2024-03-27T10:00:00Z">'
    '<link rel="canonical" href="https://herald.example/a">'
)


def one(name, content):
    (found,) = read(name, content)
    return found


def values(reading):
    return {field: guess.value for field, guess in reading.guesses.items()}


def test_a_page_gives_its_article_and_what_its_head_says():
    found = one("page.html", page(HEAD, html='<html lang="en-GB">'))
    assert found.text == f"{BODY}\n{OTHER}"
    assert values(found) == {
        "title": "Rockets fall",
        "outlet": "Herald",
        "published_on": "2024-03-27",
        "published_time": "10:00:00",
        "canonical": "https://herald.example/a",
        "language": "en-GB",
    }
    assert found.guesses["outlet"].where == "og:site_name"


def test_nothing_of_a_page_that_could_run_is_in_its_text():
    found = one("page.html", page("<script>alert(1)</script>", f"<p onclick='x()'>{BODY}</p><script>alert(2)</script>"))
    assert "alert" not in found.text and "onclick" not in found.text


def test_a_canonical_link_that_is_no_web_address_is_passed_over():
    assert "canonical" not in values(one("p.html", page('<link rel="canonical" href="javascript:alert(1)">')))


def test_pdf_word_and_mail():
    assert BODY[:60] in one("a.pdf", pdf("Rockets fall on a border town", BODY[:60], BODY[60:114])).text
    assert one("a.docx", word("Rockets fall on a border town", BODY)).guesses["title"].value.startswith("Rockets")
    mail = one("a.eml", b"Subject: Rockets fall\nFrom: Desk\nDate: Wed, 24 May 2023 01:00:00 +0300\n\n" + BODY.encode())
    assert (mail.text, values(mail)["title"], values(mail)["published_on"]) == (BODY, "Rockets fall", "2023-05-23")


def test_front_matter_and_a_first_heading_of_markdown():
    found = one("a.md", f"---\ntitle: Rockets\ndate: 2024-01-09\n---\n{BODY}".encode())
    assert (values(found)["title"], values(found)["published_on"], found.text) == ("Rockets", "2024-01-09", BODY)
    assert values(one("a.md", f"# Rockets\n\n{BODY}".encode()))["title"] in {"Rockets", "# Rockets"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f'headline,content,date\nRockets,{json.dumps(BODY)[:90]}",2024-01-09\nNo text,,2024\n'),
        ("a.csv", f"headline;content;date\nRockets;{BODY};2024-01-09\n"),
        ("a.json", json.dumps({"articles": [{"title": "Rockets", "body": BODY, "date": "2024-01-09"}, {"x": 1}]})),
        ("a.jsonl", json.dumps({"title": "Rockets", "text": BODY, "published": "2024-01-09"}) + "\n\n"),
    ],
)
def test_exports_of_other_tools_hold_documents(name, content):
    found = one(name, content.encode())
    assert found.text.startswith(BODY[:60])
    assert (values(found)["title"], values(found)["published_on"]) == ("Rockets", "2024-01-09")


def test_other_tools_records_are_taken_as_they_are():
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "Seventy fell.",
        "itemReviewed": {"author": {"name": "A minister"}, "datePublished": "2024-01-09", "appearance": {"url": "u"}},
        "reviewRating": {"alternateName": "Unproven"},
    }
    (found,) = one("a.json", json.dumps({"@graph": [review]}).encode()).reviews
    assert (found["statement"], found["speaker"], found["said_on"], found["appearance"], found["rating"]) == (
        "Seventy fell.",
        "A minister",
        "2024-01-09",
        "u",
        "Unproven",
    )
    selectors = [{"type": "TextQuoteSelector", "exact": "seventy", "prefix": "than "}]
    note = {"target": [{"source": "https://a.example", "selector": selectors}], "text": "look", "tags": ["raid"]}
    (quote,) = one("h.json", json.dumps({"rows": [note]}).encode()).annotations
    assert (quote["source"], quote["exact"], quote["start"], quote["tags"]) == (
        "https://a.example",
        "seventy",
        None,
        ["raid"],
    )


@pytest.mark.parametrize(
    "data", [{"@type": "ClaimReview", "itemReviewed": [], "author": 3}, {"rows": [{"target": 1}, 2]}]
)
def test_odd_records_of_other_tools_break_nothing(data):
    try:
        read("a.json", json.dumps(data).encode())
    except Unreadable as problem:
        assert "No text" in problem.reason


UNREADABLE = {
    "empty": ("a.txt", b"", "Empty"),
    "blank": ("a.txt", b" \n\t ", "Empty"),
    "a NUL": ("a.txt", b"He\x00 said", "bytes that no text has"),
    "a picture": ("a.txt", b"\x89PNG\r\n", "a picture"),
    "not what it is called": ("a.pdf", BODY.encode(), "another kind"),
    "a broken PDF": ("a.pdf", b"%PDF-1.7\n\x00\xff", "broken PDF"),
    "a scanned PDF": ("a.pdf", pdf(), "1 page of pictures"),
    "a broken archive": ("a.zip", b"PK\x03\x04zz", "broken zip"),
    "a broken Word file": ("a.docx", word("a", replaced={"word/document.xml": b"<w:document"}), "broken Word"),
    "a page without an article": ("a.html", page(body=""), "without an article"),
    "elements beyond all measure": ("a.html", page(body="<div>" * 5000 + BODY), "deep in one another"),
    "a feed": ("a.xml", b"<?xml version='1.0'?><rss></rss>", "--feed"),
    "no JSON": ("a.json", b'{"a":', "Not JSON"),
    "deep JSON": ("a.json", b"[" * 100_000 + b"]" * 100_000, "Not JSON"),
    "a line that is no JSON": ("a.jsonl", b'{"text": "a"}\n{', "Line 2"),
    "a table without texts": ("a.csv", b"a,b\n1,2\n", "No text"),
    "too large": ("a.txt", b"a" * 50_000_001, "Larger than 50 MB"),
    "an archive in an archive": ("a.zip", packed({"b.txt": b"x"}), "within an archive"),
    "a mail without text": ("a.eml", b"Subject: x\nFrom: y\nTo: z\n\n", "without text"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_says_why(case):
    name, content, words = UNREADABLE[case]
    with pytest.raises(Unreadable, match=words):
        read(name, content)


def test_entities_that_multiply_are_not_followed():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]><d>&e9;</d>'.encode()
    with pytest.raises(Unreadable):
        read("a.docx", word("a", replaced={"word/document.xml": evil}))


def test_charsets_are_honoured_and_lies_told():
    words = f"Straße: {BODY}"
    assert one("a.txt", words.encode("utf-16")).text == words
    assert one("a.txt", words.encode("utf-8-sig")).text == words
    assert one("a.txt", words.encode("cp1252")).text == words
    lying = one("a.html", page('<meta charset="utf-8">', f"<p>{words}</p>").decode().encode("cp1252"))
    assert "Straße" in lying.text and "says that it is written in utf-8" in lying.notes[0]


def test_characters_that_turn_the_direction_are_taken_out_and_told():
    found = one("a.txt", f"{BODY} \u202eytneves\u202c \x07".encode())
    assert "\u202e" not in found.text and "\x07" not in found.text
    assert "2 invisible characters" in found.notes[0] and "1 control" in found.notes[1]


def test_a_file_called_otherwise_is_read_as_what_it_is_and_told():
    assert one("a.txt", page()).notes[0] == "Named .txt, but it is HTML."


# Archives


def test_an_archive_opens_into_its_files_and_refuses_those_that_lead_out():
    found = dict(opened("a.zip", packed({"b/c.txt": b"x", "../../etc/cron": b"y", "__MACOSX/b": b"z"})))
    assert found["a.zip/b/c.txt"] == b"x" and len(found) == 2
    assert "leads out" in str(found["a.zip/../../etc/cron"])


def test_an_archive_that_would_become_too_large_is_not_opened():
    with pytest.raises(Unreadable, match="It was not unpacked"):
        list(opened("a.zip", packed({"b.txt": b"0" * 30_000_000})))


def test_a_file_that_is_no_archive_stays_as_it_is():
    assert list(opened("a.txt", b"x")) == [("a.txt", b"x")]
    assert list(opened("a.txt", b"")) == [("a.txt", b"")]
