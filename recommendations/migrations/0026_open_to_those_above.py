"""What was issued stays open to those who saw it; the field history says it of every state of before, too."""

from django.db import migrations, models
from django.db.models import Q

from common.migrating import settled

SHOWN = Q(is_issued=True) & ~Q(sensitivity="sealed") & ~Q(state="annulled")


@settled
def fill(apps, schema_editor) -> None:
    history = apps.get_model("recommendations", "HistoricalRecommendation")
    for model in (apps.get_model("matters", "Matter"), history):
        shown = model.objects.filter(SHOWN)
        shown.update(open_to_superior=True)
        shown.filter(to_administrative_body=True).update(open_to_government=True)


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0015_open_to_those_above"),
        ("recommendations", "0025_papers_of_rooms"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrecommendation",
            name="open_to_superior",
            field=models.BooleanField(default=False, verbose_name="上级检察院可以查阅"),
        ),
        migrations.AddField(
            model_name="historicalrecommendation",
            name="open_to_government",
            field=models.BooleanField(default=False, verbose_name="司法局、人民政府可以查阅"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
