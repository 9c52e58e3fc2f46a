"""Keys and slugs: short, stable, human-friendly names of records, made up if left empty, never changed."""

import re

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify

KEY_LENGTH = 120
KEY_PATTERN = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9_-]*\Z")
KEY_HINT = "letters, digits, - and _, beginning with a letter or digit"


def key_field(help_text="", max_length=KEY_LENGTH):
    """The field that holds a record's key or slug."""
    return models.CharField(
        max_length=max_length,
        unique=True,
        blank=True,
        validators=[RegexValidator(KEY_PATTERN, f"A key is made of {KEY_HINT}.")],
        help_text=f"Short and stable; made up if left empty, never changed afterwards. {help_text}".strip(),
    )


def shorten(text, length):
    """`text` as a slug of at most `length` characters, cut between words."""
    slug = slugify(text)
    return slug if len(slug) <= length else slug[: length + 1].rsplit("-", 1)[0][:length]


def free_key(model, field, wanted):
    """`wanted`, or `wanted-2`, `wanted-3` ... : the first that no record of `model` has."""
    room = model._meta.get_field(field).max_length - 6  # for the number
    base = shorten(wanted, room) or model._meta.model_name
    taken = set(model._base_manager.filter(**{f"{field}__startswith": base}).values_list(field, flat=True))
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


class Keyed(models.Model):
    """A record that people name by its key or slug.

    A subclass says in `key_name` which field that is and in `wanted_key` what to make it from.
    """

    key_name = "key"
    made_up_key = None

    class Meta:
        abstract = True

    def wanted_key(self):
        """Words to make the key from when it is left empty."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        try:
            self.fill_key()
        except ObjectDoesNotExist:
            return  # a record that the key is made from is missing; its own field says so
        self.keep_key()

    def save(self, *args, **kwargs):
        if self._state.adding and getattr(self, self.key_name) == self.made_up_key:
            setattr(self, self.key_name, "")  # others may have been stored since it was made up
        self.fill_key()
        self.keep_key()
        super().save(*args, **kwargs)

    def fill_key(self):
        if not getattr(self, self.key_name):
            self.made_up_key = free_key(type(self), self.key_name, self.wanted_key())
            setattr(self, self.key_name, self.made_up_key)

    def keep_key(self):
        """Refuse another key for a stored record: addresses and files already use the first one."""
        if self._state.adding:
            return
        stored = type(self)._base_manager.filter(pk=self.pk).values_list(self.key_name, flat=True).first()
        if stored not in (None, getattr(self, self.key_name)):
            raise ValidationError({self.key_name: f"The {self.key_name} stays {stored}: addresses and files use it."})
