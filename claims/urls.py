"""Addresses of the reading pages and their files. `source_urlpatterns` are mounted in the namespace `sources`."""

from django.urls import path

from claims.views.dashboard import DashboardView
from claims.views.guide import GuideView
from claims.views.search import SearchView

app_name = "claims"

urlpatterns = [
    path("", DashboardView.as_view(), name="dashboard"),
    path("guide/", GuideView.as_view(), name="guide"),
    path("search/", SearchView.as_view(), name="search"),
]

source_urlpatterns = []
