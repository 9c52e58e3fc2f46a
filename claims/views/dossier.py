"""The dossier of an event as one zip file, for reading without a network and for keeping."""

import tempfile
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View

from claims.dossier.archive import archive
from claims.dossier.material import Recipe
from claims.dossier.names import file_name
from claims.dossier.write import write_dossier
from claims.models import Event

ZIP = "application/zip"


class EventDossierView(View):
    """Made afresh for each reader: visitors get accepted claims only."""

    http_method_names = ["get", "head"]

    def head(self, request, key):
        """That it is there, without making it."""
        get_object_or_404(Event, key=key)
        return HttpResponse(content_type=ZIP)

    def get(self, request, key):
        event = get_object_or_404(Event.objects.select_related("parent"), key=key)
        recipe = Recipe(event, public=not request.user.is_authenticated, at=timezone.now().replace(microsecond=0))
        name = f"dossier-{file_name(event.key)}"
        with tempfile.TemporaryDirectory(prefix="dossier-") as scratch:
            folder = Path(scratch) / name
            write_dossier(recipe, folder)
            packed = archive(folder, recipe.at)
        return FileResponse(packed, as_attachment=True, filename=f"{name}.zip", content_type=ZIP)
