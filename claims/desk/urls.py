"""Addresses of the pages where people work, within the admin: each asks for a login and a permission."""

from django.urls import path

from claims.desk.coding import ToCode
from claims.desk.queueing import ToJudge, ToRead, ToRepair
from claims.desk.reviewing import Returned, ToReview
from claims.desk.undoing import UndoView


def desk_urls(site):
    """The addresses, guarded as all of the admin is."""
    pages = [
        ("queues/read/", ToRead, "queue_read"),
        ("queues/code/", ToCode, "queue_code"),
        ("queues/review/", ToReview, "queue_review"),
        ("queues/returned/", Returned, "queue_returned"),
        ("queues/judge/", ToJudge, "queue_judge"),
        ("queues/evidence/", ToRepair, "queue_evidence"),
        ("undo/<int:pk>/", UndoView, "undo"),
    ]
    return [path(route, site.admin_view(view.as_view()), name=name) for route, view, name in pages]
