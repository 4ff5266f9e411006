"""Papers cannot be emptied out of the table on PostgreSQL either."""

from django.db import migrations

from common.append_only import refuse_truncate
from common.migrating import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_number_patterns_with_days"),
        ("organisations", "0010_chained_records"),
    ]

    operations = [Guard(*refuse_truncate("documents_document"))]
