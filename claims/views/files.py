"""The CSV files behind lists and comparisons: the filtered rows of the same query, streamed."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views import View

from claims.exports.registry import REPORTS
from claims.models import Claim


class ReportFile(View):
    """One report as a file: `ReportFile.as_view(name="claims")`.

    A query that is not understood is answered with 400 and what is wrong with it; a key in the address that nothing
    has, with 404.
    """

    http_method_names = ["get", "head"]
    name = ""

    def get(self, request, **keys):
        report = REPORTS[self.name]
        asked = self._ask(report, dict(zip(report.keys, keys.values(), strict=True)))
        if set(report.keys) & set(asked.errors) - set(request.GET):
            raise Http404(" ".join(asked.problems))
        if asked.problems:
            return HttpResponse(
                "".join(f"{text}\n" for text in asked.problems), status=400, content_type="text/plain; charset=utf-8"
            )
        saved_as = {"Content-Disposition": f'attachment; filename="{report.filename(asked)}"'}
        return StreamingHttpResponse(report.stream(asked), content_type="text/csv; charset=utf-8", headers=saved_as)

    def _ask(self, report, named):
        """The query with the keys of the address; one that is also in the query is given twice."""
        data = self.request.GET.copy()
        for name, value in named.items():
            data.appendlist(name, value)
        return report.ask(data, Claim.objects.visible_to(self.request.user))
