"""What people did: everybody's last two weeks, and one person's day. Editors see everybody, others only themselves."""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from claims.activity import DAYS, days_of, latest_day, neighbours, told, written
from claims.curation.acts import may_undo
from claims.desk.pages import DeskPage
from claims.roles import role_of

PER_PAGE = 200
EVERYBODY = "auth.view_user"


class PeopleActivityView(DeskPage):
    """The people who wrote something lately, with how much on which day."""

    template_name = "desk/activity/people.html"
    permission_required = "claims.view_claim"

    def get(self, request, *args, **kwargs):
        if not request.user.has_perm(EVERYBODY):
            return HttpResponseRedirect(reverse("admin:activity", args=[request.user.get_username()]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        people = get_user_model().objects.order_by("username")
        page = Paginator(people, PER_PAGE).get_page(self.request.GET.get("page"))
        found = days_of([person.pk for person in page.object_list], timezone.localdate())
        rows = [(person, sum(days.values()), sorted(days.items())) for person in page if (days := found[person.pk])]
        quiet = [person for person in page if not found[person.pk]]
        return super().get_context_data(page=page, people=rows, quiet=quiet, days=DAYS, **kwargs)


class ActivityView(DeskPage):
    """What one person wrote on one day, in goes; without a day in the address, the last one on which they did."""

    template_name = "desk/activity/day.html"
    permission_required = "claims.view_claim"

    def get_context_data(self, **kwargs):
        person = self.person()
        day = self.day() or latest_day(person) or timezone.localdate()
        page = Paginator(written(person, day), PER_PAGE).get_page(self.request.GET.get("page"))
        goes, hidden = told(list(page.object_list), person, self.request.user)
        before, after = neighbours(person, day)
        kwargs |= {"person": person, "own": person == self.request.user, "person_role": role_of(person)}
        kwargs |= {"day": day, "before": before, "after": after, "page": page, "hidden": hidden}
        kwargs |= {"goes": [self.linked(go) for go in goes], "sees_everybody": self.request.user.has_perm(EVERYBODY)}
        return super().get_context_data(**kwargs)

    def person(self):
        own = self.kwargs["username"] == self.request.user.get_username()
        if not own and not self.request.user.has_perm(EVERYBODY):
            raise PermissionDenied
        return get_object_or_404(get_user_model(), username=self.kwargs["username"])

    def day(self):
        """The day of the address, written YYYY-MM-DD only."""
        words = self.kwargs.get("day")
        try:
            day = date.fromisoformat(words) if words else None
        except ValueError:
            raise Http404 from None
        if day and (str(day) != words or not MINYEAR < day.year < MAXYEAR or day > timezone.localdate() + timedelta(1)):
            raise Http404
        return day

    def linked(self, go):
        """A `Go` as the page shows it: whether it can be undone, and each version with the addresses of its record."""
        undo = go.act and not go.act.is_undone and may_undo(go.act, self.request.user)
        return {"go": go, "undo": undo, "versions": [(one, *addresses(one)) for one in go.versions]}


def addresses(version):
    """(form, history) of the record of a version; empty for what has none."""
    name = version.model.replace(".", "_")
    edit = address(f"admin:{name}_change", version.pk) if version.kind != "deleted" else ""
    return edit, address(f"admin:{name}_history", version.pk)


def address(name, pk):
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
