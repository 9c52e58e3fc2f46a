"""The family of a document: who republished whom, as a tree."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from claims.comparisons.families import family_of
from sources.models import Document


class DocumentFamilyView(TemplateView):
    """A document's family, whichever of its members is asked for."""

    template_name = "claims/documents/family.html"

    def get_context_data(self, key, **kwargs):
        document = get_object_or_404(Document.objects.with_outlets(), key=key)
        return super().get_context_data(document=document, family=family_of(document), **kwargs)
