"""The recipients of recommendations lie with the matter; what the field history holds stays where it is."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from common.migrating import settled


@settled
def up(apps, schema_editor) -> None:
    own = apps.get_model("recommendations", "Recommendation").objects.filter(pk=OuterRef("pk"))
    apps.get_model("matters", "Matter").objects.update(
        recipient_id=Subquery(own.values("former_recipient_id"))
    )


@settled
def down(apps, schema_editor) -> None:
    matters = apps.get_model("matters", "Matter").objects.filter(pk=OuterRef("pk"))
    apps.get_model("recommendations", "Recommendation").objects.update(
        former_recipient_id=Subquery(matters.values("recipient_id"))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0013_recipient"),
        ("recommendations", "0023_recipient_makes_room"),
    ]

    operations = [
        migrations.RunPython(up, down),
        migrations.RemoveField("Recommendation", "former_recipient"),
        migrations.AlterField(
            model_name="historicalrecommendation",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisations.organisation",
                verbose_name="对方单位",
            ),
        ),
    ]
