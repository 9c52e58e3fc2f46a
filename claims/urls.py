"""Addresses of the reading pages and their files. `source_urlpatterns` are mounted in the namespace `sources`."""

from django.urls import path

from claims.views.claims import ClaimListView
from claims.views.comparison import EventDetailView, QuestionDetailView
from claims.views.dashboard import DashboardView
from claims.views.documents import DocumentDetailView, DocumentListView
from claims.views.events import EventListView
from claims.views.guide import GuideView
from claims.views.outlets import OutletListView
from claims.views.search import SearchView
from claims.views.soon import soon
from claims.views.speakers import SpeakerListView

app_name = "claims"

urlpatterns = [
    path("", DashboardView.as_view(), name="dashboard"),
    path("events/", EventListView.as_view(), name="event_list"),
    path("events/<str:key>/", EventDetailView.as_view(), name="event_detail"),
    path("questions/<str:key>/", QuestionDetailView.as_view(), name="question_detail"),
    path("claims/", ClaimListView.as_view(), name="claim_list"),
    path("speakers/", SpeakerListView.as_view(), name="speaker_list"),
    path("guide/", GuideView.as_view(), name="guide"),
    path("search/", SearchView.as_view(), name="search"),
    # Names held until their files stand:
    path("claims.csv", soon, name="claim_csv"),
    path("contradictions.csv", soon, name="contradiction_csv"),
    path("attributions.csv", soon, name="attribution_csv"),
    path("speakers.csv", soon, name="speaker_csv"),
    path("events.csv", soon, name="event_csv"),
    path("outlet-pairs.csv", soon, name="outlet_pair_csv"),
    path("events/<str:key>/comparison.csv", soon, name="event_comparison_csv"),
    path("events/<str:key>/coverage.csv", soon, name="event_coverage_csv"),
    path("events/<str:key>/wording.csv", soon, name="event_wording_csv"),
    # Names held until their pages stand:
    path("claims/<str:key>/", soon, name="claim_detail"),
    path("contradictions/", soon, name="contradiction_list"),
    path("contradictions/<str:key>/", soon, name="contradiction_detail"),
    path("reports/", soon, name="report_list"),
    path("speakers/<str:slug>/", soon, name="speaker_detail"),
]

source_urlpatterns = [
    path("outlets/", OutletListView.as_view(), name="outlet_list"),
    path("documents/", DocumentListView.as_view(), name="document_list"),
    path("documents/<str:key>/", DocumentDetailView.as_view(), name="document_detail"),
    # Names held until their files stand:
    path("documents.csv", soon, name="document_csv"),
    path("outlets.csv", soon, name="outlet_csv"),
    path("outlets/<str:slug>/vs/<str:other>.csv", soon, name="outlet_vs_csv"),
    # Names held until their pages stand:
    path("outlets/<str:slug>/", soon, name="outlet_detail"),
    path("outlets/<str:slug>/vs/<str:other>/", soon, name="outlet_vs"),
]
