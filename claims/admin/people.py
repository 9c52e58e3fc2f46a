"""Accounts in the admin: who may enter, and in which role. Permissions beyond the roles are a superuser's matter."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef
from django.urls import path, reverse
from django.utils.html import format_html

from claims.roles import MEANING, ROLES, role_of
from sources.admin.choosing import Choosing, RecordChoices

User = get_user_model()
PERMISSIONS = User.user_permissions.through.objects.filter(user=OuterRef("pk"))
OTHER_GROUPS = User.groups.through.objects.filter(user=OuterRef("pk")).exclude(group__name__in=ROLES)
BEYOND = Exists(PERMISSIONS) | Exists(OTHER_GROUPS)  # holds more than a role
OWN = "This is your own account: another {} changes that, so that nobody locks themselves out."


class RoleForm(forms.ModelForm):
    """Mixed into the forms of accounts. `by` is the person who fills it in."""

    by = None
    role = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[(role, f"{role}: {meaning}") for role, meaning in MEANING.items()]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "role" in self.fields:
            self.initial["role"] = self.instance.groups.filter(name__in=ROLES).values_list("name", flat=True).last()
            self.fields["role"].required = not self.instance.is_superuser
        if "groups" in self.fields:
            self.fields["groups"].queryset = further = Group.objects.exclude(name__in=ROLES)
            self.initial["groups"] = list(further.filter(user=self.instance))

    def clean(self):
        super().clean()
        if self.by and self.instance.pk == self.by.pk:
            for name in {"role", "is_active", "is_superuser"} & set(self.changed_data):
                self.add_error(name, OWN.format(role_of(self.by)))
        return self.cleaned_data

    def _save_m2m(self):
        super()._save_m2m()
        if "role" in self.fields:
            further = self.instance.groups.exclude(name__in=ROLES)
            self.instance.groups.set([*further, *Group.objects.filter(name=self.cleaned_data["role"])])


class NewPersonForm(RoleForm, AdminUserCreationForm):
    pass


class PersonForm(RoleForm, UserChangeForm):
    pass


class PeopleChoices(RecordChoices):
    """People as authors, reviewers, readers: offered to everybody who works here, by name alone."""

    def has_perm(self, request, obj=None):
        return True

    def get_queryset(self):
        self.request.only_named = True
        return super().get_queryset()


admin.site.unregister(User)


@admin.register(User)
class PeopleAdmin(Choosing, UserAdmin):
    """For an editor: people of the four roles. A superuser also sees and makes other superusers."""

    form, add_form = PersonForm, NewPersonForm
    list_display = ["username", "full_name", "role", "is_active", "last_login", "activity"]
    list_filter = ["is_active", ("groups", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "first_name", "last_name"]
    search_help_text = "Username or name."
    ordering = ["username"]
    filter_horizontal = ["groups", "user_permissions"]
    add_fieldsets = [
        (None, {"fields": ["username", ("first_name", "last_name"), "role"], "classes": ["wide"]}),
        ("Password", {"fields": ["usable_password", "password1", "password2"], "classes": ["wide"]}),
    ]
    account = [
        (None, {"fields": ["username", ("first_name", "last_name"), "password"]}),
        ("What this person does here", {"fields": ["role", "is_active"]}),
    ]
    beyond = [("Beyond roles", {"fields": ["is_superuser", "groups", "user_permissions"]})]

    class Media:
        css = {"all": ["admin.css"]}

    # Who is seen

    def get_queryset(self, request):
        """Whoever holds more than a role is a superuser's matter, or an editor could become one by a new password."""
        people = super().get_queryset(request).prefetch_related("groups")
        if getattr(request, "only_named", False):
            return people.filter(is_active=True)
        return people if request.user.is_superuser else people.filter(is_superuser=False).exclude(BEYOND)

    def has_delete_permission(self, request, obj=None):
        own = obj is not None and obj.pk == request.user.pk
        return not own and super().has_delete_permission(request, obj)

    def for_choices(self, queryset):
        return queryset

    def choice_label(self, person):
        return f"{person} ({person.get_full_name()})" if person.get_full_name() else str(person)

    def get_urls(self):
        choices = self.admin_site.admin_view(PeopleChoices.as_view(admin_site=self.admin_site))
        return [path("choices/", choices, name="auth_user_choices"), *super().get_urls()]

    # The list

    @admin.display(description="name", ordering="last_name")
    def full_name(self, person):
        return person.get_full_name()

    @admin.display(description="role")
    def role(self, person):
        held = [group.name for group in person.groups.all()]
        return "superuser" if person.is_superuser else ", ".join(held) or "none"

    @admin.display(description="what they did")
    def activity(self, person):
        return format_html('<a href="{}">activity</a>', reverse("admin:activity", args=[person.get_username()]))

    # The form

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        return [*self.account, *(self.beyond if request.user.is_superuser else [])]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def construct_change_message(self, request, form, formsets, add=False):
        """The log says which role became which."""
        message = super().construct_change_message(request, form, formsets, add)
        if not add and "role" in form.changed_data:
            changed = message[0]["changed"]
            roles = f"role from {form.initial['role'] or 'none'} to {form.cleaned_data['role'] or 'none'}"
            changed["fields"] = [*(name for name in changed["fields"] if name.lower() != "role"), roles]
        return message
