"""A parent gets no column while a child has its name: that of the recipient is moved in three migrations.

Here it steps aside, `matters.0013` gives every matter one, and 0024 carries the data over.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0012_kinds_of_rooms"),
        ("recommendations", "0022_kinds_of_rooms"),
    ]
    # The lower room knows nothing of this one.
    run_before = [("matters", "0013_recipient")]

    operations = [
        migrations.RemoveIndex(model_name="recommendation", name="recommendation_by_recipient"),
        migrations.RenameField("Recommendation", "recipient", "former_recipient"),
    ]
