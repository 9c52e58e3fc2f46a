"""All reports on one page: what each is for, its filters, how many rows that makes, and what its columns say."""

import shlex
from dataclasses import dataclass

from django.views.generic import TemplateView

from claims.exports.registry import REPORTS
from claims.exports.report import COUNTED, Report
from claims.filtersets import VisibleFilterSet
from claims.models import Claim
from claims.views.lists import dressed

FIRST = next(iter(REPORTS))


@dataclass(frozen=True)
class Section:
    """A report on the page, all of its rows; `needs` are the labels of what must be chosen before there is a file."""

    report: Report
    asked: VisibleFilterSet

    @property
    def rows(self):
        return in_words(self.report.count(self.asked))

    @property
    def needs(self):
        return [self.asked.form.fields[key].label.lower() for key in self.report.keys]

    @property
    def file(self):
        return "" if self.report.keys else self.report.address(self.asked)


@dataclass(frozen=True)
class OpenSection(Section):
    """The report that is looked at closely, with its filters."""

    @property
    def fields(self):
        return dressed(self.asked.form)

    @property
    def is_asked(self):
        """Whether anything has been chosen: a report that needs a choice is not wrong before it is made."""
        return any(self.asked.data.values())

    @property
    def problems(self):
        return self.asked.problems if self.is_asked else []

    @property
    def chosen(self):
        """The file of this choice; empty while there is none."""
        return self.report.address(self.asked) if self.asked.is_valid() else ""

    @property
    def command(self):
        """What gives the same file on the command line."""
        filters = (f"{name}={value}" for name, value in self.asked.data.items() if value)
        return shlex.join(["manage.py", "export_report", self.report.name, *filters])

    @property
    def examples(self):
        return self.report.examples(self.asked)


class ReportListView(TemplateView):
    template_name = "claims/report_list.html"

    def get_context_data(self, **kwargs):
        self.claims = Claim.objects.visible_to(self.request.user)
        wanted = self.request.GET.get("report") or FIRST
        return super().get_context_data(
            sections=[self._section(report) for report in REPORTS.values()],
            opened=self._opened(REPORTS[wanted]) if wanted in REPORTS else None,
            unknown="" if wanted in REPORTS else wanted[:60],
            names=", ".join(REPORTS),
            **kwargs,
        )

    def _section(self, report):
        return Section(report, report.ask(None, self.claims))

    def _opened(self, report):
        data = self.request.GET.copy()
        data.pop("report", None)
        return OpenSection(report, report.ask(data, self.claims))


def in_words(count):
    """A count of rows as people read it; None where nobody counted."""
    if count is None:
        return ""
    return f"{count:,}" if count <= COUNTED else f"over {COUNTED:,}"
