"""What differs between two documents of one family, and between two snapshots of one document."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from claims.comparisons.changes import TextComparison
from claims.models import Claim
from claims.views.documents import chosen, one_before
from sources.choices import Rendition
from sources.models import Document, Snapshot

KINDS = ("changed", "moved", "cut", "added")
MOST, LINES = 300_000, 20_000  # characters and lines of a text that is compared on a page
PARTIAL = {  # what one text is, and what two are
    Rendition.EXCERPT: ("an excerpt", "excerpts"),
    Rendition.TRANSLATION: ("a translation", "translations"),
    Rendition.MACHINE_TRANSLATION: ("a machine translation", "machine translations"),
}


class ChangesView(TemplateView):
    """Two texts beside each other; a subclass finds them."""

    template_name = "claims/documents/difference.html"

    def compare(self, before, after, names):
        """What the template needs to show the difference of two snapshots with their texts (None: there is none)."""
        if not before or not after:
            return {}
        if any(len(one.text) > MOST or one.text.count("\n") > LINES for one in (before, after)):
            return {"too_long": f"{MOST:,} characters or {LINES:,} lines"}
        compared = TextComparison(before, after, Claim.objects.visible_to(self.request.user), names)
        number = self._page(len(compared.pages))
        return {
            "compared": compared,
            "difference": compared.difference,
            "counts": [(kind, n) for kind in KINDS if (n := compared.difference.count(kind))],
            "items": compared.items(number),
            "page": number,
            "last_page": len(compared.pages),
            "kept": self._kept(),
            "cautions": list(cautions(before, after)),
        }

    def _kept(self):
        """The query without the page, to go on with."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return f"{query.urlencode()}&" if query else ""

    def _page(self, last):
        wanted = self.request.GET.get("page") or "1"
        if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= last):
            raise Http404(f"There is no page {wanted[:20]}.")
        return int(wanted[:9])


class DocumentVsView(ChangesView):
    """The newest texts of two documents; the original stands left, else the one that was published first."""

    def get(self, request, key, other):
        if key == other:
            return redirect(get_object_or_404(Document, key=key))
        return super().get(request, key=key, other=other)

    def get_context_data(self, **kwargs):
        documents = [get_object_or_404(Document.objects.with_outlets(), key=kwargs[name]) for name in ("key", "other")]
        before, after = sorted(documents, key=_earlier)
        if before.republishes_id == after.pk:
            before, after = after, before
        texts = [document.snapshots.last() for document in (before, after)]
        copies = before.pk in {after.republishes_id, after.original_id}
        return super().get_context_data(
            before=before,
            after=after,
            texts=texts,
            copies=copies,
            strangers=before.original_id != after.original_id,
            **self.compare(*texts, _names(before, after, copies)),
            **kwargs,
        )


class DocumentChangesView(ChangesView):
    """Two snapshots of one document: those that are asked for, else the newest and the one before it."""

    template_name = "claims/documents/changes.html"

    def get_context_data(self, **kwargs):
        document = get_object_or_404(Document.objects.with_outlets(), key=kwargs["key"])
        snapshots = list(document.snapshots.without_text())
        texts = self._texts(snapshots)
        return super().get_context_data(
            document=document,
            snapshots=snapshots,
            texts=texts,
            choices=zip(("before", "snapshot"), texts, strict=True),
            **self.compare(*texts, ("the earlier text", "the later text")),
            **kwargs,
        )

    def _texts(self, snapshots):
        """The two snapshots with their texts, the one that was captured earlier first; None for what there is not."""
        if not snapshots:
            return [None, None]
        asked = self.request.GET.get("before", "")
        after = chosen(snapshots, self.request.GET.get("snapshot", ""))
        before = chosen(snapshots, asked) if asked else one_before(snapshots, after)
        pair = sorted({one.pk: one for one in (before, after) if one}.values(), key=snapshots.index)
        found = Snapshot.objects.select_related("document").in_bulk([one.pk for one in pair])
        return [found[one.pk] for one in pair] if len(pair) == 2 else [None, found[pair[0].pk]]


def cautions(before, after):
    """Sentences on what the difference does not show."""
    kinds = {text.rendition for text in (before, after)}
    if kinds == {Rendition.DIGEST}:
        yield "Both texts are digests in the curators’ words: what differs are digests, not the documents themselves."
    elif Rendition.DIGEST in kinds:
        yield (
            "One text is a digest in the curators’ words, the other is not: most of what differs are the curators’ own "
            "words and what they left out."
        )
    for kind, (one, two) in PARTIAL.items():
        if kind in kinds:
            said = f"Both texts are {two}" if len(kinds) == 1 else f"One text is {one}"
            yield f"{said}: not every difference is one between the documents."
    languages = {text.document.language.partition("-")[0].lower() for text in (before, after)} - {""}
    if len(languages) > 1:
        yield "The documents are in different languages; their words are compared as they stand, figures tell most."


def _names(before, after, copies):
    if copies:
        return "the original", "the copy"
    if before.outlet_id == after.outlet_id:
        return "the earlier document", "the later document"
    return f"the text of {before.outlet}", f"the text of {after.outlet}"


def _earlier(document):
    """To sort documents by: an original first, then by day of publication, those without a day last."""
    return document.republishes_id is not None, str(document.published_on or "9999"), document.key
