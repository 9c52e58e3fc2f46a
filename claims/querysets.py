"""Picking and joining rows about claims, in domain words."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from claims.choices import ClaimStatus, RelationKind, RelationState
from sources.lib.history import TrackedQuerySet

CLAIM_JOINS = ("event", "question", "speaker__side", "outlet", "answer")
FACTS = (
    *("key", "stance", "amount", "amount_high", "qualifier", "unit", "date_from", "date_to", "said_on", "said_until"),
    *("as_of", "hedge", "scope", "statement", "question__key", "answer__label"),
    *(f"{voice}__{name}" for voice in ("speaker", "outlet") for name in ("slug", "name", "collective")),
)
SET_ASIDE = [ClaimStatus.RETURNED, ClaimStatus.DROPPED]


def prefers_accepted(user):
    """Whether this person chose that reading pages count accepted claims only; asked once in a request."""
    if not hasattr(user, "counts_accepted_only"):
        preference = user.preference if user.pk and hasattr(user, "preference") else None
        user.counts_accepted_only = bool(preference and preference.accepted_only)
    return user.counts_accepted_only


class SpeakerQuerySet(TrackedQuerySet):
    def matching(self, words):
        """Speakers whose name or alias holds `words`."""
        aliases = self.model.aliases.rel.related_model.objects.filter(name__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(pk__in=aliases.values("speaker")))


class EventQuerySet(TrackedQuerySet):
    pass


class QuestionQuerySet(TrackedQuerySet):
    pass


class ClaimQuerySet(TrackedQuerySet):
    def compared(self):
        """All claims but those returned or dropped, and those of a double coding that is not settled."""
        return self.filter(blind=False).exclude(status__in=SET_ASIDE)

    def accepted(self):
        return self.filter(blind=False, status=ClaimStatus.ACCEPTED)

    def visible_to(self, user):
        """What this person's pages and files are made of.

        Accepted claims only, for anonymous visitors and for whoever chose so; else all that are compared.
        """
        return self.compared() if user.is_authenticated and not prefers_accepted(user) else self.accepted()

    def seen_by(self, user):
        """What this person may curate: all claims but those that another codes blindly."""
        return self.filter(Q(blind=False) | Q(author=user))

    def hidden_from(self, user):
        """What another codes blindly."""
        return self.filter(blind=True).exclude(author=user)

    def for_listing(self):
        """With all that a row of a list names."""
        return self.select_related(*CLAIM_JOINS)

    def with_facts(self):
        """With no more than the reasoning needs (see `claims.comparisons.accounts.facts_of`)."""
        return self.select_related("question", "speaker", "outlet", "answer").only(*FACTS)


class AttributionQuerySet(TrackedQuerySet):
    def with_documents(self):
        """With the document that each stands in and that document's original; without the texts."""
        return self.select_related("snapshot__document__outlet", "snapshot__document__original__outlet").defer(
            "snapshot__text"
        )

    def for_listing(self):
        return self.with_documents().select_related("claim__speaker", "claim__outlet")


class CodingQuerySet(TrackedQuerySet):
    def unsettled(self):
        return self.filter(settled_at=None)

    def for_listing(self):
        """With the document, and who codes it and gave it."""
        return self.select_related("document__outlet", "coder", "given_by")


class ReadingQuerySet(TrackedQuerySet):
    def counted(self):
        """All but those of a person who still codes the document blindly: what they recorded is not on any page yet."""
        codings = apps.get_model("claims", "Coding").objects.unsettled()
        return self.exclude(Exists(codings.filter(document=OuterRef("document"), coder=OuterRef("reader"))))


class RelationQuerySet(TrackedQuerySet):
    def contradictions(self):
        return self.filter(kind=RelationKind.CONTRADICTS)

    def undecided(self):
        return self.filter(state=RelationState.SUGGESTED)

    def between(self, claims):
        """Relations whose two claims both belong to the query set `claims`.

        Asked row by row (EXISTS): with IN, SQLite would walk through all claims for a handful of relations.
        """
        ends = (claims.order_by().filter(pk=OuterRef(end)) for end in ("first", "second"))
        return self.filter(*map(Exists, ends))

    def for_listing(self):
        """With both claims, their voices, questions and answers."""
        ends = [f"{end}__{name}" for end in ("first", "second") for name in CLAIM_JOINS]
        return self.select_related(*ends, "decided_by")
