"""社区矫正检察建议 are 纠正违法检察建议 (规定 9 条四); until now they were kept under 其他检察建议."""

from django.db import migrations


def _move(apps, before: str, after: str) -> None:
    rows = apps.get_model("recommendations", "Recommendation").objects.filter(sub_kind="community_correction")
    matters = apps.get_model("matters", "Matter").objects.filter(pk__in=list(rows.values_list("pk", flat=True)))
    matters.filter(kind=before).update(kind=after)


def forwards(apps, schema_editor) -> None:
    _move(apps, "other_recommendation", "correction")


def backwards(apps, schema_editor) -> None:
    _move(apps, "correction", "other_recommendation")


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0008_names_with_days"),
        ("recommendations", "0017_enclosures_and_route"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
