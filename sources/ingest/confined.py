"""Files are read in a process of their own, with a limit on its time and memory: whatever a file does to its reader,
the site and the other files go on.

    with Confined() as confined:
        confined.read("page.html", content, known)      as `sources.ingest.reading.read`

The process stays for many files and is started anew after one that broke it. What comes back from it is plain JSON.
"""

import json
import resource
import selectors
import struct
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from sources.ingest.records import Guess, Reading, Unreadable

SECONDS = 60  # for one file
MEMORY = 2_000_000_000  # bytes of address space
ROOT = Path(__file__).resolve().parent.parent.parent
LENGTH = struct.Struct(">Q")
TOO_SLOW = f"Takes longer than {SECONDS} seconds to read."
TOO_LARGE = "Needs more memory to read than any document does."
BREAKS = "Breaks the program that reads it."
HELPS = "Open it in its own program, and save its text."


class Confined:
    """A process that reads files. Not for several threads at once."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY):
        self.seconds, self.memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Confined":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, name: str, content: bytes, known: Collection[str] = (), declared: str = "") -> list[Reading]:
        """The documents of one file that is no archive. Raises Unreadable."""
        process = self._running()
        asked = json.dumps({"name": name, "known": sorted(known), "declared": declared}).encode()
        try:
            _send(process.stdin, asked, content)
            answer = json.loads(self._answer(process))
        except (BrokenPipeError, EOFError, ValueError) as problem:
            self.close()
            raise Unreadable(BREAKS, HELPS) from problem
        if "reason" in answer:
            raise Unreadable(answer["reason"], answer["helps"])
        return [_reading(found) for found in answer["readings"]]

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "sources.ingest.confined", str(self.memory)]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(command, cwd=ROOT, **pipes)
        return self._process

    def _answer(self, process: "subprocess.Popen[bytes]") -> bytes:
        """What the process answers, within its time. Raises EOFError, Unreadable."""
        until = time.monotonic() + self.seconds
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(max(0.0, until - time.monotonic())):
                self.close()
                raise Unreadable(TOO_SLOW, HELPS)
        return _receive(process.stdout)


def _send(stream: BinaryIO, *messages: bytes) -> None:
    for message in messages:
        stream.write(LENGTH.pack(len(message)))
        stream.write(message)
    stream.flush()


def _receive(stream: BinaryIO) -> bytes:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    return stream.read(length)


def _reading(found: dict) -> Reading:
    guesses = {field: _guess(guess) for field, guess in found["guesses"].items()}
    lists = {name: tuple(found[name]) for name in ("set_aside", "notes", "reviews", "annotations")}
    return Reading(**found | lists | {"guesses": guesses, "credits": tuple(map(_guess, found["credits"]))})


def _guess(found: dict) -> Guess:
    return Guess(found["value"], found["where"], tuple(_guess(other) for other in found["others"]))


# In the process itself


def serve(memory: int) -> None:
    """Answer one file after another, until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    while True:
        try:
            asked, content = json.loads(_receive(source)), _receive(source)
        except EOFError:
            return
        _send(target, json.dumps(answer(asked["name"], content, asked["known"], asked["declared"])).encode())


def answer(name: str, content: bytes, known: Collection[str], declared: str = "") -> dict:
    """What `read` finds or why it cannot, as plain data."""
    from sources.ingest.reading import read  # noqa: PLC0415 (takes a second: only here, not where the site is served)

    try:
        return {"readings": [asdict(found) for found in read(name, content, frozenset(known), declared)]}
    except Unreadable as problem:
        return {"reason": problem.reason, "helps": problem.helps}
    except (MemoryError, RecursionError):
        return {"reason": TOO_LARGE, "helps": HELPS}
    except Exception:  # a library's own mistake on one file must not stop the others
        return {"reason": BREAKS, "helps": HELPS}


if __name__ == "__main__":
    serve(int(sys.argv[1]))
