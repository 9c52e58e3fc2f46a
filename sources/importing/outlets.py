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
MADE = "Named by a document that was brought in"  # the reason that such an outlet's first version bears


def known_names():
    """The names and aliases of all outlets, in lower case: readers look for them where credits stand."""
    return {name.lower() for model in (Outlet, OutletAlias) for name in model.objects.values_list("name", flat=True)}


def outlet_named(words):
    """The outlet of that name, alias, slug or web host; None if there is none, or more than one."""
    found = outlets_named(words)
    return found[0] if len(found) == 1 else None


def outlets_named(words):
    """The first two outlets of that name, alias, slug or web host."""
    named = [Q(name__iexact=words), Q(aliases__name__iexact=words), Q(slug=words)]
    if HOST.match(words):
        host = words.lower().removeprefix("www.")
        named += [Q(homepage__icontains=f"//{host}"), Q(homepage__icontains=f"//www.{host}")]
    return list(Outlet.objects.filter(reduce(or_, named)).distinct()[:2])


def outlet_for(reading, url=""):
    """The outlet that a `Reading` names, made new if it names an unknown one; an unidentified one if it names none."""
    found = known_outlet(reading, url)
    if found:
        return found
    guess = reading.guesses.get("outlet")
    return outlet_called(guess.value if guess else _host(url))


def known_outlet(reading, url=""):
    """The outlet that a `Reading` or its address names, if it is known here; else None."""
    guess = reading.guesses.get("outlet")
    names = filter(None, (guess and guess.value, _host(url)))
    return next(filter(None, map(outlet_named, names)), None)


def outlet_called(name):
    """A new outlet of this name; an unidentified one if it is no name."""
    name = name[:200]
    if not (name and shorten(name, 100)):
        return _made(f"{UNIDENTIFIED} {_next_number()}")
    return _made(name, homepage=f"https://{name}/" if HOST.match(name) else "")


def _made(name, **fields):
    outlet = Outlet(name=name, **fields)
    outlet._change_reason = MADE
    outlet.save()
    return outlet


def _host(url):
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _next_number():
    names = Outlet.objects.filter(name__startswith=f"{UNIDENTIFIED} ").values_list("name", flat=True)
    numbers = [int(number) for name in names if (number := name.rsplit(" ", 1)[1]).isdecimal()]
    return max(numbers, default=0) + 1
