"""Access records get a chain of their own, and each day's seal holds where the chains of records end."""

import django.db.models.deletion
from django.db import migrations, models

import organisations.chained
from common.append_only import refuse_change, refuse_truncate
from common.migrating import Guard
from common.record_chain import chain_existing, chain_records

SEALS, SEALED = "matters_chainseal", "matters_sealedrecords"


def begin_seals(apps, schema_editor) -> None:
    """Where the seals end, so that all of them taken away are missed."""
    seals = apps.get_model("matters", "ChainSeal").objects.order_by("sealed_on")
    if last := seals.last():
        heads = apps.get_model("organisations", "RecordHead").objects
        heads.create(name=SEALS, position=seals.count(), hash=last.digest)


def forget_seals(apps, schema_editor) -> None:
    apps.get_model("organisations", "RecordHead").objects.filter(name__startswith="matters_").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0010_what_stands_after_events"),
        ("organisations", "0010_chained_records"),
    ]

    operations = [
        migrations.RunPython(begin_seals, forget_seals),
        migrations.AddField(
            model_name="accesslog",
            name="digest",
            field=organisations.chained.DigestField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="accesslog",
            name="position",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="accesslog",
            name="hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(chain_existing("matters", "AccessLog"), migrations.RunPython.noop),
        migrations.AlterField(
            model_name="accesslog",
            name="position",
            field=models.PositiveBigIntegerField(editable=False, null=True, unique=True),
        ),
        Guard(*chain_records("matters_accesslog")),
        Guard(*refuse_change("matters_accesslog", once="OLD.hash = ''")),
        Guard(*refuse_truncate("matters_accesslog")),
        migrations.CreateModel(
            name="SealedRecords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("position", models.PositiveBigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="matters.chainseal",
                    ),
                ),
            ],
            options={
                "verbose_name": "封存的记录末尾",
                "verbose_name_plural": "封存的记录末尾",
                "constraints": [
                    models.UniqueConstraint(fields=("seal", "name"), name="sealed_records_once")
                ],
            },
        ),
        Guard(*refuse_change(SEALED)),
        Guard(*refuse_truncate(SEALED)),
    ]
