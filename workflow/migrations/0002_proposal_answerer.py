from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0001_proposals"),
    ]

    operations = [
        migrations.RenameField(
            model_name="proposal",
            old_name="answered_by",
            new_name="answerer",
        ),
    ]
