"""Review within the admin: which steps the form of a claim offers, and when a change of an accepted one needs a reason.

The rules themselves stand in `claims.curation.reviewing`.
"""

from claims.choices import ClaimStatus
from claims.curation.reviewing import (
    CODED,
    NO_EVIDENCE,
    NO_QUESTION,
    SAY_WHAT,
    SAY_WHY,
    after_change,
    coded,
    open_to,
    refusal,
)
from claims.models import Claim
from sources.admin.forms import RecordForm

ASKS_WHY = {ClaimStatus.RETURNED: SAY_WHAT, ClaimStatus.DROPPED: "Say why it is dropped: it will count nowhere."}
BACK = "What is coded has changed: the claim is in review again."


class ReviewSteps:
    """Mixed into the form of a claim. `user` is who fills it in."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            self._offer_steps()

    def _offer_steps(self):
        """Only what is open is shown; whatever else is sent gets the reason why not."""
        field, offered = self.fields["status"], open_to(self.instance, self.user)
        field.widget.choices = [(value, label) for value, label in field.choices if value in offered]
        field.help_text = self._help(offered)
        if self.instance.pk and self.instance.status == ClaimStatus.ACCEPTED:
            self.fields["change_reason"].help_text = "Needed if what is coded or its attributions change."

    def _help(self, offered):
        if self.instance.pk and self.instance.status == ClaimStatus.ACCEPTED:
            by = f" by {self.instance.reviewer}" if self.instance.reviewer_id else ""
            return f"Accepted{by}. A change of what is coded needs a reason; then it is reviewed again, unless you may."
        if ClaimStatus.ACCEPTED not in offered and self.instance.status == ClaimStatus.IN_REVIEW:
            return refusal(self.instance, ClaimStatus.ACCEPTED, self.user)
        return "Accepted and returned by a reviewer, once it is in review."

    def check_review(self):
        """Once all else is settled: whether this step may be taken, and whether a reason is needed."""
        if "status" in self.fields:
            self._check_step(self.cleaned_data.get("status"))
            self._ask_why()

    def _check_step(self, status):
        if status in (None, self.instance.status):
            return
        why = refusal(self.instance, status, self.user)
        if not why and status == ClaimStatus.ACCEPTED:
            why = self._lacking()
        if why:
            self.add_error("status", why)
        elif status in ASKS_WHY and not self.cleaned_data.get("change_reason"):
            self.add_error("change_reason" if "change_reason" in self.fields else "status", ASKS_WHY[status])

    def _lacking(self):
        """What is missing for accepting it, besides an answer, which the form asks for itself."""
        if self._evidence_changes():
            return "Save the changes of its attributions first; then accept it."
        if self.cleaned_data.get("question") is None:
            return NO_QUESTION
        return "" if self.instance.attributions.exists() else NO_EVIDENCE

    def _ask_why(self):
        """What was accepted is changed only with a reason."""
        if not self.instance.pk or self.instance.status != ClaimStatus.ACCEPTED or "change_reason" in self.errors:
            return
        changes = self._evidence_changes() or (self.edited and self._codes_otherwise())
        if changes and not self.cleaned_data.get("change_reason"):
            self.add_error("change_reason", SAY_WHY)

    def _codes_otherwise(self):
        """Whether anything that is coded would be stored otherwise, typed or read off."""
        sent = set(CODED) & set(self.cleaned_data)
        return any(self.cleaned_data[name] != getattr(self.instance, name) for name in sent)

    def _evidence_changes(self):
        """Whether the attributions sent with the claim differ from what is stored (see `AttributionFormSet`)."""
        rows = getattr(self.instance, "attribution_rows", None)
        return rows is not None and rows.is_bound and rows.has_changed()


class EvidenceForm(RecordForm):
    """Of what an accepted claim rests on: a change needs a reason."""

    def clean(self):
        super().clean()
        changes = self.edited and self.instance.pk and not self.cleaned_data.get("change_reason")
        if changes and any(claim.status == ClaimStatus.ACCEPTED for claim in resting_on(self.instance)):
            self.add_error("change_reason", f"{SAY_WHY} An accepted claim rests on it.")
        return self.cleaned_data


class ChangesEvidence:
    """Mixed into the admins of attributions and relays: what rests on a changed one follows."""

    def save_model(self, request, obj, form, change):
        form.before = _coded(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        what = f"Its {self.opts.verbose_name} was {'changed' if change else 'added'}"
        self._follow(request, form.before, form.cleaned_data.get("change_reason") or what)

    def delete_model(self, request, obj):
        before = _coded(obj)
        super().delete_model(request, obj)
        self._follow(request, before, f"Its {self.opts.verbose_name} was deleted")

    def delete_queryset(self, request, queryset):
        before = {claim: found for obj in queryset for claim, found in _coded(obj).items()}
        super().delete_queryset(request, queryset)
        self._follow(request, before, f"Its {self.opts.verbose_name} was deleted")

    def _follow(self, request, before, reason):
        for claim, found in before.items():
            if after_change(claim, found, request.user, reason):
                self.message_user(request, f"{claim}: {BACK}")


def resting_on(record):
    """The claims that an attribution or a relay is evidence of: as it is stored, and as it stands in memory."""
    if isinstance(record, Claim):
        return {record}
    above = "attribution" if hasattr(record, "attribution_id") else "claim"
    stored = [type(record)._base_manager.filter(pk=record.pk).first()] if record.pk else []
    return {claim for one in (record, *filter(None, stored)) for claim in resting_on(getattr(one, above))}


def _coded(record):
    return {claim: coded(claim) for claim in resting_on(record)}
