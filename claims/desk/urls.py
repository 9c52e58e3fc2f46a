"""Addresses of the pages where people work, within the admin: each asks for a login and a permission."""

from django.urls import path

from claims.desk.activity import ActivityView, PeopleActivityView
from claims.desk.agreeing import AgreementFile, AgreementPage
from claims.desk.bringing import BatchList, BatchPage, BatchReport, ImportPage
from claims.desk.coding import ToCode
from claims.desk.codings import CodingList, CodingsPage, Done, Settle, TakeBack
from claims.desk.copies import CopiesView
from claims.desk.feeds import FeedsPage
from claims.desk.history import history_urls
from claims.desk.inbox import InboxPage
from claims.desk.judging import JudgeManyView, JudgeView
from claims.desk.merging import MergeOutlets, MergeSpeakers
from claims.desk.names import NamesView
from claims.desk.queueing import ToJudge, ToRead, ToRepair
from claims.desk.recording import (
    RecordAttribution,
    RecordClaim,
    RecordDesk,
    RecordPage,
    RecordReading,
    RecordWording,
)
from claims.desk.repairing import RepairView
from claims.desk.reviewing import Returned, ToReview
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
        ("copies/", CopiesView, "copies"),
        ("names/", NamesView, "names"),
        ("merge/speaker/", MergeSpeakers, "merge_speakers"),
        ("merge/outlet/", MergeOutlets, "merge_outlets"),
        ("activity/", PeopleActivityView, "people_activity"),
        ("activity/<key:username>/", ActivityView, "activity"),
        ("activity/<key:username>/<key:day>/", ActivityView, "activity_day"),
        ("codings/", CodingList, "coding_list"),
        ("codings/agreement/", AgreementPage, "agreement"),
        ("codings/agreement.csv", AgreementFile, "agreement_csv"),
        ("codings/<key:key>/", CodingsPage, "codings"),
        ("codings/<key:key>/done/", Done, "coding_done"),
        ("codings/<key:key>/take-back/", TakeBack, "codings_take_back"),
        ("codings/<key:key>/settle/", Settle, "codings_settle"),
        ("inbox/", InboxPage, "inbox"),
        ("feeds/", FeedsPage, "feeds"),
        ("import/", ImportPage, "import"),
        ("import/batches/", BatchList, "import_batches"),
        ("import/<int:pk>/", BatchPage, "import_batch"),
        ("import/<int:pk>/report.csv", BatchReport, "import_report"),
        ("evidence/<key:key>/", RepairView, "repair"),
        ("upload/", UploadView, "upload"),
        ("upload/<int:pk>/", PreviewView, "upload_preview"),
        ("upload/<int:pk>/wrong.csv", WrongRowsView, "upload_wrong"),
        ("judge/<str:key>/", JudgeView, "judge"),
        ("judge/<str:key>/together/", JudgeManyView, "judge_many"),
        ("record/<slug:key>/", RecordPage, "record"),
        ("record/<slug:key>/desk/", RecordDesk, "record_desk"),
        ("record/<slug:key>/claim/", RecordClaim, "record_claim"),
        ("record/<slug:key>/attribution/", RecordAttribution, "record_attribution"),
        ("record/<slug:key>/wording/", RecordWording, "record_wording"),
        ("record/<slug:key>/reading/", RecordReading, "record_reading"),
        ("undo/<int:pk>/", UndoView, "undo"),
    ]
    own = [path(route, site.admin_view(view.as_view()), name=name) for route, view, name in pages]
    return own + [path(route, site.admin_view(view), name=name) for route, view, name in history_urls(site)]
