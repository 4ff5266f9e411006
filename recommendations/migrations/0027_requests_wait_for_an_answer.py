"""Every request keeps the event that answered it, or by which it lapsed; of one sort a single request waits."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

from common.migrating import settled

FORMER = {"objection": "one_open_objection", "extensionrequest": "one_open_extension", "invitation": "one_open_invitation"}
#: What answers a request for more time, or overtakes it.
ANSWERING = (
    "grant_extension", "refuse_extension", "reply",
    "modify", "withdraw", "uphold_objection", "changed_along", "withdrawn_along",
)


@settled
def fill(apps, schema_editor) -> None:
    """The first of those events after the one that asked."""
    Event = apps.get_model("matters", "Event")
    for name in ("ExtensionRequest", "HistoricalExtensionRequest"):
        later = Event.objects.filter(
            matter=OuterRef("recommendation"), verb__in=ANSWERING, pk__gt=OuterRef("event")
        )
        rows = apps.get_model("recommendations", name).objects.exclude(answer="open")
        rows.update(answered_by=Subquery(later.order_by("number").values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0016_links_of_any_paper"),
        ("recommendations", "0026_open_to_those_above"),
    ]

    operations = [
        migrations.AddField(
            model_name="extensionrequest",
            name="answered_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.event"),
        ),
        migrations.AddField(
            model_name="historicalextensionrequest",
            name="answered_by",
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="matters.event"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.RemoveConstraint(name, former) for name, former in FORMER.items()),
        *(
            migrations.AddConstraint(
                name, models.UniqueConstraint(fields=["recommendation"], condition=Q(answered_by=None), name=f"one_waiting_{name}")
            )
            for name in FORMER
        ),
    ]
