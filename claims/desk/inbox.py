"""The inbox: what came in and nobody has read, with what was guessed of it, to be confirmed or corrected."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max, Prefetch
from django.db.models.functions import Length
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from claims.curation.confirming import confirm_read_off
from claims.desk.bringing import numbers, outlet_names
from claims.desk.pages import DeskPage
from claims.desk.read_off import ALWAYS, DAY, LABELS, ReadOffForm, Shown
from claims.inbox import MISSING, lacking, matrix, waiting
from sources.admin.forms import DayField
from sources.importing.confirming import value_of
from sources.importing.outlets import UNIDENTIFIED
from sources.models import Document, Guess, Outlet, Snapshot

SHOWN = 20
COMPARED = ("title", "outlet", "byline", "published_on", "language")  # said to be unlike what was read off
CORRECTED = ("title", "outlet", "byline", "published_on", "day", "language", "credits")


class InboxFilter(forms.Form):
    """Which documents of the inbox are shown."""

    use_required_attribute = False

    document = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    outlet = forms.ModelChoiceField(Outlet.objects.none(), to_field_name="slug", required=False, empty_label="any")
    since = DayField(required=False)
    until = DayField(required=False)
    missing = forms.ChoiceField(choices=[("", "any"), *MISSING.items()], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outlet"].queryset = Outlet.objects.filter(pk__in=waiting().order_by().values("outlet"))
        for name in self.fields:
            self.fields[name].widget.attrs["class"] = "form-select" if name in ("outlet", "missing") else "form-control"

    def rows(self):
        """The documents; none if a filter makes no sense."""
        if not self.is_valid():
            return Document.objects.none()
        said, rows = self.cleaned_data, waiting()
        wanted = {
            "key": said["document"],
            "outlet": said["outlet"],
            "published_on__gte": said["since"],
            "published_on__lte": said["until"],
        }
        rows = rows.filter(**{name: value for name, value in wanted.items() if value})
        return lacking(rows, said["missing"]) if said["missing"] else rows


class InboxPage(DeskPage):
    """GET: the documents by day. POST `confirm` or `correct` (number of a document), or `bulk` and the ticked ones."""

    template_name = "desk/documents/inbox.html"
    permission_required = "sources.change_document"
    bound = None
    problems = ()

    @cached_property
    def filter(self):
        return InboxFilter(self.request.GET)

    def get_context_data(self, **kwargs):
        rows = self.filter.rows()
        page = Paginator(rows, SHOWN).get_page(self.request.GET.get("page"))
        lines = self.lines(page.object_list)
        query = self.request.GET.copy()
        query.pop("page", None)
        query.pop("done", None)
        return super().get_context_data(
            filter=self.filter,
            page=page,
            days=[(day, list(found)) for day, found in groupby(lines, key=lambda line: line["document"].published_on)],
            matrix=matrix(rows),
            problems=self.problems,
            outlets=outlet_names() if lines else (),
            query=query.urlencode(),
            is_filtered=any(query.values()),
            **kwargs,
        )

    def lines(self, rows):
        """What is shown of each document of a page."""
        documents = list(with_guesses(rows))
        versions = latest_versions([document.pk for document in documents])
        bound = {form.prefix: form for form in self.bound or ()}
        return [
            {
                "document": document,
                "fields": shown_fields(document),
                "form": bound.get(prefix_of(document)) or form_of(document),
                "version": versions.get(document.pk, 0),
                "is_open": any(guess.confirmed_at is None for guess in document.guesses.all()),
                "read": way_to_read(document),
            }
            for document in documents
        ]

    def post(self, request):
        number = numbers(request, "confirm") | numbers(request, "correct")
        chosen = numbers(request, "file") if request.POST.get("bulk") == "confirm" else number
        documents = list(with_guesses(Document.objects.filter(pk__in=chosen)))
        if not documents:
            return self.refused(["Tick documents first, or choose one."])
        forms = {document: form_of(document, request.POST) for document in documents}
        self.bound = list(forms.values())
        if any(form.errors for form in forms.values()):
            return self.refused(["Something that you wrote cannot be so; nothing was confirmed."])
        return self.confirm(forms, only_said="correct" in request.POST)

    def confirm(self, forms, *, only_said):
        """Each on its own; what could not be confirmed is said, the others are."""
        done, problems, stored = [], [], None
        for document, form in forms.items():
            seen = numbers(self.request, f"seen-{document.pk}")
            options = {"said": form.said, "only_said": only_said, "seen": min(seen, default=None)}
            try:
                stored, fields = confirm_read_off(document, self.request.user, **options)
                done.append((document, fields))
            except ValidationError as problem:
                problems.append(f"{document}: {' '.join(problem.messages)} Nothing of yours was written to it.")
        if problems:
            self.bound = None
            return self.refused(problems, done)
        messages.success(self.request, told(done))
        kept = {name: value for name, value in self.request.GET.items() if name != "done"}
        return self.on_to(self.request.path, stored if len(done) == 1 else None, **kept)

    def refused(self, problems, done=()):
        if done:
            messages.success(self.request, told(done))
        self.problems = problems
        return self.render_to_response(self.get_context_data(), status=409)


def told(done):
    """What was confirmed: *Confirmed: title, outlet of “Herald: Raid”*, or of how many documents."""
    if len(done) == 1:
        document, fields = done[0]
        names = ", ".join(LABELS.get(name, name).lower() for name in fields)
        return f"Confirmed of “{document}”: {names}." if names else f"Nothing was left to confirm of “{document}”."
    return f"Confirmed: {sum(len(fields) for _, fields in done)} fields of {len(done)} documents."


def with_guesses(rows):
    """Documents with all that is shown of them."""
    texts = Snapshot.objects.without_text().annotate(characters=Length("text"))
    guesses = Guess.objects.select_related("confirmed_by")
    return rows.select_related("outlet").prefetch_related(
        Prefetch("guesses", guesses), Prefetch("snapshots", texts), "credits__outlet"
    )


def latest_versions(pks):
    """{pk of a document: number of its latest version}."""
    rows = Document.history.filter(id__in=pks).order_by().values_list("id")
    return dict(rows.annotate(Max("history_id")))


def prefix_of(document):
    return f"d{document.pk}"


def shown_fields(document):
    """The `Shown` fields of a document: guesses as guesses, what is confirmed or was given by a person as sure."""
    guesses = {guess.field: guess for guess in document.guesses.all()}
    rows = [shown(document, name, guesses.get(name)) for name in LABELS]
    return [row for row in rows if row.value or row.name in ALWAYS or row.unlike]


def shown(document, name, guess):
    value = value_of(document, name, guess)
    if guess is None:
        is_nobody = name == "outlet" and value.startswith(f"{UNIDENTIFIED} ")
        if name == "credits":
            value = "; ".join(credit.outlet.name for credit in document.credits.all())
        return Shown(name, value, "nobody has identified it" if is_nobody else "", sure=bool(value) and not is_nobody)
    others = tuple((one, where) for one, where in guess.others if one != value)
    unlike = guess.value if name in COMPARED and guess.value != value and not guess.confirmed_at else ""
    by = str(guess.confirmed_by or "")
    return Shown(name, value, guess.where, others, bool(guess.confirmed_at), by, unlike)


def form_of(document, data=None):
    """The form for what is guessed or missing of a document, and for what `data` (None: nothing is sent) says of it."""
    fields, prefix = shown_fields(document), prefix_of(document)
    wanted = {one.name for one in fields if not one.sure}
    wanted |= {"day"} if DAY in wanted else set()
    wanted |= {name for name in CORRECTED if f"{prefix}-{name}" in (data or {})}  # confirmed by another meanwhile
    only = [name for name in CORRECTED if name in wanted]
    initial = {one.name: one.value for one in fields}
    return ReadOffForm(data, initial=initial, prefix=prefix, only=only or ("",))


def way_to_read(document):
    """Where a document is read and coded; on a site that has no such page, where it is read."""
    try:
        return reverse("admin:record", args=[document.key])
    except NoReverseMatch:
        return document.get_absolute_url()
