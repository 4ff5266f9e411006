"""A period that a document states gets its unit. What stands there was entered in days, or in the working days of its rule."""

from django.db import migrations, models
from django.db.models import F, Q

from common.migrating import settled

UNITS = [('days', '日'), ('months', '个月'), ('working_days', '个工作日')]
IN_WORKING_DAYS = ('lead.assessment', 'inquiry.answer', 'assessment.statement')
MODELS = ('Deadline', 'HistoricalDeadline')


@settled
def as_days(apps, schema_editor):
    for name in MODELS:
        stated = apps.get_model('deadlines', name).objects.exclude(stated_length=None)
        stated.filter(rule__in=IN_WORKING_DAYS).update(stated_unit='working_days')
        stated.exclude(rule__in=IN_WORKING_DAYS).update(stated_unit='days')


@settled
def without_months(apps, schema_editor):
    """The older columns know no months: a month is kept as thirty days."""
    for name in MODELS:
        in_months = apps.get_model('deadlines', name).objects.filter(stated_unit='months')
        in_months.update(stated_length=F('stated_length') * 30)


def renamed(model):
    return [
        migrations.RenameField(model, 'stated_days', 'stated_length'),
        migrations.AlterField(
            model, 'stated_length', models.PositiveSmallIntegerField('文书载明的期限', null=True)
        ),
        migrations.AddField(
            model, 'stated_unit', models.CharField('载明期限的单位', max_length=12, blank=True, choices=UNITS, default=''), preserve_default=False
        ),
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0003_an_organisations_own_administrator'),
    ]

    operations = [
        *renamed('deadline'),
        *renamed('historicaldeadline'),
        migrations.RunPython(as_days, without_months),
        migrations.AddConstraint(
            'deadline',
            models.CheckConstraint(
                condition=Q(stated_length=None, stated_unit='')
                | Q(stated_length__gt=0, stated_unit__in=[unit for unit, _ in UNITS]),
                name='deadline_stated_is_whole',
            ),
        ),
    ]
