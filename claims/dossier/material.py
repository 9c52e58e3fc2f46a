"""All that a dossier of one event shows, gathered with a fixed number of queries.

Comparison, evidence, judgements, documents with their families, and the speakers and outlets that these name.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from claims.choices import ClaimStatus, RelationKind, RelationState
from claims.comparisons.events import compare_event
from claims.dataset.selection import OneEvent
from claims.models import Claim, Event, Reading, Relation, Speaker
from sources.models import Credit, Document, Outlet, Snapshot


@dataclass(frozen=True)
class Recipe:
    """What a dossier is made of: an event, which of its claims, and when.

    `public` is for visitors: accepted claims only, and nothing that no page shows them.
    """

    event: Event
    public: bool
    at: datetime

    @property
    def claims(self):
        """The query set of claims, of whatever event, that it may hold."""
        return Claim.objects.accepted() if self.public else Claim.objects.compared()


class Material:
    """Everything about the event of a recipe; parts that are not asked for cost nothing."""

    def __init__(self, recipe):
        self.recipe, self.event = recipe, recipe.event
        self.selection = OneEvent(recipe.event, recipe.claims, recipe.public)
        self.compared = compare_event(recipe.event, recipe.claims)

    @cached_property
    def by_key(self):
        """{claim key: `AttributedClaim`} of all claims in the dossier."""
        return {account.key: account for account in self.compared.accounts}

    @cached_property
    def question_of(self):
        """{claim key: its compared question, None while it is not coded}."""
        found = {account.key: compared for compared in self.compared.questions for account in compared.claims}
        return found | {account.key: None for account in self.compared.uncoded}

    def account(self, key):
        """The account that a claim stands in; None if it stands apart."""
        compared = self.question_of[key]
        number = compared and compared.number_of(key)
        return compared.account(number) if number else None

    @cached_property
    def relations(self):
        """Every judgement on two claims of the dossier, in the order of their keys."""
        own = Relation.objects.between(self.selection.claims)
        return list(own.select_related("first", "second", "decided_by").order_by("key"))

    @cached_property
    def disputes(self):
        """{claim key: the contradictions that no person rejected, confirmed first}."""
        found = defaultdict(list)
        for relation in sorted(self.relations, key=lambda relation: (relation.state, relation.key)):
            if relation.is_standing_contradiction:
                for key in (relation.first.key, relation.second.key):
                    found[key].append(relation)
        return found

    @cached_property
    def states(self):
        """[(state of contradictions in words, how many there are)]"""
        found = (relation for relation in self.relations if relation.kind == RelationKind.CONTRADICTS)
        return sorted(Counter(RelationState(relation.state).label for relation in found).items())

    @cached_property
    def statuses(self):
        """[(status of claims in words, how many there are)], in the order of the work."""
        counted = Counter(account.claim.get_status_display() for account in self.compared.accounts)
        return sorted(counted.items())

    @property
    def all_accepted(self):
        return all(account.claim.status == ClaimStatus.ACCEPTED for account in self.compared.accounts)

    @cached_property
    def documents(self):
        """Documents that claims, wordings or readings of the event stand in, and originals of those; newest first."""
        found = Document.objects.with_outlets().filter(pk__in=self.selection.documents)
        found = found.prefetch_related(
            Prefetch("snapshots", Snapshot.objects.without_text().order_by("captured_at", "pk")),
            Prefetch("credits", Credit.objects.select_related("outlet").order_by("outlet__slug")),
            Prefetch(
                "readings", Reading.objects.counted().filter(event=self.event).select_related("event").order_by("pk")
            ),
        )
        return sorted(found, key=lambda document: (str(document.published_on or ""), document.key), reverse=True)

    @cached_property
    def families(self):
        """{original's pk: the documents of its family that are in the dossier, earliest first}."""
        found = defaultdict(list)
        for document in reversed(self.documents):
            found[document.original_id].append(document)
        return found

    def snapshots(self, document):
        """The texts of a document that are in the dossier, oldest first; those of a mere original are not."""
        return list(document.snapshots.all()) if document.pk in self.selection.texts_of else []

    @cached_property
    def speakers(self):
        found = Speaker.objects.filter(pk__in=self.selection.speakers).select_related("affiliation", "side")
        return list(found.prefetch_related("aliases").order_by("name", "slug"))

    @cached_property
    def outlets(self):
        found = Outlet.objects.filter(pk__in=self.selection.outlets)
        return list(found.prefetch_related("aliases").order_by("name", "slug"))
