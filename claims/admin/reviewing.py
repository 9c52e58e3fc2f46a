"""Many claims moved in review from the list of the admin: what was moved, what was refused, and why."""

from django import forms
from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join

from claims.curation.reviewing import SAY_WHAT, accept, drop, give_back, marks, send
from claims.desk.claims import read_marks

MOST_AT_ONCE = 200
REASONS_SHOWN = 20


class CommentForm(forms.Form):
    """What is said to the authors, or why."""

    comment = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=2000,
        error_messages={"required": SAY_WHAT},
        help_text="For all of them; kept in the history of each.",
    )


class ReviewActions:
    """Mixed into the admin of claims. Whoever lacks a permission is not offered what it is needed for."""

    actions = ("send_to_review", "accept", "give_back", "drop")

    def has_review_permission(self, request):
        return request.user.has_perm("claims.review_claim")

    @admin.action(description="Send to review", permissions=["change"])
    def send_to_review(self, request, queryset):
        self._said(request, send(queryset[:MOST_AT_ONCE], request.user), "sent to review")

    @admin.action(description="Accept", permissions=["review"])
    def accept(self, request, queryset):
        self._said(request, accept(queryset[:MOST_AT_ONCE], request.user), "accepted")

    @admin.action(description="Return to the author …", permissions=["review"])
    def give_back(self, request, queryset):
        return self._asking(request, queryset, give_back, "returned")

    @admin.action(description="Drop …", permissions=["change"])
    def drop(self, request, queryset):
        return self._asking(request, queryset, drop, "dropped")

    def _asking(self, request, queryset, move, done):
        """Ask for the comment; then move each chosen claim that is still as it was shown."""
        sent = "decide" in request.POST
        form, claims = CommentForm(request.POST if sent else None), list(queryset[:MOST_AT_ONCE])
        if sent and form.is_valid():
            seen = read_marks(request.POST)
            self._said(request, move(claims, request.user, form.cleaned_data["comment"], seen=seen), done)
            return None
        shown = read_marks(request.POST) if sent else marks([claim.pk for claim in claims])
        context = {
            **self.admin_site.each_context(request),
            **{"opts": self.opts, "media": self.media, "form": form, "action": request.POST["action"]},
            "title": f"{len(claims)} claims to be {done}",
            "button": "Return" if done == "returned" else "Drop",
            "claims": [(claim, f"{claim.pk}:{shown.get(claim.pk, '')}") for claim in claims],
            "too_many": queryset.count() > len(claims),
            "most": MOST_AT_ONCE,
        }
        return TemplateResponse(request, "admin/claims/comment.html", context)

    def _said(self, request, outcome, done):
        moved, refused = len(outcome.moved), outcome.refused
        if moved or not refused:
            self.message_user(request, f"{moved} of {outcome.total} claims {done}.", messages.SUCCESS)
        if refused:
            lines = format_html_join("", "<li>{}: {}</li>", ((one.claim, one.why) for one in refused[:REASONS_SHOWN]))
            text = format_html("{} refused: <ul>{}</ul>", len(refused), lines)
            self.message_user(request, text, messages.WARNING)
