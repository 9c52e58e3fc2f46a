"""The list of an admin: a page of rows with their numbers, and the years or months that it spans."""

from datetime import date, datetime

from django.contrib.admin.views.main import ChangeList
from django.db.models import Max, Min
from django.utils import timezone

from sources.admin.counting import fetch_late

MOST_YEARS = 60


class RecordList(ChangeList):
    """Fetches the rows of one page only, and shows the years between the first and the last day.

    Both ends stand in an index; which of the years have rows, only all the rows would tell.
    """

    def get_results(self, request):
        if getattr(request, "whole_list", False):
            return  # a file is made of the queryset alone
        super().get_results(request)
        self.result_list = self._rows(list(self.result_list.values_list("pk", flat=True)))
        fetch_late(self.model_admin, self.result_list)
        self.spans = self._spans() if self.date_hierarchy and not self._narrowed_to_days() else []

    def _rows(self, pks):
        """The rows with these primary keys, in this order: a long list is sorted without all that a row joins."""
        found = {row.pk: row for row in self.queryset.filter(pk__in=pks).order_by()}
        return [found[pk] for pk in pks if pk in found]

    def _narrowed_to_days(self):
        return any(name.startswith(f"{self.date_hierarchy}__") for name in self.params)

    def _spans(self):
        """(words, address) of each year; of each month, if there is one year only; none, if the stock list will do."""
        field = self.date_hierarchy
        found = self.queryset.aggregate(first=Min(field), last=Max(field))
        first, last = day_of(found["first"]), day_of(found["last"])
        if first is None or (first.year, first.month) == (last.year, last.month) or last.year - first.year > MOST_YEARS:
            return []
        if first.year == last.year:
            months = [date(first.year, month, 1) for month in range(first.month, last.month + 1)]
            return [(f"{day:%B %Y}", self._address(day.year, day.month)) for day in months]
        return [(str(year), self._address(year)) for year in range(first.year, last.year + 1)]

    def _address(self, year, month=None):
        chosen = {f"{self.date_hierarchy}__year": str(year)}
        if month:
            chosen[f"{self.date_hierarchy}__month"] = str(month)
        return self.get_query_string(chosen, [f"{self.date_hierarchy}__"])


def day_of(value):
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
