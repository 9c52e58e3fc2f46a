"""Query sets of records whose every change is kept: no write that would leave no trace."""

from django.db import models


class TrackedQuerySet(models.QuerySet):
    """Refuses `update`, which writes no history; loaders use the plain manager and write history themselves."""

    def update(self, **kwargs):
        raise TypeError(f"update() on {self.model.__name__} would leave no history; save each record instead.")

    update.alters_data = True
