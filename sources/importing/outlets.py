"""Which outlet a document is of: as the caller says, as it says itself, or one that nobody has identified yet."""

import re
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Q

from sources.lib.keys import shorten
from sources.models import Outlet, OutletAlias

HOST = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,24}$", re.IGNORECASE)
UNIDENTIFIED = "Unidentified"


def known_names():
    """The names and aliases of all outlets, in lower case: readers look for them where credits stand."""
    return {name.lower() for model in (Outlet, OutletAlias) for name in model.objects.values_list("name", flat=True)}


def outlet_named(words):
    """The outlet of that name, alias, slug or web host; None if there is none, or more than one."""
    named = [Q(name__iexact=words), Q(aliases__name__iexact=words), Q(slug=words)]
    if HOST.match(words):
        host = words.lower().removeprefix("www.")
        named += [Q(homepage__icontains=f"//{host}"), Q(homepage__icontains=f"//www.{host}")]
    found = list(Outlet.objects.filter(reduce(or_, named)).distinct()[:2])
    return found[0] if len(found) == 1 else None


def outlet_for(reading, url=""):
    """The outlet that a `Reading` names, made new if it names an unknown one; an unidentified one if it names none."""
    guess = reading.guesses.get("outlet")
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for words in filter(None, (guess and guess.value, host)):
        found = outlet_named(words)
        if found:
            return found
    name = (guess.value if guess else host)[:200]
    if name and shorten(name, 100):
        homepage = f"https://{name}/" if HOST.match(name) else ""
        return Outlet.objects.create(name=name, homepage=homepage)
    return Outlet.objects.create(name=f"{UNIDENTIFIED} {_next_number()}")


def _next_number():
    names = Outlet.objects.filter(name__startswith=f"{UNIDENTIFIED} ").values_list("name", flat=True)
    numbers = [int(number) for name in names if (number := name.rsplit(" ", 1)[1]).isdecimal()]
    return max(numbers, default=0) + 1
