"""The admin's contents, in the order of the work instead of the alphabet."""

from django import template

register = template.Library()

TASKS = [
    ("Who said what", ["Claim", "Attribution", "Wording", "Relation"]),
    ("What is compared", ["Event", "Question", "Reading"]),
    ("Who speaks", ["Speaker"]),
    ("Where words were printed", ["Outlet", "Document", "Snapshot"]),
    ("Parts of these records", ["Answer", "Relay", "Credit", "SpeakerAlias", "OutletAlias"]),
    ("People", ["User", "Group"]),
]
LEADING = {title for title, _ in TASKS[:4]}


@register.filter
def by_task(app_list):
    """The same models as the admin's list of apps, grouped by what one does with them; others come last."""
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    groups = [(title, [models.pop(name) for name in names if name in models]) for title, names in TASKS]
    groups.append(("More", list(models.values())))
    return [
        {"name": title, "slug": title.lower().replace(" ", "-"), "leads": title in LEADING, "models": found}
        for title, found in groups
        if found
    ]
