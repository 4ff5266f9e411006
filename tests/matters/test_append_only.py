"""On PostgreSQL the database itself refuses to change or delete an event."""

import pytest
from django.db import DatabaseError, connection

from tests.courses import Course

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.parametrize("statement", ["UPDATE matters_event SET verb = 'x'", "DELETE FROM matters_event"])
def test_the_database_refuses(cast, statement):
    Course(cast).registered()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
