"""Searching in lists and autocompletes: each word must stand in one of a record's search fields."""

from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal


def search(queryset, fields, words):
    """`queryset` narrowed to rows in which every word of `words` stands in some field; quoted words go together.

    Each word is looked for in a subquery, so that many aliases never repeat a row.
    """
    for word in map(_bare, smart_split(words.replace("\0", ""))):
        found = Q()
        for spelling in spellings(word):
            found |= Q.create([(f"{field}__icontains", spelling) for field in fields], connector=Q.OR)
        queryset = queryset.filter(pk__in=queryset.model._base_manager.filter(found).values("pk"))
    return queryset


def spellings(word):
    """A word and, beyond ASCII, its other cases: SQLite folds the case of ASCII letters only."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def _bare(word):
    quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
    return unescape_string_literal(word) if quoted else word
