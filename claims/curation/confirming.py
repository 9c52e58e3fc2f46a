"""What was read off documents, confirmed by a person: as an act, with all that follows from a changed document."""

from claims.choices import ActKind
from claims.curation.acts import act
from sources.importing.confirming import confirm


def confirm_read_off(document, user, *, said=(), only_said=False, seen=None):
    """Confirm the guesses of a document (see `sources.importing.confirming`); answers with (act, fields).

    The act is None where nothing but a guess was confirmed. Raises ValidationError if it cannot be so, or somebody else
    was faster.
    """
    with act(ActKind.RECORDED, user, f"What was read off “{document}” was confirmed") as doing:
        fields = confirm(document, user, doing, said=said, only_said=only_said, seen=seen)
    return doing.stored, fields
