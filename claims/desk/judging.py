"""Deciding relations: one with both claims side by side, or many between two accounts at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.choices import RelationKind, RelationState
from claims.comparisons.judgements import BASES, KINDS, judged_pair
from claims.comparisons.tables import pair_table
from claims.curation.judging import DECISIONS, MOST_AT_ONCE, DecidedMeanwhile, as_shown, decide_all, mark, proposal
from claims.desk import decisions
from claims.desk.pages import DeskPage
from claims.forms import REASON, JudgementForm
from claims.models import Claim, Relation
from claims.queues import beside_to_judge, to_judge

TOLD = 10  # refusals that are told one by one


class JudgeView(DeskPage):
    """One relation; POST `do` (the name of a move, see `decisions`) decides it and goes on to the next."""

    permission_required = "claims.change_relation"
    template_name = "desk/judge.html"
    queue = "judge"

    def get_relation(self):
        relations = Relation.objects.between(Claim.objects.compared()).for_listing()
        return get_object_or_404(relations, key=self.kwargs["key"].replace("\0", ""))

    def get_context_data(self, **kwargs):
        relation = self.get_relation()
        pair = judged_pair(relation, Claim.objects.compared())
        last = decisions.last_rejection(self.request.user)
        table = table_of(relation, pair)
        context = {
            "relation": relation,
            "pair": pair,
            "words": KINDS[relation.kind],
            "mark": mark(relation),
            "proposal": proposal(relation),
            "typed": self.request.GET.get("reason", "").replace("\0", "")[:REASON],
            "basis": relation.basis,
            "bases": JudgementForm.base_fields["basis"].choices,
            "confirmation": decisions.confirmation(relation),
            "rejections": decisions.rejections(relation, last),
            "kinds": decisions.other_kinds(relation),
            "recent": [*earlier(relation, pair), *decisions.recent_reasons(self.request.user)],
            "beside": beside_to_judge(self.request.user, relation),
            "table": table,
            "others_waiting": len([one for one in table.undecided if one.pk != relation.pk]) if table else 0,
            "other_reopened": [one for one in table.reopened if one.pk != relation.pk][:TOLD] if table else [],
            "rule_says": pair.rule and pair.rule.reason != relation.reason,
        }
        found = super().get_context_data(**context | kwargs)
        found["is_proposed"] = relation.state == RelationState.SUGGESTED and not found["typed"]
        return found | {"waiting": next(queue.shown for queue in found["queues"] if queue.name == self.queue)}

    def last_act(self):
        """With the way back to what it decided: there one sees it undone."""
        found = super().last_act()
        if found:
            pks = [pk for label, pk, *_ in found.steps if label == Relation._meta.label_lower]
            key = Relation.objects.filter(pk__in=pks[:1]).values_list("key", flat=True).first()
            found.leads_back = reverse("admin:judge", args=[key]) if key else self.request.path
        return found

    def post(self, request, key):
        relation = self.get_relation()
        moves = decisions.all_moves(relation, decisions.last_rejection(request.user))
        move = moves.get(request.POST.get("do", ""))
        form = JudgementForm(self._data(relation, move), relation=relation)
        if not form.is_valid():
            return self.again(form, 400)
        wanted = form.decision
        try:
            return self.on_to(self._next(relation), form.decide(request.user))
        except DecidedMeanwhile:
            return self.again(form, 409, wanted=wanted)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
            return self.again(form, 400)

    def again(self, form, status, **context):
        """The page with what was wrong, and with what was written."""
        sent = {"typed": form.data.get("reason", ""), "basis": form.data.get("basis", "")}
        return self.render_to_response(self.get_context_data(form=form, **sent, **context), status=status)

    def _data(self, relation, move):
        """What the form of a judgement is to check: the move, and what was written or chosen."""
        sent = self.request.POST
        data = {
            "seen": sent.get("seen", ""),
            "basis": sent.get("basis", relation.basis),
            "reason": _written(sent, relation),
        }
        if move is None:
            return data
        ready = "" if move.name == "confirm" else move.reason  # what stands there is kept
        if move.kind == RelationKind.CONTRADICTS and data["basis"] != relation.basis:
            ready = BASES.get(data["basis"], move.reason)
        reason = data["reason"] or ready
        if move.name.startswith("reject-"):
            reason = move.reason
        return data | {"state": move.state, "kind": move.kind, "acts": move.acts, "reason": reason}

    def _next(self, relation):
        """What comes after a relation in the queue; at its end what was passed over; then the queue itself."""
        following = beside_to_judge(self.request.user, relation).next
        waiting = to_judge(self.request.user).exclude(pk=relation.pk).values_list("key", flat=True)
        key = following or waiting.first()
        return reverse("admin:judge", args=[key]) if key else reverse("admin:queue_judge")


class JudgeManyView(JudgeView):
    """POST `pair` (several), `do` and `reason`: decides chosen pairs of a relation's question as one act."""

    def get(self, request, key):
        return self.on_to(reverse("admin:judge", args=[self.get_relation().key]))

    def post(self, request, key):
        relation = self.get_relation()
        shown, reason = request.POST.getlist("pair"), request.POST.get("reason", "").replace("\0", "").strip()
        ready = decisions.all_moves(relation, decisions.last_rejection(request.user))
        move = ready.get(request.POST.get("do", ""))
        if move is None or (move.name != "confirm" and move.state != RelationState.REJECTED):
            return self._refused("Press one of the buttons: confirm or reject.", shown, reason)
        reason = reason or (move.reason if move.name != "confirm" else "")
        if not shown:
            return self._refused("Nothing was chosen: tick the pairs first.", shown, reason)
        if len(reason) > REASON:
            return self._refused(f"A reason has at most {REASON} characters.", shown, reason)
        if move.state == RelationState.REJECTED and not reason:
            return self._refused("Say why they are rejected: they will never be suggested again.", shown, reason)
        stored = self._decide(relation, shown, move.state, reason)
        return self.on_to(reverse("admin:judge", args=[relation.key]), stored)

    def _decide(self, relation, shown, state, reason):
        chosen = self._chosen(relation, shown)
        stored, left = decide_all(chosen, set(shown), state, reason, self.request.user)
        for one, why in left[:TOLD]:
            messages.warning(self.request, f"Left as it is: {one.first.voice}, {one.second.voice}. {why}")
        unknown = len(set(shown)) - len(chosen)
        more = len(left[TOLD:]) + unknown
        if more:
            others = f"{more} more" if left else more
            messages.warning(self.request, f"{others} of the chosen were left as they are; look at them again.")
        return stored

    def _chosen(self, relation, shown):
        """The stored relations that were chosen, of this question only."""
        numbers = [one.partition(".")[0] for one in shown]
        pks = {int(one) for one in numbers if one.isdecimal() and len(one) < 19}
        question = relation.first.question_id
        here = Relation.objects.between(Claim.objects.compared()).filter(
            Q(first__question=question) & Q(second__question=question), pk__in=sorted(pks)[:MOST_AT_ONCE]
        )
        return list(here.for_listing())

    def _refused(self, problem, shown, reason):
        messages.error(self.request, f"Nothing was stored. {problem}")
        context = self.get_context_data(chosen=set(shown), reason_for_all=reason)
        return self.render_to_response(context, status=400)


def table_of(relation, pair):
    """The table of the two accounts that the relation parts; each relation with what a form sends for it."""
    table = pair_table(relation, pair.compared)
    for one in table.undecided if table else ():
        one.as_shown = as_shown(one)
    return table


def earlier(relation, pair):
    """The reason of the decision that was re-opened, if one was: it may still hold."""
    decided = [entry.reason for entry in pair.history if entry.word in DECISIONS] if relation.is_reopened else []
    return decided[:1]


def _written(sent, relation):
    """The reason that a person wrote; what was proposed, and left as it stood, is none."""
    written = "\n".join(sent.get("reason", "").splitlines()).strip()
    proposed = "\n".join(proposal(relation).splitlines()).strip()
    return "" if written == proposed else written
