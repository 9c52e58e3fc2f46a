"""Feeds: who is asked for new documents, when, and what came of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count

from claims.desk.bringing import Bringing, numbers, outlet_names, read_on
from sources.choices import Outcome
from sources.importing import links
from sources.importing.outlets import outlets_named
from sources.importing.previewing import MOST, receive
from sources.ingest.records import Unreadable
from sources.models import Arrival, Feed

FAILING, WORKING, PAUSED = "Failing", "Working", "Paused"


def listed():
    """All feeds, each with how many `documents` it brought. Two queries."""
    brought = Arrival.objects.filter(outcome=Outcome.DOCUMENT, batch__source__startswith="Feed: ").order_by()
    documents = dict(brought.values_list("batch__source").annotate(Count("pk")))
    feeds = list(Feed.objects.select_related("outlet"))
    for feed in feeds:
        feed.documents = documents.get(source_of(feed), 0)
    return sorted(feeds, key=lambda feed: (str(feed).lower(), feed.pk))


def source_of(feed):
    """By what an import says that it came from this feed, as `poll_feeds` does."""
    return f"Feed: {feed}"[:500]


def state(feed):
    if not feed.is_active:
        return PAUSED
    return FAILING if feed.problem else WORKING


class FeedsPage(Bringing):
    """GET: the feeds. POST `do`: `add` (`url`, `outlet`); or of the feed `feed`: `ask` it now, `pause` it, `resume`."""

    template_name = "desk/documents/feeds.html"

    def get_context_data(self, **kwargs):
        feeds = listed()
        groups = [(name, [feed for feed in feeds if state(feed) == name]) for name in (FAILING, WORKING, PAUSED)]
        posted = {name: self.request.POST.get(name, "") for name in ("url", "outlet")}
        groups = [(name, found) for name, found in groups if found]
        return super().get_context_data(groups=groups, posted=posted, outlets=outlet_names(), **kwargs)

    def post(self, request):
        do = request.POST.get("do", "")
        if do == "add":
            return self.add(
                request.POST.get("url", "").replace("\0", "").strip(), request.POST.get("outlet", "").strip()
            )
        feed = Feed.objects.filter(pk__in=numbers(request, "feed")).select_related("outlet").first()
        if feed is None or do not in ("ask", "pause", "resume"):
            return self.refused("Choose a feed, and what to do with it.")
        if do == "ask":
            return self.ask(feed)
        feed.is_active = do == "resume"
        feed.save()
        messages.success(request, f"{'Asked again from now on' if feed.is_active else 'Not asked any more'}: {feed}.")
        return self.on_to(request.path)

    def add(self, url, name):
        """Remember a feed, and ask it at once: whether it is one is seen by its answer."""
        outlets = outlets_named(name) if name and "\0" not in name else []
        if name and len(outlets) != 1:
            return self.refused(f"{'More than one' if outlets else 'No'} outlet is called “{name[:100]}”.")
        if Feed.objects.filter(url=url).exists():
            return self.refused("This feed is asked already.")
        try:
            feed = links.remember(url, outlets[0] if outlets else None)
        except ValidationError as problem:
            return self.refused(" ".join(problem.messages))
        messages.success(self.request, f"Remembered, and asked from now on: {feed}.")
        return self.ask(feed)

    def ask(self, feed):
        """What is new is read and shown, as any import; nothing of it is saved yet."""
        feed.etag = feed.modified = ""  # in full: what was shown before and left out is shown again
        try:
            files = links.new_entries(feed, links.fetcher())[:MOST]
        except Unreadable as problem:
            messages.error(self.request, f"{feed}: {problem}")
            return self.on_to(self.request.path)
        if not files:
            messages.success(self.request, f"{feed}: nothing new.")
            return self.on_to(self.request.path)
        batch = receive([], [file.name for file in files], feed.outlet, self.request.user, source_of(feed))
        return read_on(self, batch)
