"""The files of admin lists: the same reports as on the reading pages, for exactly the rows that are listed."""

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.models import Claim


@dataclass(frozen=True)
class AsListed:
    """Stands in for a report's filter set: the rows of an admin list, and the claims that count."""

    rows: QuerySet
    claims: QuerySet

    def filtered(self):
        return self.rows


class ReportFile:
    """Mixed into admins whose records have a report; `report` says which."""

    report = None

    def csv_report(self, request, queryset):
        rows = self.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        claims = Claim.objects.visible_to(request.user)
        return self.report.columns, self.report.rows(AsListed(rows, claims))
