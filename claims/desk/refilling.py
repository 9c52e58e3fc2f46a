"""What a desk begins with where something was recorded before: what was undone, or whom the last claim began with."""

from decimal import Decimal

from django.apps import apps
from django.forms.models import model_to_dict
from django.http import QueryDict

from claims.desk.choosing import OWN_VOICE
from claims.models import Act, Claim, Question, Speaker
from sources.models import Outlet

KEPT = {
    "claims.claim": [
        *("role", "stance", "answer", "statement", "quantity_text", "qualifier", "amount", "amount_high", "unit"),
        *(
            "date_from",
            "date_to",
            "hedge",
            "scope",
            "evidence",
            "said_on",
            "said_until",
            "as_of",
            "credibility",
            "note",
        ),
    ],
    "claims.attribution": ["cue", "manner", "start", "end"],
    "claims.wording": ["subject", "start", "end"],
}


def claim_again(page):
    """What was sent, with the question and voice of the claim that this person recorded last for the event in hand."""
    data = page.sent.copy()
    mine = Claim.objects.filter(author=page.request.user, event=page.event)
    last = mine.select_related("question", "speaker", "outlet").order_by("-pk").first()
    if last:
        data["question"] = last.question.key if last.question_id else ""
        data["speaker"] = _voice(last.speaker, last.outlet)
    return data


def undone(sent, user):
    """What one of this person's acts had recorded before it was undone (`?refill=`), as the desk sends it; or None."""
    number = sent.get("refill", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    stored = Act.objects.filter(pk=number, by=user, undone_at__isnull=False).first() if known else None
    made = dict(_made(stored)) if stored else {}
    if "claims.claim" not in made and "claims.wording" not in made:
        return None
    data = QueryDict(mutable=True)
    for label, record in made.items():
        data.update({name: _words(value) for name, value in model_to_dict(record, KEPT[label]).items()})
    _name(data, made)
    data.update({name: sent[name] for name in ("snapshot", "event") if name in sent})
    return data


def _made(stored):
    """(label, record as it was) of what an act had made."""
    for label, _, before, after in stored.steps:
        row = apps.get_model(label).history.filter(history_id=after).first() if label in KEPT and not before else None
        if row:
            yield label, row.instance


def _name(data, made):
    """Question and voice by their names, as far as they are still there."""
    record = made.get("claims.claim") or made["claims.wording"]
    question = Question.objects.filter(pk=getattr(record, "question_id", None)).first()
    speaker, outlet = (model.objects.filter(pk=pk).first() for model, pk in _voices(record))
    data["question"] = question.key if question else ""
    data["speaker"] = _voice(speaker, outlet)
    data["mode"] = "claim" if "claims.claim" in made else "wording"


def _voices(record):
    return (Speaker, record.speaker_id), (Outlet, record.outlet_id)


def _voice(speaker, outlet):
    return speaker.name if speaker else f"{outlet} {OWN_VOICE}" if outlet else ""


def _words(value):
    if isinstance(value, Decimal):
        words = f"{value:f}"
        return words.rstrip("0").rstrip(".") if "." in words else words
    return "" if value is None else str(value)
