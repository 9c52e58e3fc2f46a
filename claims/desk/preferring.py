"""What one person prefers, changed by a button wherever it matters."""

from django.http import HttpResponseRedirect
from django.views import View

from claims.desk.pages import way_back
from claims.models import Preference

ON = {"on": True, "off": False}
CHANGEABLE = ("accepted_only", "keys")


class PreferencesView(View):
    """POST `accepted_only` or `keys`, `on` or `off`; then back to where one was (`next`)."""

    http_method_names = ["post"]

    def post(self, request):
        preference, _ = Preference.objects.get_or_create(user=request.user)
        for name in CHANGEABLE:
            if request.POST.get(name) in ON:
                setattr(preference, name, ON[request.POST[name]])
        preference.save()
        return HttpResponseRedirect(way_back(request))
