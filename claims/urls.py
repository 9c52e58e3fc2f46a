"""Addresses of the reading pages and their files. `source_urlpatterns` are mounted in the namespace `sources`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from claims.views.changes import DocumentChangesView, DocumentVsView
from claims.views.claims import ClaimDetailView, ClaimListView
from claims.views.comparison import EventDetailView, EventPartView, QuestionDetailView
from claims.views.contradictions import ContradictionDecideView, ContradictionDetailView, ContradictionListView
from claims.views.dashboard import DashboardView
from claims.views.documents import DocumentDetailView, DocumentListView
from claims.views.dossier import EventDossierView
from claims.views.events import EventListView
from claims.views.families import DocumentFamilyView
from claims.views.files import ReportFile
from claims.views.guide import GuideView
from claims.views.outlets import OutletDetailView, OutletListView
from claims.views.pairs import OutletVsView
from claims.views.preferences import PreferencesView
from claims.views.reports import ReportListView
from claims.views.search import SearchView
from claims.views.speakers import SpeakerDetailView, SpeakerListView


class KeyConverter(StringConverter):
    """One part of an address, without the NUL character, which no key holds and PostgreSQL refuses."""

    regex = r"[^/\0]+"


register_converter(KeyConverter, "key")

app_name = "claims"

urlpatterns = [
    path("", DashboardView.as_view(), name="dashboard"),
    path("events/", EventListView.as_view(), name="event_list"),
    path("events/<key:key>/", EventDetailView.as_view(), name="event_detail"),
    path("events/<key:key>/<key:part>/", EventPartView.as_view(), name="event_part"),
    path("questions/<key:key>/", QuestionDetailView.as_view(), name="question_detail"),
    path("claims/", ClaimListView.as_view(), name="claim_list"),
    path("claims/<key:key>/", ClaimDetailView.as_view(), name="claim_detail"),
    path("contradictions/", ContradictionListView.as_view(), name="contradiction_list"),
    path("contradictions/<key:key>/", ContradictionDetailView.as_view(), name="contradiction_detail"),
    path("contradictions/<key:key>/decide/", ContradictionDecideView.as_view(), name="contradiction_decide"),
    path("speakers/", SpeakerListView.as_view(), name="speaker_list"),
    path("speakers/<key:slug>/", SpeakerDetailView.as_view(), name="speaker_detail"),
    path("reports/", ReportListView.as_view(), name="report_list"),
    path("guide/", GuideView.as_view(), name="guide"),
    path("search/", SearchView.as_view(), name="search"),
    path("preferences/", PreferencesView.as_view(), name="preferences"),
    # Files, each the twin of a page:
    path("claims.csv", ReportFile.as_view(name="claims"), name="claim_csv"),
    path("contradictions.csv", ReportFile.as_view(name="contradictions"), name="contradiction_csv"),
    path("attributions.csv", ReportFile.as_view(name="attributions"), name="attribution_csv"),
    path("speakers.csv", ReportFile.as_view(name="speakers"), name="speaker_csv"),
    path("events.csv", ReportFile.as_view(name="events"), name="event_csv"),
    path("outlet-pairs.csv", ReportFile.as_view(name="outlet-pairs"), name="outlet_pair_csv"),
    path("events/<key:key>/comparison.csv", ReportFile.as_view(name="comparison"), name="event_comparison_csv"),
    path("events/<key:key>/coverage.csv", ReportFile.as_view(name="coverage"), name="event_coverage_csv"),
    path("events/<key:key>/wording.csv", ReportFile.as_view(name="wording"), name="event_wording_csv"),
    path("events/<key:key>/dossier.zip", EventDossierView.as_view(), name="event_dossier"),
]

source_urlpatterns = [
    path("outlets/", OutletListView.as_view(), name="outlet_list"),
    path("outlets/<key:slug>/vs/<key:other>/", OutletVsView.as_view(), name="outlet_vs"),
    path("outlets/<key:slug>/", OutletDetailView.as_view(), name="outlet_detail"),
    path("documents/", DocumentListView.as_view(), name="document_list"),
    path("documents/<key:key>/vs/<key:other>/", DocumentVsView.as_view(), name="document_vs"),
    path("documents/<key:key>/family/", DocumentFamilyView.as_view(), name="document_family"),
    path("documents/<key:key>/changes/", DocumentChangesView.as_view(), name="document_changes"),
    path("documents/<key:key>/", DocumentDetailView.as_view(), name="document_detail"),
    # Files, each the twin of a page:
    path("documents.csv", ReportFile.as_view(name="documents"), name="document_csv"),
    path("outlets.csv", ReportFile.as_view(name="outlets"), name="outlet_csv"),
    path("outlets/<key:slug>/vs/<key:other>.csv", ReportFile.as_view(name="outlet-vs"), name="outlet_vs_csv"),
]
