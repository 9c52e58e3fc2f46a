"""What another codes blindly is not there: not in lists and files, not among choices, not in any version."""

from django.http import Http404

from claims.blindness import hidden_rows, seen_among
from claims.models import Attribution, Claim


class SeesNoBlindWork:
    """Mixed into the admin of claims and of what shows them; `claims_at` are the lookups of those claims."""

    claims_at = ["pk"]

    def get_queryset(self, request):
        return seen_among(super().get_queryset(request), request.user, self.claims_at)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """What cannot be chosen cannot be sent either."""
        paths = {Claim: ["pk"], Attribution: ["claim"]}.get(db_field.related_model)
        if paths:
            kwargs["queryset"] = seen_among(db_field.related_model.objects.all(), request.user, paths)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        shown = super().history_form_view(request, object_id, version_id, extra_context)
        if hidden_rows(request.user, [(self.opts.label_lower, int(version_id))]):
            raise Http404
        return shown
