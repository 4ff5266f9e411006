"""Letters that lie ready before the last day are 提示: a ground of their own, and no period."""

from django.db import migrations

BEFORE = "before"


def to_reminders(apps, schema_editor):
    letters = apps.get_model("recommendations", "PreparedLetter").objects.filter(moment=BEFORE, event=None)
    letters.update(ground="due_soon", stated_length=None, stated_unit="")


def to_urgings(apps, schema_editor):
    letters = apps.get_model("recommendations", "PreparedLetter").objects.filter(ground="due_soon")
    letters.update(ground="no_reply", stated_length=7, stated_unit="days")


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0014_urging_has_a_receipt")]

    operations = [migrations.RunPython(to_reminders, to_urgings)]
