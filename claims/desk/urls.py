"""Addresses of the pages where people work, within the admin: each asks for a login and a permission."""

from django.urls import path

from claims.desk.preferring import PreferencesView
from claims.desk.queueing import Returned, ToCode, ToJudge, ToRead, ToRepair, ToReview
from claims.desk.repairing import RepairView
from claims.desk.undoing import UndoView
from claims.desk.uploading import PreviewView, UploadView, WrongRowsView


def desk_urls(site):
    """The addresses, guarded as all of the admin is."""
    pages = [
        ("queues/read/", ToRead, "queue_read"),
        ("queues/code/", ToCode, "queue_code"),
        ("queues/review/", ToReview, "queue_review"),
        ("queues/returned/", Returned, "queue_returned"),
        ("queues/judge/", ToJudge, "queue_judge"),
        ("queues/evidence/", ToRepair, "queue_evidence"),
        ("evidence/<key:key>/", RepairView, "repair"),
        ("upload/", UploadView, "upload"),
        ("upload/<int:pk>/", PreviewView, "upload_preview"),
        ("upload/<int:pk>/wrong.csv", WrongRowsView, "upload_wrong"),
        ("undo/<int:pk>/", UndoView, "undo"),
        ("preferences/", PreferencesView, "preferences"),
    ]
    return [path(route, site.admin_view(view.as_view()), name=name) for route, view, name in pages]
