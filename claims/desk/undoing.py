"""Taking the last act back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views import View

from claims.curation.acts import may_undo, undo
from claims.desk.pages import way_back
from claims.models import Act


class UndoView(View):
    """POST: undo an act, and go back to where one was (`next`), which says what came of it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        stored = get_object_or_404(Act, pk=pk)
        if not may_undo(stored, request.user):
            raise PermissionDenied
        try:
            undo(stored, request.user)
            messages.success(request, f"Undone: {stored.words}")
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        return HttpResponseRedirect(way_back(request))
