"""Who sees a matter without taking part in it lies with the matter itself, as its kind says."""

from django.db import migrations, models

LEVELS = ("county", "prefecture", "province")
NOW = models.Q(open_to_superior=True) | models.Q(open_to_government=True)


def index_of(level: str, condition: models.Q) -> models.Index:
    return models.Index(
        fields=[level, "-changed_at", "-id"], condition=condition, name=f"matter_by_{level}"
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0014_sides_by_their_kind")]

    operations = [
        *(migrations.RemoveIndex("matter", f"matter_by_{level}") for level in LEVELS),
        migrations.AddField(
            model_name="matter",
            name="open_to_superior",
            field=models.BooleanField(default=False, verbose_name="上级检察院可以查阅"),
        ),
        migrations.AddField(
            model_name="matter",
            name="open_to_government",
            field=models.BooleanField(default=False, verbose_name="司法局、人民政府可以查阅"),
        ),
        *(migrations.AddIndex("matter", index_of(level, NOW)) for level in LEVELS),
    ]
