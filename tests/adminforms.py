"""Filling in the admin's forms in tests as a browser would: everything that is shown is sent back, then changed."""

from django.forms import BaseForm, BaseFormSet


def sent_by(form: BaseForm):
    """What a browser sends of an unchanged form."""
    found = {}
    for name in form.fields:
        bound = form[name]
        value = bound.value()
        if value is None or value is False:
            continue
        if bound.field.show_hidden_initial:
            found[bound.html_initial_name] = value
        found[bound.html_name] = "on" if value is True else getattr(value, "pk", value)
        if hasattr(value, "hour"):
            found |= {f"{bound.html_name}_0": f"{value:%Y-%m-%d}", f"{bound.html_name}_1": f"{value:%H:%M:%S}"}
    return found


def sent_by_formset(formset: BaseFormSet):
    found = sent_by(formset.management_form)
    for form in formset.forms:
        found |= sent_by(form)
        if getattr(form, "relays", None) is not None:
            found |= sent_by_formset(form.relays)
    return found


def form_data(client, url, **changes):
    """What the form at `url` sends, with `changes`; a change to None leaves a field out. A reason is given if asked."""
    context = client.get(url).context
    form = context["adminform"].form
    found = sent_by(form) | ({"change_reason": "As the text has it."} if "change_reason" in form.fields else {})
    for inline in context["inline_admin_formsets"]:
        found |= sent_by_formset(inline.formset)
    found |= changes
    return {name: value for name, value in found.items() if value is not None}


def save(client, url, **changes):
    """Send the form at `url` with `changes` and the Save button; follows to the page after it."""
    button = {} if any(name.startswith("_") for name in changes) else {"_save": "Save"}
    return client.post(url, form_data(client, url, **changes) | button, follow=True)


def errors_of(response):
    """{field: messages} of the form that came back, or of the first inline form that has errors."""
    form = response.context["adminform"].form
    if form.errors:
        return dict(form.errors)
    for inline in response.context["inline_admin_formsets"]:
        forms = inline.formset.forms
        for found in (*(each for form in forms for each in getattr(form, "relays", [])), *forms):
            if found.errors:
                return dict(found.errors)
    return {}
