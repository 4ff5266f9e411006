"""Rows that several people may have in hand at once: saving one writes what was changed on it, and nothing else."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models.base import ModelBase


class WritesChanges(models.Model):
    """A row read some time ago never puts back what others have written meanwhile.

    `save()` without `update_fields` writes the fields that differ from what was read, none where none does; a
    ModelForm and Django's own code save so. Either way the row is locked first and its other fields are brought up
    to date, so that the history kept of it is of the row as it stands. For models whose values are compared with
    `==`: not for mutable ones such as JSON.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> "WritesChanges":
        row = super().from_db(db, field_names, values)
        row._keep_as_read()
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._keep_as_read()

    def save(self, *, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
        if self._state.adding or kwargs.get("force_insert"):
            super().save(update_fields=update_fields, **kwargs)
        else:
            names = self.changed_fields() if update_fields is None else list(update_fields)
            if names:
                self._write(names, **kwargs)
        self._keep_as_read()

    def changed_fields(self) -> list[str]:
        """The names of the fields that differ from what was read."""
        return [
            field.name
            for field in self._meta.concrete_fields
            if field.attname in self.__dict__
            and (
                field.attname not in self._as_read
                or self._as_read[field.attname] != getattr(self, field.attname)
            )
        ]

    def _write(self, names: list[str], **kwargs: Any) -> None:
        with transaction.atomic(using=kwargs.get("using") or self._state.db):
            if _is_told_by_history(type(self), names):
                self._bring_up_to_date(besides=names)
                super().save(update_fields=names, **kwargs)
                return
            self.skip_history_when_saving = True
            try:
                super().save(update_fields=names, **kwargs)
            finally:
                del self.skip_history_when_saving

    def _bring_up_to_date(self, *, besides: Collection[str]) -> None:
        # Without the model's own order, which may join a table that PostgreSQL cannot lock along.
        rows = type(self)._base_manager.using(self._state.db).select_for_update().order_by("pk")
        now = rows.filter(pk=self.pk).first()
        for field in self._meta.concrete_fields if now else ():
            value = getattr(now, field.attname)
            if not {field.name, field.attname} & set(besides) and self.__dict__.get(field.attname) != value:
                setattr(self, field.attname, value)

    def _keep_as_read(self) -> None:
        named = (field.attname for field in self._meta.concrete_fields)
        self._as_read = {name: self.__dict__[name] for name in named if name in self.__dict__}


def _is_told_by_history(model: ModelBase, names: Collection[str]) -> bool:
    """Whether the model's history keeps any of these fields; a log-in or a new password is no change of a person."""
    history = getattr(model, "history", None)
    if history is None:
        return True
    kept = {name for field in history.model.tracked_fields for name in (field.name, field.attname)}
    return bool(kept & set(names))
