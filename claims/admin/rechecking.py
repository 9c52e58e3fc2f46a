"""Suggested contradictions follow every change of a claim, whichever button made it."""

from claims.curation.rechecking import recheck


class Rechecking:
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
