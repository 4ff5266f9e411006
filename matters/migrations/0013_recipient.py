"""Any matter may be addressed to somebody."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0012_kinds_of_rooms"),
        ("organisations", "0010_chained_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="recipient",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="received_matters",
                to="organisations.organisation",
                verbose_name="对方单位",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["recipient", "-changed_at", "-id"], name="matter_by_recipient"),
        ),
    ]
