"""Which Counterclaim this is: the newest heading of its changelog."""

import re

from django.conf import settings

UNKNOWN = "unknown version"


def version():
    """*1.2.0*, or *unreleased after 1.2.0*."""
    try:
        text = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    except OSError:
        return UNKNOWN
    found = re.findall(r"^## \[?([^\]\s]+)", text, re.MULTILINE)
    released = next((name for name in found if name.lower() != "unreleased"), "")
    if found and found[0] == released:
        return released
    return f"unreleased after {released}" if released else "unreleased" if found else UNKNOWN
