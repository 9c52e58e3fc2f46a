"""Double coding: what is given to whom, one document coded by two, and settling what the two recorded."""

import re
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from claims.comparisons.codings import two_codings
from claims.comparisons.settling import settling
from claims.curation.coding import both_done, give, reopen, say_done, take_back
from claims.curation.settling import settle_place, settle_rest, take_agreed
from claims.desk.pages import DeskPage
from claims.models import Attribution, Coding
from sources.models import Document

SHOWN = 100  # documents of the list
SIDES = ("left", "right")


class GiveForm(forms.Form):
    """Two people who may record claims."""

    first = forms.ModelChoiceField(None, label="First coder", widget=forms.Select(attrs={"class": "form-select"}))
    second = forms.ModelChoiceField(None, label="Second coder", widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        backend = "django.contrib.auth.backends.ModelBackend"
        people = get_user_model().objects.with_perm("claims.add_claim", backend=backend).order_by("username")
        for field in self.fields.values():
            field.queryset = people

    def clean(self):
        found = super().clean()
        if found.get("first") and found.get("first") == found.get("second"):
            self.add_error("second", "Choose another person than the first.")
        return found


@dataclass(frozen=True)
class Given:
    """A document with its codings, and how far they are."""

    document: Document
    codings: list[Coding]

    @property
    def state(self):
        if all(coding.is_settled for coding in self.codings):
            return "settled"
        done = sum(coding.is_done for coding in self.codings)
        return "to be settled" if both_done(self.codings) else ["given", "one done", "done"][min(done, 2)]


class CodingList(DeskPage):
    """What was given to whom, for those who give; for everybody what they are to code."""

    permission_required = "claims.add_claim"
    template_name = "desk/coding_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        mine = Coding.objects.unsettled().filter(coder=user).for_listing().order_by("given_at", "pk")[:SHOWN]
        return super().get_context_data(mine=mine, given=self._given() if gives(user) else [], **kwargs)

    def _given(self):
        """The documents that were given last."""
        newest = Coding.objects.order_by("-given_at", "-pk").values_list("document", flat=True)
        pks = list(dict.fromkeys(newest[: 2 * SHOWN]))
        found = {pk: [] for pk in pks}
        for coding in Coding.objects.filter(document__in=pks).for_listing().order_by("pk"):
            found[coding.document_id].append(coding)
        return [Given(codings[0].document, codings) for codings in found.values() if codings]


class OneDocument:
    """Mixed into pages about the codings of one document: for its coders, and for those who give and settle."""

    permission_required = "claims.add_claim"

    @cached_property
    def document(self):
        return get_object_or_404(Document.objects.with_outlets(), key=self.kwargs["key"])

    @cached_property
    def codings(self):
        return list(Coding.objects.filter(document=self.document).for_listing().order_by("pk"))

    def has_permission(self):
        mine = any(coding.coder_id == self.request.user.pk for coding in self.codings)
        return super().has_permission() and (mine or gives(self.request.user))

    @property
    def address(self):
        return reverse("admin:codings", args=[self.document.key])


class CodingsPage(OneDocument, DeskPage):
    """One document: to give it, to say that one is done, and to settle, whatever is next. Who settles chooses a place
    with `?place=`; without, it is the first that is open."""

    template_name = "desk/codings.html"

    def get_context_data(self, **kwargs):
        user, codings = self.request.user, self.codings
        found = two_codings(Coding.objects.filter(document=self.document)) if both_done(codings) else []
        return super().get_context_data(
            document=self.document,
            codings=codings,
            mine=next((coding for coding in codings if coding.coder_id == user.pk), None),
            other=next((coding for coding in codings if coding.coder_id != user.pk), None),
            may_give=user.has_perm("claims.add_coding"),
            may_settle=user.has_perm("claims.change_coding"),
            may_take_back=user.has_perm("claims.delete_coding"),
            settling=settling(found[0]) if found else None,
            **({"form": GiveForm(), "recorded": self._recorded()} if not codings else {}) | kwargs,
        )

    def _recorded(self):
        """How many claims others see from this document already."""
        places = Attribution.objects.filter(snapshot__document=self.document, claim__blind=False)
        return places.values("claim").distinct().count()

    def post(self, request, key):
        """Give the document to two people."""
        if not request.user.has_perm("claims.add_coding"):
            raise PermissionDenied
        form = GiveForm(request.POST)
        if form.is_valid() and not self.codings:
            try:
                give(self.document, list(form.cleaned_data.values()), request.user)
                return self.on_to(self.address)
            except ValidationError as problem:
                form.add_error(None, problem)
        return self.render_to_response(self.get_context_data(form=form))


class Step(OneDocument, DeskPage, View):
    """POST: one step of a double coding; then back to its page, which says what came of it."""

    http_method_names = ["post"]

    def post(self, request, key):
        try:
            stored = self.step(request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
            return HttpResponseRedirect(self.address)
        return self.on_to(self.address, stored)

    def step(self, user):
        """Do it; answers with the `Act`, if it is one. Raises ValidationError."""
        raise NotImplementedError


class Done(Step):
    """The coder is done, or goes on (`again`); for a `coder` who has left, somebody who settles says so."""

    def step(self, user):
        sent = self.request.POST
        if "again" in sent:
            reopen(self.document, user)
        elif "coder" in sent:
            self._end(user, sent["coder"])
        else:
            say_done(self.document, user)

    def _end(self, user, name):
        coders = {coding.coder.get_username(): coding.coder for coding in self.codings}
        if name not in coders or user in coders.values() or not user.has_perm("claims.change_coding"):
            raise PermissionDenied
        say_done(self.document, user, coders[name])


class TakeBack(Step):
    permission_required = "claims.delete_coding"

    def step(self, user):
        take_back(self.document, user)


class Settle(Step):
    """Settle one place (`place`, `verdict`, `reason`), the `agreed` ones, or the `rest`.

    `form` takes the *left* or *right* claim and goes on in its form; `following` names the place to come back to.
    """

    permission_required = "claims.change_coding"

    def post(self, request, key):
        response, sent = super().post(request, key), request.POST
        if "done=" in response["Location"] and sent.get("form") in SIDES:
            number = sent["place"].split("-")[SIDES.index(sent["form"])]
            return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[number]))
        if re.fullmatch("[0-9]{1,18}-[0-9]{1,18}", sent.get("following", "")):
            response["Location"] += f"#place-{sent['following']}"
        return response

    def step(self, user):
        sent = self.request.POST
        if "agreed" in sent:
            return take_agreed(self.document, user)
        if "rest" in sent:
            return settle_rest(self.document, user)
        verdict, reason = sent.get("verdict") or sent.get("form", ""), sent.get("reason", "")
        return settle_place(self.document, sent.get("place", ""), verdict, user, reason.replace("\0", "").strip())


def gives(user):
    """Whether a person gives documents to coders, and sees what became of them."""
    return user.has_perm("claims.view_coding")
