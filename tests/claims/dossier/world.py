"""An event with a bit of everything for dossiers, hostile texts included, and a reader of what was written."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from claims.curation.rechecking import recheck
from claims.dossier.material import Recipe
from tests import factories as make

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" & 'more'"
PRINTED = (
    "The ministry said that more than 70 raiders were killed.\n"
    "The legion denied it: nobody was killed, it said.\n"
    f"Others called them partisans. {HOSTILE} Nothing else was known."
)
OLDER = "The ministry said that more than 60 raiders were killed."


def recipe(event, public=False, at=AT):
    return Recipe(event, public, at)


def raid():
    """An event of three questions, with an uncoded claim, a draft, two snapshots of one document, and a copy of it."""
    event = make.make_event(
        f"Raid {HOSTILE}", key="raid", summary=HOSTILE, place=HOSTILE, parent=make.make_event("War")
    )
    paper = make.make_outlet(f"Paper {HOSTILE}", slug="paper", reliability="B", reliability_note=HOSTILE)
    story = make.make_document(paper, key="Story", title=HOSTILE, byline=HOSTILE, url="https://paper.example/story")
    story.credits.create(outlet=make.make_outlet("Credited"))
    older = make.make_snapshot(story, OLDER, captured_at=datetime(2023, 5, 24, tzinfo=UTC))
    newer = make.make_snapshot(story, PRINTED, captured_at=datetime(2023, 5, 25, tzinfo=UTC), captured_from=HOSTILE)
    copy = make.make_snapshot(make.make_document(make.make_outlet("Copier"), key="copy", republishes=story), PRINTED)
    state = make.make_speaker("State", kind="government")
    ministry = make.make_speaker(f"Ministry {HOSTILE}", slug="ministry", affiliation=state, description=HOSTILE)
    ministry.aliases.create(name=HOSTILE[:60])
    legion = make.make_speaker("Legion", slug="legion")
    _killed(event, (ministry, legion), (older, newer, copy))
    _others(event, paper, legion, newer)
    return event


def _killed(event, voices, snapshots):
    (ministry, legion), (older, newer, copy) = voices, snapshots
    killed = make.make_question(event, "Killed", key="Killed", position=1, scope=HOSTILE)
    many = make.make_claim(
        killed, ministry, amount=70, qualifier="more_than", key="killed-ministry", statement=HOSTILE, note=HOSTILE,
        said_on=date(2023, 5, 23), role=HOSTILE[:100], quantity_text="more than 70",
    )  # fmt: skip
    none = make.make_claim(killed, legion, amount=0, key="killed-legion", said_on=date(2023, 5, 24))
    place = make.make_attribution(many, newer, "more than 70 raiders were killed", cue="said", key="printed-1")
    make.make_relay(place, make.make_outlet("Wire"), cue=HOSTILE)
    make.make_attribution(many, older, "more than 60 raiders were killed", key="printed-older")
    make.make_attribution(many, copy, "more than 70", key="printed-copy")
    make.make_attribution(none, newer, "nobody was killed", key="printed-2")
    draft = make.make_claim(killed, make.make_speaker("Witness"), amount=3, status="draft", key="killed-draft")
    make.make_attribution(draft, newer, "Others", key="printed-draft")
    make.make_relation(many, none, reason=HOSTILE, decided_by=make.make_user("judge"))
    recheck({killed.pk})


def _others(event, paper, legion, snapshot):
    who = make.make_choice(event, ["soldiers", "partisans"], label="Who", key="who", position=2, exclusive=True)
    own = make.make_claim(who, paper, answer="partisans", key="who-paper")
    make.make_attribution(own, snapshot, "partisans", key="printed-own")
    make.make_claim(who, legion, stance="declines", key="who-legion")
    make.make_question(event, "Unanswered", key="unanswered", position=3)
    loose = make.make_claim(None, legion, event=event, key="loose")
    make.make_relation(own, loose, kind="corroborates", reason="Both speak of it.")
    make.make_wording(event, snapshot, "partisans", key="wording-1", speaker=legion)
    make.make_reading(make.make_document(make.make_outlet("Silent"), key="silent"), event, make.make_user("yvonne"))


class Page(HTMLParser):
    """The links, ids and elements of an HTML page."""

    def __init__(self, path):
        super().__init__()
        self.text = path.read_text(encoding="utf-8")
        self.links, self.ids, self.elements, self.attributes, self.words = [], [], [], set(), ""
        self.feed(self.text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name == "href" and tag in ("a", "link")]

    def handle_data(self, data):
        self.words += data


def pages(folder):
    """{path in the folder: Page} of every HTML file."""
    return {path.relative_to(folder).as_posix(): Page(path) for path in folder.rglob("*.html")}


def lost_links(folder):
    """Links that lead out of the folder, to no file, or to no place in it."""
    found = pages(folder)
    for name, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
            inside = not (parts.scheme or parts.netloc or parts.query) and target.resolve().is_relative_to(folder)
            there = inside and target.is_file()
            file = target.resolve().relative_to(folder).as_posix() if there else ""
            if not there or (parts.fragment and parts.fragment not in found[file].ids):
                yield name, link
