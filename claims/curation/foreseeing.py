"""What a merge of two speakers, or two outlets, would do: shown before it is done. A fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse

from claims.choices import ClaimStatus, RelationKind, RelationState
from claims.curation.doubles import doubles
from claims.curation.merging import KEEP, differing, leads_back, pointing, preset
from claims.models import Claim, Relation, Speaker
from sources.models import Outlet

SHOWN = 5  # examples of each thing to look at
ALIKE = ("question", "stance", "answer", "amount", "amount_high", "qualifier", "unit", "date_from", "date_to")


@dataclass(frozen=True)
class Choice:
    """A field in which the two differ: what either says, and which is taken (empty: a person must choose)."""

    name: str
    label: str
    kept: str
    gone: str
    taken: str
    only: str = ""  # the other one cannot be chosen


@dataclass(frozen=True)
class Moving:
    number: int
    noun: str
    url: str
    more: str = ""


@dataclass(frozen=True)
class Look:
    """Something to look at: what, why it matters, and the first few places as (words, address)."""

    words: str
    more: str
    links: list = field(default_factory=list)


@dataclass(frozen=True)
class Foreseen:
    choices: list
    moving: list
    looks: list
    names: list  # (sign, name, why)


def foresee(keep, go, user, chosen=None):
    """A `Foreseen`; `chosen` are choices made so far, {field name: *keep* or *go*}."""
    choices = [_choice(keep, go, one, values, chosen or {}) for one, values in differing(keep, go).items()]
    looks = [*_doubles(keep, go), *_alike(keep, go, user), *_judged(keep, go), *_suggested(keep, go), *_sides(keep, go)]
    return Foreseen(choices, [_moving(go, one) for one in pointing(type(go))], looks, _names(keep, go, choices))


def _choice(keep, go, one, values, chosen):
    kept, gone = (_words(one, value) for value in values)
    back = [leads_back(keep, go, value) for value in values]
    proposed = preset(keep, go, one)
    taken = chosen.get(one.name) if chosen.get(one.name) in (KEEP, "go") else proposed
    return Choice(one.name, str(one.verbose_name), kept, gone, taken, only=proposed if any(back) else "")


def _words(one, value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(dict(one.flatchoices or []).get(value, "" if value is None else value))


def _moving(go, relation):
    model, name = relation.related_model, relation.field.name
    rows = model._base_manager.filter(**{name: go})
    number, more = rows.count(), ""
    if model is Claim and number:
        more = f"{rows.filter(status=ClaimStatus.ACCEPTED).count()} accepted; keys and addresses stay as they are"
    listed = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    url = f"{reverse(listed)}?{name}__id__exact={go.pk}" if admin.site.is_registered(model) else ""
    noun = str(model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural)
    return Moving(number, f"{noun} affiliated to it" if model is Speaker else noun, url, more)


def _names(keep, go, choices):
    name = next((one for one in choices if one.name == "name"), None)
    first = go.name if name and name.taken == "go" else keep.name
    found = [("★", first, "")]
    found += [("+", old, "the other name") for old in (keep.name, go.name) if old != first]
    mine = [alias.name for alias in keep.aliases.all() if alias.name not in (keep.name, go.name)]
    theirs = [alias.name for alias in go.aliases.all() if alias.name not in {keep.name, go.name, *mine}]
    return (
        found + [("", alias, "") for alias in mine] + [("+", alias, "alias of the one that goes") for alias in theirs]
    )


# What to look at


def _doubles(keep, go):
    found = defaultdict(list)
    for row in doubles(keep, go):
        found[row._meta.verbose_name, row.why].append(row)
    return [
        Look(f"{_count(rows, noun)} will go", why, [(str(_place(row)), _admin(_place(row))) for row in rows[:SHOWN]])
        for (noun, why), rows in found.items()
    ]


def _place(row):
    return getattr(row, "attribution", None) or row.document


def _alike(keep, go, user):
    """Claims of both that give one answer to one question: they stay two."""
    role = _role(keep)
    common = Claim.objects.filter(**{role: keep}).exclude(question=None).order_by().values("question")
    rows = Claim.objects.seen_by(user).filter(Q(**{role: keep}) | Q(**{role: go}), question__in=common).order_by("key")
    found = defaultdict(lambda: ([], []))
    for owner, key, statement, *said in rows.values_list(role, "key", "statement", *ALIKE):
        found[tuple(said)][owner == go.pk].append((statement, reverse("claims:claim_detail", args=[key])))
    places = [claim for kept, gone in found.values() if kept and gone for claim in (kept[0], *gone)]
    number = sum(len(gone) for kept, gone in found.values() if kept and gone)
    words = f"{number} claim{'s look' if number != 1 else ' looks'} like one of the other’s"
    more = "They stay two. If the occasion is the same, too, one of them is a repetition."
    return [Look(words, more, places[: SHOWN + 1])] if number else []


def _between(keep, go):
    """Relations between a claim of the one and a claim of the other."""
    role = _role(keep)
    crossed = Q(**{f"first__{role}": keep, f"second__{role}": go}) | Q(
        **{f"first__{role}": go, f"second__{role}": keep}
    )
    return Relation.objects.filter(crossed)


def _judged(keep, go):
    rows = _between(keep, go).exclude(state=RelationState.SUGGESTED).order_by("pk")
    found = list(rows.values_list("key", "kind", "state")[: SHOWN + 1])
    links = [(f"{state}: {kind}", reverse("claims:contradiction_detail", args=[key])) for key, kind, state in found]
    more = "People judged them as between two voices; afterwards it is one voice. They stay as they are: look again."
    return (
        [Look(f"{_more(found)} judgement{'s' * (len(found) != 1)} between the two", more, links[:SHOWN])]
        if found
        else []
    )


def _suggested(keep, go):
    rows = _between(keep, go).filter(state=RelationState.SUGGESTED, kind=RelationKind.CONTRADICTS).order_by("pk")
    found = list(rows.values_list("key", "reason")[: SHOWN + 1])
    links = [(reason, reverse("claims:contradiction_detail", args=[key])) for key, reason in found]
    more = "Between one voice and itself this is a reversal: it is suggested anew, or falls away."
    words = f"{_more(found)} suggested contradiction{'s' * (len(found) != 1)} between the two"
    return [Look(words, more, links[:SHOWN])] if found else []


def _sides(keep, go):
    if isinstance(keep, Outlet) or keep.side_id == go.side_id:
        return []
    below = Speaker.objects.filter(affiliation=go).order_by("name")
    found = list(below[: SHOWN + 1])
    links = [(str(one), one.get_absolute_url()) for one in found[:SHOWN]]
    words = f"Their claims count for another side: {keep.side}, no longer {go.side}"
    return [Look(words, f"So do those of {_more(found)} affiliated to it." if found else "", links)]


def _role(record):
    return "outlet" if isinstance(record, Outlet) else "speaker"


def _count(rows, noun):
    return f"{len(rows)} {noun}{'s' * (len(rows) != 1)}"


def _more(found):
    return f"More than {SHOWN}" if len(found) > SHOWN else str(len(found))


def _admin(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
