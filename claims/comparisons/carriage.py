"""What an outlet carries: whose voices, through which hops, whose documents it copies and who copies it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from claims.comparisons.pairs import outlet_pairs
from claims.comparisons.questions import compare_questions
from claims.listings import attributions, tally
from claims.models import Question, Relay, Speaker
from sources.models import Credit, Document, Outlet

NAMES = 500  # speakers named beside their sides
ROWS = 30  # sides, hops and copies shown
QUESTIONS = 100  # questions on which it is compared with other outlets


@dataclass(frozen=True)
class SideShare:
    """A side (None: the outlet's own voice) with the claims that the outlet carries of it, and who speaks there."""

    side: Speaker | None
    claims: int
    voices: list[str]
    percent: int  # of the largest, for a bar


@dataclass(frozen=True)
class Hop:
    """An outlet or speaker that its documents name as a relay, or credit with their material."""

    voice: object
    claims: int
    credits: int = 0


def printed_by(outlet, visible):
    """The attributions that stand in the outlet's documents."""
    return attributions(visible).filter(snapshot__document__outlet=outlet)


def shares(outlet, visible):
    """The `SideShare`s of what an outlet prints, the largest first. Three queries."""
    printed = printed_by(outlet, visible)
    counted = dict(printed.order_by().values_list("claim__speaker__side").annotate(n=Count("claim", distinct=True)))
    named = defaultdict(list)
    speakers = printed.exclude(claim__speaker=None).order_by("claim__speaker__name")
    for side, name in speakers.values_list("claim__speaker__side", "claim__speaker__name").distinct()[:NAMES]:
        named[side].append(name)
    sides = Speaker.objects.in_bulk(pk for pk in counted if pk)
    most = max(counted.values(), default=1)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], named[item[0]]))
    return [SideShare(sides.get(pk), n, named[pk], round(100 * n / most)) for pk, n in ranked[:ROWS]]


def hops(outlet, visible):
    """Whom its documents lean on: relays and credited outlets, the most named first. Five queries."""
    seen = Exists(visible.order_by().filter(pk=OuterRef("attribution__claim")))
    relays = Relay.objects.filter(seen, attribution__snapshot__document__outlet=outlet)
    through = relays.order_by().values_list
    outlets = dict(through("outlet").annotate(n=Count("attribution__claim", distinct=True)))
    speakers = dict(through("speaker").annotate(n=Count("attribution__claim", distinct=True)))
    credited = tally(Credit.objects.filter(document__outlet=outlet), "outlet")
    found = [
        Hop(voice, outlets.get(pk, 0), credited.get(pk, 0))
        for pk, voice in Outlet.objects.in_bulk({*outlets, *credited} - {None}).items()
    ]
    found += [Hop(voice, speakers[pk]) for pk, voice in Speaker.objects.in_bulk(set(speakers) - {None}).items()]
    return sorted(found, key=lambda hop: (-hop.claims, -hop.credits, hop.voice.name))[:ROWS]


def copying(outlet):
    """Two lists of (outlet, documents): whose documents it copies, and who copies its own. Three queries."""
    taken = tally(Document.objects.filter(outlet=outlet, republishes__isnull=False), "republishes__outlet")
    given = tally(Document.objects.filter(republishes__outlet=outlet), "outlet")
    outlets = Outlet.objects.in_bulk({*taken, *given})
    return [[(outlets[pk], n) for pk, n in _most(counted)] for counted in (taken, given)]


def _most(counted):
    return sorted(counted.items(), key=lambda item: -item[1])[:ROWS]


def rivals(outlet, visible):
    """(the other outlet, their `OutletPair`) for each that shares a question with it; `None` if there are too many."""
    questions = Question.objects.filter(claims__in=_carried(outlet, visible)).distinct()
    if questions[: QUESTIONS + 1].count() > QUESTIONS:
        return None
    pairs = outlet_pairs(compare_questions(questions, visible))
    return [(_other(pair, outlet), pair) for pair in pairs if outlet.pk in (pair.first.pk, pair.second.pk)]


def _carried(outlet, visible):
    return visible.filter(attributions__snapshot__document__original__outlet=outlet)


def _other(pair, outlet):
    return pair.second if pair.first.pk == outlet.pk else pair.first
