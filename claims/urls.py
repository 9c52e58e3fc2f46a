"""Addresses of the reading pages and their files. `source_urlpatterns` are mounted in the namespace `sources`."""

from django.urls import path

from claims.views.claims import ClaimListView
from claims.views.dashboard import DashboardView
from claims.views.documents import DocumentListView
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
    path("claims/", ClaimListView.as_view(), name="claim_list"),
    path("speakers/", SpeakerListView.as_view(), name="speaker_list"),
    path("guide/", GuideView.as_view(), name="guide"),
    path("search/", SearchView.as_view(), name="search"),
    # Names held until their pages stand:
    path("claims/<str:key>/", soon, name="claim_detail"),
    path("contradictions/", soon, name="contradiction_list"),
    path("contradictions/<str:key>/", soon, name="contradiction_detail"),
    path("events/<str:key>/", soon, name="event_detail"),
    path("questions/<str:key>/", soon, name="question_detail"),
    path("reports/", soon, name="report_list"),
    path("speakers/<str:slug>/", soon, name="speaker_detail"),
]

source_urlpatterns = [
    path("outlets/", OutletListView.as_view(), name="outlet_list"),
    path("documents/", DocumentListView.as_view(), name="document_list"),
    # Names held until their pages stand:
    path("documents/<str:key>/", soon, name="document_detail"),
    path("outlets/<str:slug>/", soon, name="outlet_detail"),
    path("outlets/<str:slug>/vs/<str:other>/", soon, name="outlet_vs"),
]
