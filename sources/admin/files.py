"""The CSV file of an admin list: exactly the rows that are listed, or those that were chosen."""

from operator import itemgetter

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse

from sources.lib.csvstream import Column, stream


class CsvFile:
    """Mixed into admins: an action for chosen rows, and an address for all rows of a filtered list.

    `csv_columns` maps a header to the lookup that fills it; an admin whose records have a report of their own
    overrides `csv_report`.
    """

    csv_columns = {}
    change_list_template = "admin/record_list.html"
    actions = ["download_csv"]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_csv"
        return [path("csv/", self.admin_site.admin_view(self.csv_view), name=name), *super().get_urls()]

    @admin.action(description="Download as CSV", permissions=["view"])
    def download_csv(self, request, queryset):
        return self.csv_answer(request, queryset)

    def csv_view(self, request):
        """All rows of the list whose filters stand in the address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        request.whole_list = True
        try:
            return self.csv_answer(request, self.get_changelist_instance(request).queryset)
        except IncorrectLookupParameters:
            self.message_user(request, "A filter in the address cannot be read, so no file was made.", messages.ERROR)
            name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseRedirect(reverse(name))

    def csv_answer(self, request, queryset):
        columns, rows = self.csv_report(request, queryset)
        name = f"{self.opts.verbose_name_plural}.csv".replace(" ", "-")
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(stream(columns, rows), content_type="text/csv; charset=utf-8", headers=disposition)

    def csv_report(self, request, queryset):
        """(columns, rows) of the file; rows are read while they are sent."""
        columns = [Column(name, itemgetter(at), "") for at, name in enumerate(self.csv_columns)]
        return columns, queryset.values_list(*self.csv_columns.values()).iterator(chunk_size=2000)
