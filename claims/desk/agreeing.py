"""How far people code alike, over all documents that were coded twice: a page and its file."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import StreamingHttpResponse
from django.views import View

from claims.desk.pages import DeskPage
from claims.exports.agreement import AGREEMENT_COLUMNS, measured
from claims.models import Coding
from sources.lib.csvstream import stream


class AgreementPage(DeskPage):
    permission_required = "claims.view_coding"
    template_name = "desk/agreement.html"

    def get_context_data(self, **kwargs):
        rows = list(measured())
        sorts = {sort: [row for row in rows if row.of == sort] for sort in ("person", "document", "question")}
        return super().get_context_data(total=rows[0], sorts=sorts, columns=AGREEMENT_COLUMNS, **kwargs)


class AgreementFile(PermissionRequiredMixin, View):
    """The same as a file; `?document=KEY` for one document alone (an unknown one has no rows but the first)."""

    permission_required = "claims.view_coding"
    raise_exception = True
    http_method_names = ["get", "head"]

    def get(self, request):
        codings, name = Coding.objects.all(), "agreement.csv"
        if "document" in request.GET:
            codings = codings.filter(document__key=request.GET["document"].replace("\0", ""))
        saved_as = {"Content-Disposition": f'attachment; filename="{name}"'}
        pieces = stream(AGREEMENT_COLUMNS, measured(codings))
        return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=saved_as)
