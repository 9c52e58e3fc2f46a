"""Holds the name of an address whose page is being written; each is taken out when its page stands."""

from django.http import Http404


def soon(request, **kwargs):
    raise Http404
