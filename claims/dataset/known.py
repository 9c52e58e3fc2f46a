"""What a package may refer to: records of the database and of the package itself, by their keys.

Asked for in bulk, as the rows come, so that neither the size of the database nor that of the package sets how much is
kept in memory beyond the keys that the package names.
"""

from collections import defaultdict
from itertools import islice

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from rapidfuzz import fuzz, process

from claims.dataset.columns import key_of
from claims.models import Answer, Attribution, Claim, Event, Question, Speaker, Wording
from sources.lib.bulk import Numbers
from sources.models import Document, Outlet, Snapshot

BATCH = 2000  # parameters in one question to the database
CLOSE, LONGEST = 75, 200  # of 100: how like a key must be to be meant; characters of a name that are compared
MOST_ASKED, MOST_SOUGHT = 200, 20_000  # names that get such a hint; keys among which it is sought
# What later files must know of a record beside its primary key, and where a stored one has it.
FACTS = {
    Document: ("outlet_id",),
    Question: ("event_id", "unit"),
    Claim: ("question_id",),
    Attribution: ("snapshot__document__outlet_id", "claim__question_id"),
}


def batches(items, size=BATCH):
    items = list(items)
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Keys:
    """Records of one model by key. `facts` holds, by primary key, what FACTS says of this model."""

    def __init__(self, model):
        self.model, self.field = model, key_of(model)
        self.pks, self.facts = {}, {}
        self.sought, self.asked = None, 0

    def fetch(self, keys):
        """Make sure that all these keys were looked up."""
        wanted = FACTS.get(self.model, ())
        missing = [key for key in keys if key not in self.pks]
        for batch in batches(missing):
            rows = self.model._base_manager.filter(**{f"{self.field}__in": batch})
            for key, pk, *facts in rows.values_list(self.field, "pk", *wanted):
                self.pks[key] = pk
                if facts:
                    self.facts[pk] = tuple(facts)
        for key in missing:
            self.pks.setdefault(key, None)

    def fetch_facts(self, pks):
        """Make sure that the facts of these records are known."""
        for batch in batches(pk for pk in pks if pk not in self.facts):
            rows = self.model._base_manager.filter(pk__in=batch)
            self.facts |= {pk: tuple(facts) for pk, *facts in rows.values_list("pk", *FACTS[self.model])}

    def close(self, name):
        """The key that is most like a name that is none, or None; for so many names, among so many keys as is quick."""
        self.asked += 1
        if self.asked > MOST_ASKED:
            return None
        if self.sought is None:
            stored = self.model._base_manager.order_by(self.field).values_list(self.field, flat=True)
            self.sought = list(stored[:MOST_SOUGHT])
        among = [*self.sought, *(key for key in islice(self.pks, MOST_SOUGHT) if self.pks[key] is not None)]
        found = process.extractOne(name[:LONGEST], among, scorer=fuzz.ratio, score_cutoff=CLOSE)
        return found[0] if found else None

    def name(self, pk):
        """The key of a record, for a message."""
        return next((key for key, found in self.pks.items() if found == pk), "another one")


class People(Keys):
    """Users by name; one that a package names for the first time is made, inactive and without a password."""

    def __init__(self):
        super().__init__(get_user_model())
        self.new = []

    def fetch(self, keys):
        super().fetch(keys)
        names = [name for name in keys if self.pks[name] is None and self.wrong(name) is None]
        for batch in batches(names):
            self._make(batch)

    def wrong(self, name):
        """Why nobody can have this name, or None."""
        try:
            self.model._meta.get_field(self.field).run_validators(name)
        except ValidationError as error:
            return " ".join(error.messages)
        return None

    def _make(self, names):
        users = [self.model(**{self.field: name}, is_active=False) for name in names]
        for user in users:
            user.set_unusable_password()
        self.new += names
        self.model._base_manager.bulk_create(users)
        rows = self.model._base_manager.filter(**{f"{self.field}__in": names})
        self.pks |= dict(rows.values_list(self.field, "pk"))


class Children:
    """Records told apart by their parent and something more, such as answers: {parent pk: {rest: pk}}."""

    def __init__(self, model, parent, rest):
        self.model, self.parent, self.rest = model, parent, rest
        self.of = {}

    def fetch(self, parents):
        missing = [pk for pk in parents if pk not in self.of]
        for pk in missing:
            self.of[pk] = {}
        for batch in batches(missing):
            rows = self.model._base_manager.filter(**{f"{self.parent}__in": batch})
            for parent, rest, pk in rows.values_list(self.parent, self.rest, "pk"):
                self.of[parent][rest] = pk

    def put(self, parent, rest, pk):
        self.of.setdefault(parent, {})[rest] = pk


class Known:
    """Everything that the rows of a package may refer to."""

    def __init__(self):
        self.numbers = Numbers()
        self.people = People()
        self.answers = Children(Answer, "question_id", "label")
        self.snapshots = Children(Snapshot, "document_id", "sha256")
        self.document_of = {}  # snapshot pk: document pk
        self.texts = {}  # snapshot pk: file of the package that holds its text
        models = (Outlet, Document, Speaker, Event, Question, Claim, Attribution, Wording)
        self.by_model = {model: Keys(model) for model in models} | {get_user_model(): self.people}
        self.fresh = defaultdict(set)  # model: primary keys of the records that this load makes

    def of(self, model):
        return self.by_model[model]
