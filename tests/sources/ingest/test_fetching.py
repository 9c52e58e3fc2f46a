"""Addresses are fetched politely, from the public internet only, within limits: tried on a server of the tests' own."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sources.ingest import fetching
from sources.ingest.feeds import read_feed
from sources.ingest.fetching import Fetcher, is_public, public_doors
from sources.ingest.records import Unreadable

SITE = "http://herald.example"


class Handler(BaseHTTPRequestHandler):
    """Answers as `answers` says: path -> (status, headers, body); keeps what it was asked."""

    answers, asked = {}, []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    """The server, with no answers yet."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.answers, Handler.asked, Handler.door = {}, [], ("127.0.0.1", server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Handler
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(site, monkeypatch):
    """Every name but *inside.example* leads to the server of the test, as if it were a public one."""
    monkeypatch.setattr(fetching, "PAUSE", 0)

    def doors(host, port):
        if host == "inside.example":
            raise Unreadable(fetching.PRIVATE)
        return [site.door]

    return Fetcher("https://counterclaim.example", doors)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert is_public(address) == public


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f.1", "2130706433", "::1"])
def test_names_that_lead_home_are_refused(host):
    with pytest.raises(Unreadable, match=r"private address|No host"):
        public_doors(host, 80)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://herald.example/",
        "gopher://herald.example/",
        "herald.example",
        "http://",
        "http://user:secret@herald.example/",
        "http://herald.example:22/",
        "http://herald.example:99999/",
        "http://herald.example/a\r\nX: y",
        "http://[::1/",
        "javascript:alert(1)",
    ],
)
def test_addresses_that_are_none_are_refused_before_anybody_is_asked(url):
    def nobody(host, port):
        raise AssertionError(f"{host} was asked for")

    with pytest.raises(Unreadable):
        Fetcher(doors=nobody).fetch(url)


def test_a_page_is_fetched_with_what_its_server_says(site, fetcher):
    headers = {"Content-Type": "text/html; charset=latin-1", "ETag": '"7"', "Last-Modified": "Mon", "Set-Cookie": "a=b"}
    site.answers["/a?b=c"] = (200, headers, b"<html>")
    found = fetcher.fetch(f"{SITE}/a?b=c")
    assert (found.content, found.media_type, found.charset, found.etag) == (b"<html>", "text/html", "latin-1", '"7"')
    fetcher.fetch(f"{SITE}/a?b=c")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a?b=c", "/a?b=c"]
    for _, said in site.asked:
        assert (
            said["User-Agent"] == "Counterclaim/1.0 (+https://counterclaim.example)"
            and said["Host"] == "herald.example"
        )
        assert not {"Cookie", "Authorization", "Referer"} & set(said)


def test_what_has_not_changed_is_not_sent_again(site, fetcher):
    site.answers["/feed"] = (304, {}, b"")
    assert fetcher.fetch(f"{SITE}/feed", etag='"7"', modified="Mon").is_unchanged
    assert site.asked[-1][1]["If-None-Match"] == '"7"' and site.asked[-1][1]["If-Modified-Since"] == "Mon"


def test_redirects_are_followed_and_checked_anew(site, fetcher):
    site.answers |= {"/old": (301, {"Location": "/new"}, b""), "/new": (200, {}, b"here")}
    assert fetcher.fetch(f"{SITE}/old").url == f"{SITE}/new"
    for place in (
        "http://inside.example/",
        "file:///etc/passwd",
        "http://herald.example:22/",
        "http://a:b@herald.example/",
    ):
        site.answers["/out"] = (302, {"Location": place}, b"")
        with pytest.raises(Unreadable):
            fetcher.fetch(f"{SITE}/out")


def test_a_circle_of_redirects_ends(site, fetcher):
    site.answers["/a"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(Unreadable, match="leads on more than"):
        fetcher.fetch(f"{SITE}/a")


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, b"User-agent: *\nDisallow: /private", False),
        (200, b"User-agent: Counterclaim\nDisallow: /", False),
        (200, b"User-agent: *\nDisallow: /other", True),
        (404, b"", True),
        (503, b"", False),
    ],
)
def test_robots_are_heeded(site, fetcher, status, body, allowed):
    site.answers |= {"/robots.txt": (status, {}, body), "/private/a": (200, {}, b"x")}
    if allowed:
        assert fetcher.fetch(f"{SITE}/private/a").content == b"x"
        return
    with pytest.raises(Unreadable, match=r"robots\.txt"):
        fetcher.fetch(f"{SITE}/private/a")


def test_size_is_bounded_also_of_what_is_packed(site, fetcher):
    site.answers |= {
        "/large": (200, {}, b"0" * 3000),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 5_000_000)),
    }
    for path in ("/large", "/packed"):
        with pytest.raises(Unreadable, match="Larger than"):
            fetcher.fetch(SITE + path, most=2000)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no such page"), (403, "refuses"), (500, "an error"), (429, "busy")]
)
def test_answers_that_are_none_say_what_they_are(site, fetcher, status, words):
    site.answers["/a"] = (status, {}, b"")
    with pytest.raises(Unreadable, match=words):
        fetcher.fetch(f"{SITE}/a")


def test_a_host_that_does_not_answer_is_told(monkeypatch):
    with pytest.raises(Unreadable, match="does not answer"):
        Fetcher(doors=lambda host, port: [("127.0.0.1", 1)]).fetch(f"{SITE}/a")


def test_feeds_of_both_kinds_give_their_entries():
    rss = b"<rss version='2.0'><channel><title>Herald</title><item><title>A</title><link>https://h.example/a</link></item>"
    found = read_feed(rss + b"<item><title>no link</title></item></channel></rss>")
    assert (found.title, [entry.url for entry in found.entries]) == ("Herald", ["https://h.example/a"])
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>G</title><entry><title>B</title><link href='javascript:x'/>"
    )
    assert read_feed(atom + b"</entry></feed>").entries == ()
    with pytest.raises(Unreadable, match="Not a feed"):
        read_feed(b"<html>")
