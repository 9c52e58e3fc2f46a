"""Which account each of some claims belongs to, for pages that show claims of many questions."""

from django.db.models import Count

from claims.comparisons.questions import compare_questions
from claims.models import Question

MANY = 40  # claims on a question; those with more are compared on their own page only
QUESTIONS = 40  # questions compared for one page


def accounts_of(claims, visible):
    """{claim pk: its `Account`} of a list of claims.

    None for those that stand apart, whose account is the only one on its question, or whose question is very busy.
    """
    questions = {claim.question_id for claim in claims} - {None}
    small = _small(questions, visible)
    found = {}
    for compared in compare_questions(Question.objects.filter(pk__in=small), visible):
        for account in compared.accounts if len(compared.accounts) > 1 else ():
            found.update((member.claim.pk, account) for member in account.claims)
    return found


def _small(questions, visible):
    counted = visible.filter(question__in=questions).order_by("question").values_list("question")
    return [pk for pk, count in counted.annotate(n=Count("pk")) if count <= MANY][:QUESTIONS]
