"""`manage.py demo`: once, afresh, or not at all."""

import pytest
from django.core.management import CommandError, call_command

from deadlines.models import CalendarDay
from demo import load
from demo.scans import scan
from matters.storage import private_storage
from organisations.models import Organisation, User


@pytest.mark.parametrize("options", [{}, {"reset": True}, {"accounts": True}])
def test_production_is_refused_in_one_sentence_and_nothing_changes(cast, options):
    assert cast.handler
    with pytest.raises(CommandError, match="示例县只能在演示环境载入") as refused:
        call_command("demo", **options)
    assert str(refused.value).count("。") == 1
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_emptying_leaves_tables_and_calendar_but_no_row_and_no_file(cast):
    kept = scan(cast.handler.user, "示例")
    load.empty()
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
    assert not private_storage().exists(kept.file.name)
    assert CalendarDay.objects.exists()
