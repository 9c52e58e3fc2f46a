"""Addresses of the pages where people work, within the admin: each asks for a login and a permission."""

from django.urls import path

from claims.desk.preferring import PreferencesView
from claims.desk.queueing import Returned, ToCode, ToJudge, ToRead, ToRepair, ToReview
from claims.desk.recording import (
    RecordAttribution,
    RecordClaim,
    RecordDesk,
    RecordPage,
    RecordReading,
    RecordWording,
)
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
        ("record/<slug:key>/", RecordPage, "record"),
        ("record/<slug:key>/desk/", RecordDesk, "record_desk"),
        ("record/<slug:key>/claim/", RecordClaim, "record_claim"),
        ("record/<slug:key>/attribution/", RecordAttribution, "record_attribution"),
        ("record/<slug:key>/wording/", RecordWording, "record_wording"),
        ("record/<slug:key>/reading/", RecordReading, "record_reading"),
        ("undo/<int:pk>/", UndoView, "undo"),
        ("preferences/", PreferencesView, "preferences"),
    ]
    return [path(route, site.admin_view(view.as_view()), name=name) for route, view, name in pages]
