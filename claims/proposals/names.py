"""Which speakers and outlets a text names, found by looking up the text's own words in indexes.

So it costs the same among ten names and a million: five queries. A name or alias stands before a surname; a speaker
before an outlet of that name. Words that two speakers, or two outlets, go by name nobody here: which one is meant is
for a person to say. The surname of a person counts only if no other person has it.
"""

from collections import defaultdict

from django.db.models import Count, Min

from claims.models import Speaker, SpeakerAlias
from claims.proposals.groups import by_form, may_be_surname
from claims.proposals.proposed import Name
from sources.models import Outlet, OutletAlias

NAMED = (  # kind, where names are looked up, the record's fields from there
    ("speaker", Speaker, ("pk", "slug", "name")),
    ("speaker", SpeakerAlias, ("speaker", "speaker__slug", "speaker__name")),
    ("outlet", Outlet, ("pk", "slug", "name")),
    ("outlet", OutletAlias, ("outlet", "outlet__slug", "outlet__name")),
)


def names_in(text):
    """{words as they stand in `text`: the `Name` of the speaker or outlet that they name}.

    Give it a passage, not a book (see `claims.proposals.sentences.passage`): 6,000 characters are looked at.
    """
    wanted = by_form(text.replace("\x00", " "))
    found = {"speaker": defaultdict(dict), "outlet": defaultdict(dict)}
    for kind, model, fields in NAMED:
        rows = model._base_manager.filter(name__in=list(wanted)).values_list(*fields, "name")
        for pk, key, label, words in rows if wanted else ():
            for surface in wanted[words]:
                found[kind][surface][pk] = Name(kind, pk, key, label, words)
    named = _surnames(wanted)
    for kind in ("outlet", "speaker"):
        named = {surface: name for surface, name in named.items() if surface not in found[kind]}
        named |= {surface: next(iter(one.values())) for surface, one in found[kind].items() if len(one) == 1}
    return named


def _surnames(wanted):
    """The persons whom one word names, for each word that is the surname of just one."""
    words = [word for word in wanted if may_be_surname(word)]
    rows = Speaker._base_manager.filter(surname__in=words).order_by().values("surname")
    alone = rows.annotate(people=Count("pk"), only=Min("pk")).filter(people=1).values_list("surname", "only")
    by_pk = {pk: word for word, pk in alone} if words else {}
    people = Speaker._base_manager.filter(pk__in=by_pk).values_list("pk", "slug", "name")
    return {
        surface: Name("speaker", pk, key, label, label)
        for pk, key, label in people
        for surface in wanted[by_pk[pk]]
        if may_be_surname(surface)
    }
