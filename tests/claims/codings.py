"""A document that two people code, for the tests of double coding."""

from dataclasses import dataclass

from claims.curation.coding import give, say_done
from claims.curation.rechecking import recheck
from claims.models import Claim, Coding, Question
from claims.search.index import refresh
from sources.models import Snapshot
from tests.factories import make_attribution, make_person, make_question, make_snapshot, make_speaker


@dataclass
class Codings:
    """The text, who codes it, who gave it, and a question that it answers."""

    snapshot: Snapshot
    ibarra: object
    lind: object
    editor: object
    question: Question

    @property
    def document(self):
        return self.snapshot.document

    @property
    def pair(self):
        return list(Coding.objects.filter(document=self.document).order_by("pk"))

    @property
    def left(self):
        return self.pair[0]

    @property
    def right(self):
        return self.pair[1]

    def finish(self):
        """Both coders say that they are done."""
        for person in (self.ibarra, self.lind):
            say_done(self.document, person)


def make_codings(first="ibarra", second="lind", text=""):
    people = [make_person("analyst", first), make_person("analyst", second)]
    made = Codings(make_snapshot(text=text), *people, make_person("editor"), make_question())
    give(made.document, people, made.editor)
    return made


def record(coding, words, voice=None, question=None, **fields):
    """A claim that a coder records from these words of the document; on the same question unless told otherwise."""
    snapshot = coding.document.snapshots.get()
    question = question or Question.objects.order_by("pk").first()
    fields = {"statement": f"Blindly recorded: {words}.", "status": "draft"} | fields
    if fields.get("amount") is not None:
        fields.setdefault("qualifier", "exactly")
    claim = Claim.objects.create(
        question=question, speaker=voice or make_speaker(), author=coding.coder, coding=coding, blind=True, **fields
    )
    make_attribution(claim, snapshot, words)
    refresh(Claim, [claim.pk])
    recheck({claim.question_id})
    return claim
