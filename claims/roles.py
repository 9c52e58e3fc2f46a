"""What people do here: the four roles, each a group made by migration, each with all that the one before it may."""

READER, ANALYST, REVIEWER, EDITOR = ROLES = ("reader", "analyst", "reviewer", "editor")
MEANING = {
    READER: "reads the pages and takes files home",
    ANALYST: "records claims, sends them to review, judges relations",
    REVIEWER: "also accepts and returns the claims of others",
    EDITOR: "also deletes, merges, uploads, gives documents to two coders, undoes acts of others, manages accounts",
}
TELLING = {EDITOR: "auth.change_user", REVIEWER: "claims.review_claim", ANALYST: "claims.change_claim"}  # highest first


def role_of(user):
    """A person's role, by what they may do; *superuser* for whoever may everything.

    Asks for permissions, which every page has asked for already, so it needs no query of its own.
    """
    if user.is_superuser:
        return "superuser"
    return next((role for role, permission in TELLING.items() if user.has_perm(permission)), READER)
