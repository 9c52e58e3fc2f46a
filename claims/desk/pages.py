"""What the working pages have in common: who may open them, the queues above them, and the last act with its undo."""

from urllib.parse import urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView

from claims.models import Act
from claims.queues import counted


class DeskPage(PermissionRequiredMixin, TemplateView):
    """A working page. `permission_required` says who may open it; `queue` is the queue that it belongs to, if any."""

    permission_required = "claims.change_claim"
    raise_exception = True  # the admin has asked for a login before
    queue = ""

    def get_context_data(self, **kwargs):
        user = self.request.user
        common = {"queues": counted(user), "queue": self.queue, "done": self.last_act(), "single_keys": keys_of(user)}
        return super().get_context_data(**common | kwargs)

    def last_act(self):
        """The act of this person that led here (`?done=`), while it may still be undone."""
        number = self.request.GET.get("done", "")
        found = Act.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        mine = found and found.by_id == self.request.user.pk
        return found if mine and found.can_be_undone else None

    def on_to(self, address, stored=None, **query):
        """Go on to another page, which says what was done (`stored`, an `Act`) and offers to undo it."""
        query |= {"done": stored.pk} if stored else {}
        return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)


def keys_of(user):
    """Whether single keys act for this person."""
    return user.preference.keys if hasattr(user, "preference") else True


def way_back(request, otherwise="admin:index"):
    """The page of this site that a form names as `next`; else the page called `otherwise`."""
    address = request.POST.get("next", "")
    return address if on_this_site(request, address) else reverse(otherwise)


def on_this_site(request, address):
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
