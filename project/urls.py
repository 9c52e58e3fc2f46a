"""Every address of the site; pages that need both floors are views of claims/ mounted in the namespace sources."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from claims.urls import source_urlpatterns

urlpatterns = [
    path("", include("claims.urls")),
    path("", include((source_urlpatterns, "sources"))),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
]
