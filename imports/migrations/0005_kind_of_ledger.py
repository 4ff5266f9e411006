from django.db import migrations, models


class Migration(migrations.Migration):
    """Whatever came in before was a ledger of recommendations."""

    dependencies = [
        ('imports', '0004_read_by_the_worker'),
    ]

    operations = [
        migrations.AddField(
            model_name='ledgerimport',
            name='model_name',
            field=models.CharField(default='recommendation', max_length=60, verbose_name='事项种类'),
            preserve_default=False,
        ),
    ]
