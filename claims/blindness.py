"""What a person may not see yet: claims that another codes blindly, and all that belongs to them."""

from django.apps import apps

from claims.models import Attribution, Claim, Relay

SHOWS = {  # how a row names the claims that it shows
    "claims.claim": ["id"],
    "claims.attribution": ["claim_id"],
    "claims.relation": ["first_id", "second_id"],
}


def seen_among(rows, user, paths):
    """Rows of a query set without those that show (by one of the lookups `paths`) a claim hidden from this person."""
    for path in paths:
        rows = rows.exclude(**{f"{path}__in": Claim.objects.hidden_from(user).values("pk")})
    return rows


def hidden_claims(user, pks):
    """Those of these claims (primary keys), stored or deleted, that this person may not see."""
    stored = set(Claim._base_manager.filter(pk__in=pks).order_by().values_list("pk", flat=True))
    hidden = Claim.objects.hidden_from(user).filter(pk__in=stored).order_by()
    gone = Claim.history.filter(id__in=set(pks) - stored, history_type="-", blind=True).exclude(author=user).order_by()
    return {*hidden.values_list("pk", flat=True), *gone.values_list("id", flat=True)}


def hidden_rows(user, rows):
    """Those of these rows of histories, (label, number) pairs, that show a claim which this person may not see."""
    shown = {}
    for label, names in SHOWS.items():
        numbers = [number for of, number in rows if of == label]
        known = apps.get_model(label).history.filter(history_id__in=numbers).order_by() if numbers else ()
        shown |= {(label, row[0]): set(row[1:]) for row in (known and known.values_list("history_id", *names))}
    shown |= _of_relays([number for label, number in rows if label == "claims.relay"])
    hidden = hidden_claims(user, set().union(*shown.values())) if shown else set()
    return {row for row, claims in shown.items() if claims & hidden}


def _of_relays(numbers):
    rows = (
        dict(Relay.history.filter(history_id__in=numbers).values_list("history_id", "attribution_id"))
        if numbers
        else {}
    )
    claims = {}
    for pk, claim in (
        Attribution.history.filter(id__in=set(rows.values())).values_list("id", "claim_id") if rows else ()
    ):
        claims.setdefault(pk, set()).add(claim)
    return {("claims.relay", number): claims.get(pk, set()) for number, pk in rows.items()}
