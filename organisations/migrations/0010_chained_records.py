"""Log-in records get a chain of their own; what is there already stands on it in the order of its keys."""

from django.db import migrations, models

import organisations.chained
from common.append_only import REFUSE_CHANGE, REFUSE_TRUNCATE, functions, refuse_change, refuse_truncate
from common.migrating import Guard
from common.record_chain import CHAIN_RECORD, chain_existing, chain_records


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_community_capability")]

    operations = [
        Guard(*functions(REFUSE_TRUNCATE, REFUSE_CHANGE, CHAIN_RECORD)),
        migrations.CreateModel(
            name="RecordHead",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("position", models.PositiveBigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"verbose_name": "记录的末尾", "verbose_name_plural": "记录的末尾"},
        ),
        migrations.AddField(
            model_name="loginrecord",
            name="digest",
            field=organisations.chained.DigestField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="loginrecord",
            name="position",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="loginrecord",
            name="hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(chain_existing("organisations", "LoginRecord"), migrations.RunPython.noop),
        migrations.AlterField(
            model_name="loginrecord",
            name="position",
            field=models.PositiveBigIntegerField(editable=False, null=True, unique=True),
        ),
        Guard(*chain_records("organisations_loginrecord")),
        Guard(*refuse_change("organisations_loginrecord", once="OLD.hash = ''")),
        Guard(*refuse_truncate("organisations_loginrecord")),
    ]
