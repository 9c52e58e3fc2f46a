"""Narrowing the lists that have to do with claims by the query string; see `sources.filtersets` for what they share.

Every list is narrowed among what the reader may see: `claims` are those of `ClaimQuerySet.visible_to`.
"""

from claims.filtersets.claims import AttributionFilterSet, ClaimFilterSet, ComparedFilterSet, claims_with_words
from claims.filtersets.records import DocumentFilterSet, EventFilterSet, OutletFilterSet, SpeakerFilterSet
from claims.filtersets.relations import RelationFilterSet, between
from claims.filtersets.visible import VisibleFilterSet, event_filter

__all__ = [
    "AttributionFilterSet",
    "ClaimFilterSet",
    "ComparedFilterSet",
    "DocumentFilterSet",
    "EventFilterSet",
    "OutletFilterSet",
    "RelationFilterSet",
    "SpeakerFilterSet",
    "VisibleFilterSet",
    "between",
    "claims_with_words",
    "event_filter",
]
