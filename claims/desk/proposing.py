"""What the desk proposes for its fields, each with the rule and the words it was read by. Never used when saving."""

from dataclasses import dataclass

from claims.choices import AnswerKind, Manner, Stance
from claims.desk.choosing import own_voice
from claims.proposals.names import names_in
from claims.proposals.reading import passage, read_off
from claims.proposals.statements import statement
from claims.quantities import in_words

CANDIDATES = 5  # speakers that a digit chooses


@dataclass(frozen=True)
class Proposal:
    """A value for a field as its form shows it: the words of the text it was read from, and by which rule (`why`)."""

    value: str
    words: str
    why: str
    start: int | None = None
    end: int | None = None

    @property
    def quoted(self):
        """The words, unless the rule quotes them itself."""
        return "" if " ".join(self.words.split()) in self.why else self.words


def read(snapshot, spot):
    """What can be read off the words, and the sentence around them, in this text."""
    around = passage(snapshot.text, spot.start, spot.end)
    names = names_in(snapshot.text[around.start : around.end])
    original = snapshot.document.original or snapshot.document
    return read_off(snapshot.text, spot.start, spot.end, names, original.published_on)


def proposed(found, document, question=None):
    """{field: Proposal}: what was read, for a question that may not be chosen yet."""
    fields = {"cue": found.cue, "manner": found.manner, "stance": found.stance, "hedge": found.hedge}
    fields |= {"said_on": found.said_on, "said_until": found.said_until}
    filled = {name: _proposal(one.value, one) for name, one in fields.items() if one}
    filled |= _figure(found, question) if question is None or question.answer_kind == AnswerKind.QUANTITY else {}
    names = candidates(found, document)
    if found.unknown:
        filled["speaker"] = _proposal(found.unknown.value, found.unknown)
    elif names:
        filled["speaker"] = names[0]
    return filled


def candidates(found, document):
    """Whom the sentence names, the nearest first: `Proposal`s for the speaker."""
    own = own_voice(document)
    named = [_proposal(one.value.label, one) for one in found.speakers if one.value.kind == "speaker"]
    named += [_proposal(own, one) for one in found.speakers if own == f"{one.value.label} (own voice)"]
    return named[:CANDIDATES]


def worded_by(found, document):
    """{"speaker": Proposal} of whose words they are, if they stand in quotation marks; else nothing."""
    named = candidates(found, document) if found.manner.value != Manner.INDIRECT else []
    return {"speaker": Proposal(named[0].value, named[0].words, "inside quotation marks")} if named else {}


def nothing_read():
    """What stands in the fields that are never empty where nothing was read."""
    return {"stance": Stance.ASSERTS.value, "manner": Manner.INDIRECT.value}


def own_days(document):
    """When an outlet says something in its own voice: when the original was published."""
    day = (document.original or document).published_on
    return {"said_on": Proposal(str(day), "", "own voice: the day of publication")} if day else {}


def worded(question, answer, stance, speaker):
    """The statement made of the question and its answer, if there is enough to make one."""
    words = statement(question.label, question.text, answer, stance, speaker)
    return {"statement": Proposal(words, "", "the question’s label and the answer")} if words else {}


def _proposal(value, one):
    return Proposal(str(value), one.words, one.rule, *((one.start, one.end) if one.words else ()))


def _figure(found, question):
    one = found.quantity
    if one is None:
        return {}
    figure, why = one.value, f"{one.rule}: {in_words(one.value)}"
    values = {"quantity_text": found.quantity_text, "qualifier": figure.qualifier, "amount": _plain(figure.amount)}
    values |= {"amount_high": _plain(figure.amount_high)} if figure.amount_high is not None else {}
    values |= {"unit": figure.unit} if figure.unit and (question is None or figure.unit != question.unit) else {}
    return {name: Proposal(str(value), one.words, why, one.start, one.end) for name, value in values.items() if value}


def _plain(amount):
    words = f"{amount:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words
