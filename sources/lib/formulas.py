"""Cells that a spreadsheet would run as a formula: made harmless in what is written, and back in what is read.

A text that begins like a formula, behind any number of apostrophes, gets one more apostrophe; reading takes it off
again, so that every text comes back as it was.
"""

import re

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guard(text):
    """`text` as it is written to a cell."""
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def unguard(cell):
    """The text that `guard` made `cell` of; a text that was never guarded stays as it is."""
    return cell[1:] if cell.startswith("'") and _LIKE_A_FORMULA.match(cell) else cell
