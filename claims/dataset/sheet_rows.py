"""The rows of an uploaded `claims.csv`: what each would change, in words, and what the rules of review say to it."""

from hashlib import sha256

from django.contrib.auth import get_user_model

from claims.choices import ClaimStatus
from claims.curation.reviewing import CODED, lacking, may_keep, refusal
from claims.dataset.columns import key_of
from claims.dataset.known import batches
from claims.dataset.questions import Claims
from claims.dataset.rows import Bad
from claims.models import Answer, Attribution, Claim, Question
from sources.lib.csvstream import cell
from sources.lib.formulas import unguard

LONGEST = 500  # characters of a cell that a preview repeats
KEYLESS = {Answer: "label"}
CODED_ATTNAMES = [Claim._meta.get_field(name).attname for name in CODED]
REVIEWERS = (ClaimStatus.ACCEPTED, ClaimStatus.RETURNED, ClaimStatus.DROPPED)
NOT_OPEN = "no claim of this key is open to you, and the key is not free either: choose another one"
AUTHOR = "a spreadsheet does not change who wrote a claim; leave the column out"
NEW_AUTHOR = "whoever uploads a new claim is its author; leave the cell empty"
REVIEWER = "a spreadsheet does not change who reviewed a claim; leave the column out"


class SheetClaims(Claims):
    """Claims of a file that one person uploads. `context` is a `SheetLoad`, which gets every row's outcome."""

    size = 1000
    searched = ""

    def read(self, found):
        at = self.source.header.index("key")
        self.context.keys |= {line: texts[at].strip().replace("\0", "")[:LONGEST] for line, texts in found}
        return super().read(found)

    def unknown(self, column, keys, name):
        if keys is self.known.people:
            return keys.wrong(name) or "nobody has this user name here"
        return super().unknown(column, keys, name)

    def prepare(self, rows):
        """Claims that another codes blindly are not there, and their keys are not free."""
        keys = [row.given["key"] for row in rows if isinstance(row.given["key"], str)]
        blind = Claim._base_manager.filter(key__in=keys, blind=True).values_list("key", "pk", "author")
        found = {key: pk for key, pk, author in blind if author == self.context.user.pk}
        hidden = {key for key, _, _ in blind} - set(found)
        self.context.blind.update(found.values())
        for row in rows:
            if isinstance(row.given["key"], str) and row.given["key"] in hidden:
                self.problem(row, "key", NOT_OPEN)
                row.given["key"] = Bad("")

    def settle(self, rows):
        super().settle(rows)
        sound = [row for row in rows if not row.flagged]
        questions = Question.objects.in_bulk({row.final["question_id"] for row in sound} - {None})
        attributed = self._attributed([row.pk for row in sound if not row.new])
        for row in sound:
            self.row_notes(row)
            self._settle_people(row)
            if row.new or self.differs(row):
                self._review(row, questions, row.pk in attributed)

    def _attributed(self, pks):
        found = set()
        for batch in batches(pks):
            found.update(Attribution.objects.filter(claim__in=batch).order_by().values_list("claim", flat=True))
        return found

    # The rules of review

    def _settle_people(self, row):
        final, me = row.final, self.context.user.pk
        if row.new:
            if final["author_id"] not in (None, me):
                self.problem(row, "author", NEW_AUTHOR)
            if final["reviewer_id"] is not None:
                self.problem(row, "reviewer", REVIEWER)
            final["author_id"] = me
            return
        for name, reason in (("author", AUTHOR), ("reviewer", REVIEWER)):
            if final[f"{name}_id"] != row.stored[f"{name}_id"]:
                self.problem(row, name, reason)

    def _review(self, row, questions, attributed):
        """Whether this person may move the claim as the file says; what follows if an accepted one is changed."""
        user, before = self.context.user, ClaimStatus.DRAFT if row.new else row.stored["status"]
        claim, status = as_claim(row.final, questions), row.final["status"]
        claim.status, claim.blind = before, row.pk in self.context.blind
        if status != before:
            why = refusal(claim, status, user) or lacking(claim, status, attributed)
            if why:
                self.problem(row, "status", why[0].lower() + why[1:].rstrip("."))
            elif not row.new:
                self._moved(row, status)
        elif before == ClaimStatus.ACCEPTED and any(row.final[name] != row.stored[name] for name in CODED_ATTNAMES):
            stays = may_keep(claim, user, attributed)
            self._moved(row, ClaimStatus.ACCEPTED if stays else ClaimStatus.IN_REVIEW)
            self.row_notes(row).append(
                "it was accepted; you accept the change" if stays else "it was accepted and goes back to review"
            )
        if before == ClaimStatus.ACCEPTED or (
            status != before and status in (ClaimStatus.RETURNED, ClaimStatus.DROPPED)
        ):
            self.context.reasons_for += 1
            self.row_notes(row).append("needs a reason")

    def _moved(self, row, status):
        row.final["status"] = status
        row.final["reviewer_id"] = self.context.user.pk if status in REVIEWERS else None

    # What is told

    def row_notes(self, row):
        return self.context.notes.setdefault(row.line, [])

    def write(self, rows):
        self._tell(rows)
        if self.context.writing:
            super().write(rows)

    def _tell(self, rows):
        """Give every row that is sound its outcome."""
        rows = [row for row in rows if not row.flagged]
        names = self._names(rows)
        for row in rows:
            number = self.source.number_of[row.line]
            outcome = "new" if row.new else "changed" if self.differs(row) else "unchanged"
            told = self._sentence(row) if row.new else ""
            cells = self._differences(row, names) if outcome == "changed" else []
            notes = self.context.notes.pop(row.line, []) if outcome != "unchanged" else []
            mark = "" if row.new else mark_of(row.stored)
            self.context.tell(
                row.line, number, row.given["key"], outcome, mark=mark, told=told, cells=cells, notes=notes
            )

    def _names(self, rows):
        """{attname: {primary key: key}} of all that the changed references of these rows point at."""
        pks = {}
        for row in rows:
            for name in () if row.new else self.names:
                if Claim._meta.get_field(name).is_relation and row.final[name] != row.stored[name]:
                    pks.setdefault(name, set()).update({row.final[name], row.stored[name]} - {None})
        return {name: keys_of(Claim._meta.get_field(name).related_model, found) for name, found in pks.items()}

    def _differences(self, row, names):
        """[column, before, after] of every cell that changes."""
        return [
            [
                Claim._meta.get_field(name).name,
                *(shown(values[name], names.get(name)) for values in (row.stored, row.final)),
            ]
            for name in self.names
            if row.final[name] != row.stored[name]
        ]

    def _sentence(self, row):
        """What a new claim says, in the words of the file."""
        voice = self.cell(row, "speaker") or self.cell(row, "outlet") or ""
        question = self.cell(row, "question") or "no question yet"
        statement = row.final["statement"][:LONGEST]
        status = ClaimStatus(row.final["status"]).label
        return f"{voice} {row.final['stance']}: {statement} · {question} · {status}"


def as_claim(values, questions):
    """A claim in memory, as it will be, its question joined."""
    names = {found.attname for found in Claim._meta.concrete_fields}
    claim = Claim(**{name: value for name, value in values.items() if name in names})
    if claim.question_id in questions:
        claim.question = questions[claim.question_id]
    return claim


def keys_of(model, pks):
    """{primary key: the key by which a file names the record}"""
    field = KEYLESS.get(model) or key_of(get_user_model() if model is get_user_model() else model)
    return {
        pk: key
        for batch in batches(pks)
        for pk, key in model._base_manager.filter(pk__in=batch).values_list("pk", field)
    }


def shown(value, keys):
    """A value as a file has it."""
    if keys is not None:
        return keys.get(value, "")
    return unguard(cell(value))[:LONGEST]


def mark_of(stored):
    """A short mark of a claim as it is stored; another mark later: it was changed."""
    return sha256(repr(sorted(stored.items())).encode()).hexdigest()[:16]
