"""The forms of both names by which organisations are looked up."""

from django.db import migrations, models

from common.migrating import settled

from common.names import bare


@settled
def fill(apps, schema_editor):
    """Namesakes that differ in writing alone keep apart by their codes, until somebody renames or closes one."""
    taken = set()
    organisations = apps.get_model("organisations", "Organisation").objects
    for row in organisations.order_by("-is_active", "pk").iterator():
        name = bare(row.name)
        name = f"{name}#{row.code}" if not name or name in taken else name
        taken.add(name)
        organisations.filter(pk=row.pk).update(bare_name=name, bare_short_name=bare(row.short_name))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_account_invitation")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="bare_name",
            field=models.CharField(blank=True, editable=False, max_length=400, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="organisation",
            name="bare_short_name",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=200, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
