"""The original bytes of what was brought in: kept once, under their hash, never changed."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from sources.models import original_path


def hash_of(content):
    """The SHA-256 of bytes, in hexadecimal digits."""
    return sha256(content).hexdigest()


def keep(content):
    """Store bytes unless they are there; answers with the name to give to `Snapshot.original`."""
    name = original_path(None, hash_of(content))
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return name


def kept(digest):
    """The bytes with this hash. Raises FileNotFoundError."""
    with default_storage.open(original_path(None, digest)) as file:
        return file.read()


def forget(digest):
    """Delete kept bytes; whether anything still needs them is the caller's to know."""
    default_storage.delete(original_path(None, digest))
