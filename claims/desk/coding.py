"""Giving claims their questions: by the question's number in its event, or in the claim's own form."""

from django.core.exceptions import ValidationError

from claims.curation.asking import ask
from claims.desk.claims import ClaimQueue, SaidForm
from claims.models import Question

MOST = 200  # questions offered


class ToCode(ClaimQueue):
    """What answers no question yet. POST `chosen`, one claim, and `question`."""

    queue = "code"
    template_name = "desk/code.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        claim = context["place"].claim
        asked = claim.event.questions.order_by("position", "key")[:MOST] if claim else []
        return context | {"questions": list(enumerate(asked, 1)), "digits": 2 if len(asked) > 9 else 1}

    def post(self, request):
        claims, _ = self.sent()
        number = request.POST.get("question", "")
        question = Question.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        try:
            if not claims or question is None:
                raise ValidationError("Choose one of the questions.")
            stored = ask(claims[0], question, request.user)
        except ValidationError as problem:
            self.form = SaidForm(request.POST)
            self.form.is_valid()
            self.form.add_error(None, problem.messages)
            return self.render_to_response(self.get_context_data())
        return self.on_to(request.path, stored, **self.next_after(claims))
