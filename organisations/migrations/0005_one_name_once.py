"""No two organisations bear one name written in two ways, and none bears a name that says nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_names_compared")]

    operations = [
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=["bare_name"], name="organisation_named_once"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("bare_name", ""), _negated=True), name="organisation_has_a_name"
            ),
        ),
    ]
