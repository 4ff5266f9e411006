"""Every period that a paper states gets its unit; what stands there was entered in days.

What somebody has filled in and not sent, or has handed over for a decision, is kept under the new names.
"""

from django.db import migrations, models
from django.db.models import F, Q

from common.migrating import settled

UNITS = [('days', '日'), ('months', '个月'), ('working_days', '个工作日')]
PERIODS = {'objection': '异议', 'reply': '回复', 'rectification': '整改'}
#: Of the forms: the name of a field in days, and its name with a unit.
FIELDS = {
    'objection_days': 'stated_objection',
    'reply_days': 'stated_reply',
    'rectification_days': 'stated_rectification',
    'follow_up_days': 'follow_up',
    'stated_days': 'stated',
}


@settled
def as_days(apps, schema_editor):
    for name in ('Recommendation', 'HistoricalRecommendation'):
        for period in PERIODS:
            stated = apps.get_model('recommendations', name).objects.exclude(**{f'{period}_length': None})
            stated.update(**{f'{period}_unit': 'days'})
    apps.get_model('recommendations', 'PreparedLetter').objects.update(stated_unit='days')
    rewrite(apps, lambda name, texts: (FIELDS[name], [*texts, 'days']) if name in FIELDS else (name, texts))


@settled
def without_months(apps, schema_editor):
    """The older columns know no months: a month is kept as thirty days."""
    for name, columns in {
        'Recommendation': PERIODS,
        'HistoricalRecommendation': PERIODS,
        'PreparedLetter': ('stated',),
    }.items():
        for column in columns:
            rows = apps.get_model('recommendations', name).objects.filter(**{f'{column}_unit': 'months'})
            rows.update(**{f'{column}_length': F(f'{column}_length') * 30})
    former = {new: old for old, new in FIELDS.items()}
    rewrite(apps, lambda name, texts: (former[name], texts[:1]) if name in former else (name, texts))


def rewrite(apps, renamed):
    """Give the posted fields of open forms the names of this version."""
    for app, name in (('workflow', 'Proposal'), ('matters', 'Scratch')):
        # On the way back a column that came later is gone from the table and not yet from the state.
        for row in apps.get_model(app, name).objects.exclude(data={}).only('pk', 'data').iterator():
            data = dict(renamed(field, texts) for field, texts in row.data.items())
            if data != row.data:
                apps.get_model(app, name).objects.filter(pk=row.pk).update(data=data)


def unit(model, name, label, **options):
    field = models.CharField(label, max_length=12, choices=UNITS, default='', **options)
    return migrations.AddField(model, name, field, preserve_default=False)


def of_matter(model):
    for period, word in PERIODS.items():
        length = f'{period}_length'
        yield migrations.RenameField(model, f'{period}_days', length)
        yield migrations.AlterField(
            model, length, models.PositiveSmallIntegerField(f'载明的{word}期限', null=True, blank=True)
        )
        yield unit(model, f'{period}_unit', f'{word}期限的单位', blank=True)


def whole(model, column, name):
    condition = Q(**{f'{column}_length': None, f'{column}_unit': ''}) | Q(
        **{f'{column}_length__gt': 0, f'{column}_unit__in': [unit for unit, _ in UNITS]}
    )
    return migrations.AddConstraint(model, models.CheckConstraint(condition=condition, name=name))


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0004_stated_periods_have_units'),
        ('matters', '0006_events_by_time'),
        ('recommendations', '0006_prepared_letters'),
        ('workflow', '0002_proposal_answerer'),
    ]

    operations = [
        *of_matter('recommendation'),
        *of_matter('historicalrecommendation'),
        migrations.RenameField('preparedletter', 'stated_days', 'stated_length'),
        migrations.AlterField('preparedletter', 'stated_length', models.PositiveSmallIntegerField('督促期限')),
        unit('preparedletter', 'stated_unit', '督促期限的单位'),
        migrations.RunPython(as_days, without_months),
        *(whole('recommendation', period, f'recommendation_{period}_stated_whole') for period in PERIODS),
        whole('preparedletter', 'stated', 'letter_stated_is_whole'),
    ]
