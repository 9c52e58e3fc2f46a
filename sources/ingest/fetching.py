"""Fetching an address of the web, as a polite stranger: no cookie or credential is sent, robots.txt is heeded.

Only http and https, on their usual ports, and only public addresses: what a name leads to is looked up once, checked,
and that very address is then connected to, so that neither a redirect nor a second answer of the name service leads
into the network that this site stands in. Time and size are bounded.
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import urllib3
from urllib3.exceptions import HTTPError

from sources.ingest.records import MOST_BYTES, Unreadable

AGENT = "Counterclaim/1.0"
PORTS = {"http": 80, "https": 443}
REDIRECTS = 5
SECONDS = 30  # for one address with all its redirects
PAUSE = 1.0  # seconds between two requests to one host
ROBOTS = 500_000  # bytes of a robots.txt
CHUNK = 65_536
NAT64 = ipaddress.ip_network("64:ff9b::/96")
BY_HAND = "Save the page from a browser, and bring the file."
ODD = "Not an address of the web: it begins with http:// or https:// and names a host."
PRIVATE = "It leads to a private address."
PRIVATE_HELPS = "Only public addresses are fetched; save the page and bring the file."


@dataclass(frozen=True)
class Fetched:
    """What an address answered with. `content` is empty where it has not changed since (`is_unchanged`)."""

    url: str
    content: bytes
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


def public_doors(host: str, port: int) -> list[tuple[str, int]]:
    """The IP addresses that a name leads to, with the port. Raises Unreadable if it leads nowhere, or not to public
    ones only."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as problem:
        raise Unreadable(f"No host is called {host[:100]}.", "Look whether the address is written right.") from problem
    if not all(is_public(address) for address in found):
        raise Unreadable(PRIVATE, PRIVATE_HELPS)
    return [(address, port) for address in sorted(found, key=lambda address: ":" in address)]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where one of version 4 is wrapped in one of 6."""
    try:
        found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(found) & 2**32 - 1) if found in NAT64 else None
        wrapped = found.ipv4_mapped or found.sixtofour or translated
        if wrapped:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast


class Fetcher:
    """Fetches addresses one after another. `contact` is told to servers, so that they know whom to ask.

    `doors` tells which addresses a name leads to.
    """

    def __init__(self, contact: str = "", doors: Callable[[str, int], list[tuple[str, int]]] = public_doors):
        self.agent = f"{AGENT} (+{contact})" if contact else AGENT
        self.doors = doors
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, etag: str = "", modified: str = "", most: int = MOST_BYTES) -> Fetched:
        """What an address answers with, redirects followed. Raises Unreadable."""
        until, asked = time.monotonic() + SECONDS, {"If-None-Match": etag, "If-Modified-Since": modified}
        for _ in range(REDIRECTS + 1):
            parts = _checked(url)
            if not self._allowed(parts, until):
                raise Unreadable("The site asks programs not to fetch it (robots.txt).", BY_HAND)
            with self._answer(parts, until, asked) as answer:
                if answer.status not in (301, 302, 303, 307, 308):
                    return _fetched(url, answer, most, until)
                url = urljoin(url, answer.headers.get("Location", ""))
        raise Unreadable(f"It leads on more than {REDIRECTS} times.")

    def _allowed(self, parts: SplitResult, until: float) -> bool:
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site, until)
        return self._robots[site].can_fetch(AGENT, parts.geturl())

    def _read_robots(self, site: str, until: float) -> RobotFileParser:
        """As RFC 9309 has it: none there, all allowed; not to be had, nothing allowed."""
        robots = RobotFileParser()
        with self._answer(_checked(f"{site}/robots.txt"), until) as answer:
            if answer.status >= 500:
                robots.disallow_all = True
            elif answer.status >= 300:
                robots.allow_all = True
            else:
                robots.parse(_body(answer, ROBOTS, until, cut=True).decode("utf-8", "replace").splitlines())
        return robots

    @contextmanager
    def _answer(self, parts: SplitResult, until: float, asked: dict[str, str] | None = None) -> Iterator:
        """The answer to one request, its body not read yet; to an address that was looked up and checked just now."""
        host = parts.hostname or ""
        (door, *_) = self.doors(host, PORTS[parts.scheme])
        self._pause(host)
        left = max(until - time.monotonic(), 0.001)
        pool = _pool(parts.scheme, host, door, left)
        headers = {"Host": host, "User-Agent": self.agent, "Accept-Encoding": "gzip"} | (asked or {})
        target = urllib3.util.Url(path=parts.path or "/", query=parts.query or None).url
        try:
            answer = pool.urlopen(
                "GET",
                target,
                headers={name: value for name, value in headers.items() if value},
                redirect=False,
                retries=False,
                preload_content=False,
            )
            yield answer
        except (HTTPError, OSError) as problem:
            raise Unreadable("It does not answer.", f"Try again later. {BY_HAND}") from problem
        finally:
            pool.close()

    def _pause(self, host: str) -> None:
        wait = self._asked.get(host, 0) + PAUSE - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._asked[host] = time.monotonic()


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as problem:
        raise Unreadable(ODD) from problem
    if parts.scheme not in PORTS or not parts.hostname or any(char.isspace() or char < " " for char in url.strip()):
        raise Unreadable(ODD)
    if parts.username or parts.password:
        raise Unreadable("It holds a user name or password.", "These are never sent: leave them out.")
    if port not in (None, PORTS[parts.scheme]):
        raise Unreadable(f"Port {port} is not fetched from, only 80 and 443.")
    return parts


def _pool(scheme: str, host: str, door: tuple[str, int], seconds: float) -> urllib3.HTTPConnectionPool:
    timeout = urllib3.Timeout(total=seconds, connect=min(seconds, 10))
    if scheme == "http":
        return urllib3.HTTPConnectionPool(*door, timeout=timeout)
    return urllib3.HTTPSConnectionPool(*door, timeout=timeout, server_hostname=host, assert_hostname=host)


def _fetched(url: str, answer: urllib3.BaseHTTPResponse, most: int, until: float) -> Fetched:
    said = {"etag": answer.headers.get("ETag", "")[:300], "modified": answer.headers.get("Last-Modified", "")[:100]}
    if answer.status == 304:
        return Fetched(url, b"", is_unchanged=True, **said)
    if answer.status != 200:
        raise Unreadable(f"The site answers {answer.status}: {_meaning(answer.status)}.")
    media_type, _, options = answer.headers.get("Content-Type", "").partition(";")
    charset = options.partition("charset=")[2].strip(" \"';").split(";")[0]
    return Fetched(url, _body(answer, most, until), media_type.strip().lower(), charset[:40], **said)


def _meaning(status: int) -> str:
    known = {401: "it wants a login", 403: "it refuses", 404: "there is no such page", 410: "the page is gone"}
    return known.get(status, "it is busy, try later" if status in (429, 503) else "an error")


def _body(answer: urllib3.BaseHTTPResponse, most: int, until: float, cut: bool = False) -> bytes:
    """The body, unpacked, as far as size and time allow. Raises Unreadable beyond, unless the rest may be `cut` off."""
    found = bytearray()
    for chunk in answer.stream(CHUNK, decode_content=True):
        found += chunk
        if len(found) > most and not cut:
            raise Unreadable(f"Larger than {most // 1_000_000} MB.")
        if time.monotonic() > until:
            raise Unreadable(f"Takes longer than {SECONDS} seconds.")
        if len(found) > most:
            break
    return bytes(found[:most])
