"""A paper that several matters share is one row; the sealed scan stands beside the frozen text."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from common.migrating import settled

frozen = import_module("documents.migrations.0002_papers_never_change")


@settled
def freeze_again(apps, schema_editor) -> None:
    """Taking columns away makes SQLite write the table anew, without its trigger."""
    frozen.drop(apps, schema_editor)
    frozen.create(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_completion"),
        ("matters", "0006_events_by_time"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, freeze_again),
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.ForeignKey(
                help_text="更换的盖章件",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="seals",
            field=models.ForeignKey(
                help_text="本件是该文书的盖章件",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sealed_versions",
                to="documents.document",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces", None), ("seals__isnull", False)),
                fields=("seals",),
                name="document_is_sealed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", False)),
                fields=("replaces",),
                name="document_is_replaced_once",
            ),
        ),
        migrations.CreateModel(
            name="DocumentShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="documents.document",
                        verbose_name="文书",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_papers",
                        to="matters.event",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_papers",
                        to="matters.matter",
                        verbose_name="事项",
                    ),
                ),
            ],
            options={"verbose_name": "共用文书", "verbose_name_plural": "共用文书", "ordering": ["id"]},
        ),
        migrations.AddConstraint(
            model_name="documentshare",
            constraint=models.UniqueConstraint(fields=("document", "matter"), name="document_shared_once"),
        ),
    ]
