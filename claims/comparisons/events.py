"""An event compared: its questions, who reports them, and what each calls the same thing."""

from functools import cached_property

from claims.comparisons.accounts import attributed
from claims.comparisons.coverage import coverage_of
from claims.comparisons.questions import compare_questions
from claims.comparisons.wording import wording_of
from claims.models import Question


class EventComparison:
    """Everything that pages and files say about one event; parts that a page does not ask for cost nothing."""

    def __init__(self, event, claims):
        self.event = event
        self._claims = claims

    @cached_property
    def questions(self):
        return compare_questions(Question.objects.filter(event=self.event).order_by("position", "key"), self._claims)

    @cached_property
    def uncoded(self):
        """Claims of the event that answer no question yet."""
        return attributed(self._claims.compared().filter(event=self.event, question=None).order_by("key"))

    @cached_property
    def accounts(self):
        """Every compared claim of the event."""
        return [account for compared in self.questions for account in compared.claims] + self.uncoded

    @cached_property
    def coverage(self):
        return coverage_of(self.event, self.questions, self._claims)

    @cached_property
    def wording(self):
        return wording_of(self.event, self.accounts)

    @cached_property
    def contested(self):
        return [compared for compared in self.questions if compared.is_contested]

    @cached_property
    def one_sided(self):
        return [compared for compared in self.questions if compared.is_one_sided]

    @cached_property
    def unanswered(self):
        """Questions to which no claim gives an account."""
        return [compared for compared in self.questions if not compared.accounts]

    @cached_property
    def origins(self):
        """Names of all known origins of the event's claims, by their keys."""
        return {key: name for account in self.accounts for key, name in account.origin_names.items()}

    @cached_property
    def documents(self):
        """Every document that attributes one of these claims, newest first."""
        found = {document.pk: document for account in self.accounts for document in account.documents}
        return sorted(found.values(), key=lambda d: (str(d.published_on or ""), d.key), reverse=True)


def compare_event(event, claims):
    """The comparison of one event over the claims of a query set, such as `Claim.objects.visible_to(user)`."""
    return EventComparison(event, claims)
