"""What every form of the admin does: messages at the fields they name, keys made late, no silent overwriting."""

import re
from decimal import Decimal

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

from sources.admin.choosing import remember_chosen
from sources.admin.versions import changes_since, stamp

NAMED = re.compile(r"(?P<fields>[a-z_]+(?:, [a-z_]+)*): (?P<message>.+)", re.DOTALL)


class LinesField(forms.CharField):
    """Text of several lines: a browser sends `\\r\\n`, which is stored and compared as `\\n`."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial, data):
        return super().has_changed(initial, self.to_python(data) if isinstance(data, str) else data)


class NumberField(forms.DecimalField):
    """A number, shown without the zeros that the database pads it with."""

    def prepare_value(self, value):
        words = f"{value:f}" if isinstance(value, Decimal) else ""
        return words.rstrip("0").rstrip(".") if "." in words else value


class DayField(forms.DateField):
    """A day, written one way only: nobody has to guess which number is the month."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"class": "day", "placeholder": "YYYY-MM-DD", "size": 11})
    default_error_messages = {"invalid": "Write the day as YYYY-MM-DD, such as 2023-05-24."}

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"input_formats": ["%Y-%m-%d"], "widget": self.widget})


class MomentField(forms.SplitDateTimeField):
    """A day and a time, in UTC."""

    widget = forms.SplitDateTimeWidget(
        date_format="%Y-%m-%d",
        time_format="%H:%M:%S",
        date_attrs={"class": "day", "placeholder": "YYYY-MM-DD", "size": 11},
        time_attrs={"class": "day", "placeholder": "HH:MM:SS", "size": 9},
    )

    def __init__(self, **kwargs):
        formats = {"input_date_formats": ["%Y-%m-%d"], "input_time_formats": ["%H:%M:%S", "%H:%M"]}
        super().__init__(**kwargs | formats | {"widget": self.widget})


class NamedErrors:
    """A constraint's message, such as *amount, qualifier: give both or neither*, stands at the fields it names."""

    def _post_clean(self):
        super()._post_clean()
        unnamed = self._errors.pop(NON_FIELD_ERRORS, None)
        for error in unnamed.as_data() if unnamed else []:
            self._show(error)

    def _show(self, error):
        found = NAMED.fullmatch(" ".join(error.messages))
        fields = found["fields"].split(", ") if found else []
        if not fields or not set(fields) <= set(self.fields):
            self.add_error(None, error)
            return
        for field in fields:
            if field not in self._errors:
                self.add_error(field, capfirst(found["message"]))


class LateKey:
    """A key left empty is made up when the record is saved; until then nothing is wrong with it."""

    def _get_validation_exclusions(self):
        exclude = super()._get_validation_exclusions()
        name = getattr(self._meta.model, "key_name", "")
        return exclude | ({name} if name and not self.cleaned_data.get(name) else set())


class InlineForm(NamedErrors, LateKey, forms.ModelForm):
    """A form within another record's form.

    `parts` are the formsets within it, if any; `together` lists names of fields that are one thing in several pieces,
    such as an amount and its unit: of two versions, one keeps all of them or none.
    """

    parts, together = (), ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember_chosen(self)


class RecordForm(InlineForm):
    """A record's own form: asks why, and refuses to overwrite what another person has saved meanwhile.

    `watched` are the (model, path to the record) pairs whose rows belong to the record; `unsaved`, if given, says why
    the form comes back although nothing is wrong with it.
    """

    watched, unsaved = (), ""

    change_reason = LinesField(
        label="Why this change",
        max_length=2000,
        required=False,
        help_text="Optional; kept in the history.",
        widget=AdminTextareaWidget(attrs={"rows": 2}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notes = []
        if "seen" in self.fields:
            self.initial["seen"] = stamp(self.instance, self.watched)

    @property
    def edited(self):
        """Names of the record's own fields that this form changes."""
        return [name for name in self.changed_data if name not in ("change_reason", "seen")]

    def clean(self):
        super().clean()
        seen, now = self.cleaned_data.get("seen"), self.initial.get("seen")
        if seen and now and seen != now:
            self.add_error(None, changes_since(self.instance, seen, self.watched))
        elif self.unsaved:
            self.add_error(None, self.unsaved)
        return self.cleaned_data
