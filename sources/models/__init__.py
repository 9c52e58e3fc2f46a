from sources.models.copies import Resemblance, Shingle
from sources.models.documents import Credit, Document
from sources.models.feeds import Feed
from sources.models.imports import Arrival, Batch, Guess
from sources.models.outlets import Outlet, OutletAlias
from sources.models.snapshots import Snapshot, TextAnchor, original_path

__all__ = [
    "Arrival",
    "Batch",
    "Credit",
    "Document",
    "Feed",
    "Guess",
    "Outlet",
    "OutletAlias",
    "Resemblance",
    "Shingle",
    "Snapshot",
    "TextAnchor",
    "original_path",
]
