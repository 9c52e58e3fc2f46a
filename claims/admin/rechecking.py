"""What follows every change of a claim, whichever button made it: suggested contradictions, and judgements on it."""

from django.contrib import messages
from django.utils.html import format_html

from claims.curation.rechecking import recheck
from claims.curation.reopening import grounds, reopen, rested_on


class Reopening:
    """Mixed into the admin of claims and of attributions: judgements that rested on what is changed are asked again."""

    def save_model(self, request, obj, form, change):
        self._keep_grounds(request, [obj] if change else [])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._reopen(request)

    def delete_model(self, request, obj):
        self._keep_grounds(request, [obj])
        super().delete_model(request, obj)
        self._reopen(request)

    def delete_queryset(self, request, queryset):
        self._keep_grounds(request, queryset)
        super().delete_queryset(request, queryset)
        self._reopen(request)

    def _keep_grounds(self, request, records):
        request.grounds = grounds(set().union(*map(rested_on, records)))

    def _reopen(self, request):
        for relation in reopen(request.grounds, request.user):
            words = 'Asked again, for what it rested on was changed: <a href="{}">{}</a>'
            self.message_user(request, format_html(words, relation.get_absolute_url(), relation), messages.WARNING)


class Rechecking(Reopening):
    """Mixed into the admin of claims: a save checks the old and the new question, a deletion its own."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        recheck({form.initial.get("question"), form.instance.question_id})

    def delete_model(self, request, obj):
        question = obj.question_id
        super().delete_model(request, obj)
        recheck({question})

    def delete_queryset(self, request, queryset):
        questions = set(queryset.order_by().values_list("question", flat=True))
        super().delete_queryset(request, queryset)
        recheck(questions)
