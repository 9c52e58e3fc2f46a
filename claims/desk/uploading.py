"""Spreadsheets of claims: uploaded, previewed row by row, applied as one."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.curation.uploading import LARGEST, apply, counts, hindrance, receive
from claims.desk.pages import DeskPage
from claims.models import Upload
from sources.lib.csvstream import Column, stream

PER_PAGE, LISTED = 100, 50
OUTCOMES = ("wrong", "changed", "new", "unchanged")
WRONG = [
    Column("line", lambda one: one[0]["line"], "number of the row, as a spreadsheet counts"),
    Column("key", lambda one: one[0]["key"], "key of the claim"),
    Column("cell", lambda one: one[1][1], "the cell, such as D14"),
    Column("column", lambda one: one[1][0], "its column"),
    Column("value", lambda one: one[1][2], "what it holds"),
    Column("reason", lambda one: one[1][3], "what is wrong with it"),
]


class Uploading(DeskPage):
    """What the pages of uploads have in common: one's own files."""

    permission_required = "claims.upload_claim"
    problem = ""

    def own(self):
        """The upload of the address, if this person brought it."""
        return get_object_or_404(Upload, pk=self.kwargs["pk"], by=self.request.user)

    def refused(self, problem, **kwargs):
        """The same page again, which says why nothing was done."""
        self.problem = problem
        return self.render_to_response(self.get_context_data(**self.kwargs, **kwargs), status=409)


class UploadView(Uploading):
    """GET: a form, and what was applied before. POST a `file`: it is kept and previewed."""

    template_name = "desk/upload.html"

    def get_context_data(self, **kwargs):
        rows = Upload.objects.defer("content", "preview").select_related("applied_as", "by")
        applied = rows.exclude(applied_at=None).order_by("-applied_at", "-pk")[:LISTED]
        waiting = rows.filter(applied_at=None, by=self.request.user)[:LISTED]
        return super().get_context_data(applied=applied, waiting=waiting, problem=self.problem, **kwargs)

    def post(self, request):
        file = request.FILES.get("file")
        if file is None:
            return self.refused("Choose a file first.")
        if file.size > LARGEST:
            return self.refused(
                f"The file is larger than {LARGEST // 2**20} MB; split it, or load it as a data package."
            )
        upload = receive(file.name, file.read(), request.user)
        return self.on_to(reverse("admin:upload_preview", args=[upload.pk]))


class PreviewView(Uploading):
    """One upload, row by row. POST `do`: `apply` (with a `reason`, and `ignore` columns) or `leave`."""

    template_name = "desk/preview.html"

    def get_context_data(self, pk, **kwargs):
        upload = self.own()
        number, shown = counts(upload), self.request.GET.get("rows", "")
        pages = Paginator(self.rows(upload, shown), PER_PAGE)
        return super().get_context_data(
            upload=upload,
            preview=upload.preview,
            counts=number,
            tabs=[(name, number[name]) for name in OUTCOMES],
            shown=shown if shown in OUTCOMES else "",
            page=pages.get_page(self.request.GET.get("page")),
            to_apply=number["new"] + number["changed"],
            hindrance=hindrance(upload),
            problem=self.problem,
            reason=self.request.POST.get("reason", ""),
            ignored=self.request.POST.getlist("ignore"),
            **kwargs,
        )

    def rows(self, upload, shown):
        """The rows of one outcome; of all but the unchanged, which are folded."""
        if shown in OUTCOMES:
            return [row for row in upload.preview["rows"] if row["outcome"] == shown]
        return [row for row in upload.preview["rows"] if row["outcome"] != "unchanged"]

    def post(self, request, pk):
        upload = self.own()
        if request.POST.get("do") == "leave" and upload.applied_at is None:
            upload.delete()
            return self.on_to(reverse("admin:upload"))
        if request.POST.get("do") != "apply":
            return self.refused("Choose what to do with it.")
        try:
            reason = request.POST.get("reason", "").replace("\0", "")
            outcome = apply(upload, request.user, reason, set(request.POST.getlist("ignore")))
        except ValidationError as problem:
            return self.refused(" ".join(problem.messages))
        if outcome.act is None:
            return self.render_to_response(self.get_context_data(pk=pk), status=409)
        return self.on_to(request.path, outcome.act)


class WrongRowsView(Uploading):
    """The wrong rows of an upload with their reasons, as CSV."""

    http_method_names = ["get"]

    def get(self, request, pk):
        upload = self.own()
        rows = ((row, wrong) for row in upload.preview["rows"] for wrong in row["wrong"])
        response = StreamingHttpResponse(stream(WRONG, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="wrong-rows-{upload.pk}.csv"'
        return response
