"""Records that are only added to, each chained to the one before by the database itself, in the order of writing.

The row's digest is computed here, over all it says; a trigger gives it its place and the hash of (hash before, key,
digest), under the lock of the table's `RecordHead`. So a page writes its record with one INSERT, and two that write at
once stand one behind the other. `organisations.chained.verify` follows the chain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from common.evidence import digest_of, statement_of
from common.record_chain import link, said_columns

BATCH = 2000


class DigestField(models.CharField):
    """The digest of what its row says, given when it is inserted, also by `bulk_create`."""

    def pre_save(self, instance: models.Model, add: bool) -> str:
        said = said_columns(type(instance))
        values = {name: column.to_python(getattr(instance, name)) for name, column in said.items()}
        setattr(instance, self.attname, digest_of(statement_of(said, values)))
        return super().pre_save(instance, add)


class RecordHead(models.Model):
    """Where the chain of a table ends: how many records it has, and the hash of the last."""

    name = models.CharField(max_length=60, primary_key=True)
    position = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "记录的末尾"
        verbose_name_plural = "记录的末尾"

    def __str__(self) -> str:
        return f"{self.name}#{self.position}"


class Chained(models.Model):
    """A record that is only ever added."""

    digest = DigestField(max_length=64, editable=False)
    position = models.PositiveBigIntegerField(null=True, unique=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise ValidationError(f"{self._meta.verbose_name}只能新增，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(f"{self._meta.verbose_name}不能删除。")


@dataclass(frozen=True)
class RecordBreak:
    """A place where a chain of records does not hold."""

    table: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table}{self.problem}"


def chained_models() -> list[type[Chained]]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Chained)]


def verify(model: type[Chained]) -> Iterator[RecordBreak]:
    """Every record of `model` that was changed, removed or put in past the portal."""
    name, said, before, place = model._meta.verbose_name, said_columns(model), "", 0
    for key in model.objects.filter(position=None).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        yield RecordBreak(name, f" {key} 不在链上，是绕过平台添加的")
    columns: list[str] = ["pk", "position", "digest", "hash", *said]
    rows = model.objects.exclude(position=None).order_by("position").values_list(*columns)
    for key, position, digest, own, *values in rows.iterator(chunk_size=BATCH):
        if position != place + 1:
            yield RecordBreak(name, f"第 {place + 1} 条起缺少 {position - place - 1} 条，记录被删除")
        found = digest_of(statement_of(said, dict(zip(said, values, strict=True))))
        if found != digest:
            yield RecordBreak(name, f"第 {position} 条（编号 {key}）内容与校验值不符，记录被改动")
        if link(before, key, digest) != own:
            yield RecordBreak(name, f"第 {position} 条（编号 {key}）与前一条不衔接，记录被改动、删除或插入")
        before, place = own, position
    if (head_of(model._meta.db_table)) != (place, before):
        yield RecordBreak(name, f"第 {place + 1} 条：末尾与记载不符，末尾记录被删除或添加")


def head_of(table: str) -> tuple[int, str]:
    """Where the chain of `table` is said to end; (0, "") of one that was never begun."""
    found: Any = RecordHead.objects.filter(name=table).values_list("position", "hash").first()
    return found or (0, "")
