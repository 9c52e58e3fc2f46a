"""Judgements are asked again when a claim changes in what they rested on. Called by name where a claim changes.

    before = grounds({claim.pk})
    ...                                     the claim, or its attributions, are changed
    reopen(before, user)

What a judgement rests on: the question, voice, stance, answer, figure, dates, days, hedge and scope of both claims; one
that no rule makes (another kind than a contradiction, or on a basis that only a person names) also on their statements
and on the words quoted for them. Further quotes take nothing away, so they re-open nothing.

A re-opened judgement is *suggested* again, by `REOPENED`: no program takes it back, and what a person once decided is
told in its `reasons` and in its history.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from claims.agreement import compare
from claims.choices import Basis, RelationKind, RelationState, Verdict
from claims.comparisons.accounts import facts_of, voice_key
from claims.comparisons.questions import question_facts
from claims.models import Attribution, Claim, Relation
from claims.models.relations import REOPENED
from claims.querysets import CLAIM_JOINS
from claims.reasons import answer_in_words

TYPED = (Basis.NUMBER, Basis.DENIAL, Basis.RIVAL_ACCOUNT, Basis.TIME)  # what rules find
BATCH = 500
SHOWN = 120  # characters of a value


@dataclass(frozen=True)
class Grounds:
    """A claim as judgements rest on it. `facts` and `text` hold (value to compare, value in words) under a name."""

    voice: str
    facts: dict[str, tuple[Any, str]]
    text: dict[str, tuple[Any, str]]
    quotes: frozenset[str]


def rested_on(record):
    """The primary keys of the stored claims that a claim or attribution is, or belongs to; of other records none."""
    if isinstance(record, Claim):
        return {record.pk} - {None}
    if isinstance(record, Attribution):
        stored = Attribution._base_manager.filter(pk=record.pk).values_list("claim", flat=True)
        return {record.claim_id, *stored} - {None}
    return set()


def grounds(claim_pks):
    """{primary key: Grounds} of those of the claims that people have judged, as they are stored now."""
    pks, found = sorted(claim_pks), {}
    for start in range(0, len(pks), BATCH):
        found |= _grounds(_judged(pks[start : start + BATCH]))
    return found


@transaction.atomic
def reopen(before, user, save=None, spared=(), merging=False):
    """Re-open the decided relations whose claims are no longer as they were `before`; answers with them.

    `before` comes from `grounds`; `user` changed the claims (None: a program). `save(relation, reason)` writes, with an
    entry in the history. Relations whose primary key is in `spared` stay as they are. `merging` says that names of one
    voice were put together or taken apart: that alone changes nothing that was said.
    """
    after = grounds(before)
    changed = {pk for pk in after if after[pk] != before[pk]}
    reopened = []
    for relation in _decided(sorted(changed)):
        told = relation.pk not in spared and _told(relation, before, after, merging)
        if told:
            _reopen(relation, f"{user or 'a program'} changed {told}", save or _writer(user))
            reopened.append(relation)
    return reopened


def _judged(pks):
    decided = Relation.objects.exclude(state=RelationState.SUGGESTED).filter(Q(first__in=pks) | Q(second__in=pks))
    ends = decided.order_by().values_list("first", "second")
    return {pk for pair in ends for pk in pair} & set(pks)


def _grounds(pks):
    if not pks:
        return {}
    quotes = {pk: set() for pk in pks}
    for pk, exact in Attribution.objects.filter(claim__in=pks).order_by().values_list("claim", "exact"):
        quotes[pk].add(exact)
    claims = Claim.objects.filter(pk__in=pks).select_related(*CLAIM_JOINS)
    return {claim.pk: _of_claim(claim, frozenset(quotes[claim.pk])) for claim in claims}


def _of_claim(claim, quotes):
    facts = {
        "question": (claim.question_id, str(claim.question or "none")),
        "voice": (voice_key(claim.voice), claim.voice.name),
        "stance": (claim.stance, claim.get_stance_display()),
        "answer": _answer(claim),
        "day of saying": ((claim.said_on, claim.said_until), _days(claim.said_on, claim.said_until)),
        "as-of date": (claim.as_of, _days(claim.as_of)),
        "hedge": (claim.hedge, claim.hedge),
        "scope": (claim.scope, claim.scope),
    }
    return Grounds(claim.voice.name, facts, {"statement": (claim.statement, claim.statement)}, quotes)


def _answer(claim):
    figure = (claim.amount, claim.amount_high, claim.qualifier, claim.unit)
    return (claim.answer_id, *figure, claim.date_from, claim.date_to), answer_in_words(facts_of(claim))


def _days(*days):
    return " to ".join(str(day) for day in days if day)


def _decided(claim_pks):
    """The decided relations of some claims, each once."""
    seen = set()
    for start in range(0, len(claim_pks), BATCH):
        pks = claim_pks[start : start + BATCH]
        decided = Relation.objects.exclude(state=RelationState.SUGGESTED).filter(Q(first__in=pks) | Q(second__in=pks))
        held = decided.select_for_update(of=("self",))  # against whoever decides it anew just now
        for relation in held.for_listing().prefetch_related("first__question__answers"):
            if relation.pk not in seen:
                seen.add(relation.pk)
                yield relation


def _told(relation, before, after, merging):
    """What of the ground of a judgement was changed, in words; empty if nothing was."""
    by_rule = relation.kind == RelationKind.CONTRADICTS and relation.basis in TYPED
    one_voice = relation.first.voice == relation.second.voice
    told = [
        f"{was.voice}’s {words}"
        for pk in (relation.first_id, relation.second_id)
        if (was := before.get(pk)) and pk in after
        for words in _changes(was, after[pk], by_rule, merging and not one_voice)
    ]
    return " and ".join(told)


def _changes(was, now, by_rule, voices_were_merged):
    """*answer from “70” to “80”*, for each thing that changed."""
    old, new = (was.facts, now.facts) if by_rule else (was.facts | was.text, now.facts | now.text)
    for name in old:
        if old[name][0] != new[name][0] and not (name == "voice" and voices_were_merged):
            yield f"{name} from {_quoted(old[name][1])} to {_quoted(new[name][1])}"
    gone = sorted(was.quotes - now.quotes)
    if gone and not by_rule:
        come = sorted(now.quotes - was.quotes)
        yield f"quote from {_quoted(gone[0])} to {_quoted(come[0] if come else '')}"


def _quoted(words):
    return f"“{Truncator(words).chars(SHOWN)}”" if words else "none"


def _reopen(relation, what, save):
    """Make it a suggestion again. What was said for or against it spoke of the claims as they were: the rule's sentence
    takes its place, if a rule still makes the contradiction; else a person has to find one."""
    today = timezone.localdate()
    decided = f"{relation.decided_by or 'a person'} {relation.get_state_display()} it"
    why = relation.reason or "no reason given"
    note = f"Re-opened on {today.day} {today:%B %Y}: {what} after {decided}: {why}"
    relation.reasons = "\n".join(filter(None, (relation.reasons, note)))
    relation.state, relation.suggested_by = RelationState.SUGGESTED, REOPENED
    relation.decided_by = relation.decided_at = None
    relation.basis, relation.reason = _by_rule(relation)
    save(relation, note)


def _by_rule(relation):
    """The basis and reason that the rules give for a contradiction of theirs, as its claims are now."""
    first, second = relation.first, relation.second
    if relation.kind == RelationKind.CONTRADICTS and first.question_id and first.question_id == second.question_id:
        found = compare(facts_of(first), facts_of(second), question_facts(first.question))
        if relation.basis in TYPED and found.verdict == Verdict.CONTRADICTS:
            return str(found.basis), found.reason
    return relation.basis, ""


def _writer(user):
    def save(relation, reason):
        relation._history_user, relation._change_reason = user, reason
        relation.save()

    return save
