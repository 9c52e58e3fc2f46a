"""Making one of two speakers, or of two outlets: everything that points at the one that goes moves to the other.

The name that is not kept becomes an alias. It is one act, kept with its reason, and undone as a whole. `pointing` finds
the references themselves, so that a new model is not forgotten; what two rows would say twice afterwards goes, see
`claims.curation.doubles`. Nothing is merged without a person, and no claim is changed but in who says it.
"""

from django.core.exceptions import ValidationError

from claims.choices import ActKind
from claims.curation.acts import act, version
from claims.curation.doubles import doubles
from claims.curation.moving import move

KEEP, GO = "keep", "go"
NOTHING = ("", None, "unknown")
SINGLY = ("aliases", "members")  # saved one by one: names may be there already, members have a side to derive


def pointing(model):
    """The reverse relations of all that points at records of `model` and keeps a history, but for what is derived."""
    found = [one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    return [one for one in found if hasattr(one.related_model, "history") and one.field.editable]


def stamp(keep, go):
    """The versions of both, as a page carries them: others later mean that something has changed."""
    return f"{version(keep)}-{version(go)}"


# The fields of the one that stays


def differing(keep, go):
    """{field: (value of the one that stays, of the one that goes)} where a merge has to take one of the two."""
    named = [field for field in keep._meta.concrete_fields if field.editable and not field.primary_key]
    pairs = {field: (_value(keep, field, (keep, go)), _value(go, field, (keep, go))) for field in named}
    return {field: pair for field, pair in pairs.items() if field.name != keep.key_name and pair[0] != pair[1]}


def _value(record, field, both):
    """A field's value; whoever would then belong to itself belongs to nobody."""
    value = getattr(record, field.name)
    return None if field.is_relation and value in both else value


def preset(keep, go, field):
    """Which of the two values is taken unless a person says otherwise: *keep*, *go*, or empty where one must choose."""
    kept, gone = differing(keep, go)[field]
    if field.name == "name":
        return KEEP
    if leads_back(keep, go, kept) or leads_back(keep, go, gone):
        return GO if leads_back(keep, go, kept) else KEEP
    return GO if kept in NOTHING else KEEP if gone in NOTHING else ""


def leads_back(keep, go, value):
    """Whether a record that one of two would belong to belongs to one of them in turn."""
    seen = set()
    while isinstance(value, type(keep)) and value.pk not in seen:
        seen.add(value.pk)
        value = getattr(value, value.parent_name)
        if value in (keep, go):
            return True
    return False


def _take(keep, go, chosen):
    both, choices = (keep, go), differing(keep, go)
    for field in keep._meta.concrete_fields:
        if field.is_relation and field.editable and getattr(keep, field.name) in both:
            setattr(keep, field.name, None)
    for field, values in choices.items():
        taken = chosen.get(field.name) or preset(keep, go, field)
        if taken not in (KEEP, GO):
            raise ValidationError(f"{field.verbose_name}: they differ; choose one of the two.")
        value = values[taken == GO]
        if leads_back(keep, go, value):
            raise ValidationError(f"{field.verbose_name}: {value} belongs to one of the two; choose the other.")
        setattr(keep, field.name, value)


# Merging


def merge(keep, go, user, reason, chosen=None):
    """Merge `go` into `keep`; answers with the `Act`.

    `chosen` says which value is taken where both have one: {field name: *keep* or *go*}. Raises ValidationError, and
    changes nothing, where the two are one, no reason is given, or a choice is missing or breaks a rule.
    """
    if keep == go or type(keep) is not type(go):
        raise ValidationError("Choose two different records.")
    if not reason.strip():
        raise ValidationError("Say why these two are one.")
    words = f"{go} into {keep}"
    with act(ActKind.MERGED, user, words, reason.strip(), former=getattr(go, go.key_name)) as doing:
        keep, go = _held(keep, go)
        names = [keep.name, go.name]
        _take(keep, go, chosen or {})
        keep.full_clean()
        doing.save(keep)
        for double in doubles(keep, go):
            doing.delete(double)
        _move_all(doing, keep, go)
        _keep_names(doing, keep, go, names)
        doing.delete(go)
    return doing.stored


def _held(*records):
    """The two as they are stored, in order; nobody else changes them until this is done."""
    model = type(records[0])
    rows = model.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([record.pk for record in records])
    if len(rows) < len(records):
        raise ValidationError("One of the two is not there any more.")
    return [rows[record.pk] for record in records]


def _move_all(doing, keep, go):
    for relation in pointing(type(go)):
        model, field = relation.related_model, relation.field
        rows = model._base_manager.filter(**{field.name: go})
        if relation.related_name not in SINGLY:
            move(doing, model, field, rows.values_list("pk", flat=True), keep)
        elif relation.related_name == "members":
            for member in rows.order_by("pk"):
                setattr(member, field.name, keep)
                doing.save(member)


def _keep_names(doing, keep, go, names):
    """All names of both that the one that stays does not have yet are its aliases."""
    known = {keep.name, *keep.aliases.values_list("name", flat=True)}
    owner = go.aliases.field.name
    for alias in go.aliases.order_by("pk"):
        if alias.name in known:
            doing.delete(alias)
            continue
        setattr(alias, owner, keep)
        doing.save(alias)
        known.add(alias.name)
    for name in names:
        if name not in known:
            doing.save(go.aliases.model(**{owner: keep, "name": name}))
            known.add(name)
