"""Every address of the site; pages that need both floors are views of claims/ mounted in the namespace sources."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.urls import include, path, reverse_lazy

from claims.urls import source_urlpatterns

password = PasswordChangeView.as_view(
    template_name="registration/password.html", success_url=reverse_lazy("claims:dashboard")
)

urlpatterns = [
    path("", include("claims.urls")),
    path("", include((source_urlpatterns, "sources"))),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", password, name="password"),
    path("admin/", admin.site.urls),
]
