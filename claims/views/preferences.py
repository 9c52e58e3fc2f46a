"""What one person prefers, changed by a button wherever it matters."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View

from claims.desk.pages import way_back
from claims.models import Preference

ON = {"on": True, "off": False}
CHANGEABLE = ("accepted_only", "keys")


@method_decorator(login_not_required, name="dispatch")  # it asks for one itself, to lead to a page that can be opened
class PreferencesView(View):
    """POST `accepted_only` or `keys`, `on` or `off`; then back to where one was (`next`)."""

    http_method_names = ["post"]

    def post(self, request):
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("claims:dashboard"))
        preference, _ = Preference.objects.get_or_create(user=request.user)
        for name in CHANGEABLE:
            if request.POST.get(name) in ON:
                setattr(preference, name, ON[request.POST[name]])
        preference.save()
        return HttpResponseRedirect(way_back(request, "claims:dashboard"))
