from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Claims: who said what"


class CurationConfig(AdminConfig):
    """Django's admin on Counterclaim's own site."""

    default_site = "claims.desk.site.CurationSite"
