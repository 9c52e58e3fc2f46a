"""What the rows of a list show besides themselves: counts and neighbours, each by one query for all rows of a page.

Every function takes the rows of a page and the claims that the reader may see, and answers with a map from the rows'
primary keys; what is missing from it is zero.
"""

from collections import defaultdict

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from claims.choices import RelationState
from claims.models import Attribution, Relation


def tally(found, by):
    """How many records of the query set `found` stand under each value of `by`: {value: count}."""
    counted = found.order_by().values_list(by).annotate(n=Count("pk", distinct=True))
    return {value: count for value, count in counted if value is not None}


def newest(found, by, what):
    """The greatest `what` under each value of `by`."""
    return dict(found.order_by().values_list(by).annotate(newest=Max(what)))


def distinct(found, by, what):
    """How many different values of `what` stand under each value of `by`."""
    return dict(found.order_by().values_list(by).annotate(n=Count(what, distinct=True)))


def standing(claims):
    """Contradictions between `claims` that no person rejected."""
    return Relation.objects.contradictions().between(claims).exclude(state=RelationState.REJECTED)


def standing_of(some, claims):
    """Those of them that `some` of the claims take part in: a query set, or primary keys."""
    if isinstance(some, QuerySet):
        some = some.order_by().values("pk")
    return standing(claims).filter(Q(first__in=some) | Q(second__in=some))  # two indexes, however many relations


def attributions(claims):
    """The attributions of `claims`, a query set; asked row by row, so that what narrows them further comes first."""
    return Attribution.objects.filter(Exists(claims.order_by().filter(pk=OuterRef("claim"))))


def contradictions_by(claims, pks, path):
    """{pk: contradictions one of whose claims has that pk under `path`, such as `speaker`}; each counts once."""
    sides = standing_of(claims.filter(**{f"{path}__in": pks}), claims)
    found = defaultdict(int)
    for one, other in sides.order_by().values_list(f"first__{path}", f"second__{path}"):
        for pk in {one, other} & set(pks):
            found[pk] += 1
    return found


def contested(rows, claims):
    """{claim pk: its contradictions, confirmed first}, of a page of claims."""
    pks = {row.pk for row in rows}
    found = defaultdict(list)
    related = standing_of(pks, claims).order_by()
    for relation in sorted(related, key=lambda relation: (relation.state, relation.key)):
        for pk in {relation.first_id, relation.second_id} & pks:
            found[pk].append(relation)
    return found


def outlets(rows):
    """{claim pk: names of the outlets that print it, in order}, of a page of claims."""
    found = defaultdict(set)
    printed = Attribution.objects.filter(claim__in=[row.pk for row in rows])
    for pk, name in printed.order_by().values_list("claim", "snapshot__document__outlet__name").distinct():
        found[pk].add(name)
    return {pk: sorted(names) for pk, names in found.items()}
