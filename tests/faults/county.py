"""The people of tests/cast.py with passwords, and recommendations of every age, so that much is due at once."""

from datetime import timedelta

from django.db import connection

from common import clock
from organisations.models import User
from tests.cast import Cast
from tests.courses import Course
from tests.factories import PASSWORD
from tests.faults.lanes import Given

#: Received so many days ago.
AGES = range(2, 62, 2)


def people() -> Given:
    """Everyone of the cast can log in; what the lanes need to know of them."""
    cast = Cast()
    cast.everyone()
    for user in User.objects.filter(is_active=True):
        user.set_password(PASSWORD)
        user.save()
    for age in AGES:
        with clock.set_to(clock.now() - timedelta(days=age)):
            signed_for(cast, age)
    connection.close()
    return Given(agency=cast.agency_a.pk, officer=cast.officer_a.pk)


def signed_for(cast: Cast, number: int) -> None:
    course = Course(cast, recipient=(cast.agency_a, cast.agency_b)[number % 4 // 2])
    issued_on = clock.today().isoformat()
    course.registered(number=f"川九检建〔2025〕{number}号", issued_on=issued_on)
    signer = cast.liaison_a if course.recipient == cast.agency_a else cast.liaison_b
    course.take("sign_for", signer, consents=True)
