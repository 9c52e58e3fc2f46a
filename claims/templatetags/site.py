"""What every page shows around its content."""

from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from claims.querysets import prefers_accepted
from claims.roles import role_of

register = template.Library()

PLACES = [
    ("claims:event_list", "Events"),
    ("claims:claim_list", "Claims"),
    ("claims:contradiction_list", "Contradictions"),
    ("claims:speaker_list", "Speakers"),
    ("sources:outlet_list", "Outlets"),
    ("sources:document_list", "Documents"),
    ("claims:report_list", "Reports"),
    ("claims:guide", "Guide"),
]


def links(path):
    """The places of the navigation; the one whose pages `path` belongs to is current."""
    for name, label in PLACES:
        url = reverse(name)
        yield {"url": url, "label": label, "current": path.startswith(url)}


@register.inclusion_tag("_nav.html", takes_context=True)
def site_nav(context):
    request = context.get("request")
    path = request.path if request else ""
    return {"links": list(links("/events/" if path.startswith("/questions/") else path))}


@register.inclusion_tag("_counting.html", takes_context=True)
def counting(context):
    """The switch of what counts on reading pages; visitors have none, for them only accepted claims count."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shown": False}
    return {"shown": True, "accepted_only": prefers_accepted(user), "here": request.get_full_path()}


@register.filter
def web(address):
    """The address if it leads to a web page; else nothing, so that no other kind of link is ever made of it."""
    return address if str(address).lower().startswith(("http://", "https://")) else ""


@register.filter
def shown_host(address):
    """The host of a web address, for a short link."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


@register.filter
def role(user):
    """What a person does here, in a word: *analyst*."""
    return role_of(user)
