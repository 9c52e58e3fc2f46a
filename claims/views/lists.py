"""What all list pages share: filters, sorting, pages, the CSV twin, and what to say when there is nothing to show.

A list declares its filter set, its columns and the template of a row; the address holds its whole state.
"""

from dataclasses import dataclass

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.forms import HiddenInput, Select
from django.views.generic import TemplateView

from claims.models import Claim

PER_PAGE = 50
MOST = 100  # rows that one page shows


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, the name it sorts by (empty: it does not), and the class of its heading."""

    label: str
    sort: str = ""
    css: str = ""


@dataclass(frozen=True)
class Heading:
    """A column as the page shows it: the query that sorts by it and how it is sorted now."""

    label: str
    css: str
    query: str
    direction: str

    @property
    def arrow(self):
        return {"ascending": "↑", "descending": "↓"}.get(self.direction, "")


@dataclass(frozen=True)
class Way:
    """A way out of an empty list: the filter to drop, the query without it, and the rows that it would show."""

    chip: object
    rows: int


class ListPage(TemplateView):
    """A list with filters; a subclass declares the rest.

    `get_rows` gives all rows that the reader may see, `decorate` adds to the rows of one page what they show besides
    (in a fixed number of queries) and returns the list to be shown. An address that is not understood shows what is
    wrong and no rows.
    """

    template_name = "claims/lists/list.html"
    row_template = ""
    filterset_class = None
    columns = ()
    title = lead = csv_name = ""
    noun = ("row", "rows")

    def get_rows(self):
        return None  # the filter set's own

    def decorate(self, rows):
        return list(rows)

    def get(self, request, *args, **kwargs):
        self.claims = Claim.objects.visible_to(request.user)
        self.filterset = self._narrow(request.GET)
        self.problems = [*self.filterset.problems]
        page = self._page()
        context = self.get_context_data(page=page, rows=self.decorate(page.object_list) if page else [], **kwargs)
        return self.render_to_response(context, status=404 if self.lost else 200)

    def get_context_data(self, **kwargs):
        page, filterset = kwargs["page"], self.filterset
        count = page.paginator.count if page is not None else 0
        return super().get_context_data(
            list=self,
            filterset=filterset,
            fields=dressed(filterset.form),
            headings=[self._heading(column) for column in self.columns],
            problems=self.problems,
            count=count,
            noun=self.noun[count != 1],
            ways=self._ways_out() if page is not None and not count else [],
            earlier=page and page.has_previous() and self._query(page.previous_page_number()),
            later=page and page.has_next() and self._query(page.next_page_number()),
            **kwargs,
        )

    def _narrow(self, data):
        return self.filterset_class(data, self.get_rows(), request=self.request, claims=self.claims)

    def _page(self):
        """The page that is asked for, or None if there is no such page or the filters are not understood."""
        self.lost = False
        if self.problems:
            return None
        paginator = Paginator(self.filterset.filtered(), self._per_page())
        wanted = self.request.GET.get("page") or 1
        try:
            return None if self.problems else paginator.page(wanted)
        except EmptyPage:
            self.problems.append(f"page: there is no page {wanted[:20]}; the last one is {paginator.num_pages}.")
        except InvalidPage:
            self.problems.append(f"page: “{wanted[:20]}” is not a page number; the last one is {paginator.num_pages}.")
        self.lost = True
        return None

    def _per_page(self):
        wanted = self.request.GET.get("per_page") or str(PER_PAGE)
        if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:4]) <= MOST:
            return int(wanted)
        self.problems.append(f"per_page: “{wanted[:20]}” is not a number from 1 to {MOST}.")
        return PER_PAGE

    def _heading(self, column):
        link = self.filterset.sorting[column.sort] if column.sort else None
        return Heading(column.label, column.css, link.query if link else "", link.direction if link else "")

    def _query(self, number):
        query = self.filterset.query
        return f"{query}&page={number}" if query else f"page={number}"

    def _ways_out(self):
        """For an empty list: what dropping each filter would show."""
        ways = []
        for chip in self.filterset.chips:
            data = self.request.GET.copy()
            data.pop(chip.name, None)
            ways.append(Way(chip, self._narrow(data).filtered().count()))
        return ways


def dressed(form):
    """The visible fields of a filter form, with the classes of the stylesheet."""
    for field in form.fields.values():
        if not isinstance(field.widget, HiddenInput):
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, Select) else "form-control"
    return [form[name] for name, field in form.fields.items() if not isinstance(field.widget, HiddenInput)]
