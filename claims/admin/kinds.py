"""Which fields of a form belong to which kind of answer; the form asks only what its question needs.

The server marks the fieldsets; `admin-kinds.js` marks them again when another question is chosen.
"""


def classes(kind, asked):
    """CSS classes of a fieldset for answers of `kind` where `asked` is the question's kind, or None: not yet known."""
    return ["for-kind", f"kind-{kind}", *([] if asked in (None, kind) else ["not-asked"])]
