"""Addresses of the reading pages and their files. `source_urlpatterns` are mounted in the namespace `sources`."""

app_name = "claims"

urlpatterns = []

source_urlpatterns = []
