"""Every named rule about claims: its form refuses with the rule's message, and the database refuses, too."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import (
    Act,
    Answer,
    Apart,
    Attribution,
    Claim,
    Coding,
    Event,
    Question,
    Reading,
    Relation,
    Relay,
    SearchEntry,
    Speaker,
    SpeakerAlias,
    Upload,
    Wording,
)
from tests.factories import (
    make_alias,
    make_attribution,
    make_choice,
    make_claim,
    make_document,
    make_event,
    make_outlet,
    make_question,
    make_reading,
    make_relation,
    make_relay,
    make_snapshot,
    make_speaker,
    make_user,
    make_wording,
)
from tests.refusals import check_nul_refused, check_refused, constraints_of

RULES = constraints_of("claims")
DAY, EARLIER = date(2024, 1, 2), date(2024, 1, 1)
PLACE = ("snapshot", "start", "end", "exact")


def figure(**fields):
    return make_claim(amount=Decimal(70), **fields)


def attribution(**fields):
    return make_attribution(make_claim(), **fields)


def apart(first="a", second="z"):
    return Apart.objects.create(kind="speaker", first=first, second=second, by=make_user())


def wording():
    return make_wording(make_event(), make_snapshot(), "raiders")


def relay():
    return make_relay(attribution(), make_speaker())


def search_entry(**fields):
    fields = {"kind": "event", "object_id": 1, "title": "raid", "words": ""} | fields
    return SearchEntry.objects.create(**fields)


def second_search_entry():
    search_entry()
    return search_entry(object_id=2), {"object_id": 1}


def suggestion():
    return make_relation(make_claim(), make_claim(), state="suggested")


def itself(record, field):
    return record, {field: record}


def like(second, first, *fields):
    """`second`, and the values of `first` that make it a twin."""
    return second, {field: getattr(first, field) for field in fields}


def second_answer():
    first, second = make_choice(answers=("yes", "in part")).answers.all()
    return like(second, first, "label")


def second_alias():
    speaker = make_speaker()
    return like(make_alias(speaker, "Gladkow"), make_alias(speaker, "Гладков"), "name")


def second_attribution():
    first = attribution()
    return like(make_attribution(first.claim, exact="raiders"), first, *PLACE)


def second_relay():
    first = relay()
    return like(make_relay(first.attribution, make_speaker()), first, "position")


def second_wording():
    first = wording()
    return like(make_wording(first.event, first.snapshot, "ministry"), first, *PLACE)


def second_reading():
    first = make_reading(make_document(), make_event())
    return like(make_reading(first.document, first.event), first, "reader")


def relation_the_other_way_round():
    first = make_relation(make_claim(), make_claim())
    return make_relation(make_claim(), make_claim()), {"first": first.second, "second": first.first}


def one_claim_twice():
    relation = make_relation(make_claim(), make_claim())
    return relation, {"second": relation.first}


def act(**fields):
    return Act.objects.create(**{"kind": "recorded", "words": "A claim", "by": make_user()} | fields)


def coding(**fields):
    people = {"coder": make_user(), "given_by": make_user()}
    return Coding.objects.create(**{"document": make_document()} | people | fields)


def second_coding():
    first = coding()
    return coding(document=first.document), {"coder": first.coder}


REFUSED = {
    "claims_act_kind": lambda: (act(), {"kind": "guess"}),
    "claims_act_words": lambda: (act(), {"words": ""}),
    "claims_act_undone": lambda: (act(), {"undone_at": timezone.now()}),
    "claims_coding_once": second_coding,
    "claims_coding_done_first": lambda: (coding(), {"settled_at": timezone.now()}),
    "claims_apart_kind": lambda: (apart(), {"kind": "place"}),
    "claims_apart_once": lambda: (apart(), {"first": apart("b", "c").first, "second": "c"}),
    "claims_apart_two": lambda: (apart(), {"second": "a"}),
    "claims_upload_name": lambda: (Upload.objects.create(name="a.csv", content=b"", by=make_user()), {"name": ""}),
    "claims_event_key": lambda: (make_event(), {"key": ""}),
    "claims_event_title": lambda: (make_event(), {"title": ""}),
    "claims_event_dates": lambda: (make_event(), {"ended_on": date(2000, 1, 1)}),
    "claims_event_coordinates": lambda: (make_event(), {"latitude": Decimal(50)}),
    "claims_event_not_own_parent": lambda: itself(make_event(), "parent"),
    "claims_question_key": lambda: (make_question(), {"key": ""}),
    "claims_question_text": lambda: (make_question(), {"text": ""}),
    "claims_question_answer_kind": lambda: (make_question(), {"answer_kind": "guess"}),
    "claims_question_headline": lambda: (make_question(), {"headline": "average"}),
    "claims_answer_label": lambda: (make_choice().answers.get(), {"label": ""}),
    "claims_answer_once": second_answer,
    "claims_speaker_name": lambda: (make_speaker(), {"name": ""}),
    "claims_speaker_slug": lambda: (make_speaker(), {"slug": ""}),
    "claims_speaker_kind": lambda: (make_speaker(), {"kind": "hero"}),
    "claims_speaker_not_own_affiliation": lambda: itself(make_speaker(), "affiliation"),
    "claims_speakeralias_name": lambda: (make_alias(make_speaker(), "Gladkow"), {"name": ""}),
    "claims_speakeralias_once": second_alias,
    "claims_claim_key": lambda: (make_claim(), {"key": ""}),
    "claims_claim_statement": lambda: (make_claim(), {"statement": ""}),
    "claims_claim_stance": lambda: (make_claim(), {"stance": "admits"}),
    "claims_claim_qualifier": lambda: (figure(), {"qualifier": "perhaps"}),
    "claims_claim_status_known": lambda: (make_claim(), {"status": "true"}),
    "claims_claim_credibility": lambda: (make_claim(), {"credibility": "7"}),
    "claims_claim_one_voice": lambda: (make_claim(), {"outlet": make_outlet()}),
    "claims_claim_one_answer": lambda: (make_claim(make_choice(), answer="yes"), {"date_from": DAY}),
    "claims_claim_amount_or_date": lambda: (figure(), {"date_from": DAY}),
    "claims_claim_amount_qualified": lambda: (figure(), {"qualifier": ""}),
    "claims_claim_between": lambda: (figure(), {"qualifier": "between"}),
    "claims_claim_amounts": lambda: (figure(), {"qualifier": "between", "amount_high": Decimal(69)}),
    "claims_claim_amount_bounded": lambda: (figure(), {"amount": Decimal(10) ** 12}),
    "claims_claim_dates": lambda: (make_claim(), {"date_to": DAY}),
    "claims_claim_said": lambda: (make_claim(), {"said_on": DAY, "said_until": EARLIER}),
    "claims_attribution_start_before_end": lambda: (attribution(), {"start": 9, "end": 9, "exact": ""}),
    "claims_attribution_exact_fits": lambda: (attribution(), {"exact": "many"}),
    "claims_attribution_key": lambda: (attribution(), {"key": ""}),
    "claims_attribution_manner": lambda: (attribution(), {"manner": "rumour"}),
    "claims_attribution_anchor": lambda: (attribution(), {"anchor": "drifting"}),
    "claims_attribution_once": second_attribution,
    "claims_relay_one_hop": lambda: (relay(), {"outlet": make_outlet()}),
    "claims_relay_position": second_relay,
    "claims_wording_start_before_end": lambda: (wording(), {"start": 9, "end": 9, "exact": ""}),
    "claims_wording_exact_fits": lambda: (wording(), {"exact": "many"}),
    "claims_wording_key": lambda: (wording(), {"key": ""}),
    "claims_wording_subject": lambda: (wording(), {"subject": ""}),
    "claims_wording_one_voice": lambda: (wording(), {"speaker": make_speaker(), "outlet": make_outlet()}),
    "claims_wording_once": second_wording,
    "claims_reading_once": second_reading,
    "claims_relation_once": relation_the_other_way_round,
    "claims_relation_two_claims": one_claim_twice,
    "claims_relation_kind": lambda: (suggestion(), {"kind": "resembles", "basis": ""}),
    "claims_relation_state": lambda: (suggestion(), {"state": "proven"}),
    "claims_relation_basis": lambda: (suggestion(), {"basis": "instinct"}),
    "claims_relation_basis_of_contradiction": lambda: (suggestion(), {"kind": "repeats"}),
    "claims_relation_suggested_undecided": lambda: (suggestion(), {"decided_by": make_user()}),
    "claims_searchentry_kind": lambda: (search_entry(), {"kind": "rumour"}),
    "claims_searchentry_once": second_search_entry,
}

# The other half of a rule that refuses more than one thing.
ALSO_REFUSED = {
    "nobody speaks": ("claims_claim_one_voice", lambda: (make_claim(), {"speaker": None})),
    "an amount beside an answer": (
        "claims_claim_one_answer",
        lambda: (make_claim(make_choice(), answer="yes"), {"amount": Decimal(1), "qualifier": "exactly"}),
    ),
    "a qualifier alone": ("claims_claim_amount_qualified", lambda: (make_claim(), {"qualifier": "about"})),
    "an upper amount without between": ("claims_claim_between", lambda: (figure(), {"amount_high": Decimal(80)})),
    "too large below": ("claims_claim_amount_bounded", lambda: (figure(), {"amount": -(Decimal(10) ** 12)})),
    "too large above": (
        "claims_claim_amount_bounded",
        lambda: (figure(), {"qualifier": "between", "amount_high": Decimal(10) ** 12}),
    ),
    "backward dates": ("claims_claim_dates", lambda: (make_claim(), {"date_from": DAY, "date_to": EARLIER})),
    "end without beginning": ("claims_event_dates", lambda: (make_event(), {"started_on": None})),
    "a longitude alone": ("claims_event_coordinates", lambda: (make_event(), {"longitude": Decimal(36)})),
    "too far north": (
        "claims_event_coordinates",
        lambda: (make_event(), {"latitude": Decimal(91), "longitude": Decimal(36)}),
    ),
    "a hop through nobody": ("claims_relay_one_hop", lambda: (relay(), {"speaker": None})),
    "a decided suggestion": (
        "claims_relation_suggested_undecided",
        lambda: (suggestion(), {"decided_at": timezone.now()}),
    ),
}


def test_every_rule_has_a_case():
    assert set(REFUSED) == set(RULES)


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_is_kept_by_form_and_database(db, name):
    check_refused(RULES[name], *REFUSED[name]())


@pytest.mark.parametrize("case", ALSO_REFUSED)
def test_both_halves_of_a_rule_are_kept(db, case):
    name, make = ALSO_REFUSED[case]
    check_refused(RULES[name], *make())


@pytest.mark.parametrize("model", [Event, Question, Answer, Speaker, SpeakerAlias, Claim, Attribution, Relay, Wording])
def test_forms_refuse_nul_characters(db, model):
    check_nul_refused(model)


MODELS = [Event, Question, Answer, Speaker, SpeakerAlias, Claim, Attribution, Relay, Wording, Reading, Relation]


@pytest.mark.parametrize("model", MODELS)
def test_an_empty_record_is_refused_with_messages(db, model):
    with pytest.raises(ValidationError):
        model().full_clean()


@pytest.mark.parametrize("model", MODELS)
def test_no_query_changes_records_without_a_trace(db, model):
    with pytest.raises(TypeError, match="would leave no history"):
        model.objects.all().update(pk=1)
    with pytest.raises(TypeError, match="would leave no history"):
        model.objects.bulk_update([model(pk=1)], [model._meta.concrete_fields[1].name])
