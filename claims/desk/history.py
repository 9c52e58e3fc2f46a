"""The history of one record with its parts: who wrote what when and why, any two versions compared, one restored."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator

from claims.blindness import hidden_rows
from claims.choices import ClaimStatus
from claims.curation.restoring import plan, restore
from claims.desk.pages import DeskPage
from claims.histories import tracked
from claims.models import Claim
from claims.record_histories import RecordHistory

PER_PAGE = 50
LONGEST_REASON = 2000
LARGEST = 2**63 - 1  # number that a database counts rows with


class HistoryView(DeskPage):
    """GET: the versions, newest first; `?compare=2&with=5` shows what differs, `?restore=2` what restoring would do."""

    template_name = "desk/history.html"
    model = None

    def get_permission_required(self):
        return [f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"]

    def dispatch(self, request, *args, **kwargs):
        if kwargs["pk"] > LARGEST:
            raise Http404
        self.history = RecordHistory(self.model, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        history, record = self.history, self.stored()
        page = Paginator(history.steps[::-1], PER_PAGE).get_page(self.request.GET.get("page"))
        told = history.told(page.object_list)
        title = str(record) if record else told[0][1][0].title
        return super().get_context_data(
            record=record,
            opts=self.model._meta,
            title=Truncator(title).chars(120),
            list_url=self.address("changelist"),
            edit_url=self.address("change") if record else "",
            history_url=self.address("history"),
            restore_url=self.address("restore"),
            newest=len(history.steps),
            mark=history.mark,
            page=page,
            versions=[(step, list(by_part(history, written)), self.whole(step)) for step, written in told],
            may_restore=self.may_restore(record),
            **{"compared": self.compared(), "restoring": self.restoring(self.request.GET.get("restore"))} | kwargs,
        )

    def stored(self):
        """The record as it is; None if it was deleted. Not found if there never was one, or it is not to be seen."""
        rows = self.history.rows
        record = self.model._base_manager.filter(pk=self.kwargs["pk"]).first()
        own = [(row.label, row.number) for row in rows if row.label == self.history.label]
        if not own or hidden_rows(self.request.user, own[-1:]):
            raise Http404
        return record

    def may_restore(self, record):
        """Whoever may change such a record; one that was deleted comes back by whoever may add one, too."""
        names = ["change"] if record else ["change", "add"]
        opts = self.model._meta
        return self.request.user.has_perms(f"{opts.app_label}.{name}_{opts.model_name}" for name in names)

    def address(self, page, *more):
        opts = self.model._meta
        try:
            url = f"admin:{opts.app_label}_{opts.model_name}_{page}"
            return reverse(url, args=[] if page == "changelist" else [self.kwargs["pk"], *more])
        except NoReverseMatch:
            return ""

    def whole(self, step):
        """Where all fields of the record stand as they were after a step that changed it."""
        own = [row.number for row, _ in step.rows if row.label == self.history.label]
        return self.address("simple_history", own[-1]) if own else ""

    def compared(self):
        """(first, second, what differs) of the two versions that the address names; None if it names none."""
        numbers = [self.number(self.request.GET.get(name)) for name in ("compare", "with")]
        if None in numbers:
            return None
        first, second = sorted(numbers)
        history = self.history
        return first, second, list(by_part(history, history.between(history.state(first), history.state(second))))

    def number(self, words):
        """The number of a version, as the address gives it; None if there is none."""
        known = words and words.isdecimal() and len(words) < 9 and 1 <= int(words) <= len(self.history.steps)
        return int(words) if known else None

    def restoring(self, words, **told):
        """What the form shows that asks whether to restore a version; None if none is named, or the latest."""
        number = self.number(words)
        if number is None or (self.history.label, self.kwargs["pk"]) not in self.history.state(number):
            return None
        changes = list(by_part(self.history, plan(self.history, number)))
        again = self.model is Claim and Claim._base_manager.filter(
            pk=self.kwargs["pk"], status=ClaimStatus.ACCEPTED
        ).exists()  # fmt: skip
        return {"number": number, "changes": changes, "reviewed_again": again and bool(changes)} | told


class RestoreView(HistoryView):
    """POST `version`, `mark` and `reason`: restore a version; what is refused is shown with what was typed."""

    http_method_names = ["post"]

    def post(self, request, pk):
        record = self.stored()
        if not self.may_restore(record):
            return self.handle_no_permission()
        version, mark = (request.POST.get(name, "") for name in ("version", "mark"))
        reason = request.POST.get("reason", "").replace("\0", "").strip()
        try:
            return self.on_to(self.address("history"), self.restore(version, mark, reason))
        except ValidationError as problem:
            told = {"problem": " ".join(problem.messages), "reason": reason}
        self.history = RecordHistory(self.model, pk)
        restoring = self.restoring(version, **told) or {"number": version[:9], "changes": [], **told}
        return self.render_to_response(self.get_context_data(restoring=restoring), status=400)

    def restore(self, version, mark, reason):
        if not reason:
            raise ValidationError("Say why: the reason stands in the history.")
        if len(reason) > LONGEST_REASON:
            raise ValidationError(f"Say it in at most {LONGEST_REASON} characters.")
        number, user = self.number(version) or 0, self.request.user
        return restore(self.model, self.kwargs["pk"], number, mark=mark, user=user, reason=reason)


def by_part(history, versions):
    """(what part it is, `Version`) pairs: empty for the record itself, *attribution “more than 70”* for a part."""
    for one in versions:
        yield "" if one.model == history.label else f"{one.noun} “{Truncator(one.title).chars(60)}”", one


def history_urls(site):
    """(route, view, name) of the history of each tracked record that has a form, and of restoring it."""
    for model in filter(site.is_registered, tracked()):
        opts = model._meta
        name, route = f"{opts.app_label}_{opts.model_name}", f"{opts.app_label}/{opts.model_name}/<int:pk>"
        yield f"{route}/history/", HistoryView.as_view(model=model), f"{name}_history"
        yield f"{route}/restore/", RestoreView.as_view(model=model), f"{name}_restore"
